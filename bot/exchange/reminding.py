"""What time brings about: one rule for every row of the nudge table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.notices import Card, Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.step import ROUND, Step, invite, let_go, tell
from bot.exchange.values import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.decide import Practice
    from bot.exchange.values import ReferralState


def remind(state: ReferralState, move: m.Remind, now: datetime, practice: Practice) -> Step:
    """A nudge of the table became due."""
    referrer = state.referral.referrer_id
    chosen = state.chosen.member_id if state.chosen else ""
    match move.nudge:
        case NudgeKind.INVITE_NEXT:
            return _invite_next(state, move, now, practice)
        case NudgeKind.UNANSWERED:
            person = (Notice(NoticeKind.UNANSWERED_PERSON, practice.person_id),) if practice.person_id else ()
            return Step(state, (Notice(NoticeKind.UNANSWERED, referrer), *person))
        case NudgeKind.EXPIRE | NudgeKind.LAPSE:
            return _expire(state, practice)
        case NudgeKind.CHOOSE | NudgeKind.CHOOSE_AGAIN:
            return Step(state, (Notice(NoticeKind.CHOOSE_REMINDER, referrer),))
        case NudgeKind.OUTCOME | NudgeKind.OUTCOME_AGAIN:
            return Step(state, (Notice(NoticeKind.OUTCOME_REMINDER, chosen),))
        case NudgeKind.UNCONFIRMED:
            return Step(state, (Notice(NoticeKind.UNCONFIRMED, referrer, about=chosen),))
        case NudgeKind.CLOSE:
            return Step(state.with_status(Status.CLOSED))


def _invite_next(state: ReferralState, move: m.Remind, now: datetime, practice: Practice) -> Step:
    cards: Sequence[Card] = ()
    if not practice.small:
        state, cards = invite(state, move.candidates, ROUND, now)
    alone = () if cards else (Notice(NoticeKind.UNANSWERED, state.referral.referrer_id),)
    return Step(state, alone, cards)


def _expire(state: ReferralState, practice: Practice) -> Step:
    offered = [claim.member_id for claim in state.line]
    state = let_go(state, undoable=False).with_status(Status.EXPIRED)
    person = (Notice(NoticeKind.EXPIRED_PERSON, practice.person_id),) if practice.person_id else ()
    told = (Notice(NoticeKind.EXPIRED, state.referral.referrer_id), *person)
    return Step(state, (*told, *tell(NoticeKind.NO_LONGER_NEEDED, offered)))
