"""The rules from the client's choice to the end: hand-off, outcome, the next in line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.gratitude import may_prompt
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.step import Step, call_next, cards_in_channel, let_go, restore, tell, tell_restored
from bot.exchange.values import STILL_LOOKING, Outcome, Report, Standing, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.practice import Practice
    from bot.exchange.values import ReferralState


def choose(state: ReferralState, move: m.Choose, now: datetime, practice: Practice) -> Step:
    """The client chose one colleague, who is offered to thank the referrer; the others are thanked and let go.

    Of one whom the exchange does not reach at the moment the referrer is told, for a call is about to come.
    """
    chosen = next((claim for claim in state.line if claim.id == move.claim_id), None)
    if chosen is None:
        raise Refused(Why.NO_OFFER)
    others = [claim.member_id for claim in state.line if claim.id != chosen.id]
    state = let_go(state, undoable=True)
    state = state.with_claim(replace(chosen, standing=Standing.CHOSEN, before=chosen.standing))
    told = (Notice(NoticeKind.CHOSEN, chosen.member_id), *tell(NoticeKind.LET_GO, others))
    if chosen.member_id in practice.paused:
        told = (*told, Notice(NoticeKind.COLLEAGUE_QUIET, move.by, about=chosen.member_id))
    return Step(state.with_status(Status.HANDED_OFF), (*told, *_prompt_thanks(state, now, practice)))


def undo_choose(state: ReferralState, _move: m.UndoChoose, _now: datetime, practice: Practice) -> Step:
    """A slip of the thumb: every offer stands as it stood, until somebody has said how it went."""
    if state.chosen is None or state.reports_on(state.chosen):
        raise Refused(Why.NOT_NOW)
    mistaken = {state.chosen.member_id} - practice.gone
    after, called = restore(state, practice)
    told = (*tell(NoticeKind.CHOICE_UNDONE, sorted(mistaken)), *called)
    return Step(after, (*told, *tell_restored(state, after, told)))


def report_outcome(state: ReferralState, move: m.ReportOutcome, now: datetime, practice: Practice) -> Step:
    """The first word of either side moves the referral; what the other side says later is kept beside it.

    That somebody still waits is told to the other side once, and not week by week.
    """
    ended = state.status is Status.CLOSED
    if state.chosen is None:
        raise Refused(Why.NOT_NOW)
    before = state.reports_on(state.chosen).get(move.by)
    waited = before is not None and before.outcome is Outcome.WAITING
    state = replace(state, reports=(*state.reports, Report(move.by, move.outcome, now, state.chosen.id)))
    if not ended and move.outcome in STILL_LOOKING:
        return _turn_to_next(state, move.by, practice)
    told = _other_side(state, move.by)
    if move.outcome is Outcome.WAITING:
        is_theirs = _chosen(state) == move.by  # whoever is asked how it went begins their own week anew
        return Step(state, () if waited else told, restart=is_theirs and not ended)
    booked = sum(report.outcome is Outcome.BOOKED for report in state.reports)
    prompt = _prompt_thanks(state, now, practice) if booked == 1 and not ended else ()
    return Step(state.with_status(Status.CLOSED), (*told, *prompt))


def ask_next(state: ReferralState, move: m.AskNext, _now: datetime, practice: Practice) -> Step:
    """The referrer turns to the next in line, after a hand-off that did not work out or was never confirmed.

    Not after one of which either side said at last that the client is booked: an old button must not undo that.
    """
    told = state.reports_on(state.chosen).values() if state.chosen else ()
    if state.status is Status.CLOSED and any(report.outcome is Outcome.BOOKED for report in told):
        raise Refused(Why.NOT_NOW)
    return _turn_to_next(state, move.by, practice)


def _turn_to_next(state: ReferralState, by: str, practice: Practice) -> Step:
    """Who was chosen is released, who was let go is in line again, and the first of them is called.

    Whoever is concerned and did not do this hears of it: they may be waiting for a call, or believe to be let go.
    """
    after = state
    for claim in state.claims:
        if claim.standing is Standing.CHOSEN or (claim.before is not None and claim.member_id in practice.gone):
            after = after.with_claim(replace(claim, standing=Standing.RELEASED, before=None))
        elif claim.before is not None:
            after = after.with_claim(replace(claim, standing=Standing.BACKUP, before=None))
    after, called = call_next(after, practice)
    holder = after.holder.member_id if after.holder else ""
    former = {_chosen(state)} - {by} - practice.gone
    told = (
        Notice(NoticeKind.OPEN_AGAIN, state.referral.referrer_id, about=holder),
        *called,
        *tell(NoticeKind.ASKING_NEXT, sorted(former)),
    )
    return Step(after, (*told, *tell_restored(state, after, told)), cards_in_channel(after), restart=True)


def _other_side(state: ReferralState, by: str) -> Sequence[Notice]:
    other = _chosen(state) if by == state.referral.referrer_id else state.referral.referrer_id
    return (Notice(NoticeKind.OUTCOME_REPORTED, other, about=by),) if other else ()


def _prompt_thanks(state: ReferralState, now: datetime, practice: Practice) -> Sequence[Notice]:
    """To whom the client chose, at the hand-off and at the first good end; not once they have thanked."""
    chosen = _chosen(state)
    if chosen in practice.gone | practice.have_thanked or not may_prompt(practice.prompted.get(chosen), now):
        return ()
    return (Notice(NoticeKind.THANKS_PROMPT, chosen),)


def _chosen(state: ReferralState) -> str:
    return state.chosen.member_id if state.chosen else ""
