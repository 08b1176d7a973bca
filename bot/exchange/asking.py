"""The rules of asking: post, invite, decline, edit, extend, withdraw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Card, Face, NoticeKind
from bot.exchange.step import ROUND, Step, cards_in_channel, invite, let_go, restore, tell, tell_restored
from bot.exchange.values import PASSED, Answer, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.decide import Practice
    from bot.exchange.values import ReferralState
    from bot.matching import Match, Need

#: A change of one of these may turn a fit into none.
_TELLING = ("payments", "states", "format", "client_type", "concerns")


def post(state: ReferralState, move: m.Post, now: datetime, _practice: Practice) -> Step:
    """The card goes to the channel, the best three are asked, the referrer gets their own copy."""
    if state.referral.revision:
        raise Refused(Why.NOT_NOW)
    state, cards = invite(state, move.candidates, ROUND, now)
    return Step(
        state, cards=(*cards_in_channel(state), Card(Face.REFERRER, state.referral.referrer_id), *cards), restart=True
    )


def decline(state: ReferralState, move: m.Decline, now: datetime, _practice: Practice) -> Step:
    """Every no asks the next candidate at once, as long as nobody has offered."""
    invitation = state.invitation_of(move.by)
    if invitation is None or invitation.answer is not Answer.ASKED:
        raise Refused(Why.NOT_NOW)
    state = state.with_invitation(replace(invitation, answer=move.answer))
    return _top_up(state, move.candidates, now)


def undo_decline(state: ReferralState, move: m.UndoDecline, _now: datetime, _practice: Practice) -> Step:
    """They are asked again; whoever was asked in their place stays asked."""
    invitation = state.invitation_of(move.by)
    if invitation is None or invitation.answer not in PASSED:
        raise Refused(Why.NOT_NOW)
    return Step(state.with_invitation(replace(invitation, answer=Answer.ASKED)))


def edit(state: ReferralState, move: m.Edit, now: datetime, _practice: Practice) -> Step:
    """Whoever offered is asked whether it still fits, if it may not; nobody is invited twice."""
    changed = is_telling(state.referral.need, move.need)
    sooner = state.referral.urgency is not move.urgency
    state = replace(state, referral=replace(state.referral, need=move.need, urgency=move.urgency))
    if not changed:
        return Step(state, restart=sooner)
    step = _top_up(state, move.candidates, now)
    asked = tell(NoticeKind.STILL_A_FIT, [claim.member_id for claim in state.line])
    return replace(step, notices=asked, restart=sooner)


def is_telling(before: Need, after: Need) -> bool:
    """Whether a change of the need may turn a fit into none."""
    return any(getattr(before, name) != getattr(after, name) for name in _TELLING)


def extend(state: ReferralState, move: m.Extend, now: datetime, _practice: Practice) -> Step:
    """As long again from now, and the next three are asked."""
    state, cards = invite(state, move.candidates, ROUND, now)
    return Step(state, cards=cards, restart=True)


def withdraw(state: ReferralState, _move: m.Withdraw, _now: datetime, _practice: Practice) -> Step:
    """Whoever offered hears "No longer needed, thank you"."""
    offered = [claim.member_id for claim in state.line]
    state = let_go(state, undoable=True).with_status(Status.WITHDRAWN)
    return Step(state, tell(NoticeKind.NO_LONGER_NEEDED, offered))


def undo_withdraw(state: ReferralState, _move: m.UndoWithdraw, _now: datetime, practice: Practice) -> Step:
    """Every offer stands as it stood, and whoever made one is told."""
    after, called = restore(state, practice.gone)
    return Step(after, (*called, *tell_restored(state, after, called)), cards_in_channel(after))


def _top_up(state: ReferralState, candidates: Sequence[Match], now: datetime) -> Step:
    """Ask as many more as it takes for three to be asked, while nobody holds it."""
    if state.status is not Status.OPEN:
        return Step(state)
    waiting = sum(invitation.answer is Answer.ASKED for invitation in state.invitations)
    state, cards = invite(state, candidates, ROUND - waiting, now)
    return Step(state, cards=cards)
