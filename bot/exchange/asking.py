"""The rules of asking: post, invite, decline, edit, extend, withdraw."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Card, Face, Notice, NoticeKind
from bot.exchange.nudges import NudgeKind, due
from bot.exchange.step import ROUND, Step, cards_in_channel, invite, let_go, restore, tell, tell_restored
from bot.exchange.values import PASSED, Answer, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.practice import Practice
    from bot.exchange.values import Invitation, ReferralState
    from bot.matching import Match, Need


def post(state: ReferralState, move: m.Post, now: datetime, practice: Practice) -> Step:
    """The card goes to the channel, the best three are asked, the referrer gets their own copy."""
    if state.referral.revision:
        raise Refused(Why.NOT_NOW)
    state, cards = invite(state, move.candidates, ROUND, now, practice)
    shown = (*cards_in_channel(state), Card(Face.REFERRER, state.referral.referrer_id), *cards)
    return Step(state, _if_nobody_is_asked(state), shown, restart=True)


def decline(state: ReferralState, move: m.Decline, now: datetime, practice: Practice) -> Step:
    """Every no asks the next candidate at once, as long as nobody has offered."""
    invitation = state.invitation_of(move.by)
    if invitation is None or invitation.answer is not Answer.ASKED:
        raise Refused(Why.NOT_NOW)
    return pass_on(state, replace(invitation, answer=move.answer), move.candidates, now, practice)


def pass_on(
    state: ReferralState, invitation: Invitation, candidates: Sequence[Match], now: datetime, practice: Practice
) -> Step:
    """Keep the answer, and while nobody has offered ask the next candidate in their place."""
    state = state.with_invitation(invitation)
    if state.status is not Status.OPEN:
        return Step(state)
    state, cards = invite(state, candidates, 1, now, practice)
    return Step(state, () if practice.is_told else _if_nobody_is_asked(state), cards)


def undo_decline(state: ReferralState, move: m.UndoDecline, _now: datetime, _practice: Practice) -> Step:
    """They are asked again; whoever was asked in their place stays asked."""
    invitation = state.invitation_of(move.by)
    if invitation is None or invitation.answer not in PASSED:
        raise Refused(Why.NOT_NOW)
    return Step(state.with_invitation(replace(invitation, answer=Answer.ASKED)))


def edit(state: ReferralState, move: m.Edit, now: datetime, practice: Practice) -> Step:
    """Whoever offered is asked whether it still fits, if it may not; while nobody holds it, whoever fits now is asked.

    Three are to be asked at a time, as ever: those who fit no longer, or should have answered by now, do not count.
    Reasons quote the note, so those of the earlier one go with it.
    """
    before = state.referral.need
    other_urgency = state.referral.urgency is not move.urgency
    edited = replace(state.referral, need=move.need, urgency=move.urgency, vouched=move.vouched)
    state = replace(state, referral=edited)
    if before != move.need:
        state = _with_reasons_of_now(state, move.candidates)
    offered = [claim.member_id for claim in state.line] if is_telling(before, move.need) else []
    notices = tell(NoticeKind.STILL_A_FIT, offered)
    if state.status is not Status.OPEN or not _asks_otherwise(before, move.need):
        return Step(state, notices, restart=other_urgency)
    missing = ROUND - _awaited(state, move.candidates, now, practice)
    state, cards = invite(state, move.candidates, missing, now, practice)
    return Step(state, (*notices, *_if_nobody_is_asked(state)), cards, restart=other_urgency)


def is_telling(before: Need, after: Need) -> bool:
    """Whether a change of the need may turn a fit into none; the order matters only for which concern is the main."""
    return _telling(before) != _telling(after)


def extend(state: ReferralState, move: m.Extend, now: datetime, practice: Practice) -> Step:
    """As long again from now, and the next three are asked."""
    state, cards = invite(state, move.candidates, ROUND, now, practice)
    return Step(state, _if_nobody_is_asked(state), cards, restart=True)


def withdraw(state: ReferralState, _move: m.Withdraw, _now: datetime, _practice: Practice) -> Step:
    """Whoever offered hears "No longer needed, thank you"."""
    offered = [claim.member_id for claim in state.line]
    state = let_go(state, undoable=True).with_status(Status.WITHDRAWN)
    return Step(state, tell(NoticeKind.NO_LONGER_NEEDED, offered))


def undo_withdraw(state: ReferralState, _move: m.UndoWithdraw, _now: datetime, practice: Practice) -> Step:
    """Every offer stands as it stood, and whoever made one is told."""
    after, called = restore(state, practice)
    return Step(after, (*called, *tell_restored(state, after, called)), cards_in_channel(after))


def _telling(need: Need) -> tuple[object, ...]:
    unordered = (frozenset(need.concerns), frozenset(need.payments), frozenset(need.states))
    return (tuple(need.concerns[:1]), need.format, need.age_group, need.client_type, *unordered)


def _asks_otherwise(before: Need, after: Need) -> bool:
    """Whether others may fit now: anything was changed but the note, the order of choices left aside."""
    return is_telling(before, after) or _wishes(before) != _wishes(after)


def _wishes(need: Need) -> dict[str, object]:
    said = {each.name: getattr(need, each.name) for each in fields(need) if each.name != "note"}
    return {name: value if isinstance(value, str) else frozenset(value) for name, value in said.items()}


def _with_reasons_of_now(state: ReferralState, candidates: Sequence[Match]) -> ReferralState:
    reasons = {match.member_id: tuple(match.reasons) for match in candidates}
    return replace(
        state, invitations=tuple(replace(i, reasons=reasons.get(i.member_id, ())) for i in state.invitations)
    )


def _awaited(state: ReferralState, candidates: Sequence[Match], now: datetime, practice: Practice) -> int:
    """How many of those who were asked fit still and may be about to answer."""
    fitting = {match.member_id for match in candidates}
    working = practice.working_times[state.referral.referrer_id]
    patience = practice.times.of(NudgeKind.INVITE_NEXT, state.referral.urgency)
    return sum(
        i.answer is Answer.ASKED and i.member_id in fitting and now < due(i.invited_at, patience, working)
        for i in state.invitations
    )


def _if_nobody_is_asked(state: ReferralState) -> Sequence[Notice]:
    """With no card in the channel, no offer and no answer to come, the referrer hears so now and not in a day."""
    if state.referral.asks_channel or state.awaits_an_answer or state.line:
        return ()
    return (Notice(NoticeKind.UNANSWERED, state.referral.referrer_id),)
