"""What time brings about: one rule for every row of the nudge table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Card, Face, Notice, NoticeKind
from bot.exchange.nudges import NUDGES, NudgeKind
from bot.exchange.step import ROUND, Step, call_next, invite, let_go, tell
from bot.exchange.values import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.practice import Practice
    from bot.exchange.values import ReferralState


def remind(state: ReferralState, move: m.Remind, now: datetime, practice: Practice) -> Step:
    """A nudge of the table became due; one that waited in another status than this is refused."""
    if not any(rule.kind is move.nudge and rule.waits_in is state.status for rule in NUDGES):
        raise Refused(Why.NOT_NOW)
    referrer = state.referral.referrer_id
    chosen = state.chosen.member_id if state.chosen else ""
    match move.nudge:
        case NudgeKind.INVITE_NEXT:
            return _invite_next(state, move, now, practice)
        case NudgeKind.ASK_CHANNEL:
            return _ask_channel(state, move, now, practice)
        case NudgeKind.UNANSWERED:
            return _unanswered(state, practice)
        case NudgeKind.EXPIRE | NudgeKind.LAPSE:
            return _expire(state, practice)
        case NudgeKind.CHOOSE | NudgeKind.CHOOSE_AGAIN:
            return Step(state, (Notice(NoticeKind.CHOOSE_REMINDER, referrer),))
        case NudgeKind.OUTCOME | NudgeKind.OUTCOME_AGAIN:
            asked = () if chosen in practice.gone else (chosen,)
            return Step(state, tell(NoticeKind.OUTCOME_REMINDER, asked))
        case NudgeKind.UNCONFIRMED:
            return Step(state, (Notice(NoticeKind.UNCONFIRMED, referrer, about=chosen),))
        case NudgeKind.CLOSE:
            told = (referrer, *(() if chosen in practice.gone else (chosen,)))
            return Step(state.with_status(Status.CLOSED), tell(NoticeKind.CLOSED, told))
        case _:  # a habit is of no referral, and has no row above
            raise Refused(Why.NOT_NOW)


def _invite_next(state: ReferralState, move: m.Remind, now: datetime, practice: Practice) -> Step:
    cards: Sequence[Card] = ()
    if not practice.small:
        state, cards = invite(state, move.candidates, ROUND, now, practice)
    alone = () if cards or practice.is_told else (Notice(NoticeKind.UNANSWERED, state.referral.referrer_id),)
    return Step(state, alone, cards)


def _ask_channel(state: ReferralState, move: m.Remind, now: datetime, practice: Practice) -> Step:
    """A line below whatever was posted since; it is deleted once somebody offers."""
    if state.referral.asks_channel:
        return Step(state, cards=(Card(Face.AGAIN),))
    return _invite_next(state, move, now, practice)


def _unanswered(state: ReferralState, practice: Practice) -> Step:
    """Whoever could as a backup is called, for nobody else came; with nobody to call, people are told."""
    referrer = state.referral.referrer_id
    state, called = call_next(state, practice)
    if called:
        return Step(state, (Notice(NoticeKind.OFFER_MADE, referrer, about=called[0].to), *called))
    told = Notice(NoticeKind.UNANSWERED, referrer)
    person = () if practice.person_knows else _tell_person(NoticeKind.UNANSWERED_PERSON, state, practice)
    return Step(state, (told, *person))


def _expire(state: ReferralState, practice: Practice) -> Step:
    offered = [claim.member_id for claim in state.line]
    state = let_go(state, undoable=False).with_status(Status.EXPIRED)
    told = Notice(NoticeKind.EXPIRED, state.referral.referrer_id)
    person = _tell_person(NoticeKind.EXPIRED_PERSON, state, practice)
    return Step(state, (told, *person, *tell(NoticeKind.NO_LONGER_NEEDED, offered)))


def _tell_person(kind: NoticeKind, state: ReferralState, practice: Practice) -> Sequence[Notice]:
    """Nobody was named, or they are the referrer, or may know the client: then nobody is told."""
    referral = state.referral
    unheard = {"", referral.referrer_id} | referral.kept_from
    return () if practice.person_id in unheard else (Notice(kind, practice.person_id),)
