"""`decide`: given what stands and what somebody does, what stands then and what follows. The one door to the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.exchange import asking, handing_off, leaving, offering, reminding
from bot.exchange import moves as m
from bot.exchange.nudges import nudges_for
from bot.exchange.transitions import TRANSITIONS, Who
from bot.exchange.values import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bot.exchange.notices import Card, Notice
    from bot.exchange.nudges import Nudge
    from bot.exchange.practice import Practice
    from bot.exchange.step import Step
    from bot.exchange.values import ReferralState


@dataclass(frozen=True)
class Changes:
    """What a move does.

    Attributes:
        state: what stands afterwards.
        notices: what is to be said, once each.
        cards: living messages to be shown from now on, besides those that are.
        nudges: what the pending nudges are replaced with; None leaves them as they are.
    """

    state: ReferralState
    notices: Sequence[Notice] = ()
    cards: Sequence[Card] = ()
    nudges: Sequence[Nudge] | None = None


def decide(state: ReferralState, move: m.Move, now: datetime, practice: Practice) -> Changes:
    """What follows when `move` happens to `state` at `now` (UTC).

    Raises:
        Refused: the table or the rule of the move does not allow it; nothing is to be changed.
    """
    row = TRANSITIONS[type(move)]
    if state.status not in row.start:
        raise m.Refused(m.Why.NOT_NOW if state.status in (Status.OPEN, Status.CLAIMED) else _ended(state.status))
    if not _may(row.who, move.by, state):
        raise m.Refused(m.Why.NO_OFFER if row.who is Who.CLAIMANT else m.Why.NOT_YOURS)
    if row.who is Who.REFERRER and move.by in practice.gone:
        raise m.Refused(m.Why.NOT_A_MEMBER)
    step = _RULES[type(move)](state, move, now, practice)
    if step.state.status not in row.end:
        raise AssertionError(f"{type(move).__name__} led to {step.state.status}, which the table does not know")
    referral = step.state.referral
    nudges = None
    if step.restart or referral.status is not state.status:
        nudges = nudges_for(step.state, now, practice.working_times, practice.times)
    after = replace(step.state, referral=replace(referral, revision=state.referral.revision + 1))
    return Changes(after, step.notices, step.cards, nudges)


def _ended(status: Status) -> m.Why:
    return m.Why.CHOSEN_ALREADY if status is Status.HANDED_OFF else m.Why.OVER


def _may(who: Who, by: str, state: ReferralState) -> bool:
    is_referrer = by == state.referral.referrer_id
    match who:
        case Who.REFERRER:
            return is_referrer
        case Who.CLAIMANT:
            return state.offer_of(by) is not None
        case Who.INVITED:
            return state.invitation_of(by) is not None
        case Who.SIDE:
            return is_referrer or (state.chosen is not None and state.chosen.member_id == by)
        case Who.CLOCK:
            return by == m.CLOCK
        case Who.ANYONE | Who.THEMSELVES:
            return True


# Each rule takes the kind of move that stands beside it, and `decide` is their only caller.
_RULES: Mapping[type[m.Move], Callable[..., Step]] = {
    m.Post: asking.post,
    m.Decline: asking.decline,
    m.UndoDecline: asking.undo_decline,
    m.Edit: asking.edit,
    m.Extend: asking.extend,
    m.Withdraw: asking.withdraw,
    m.UndoWithdraw: asking.undo_withdraw,
    m.Offer: offering.offer,
    m.Confirm: offering.confirm,
    m.SayGlad: offering.say_glad,
    m.StandBack: offering.stand_back,
    m.Release: offering.release,
    m.Choose: handing_off.choose,
    m.UndoChoose: handing_off.undo_choose,
    m.ReportOutcome: handing_off.report_outcome,
    m.AskNext: handing_off.ask_next,
    m.Leave: leaving.leave,
    m.Remind: reminding.remind,
}
