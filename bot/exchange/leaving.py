"""What follows when a person leaves the workspace: nobody is left waiting for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.asking import pass_on
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.step import Step, call_next, let_go, tell
from bot.exchange.values import Answer, Standing, Status

if TYPE_CHECKING:
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.practice import Practice
    from bot.exchange.values import ReferralState


def leave(state: ReferralState, move: m.Leave, now: datetime, practice: Practice) -> Step:
    """Their offer is released and the referrer told; another is asked in their place; what they asked for ends."""
    if move.by == state.referral.referrer_id:
        return _referrer_left(state)
    told = Notice(NoticeKind.COLLEAGUE_LEFT, state.referral.referrer_id, about=move.by)
    if state.chosen and state.chosen.member_id == move.by:
        return Step(state, (told,))
    invitation = state.invitation_of(move.by)
    if invitation and invitation.answer is Answer.ASKED:
        return pass_on(state, replace(invitation, answer=Answer.LEFT), move.candidates, now, practice)
    claim = state.offer_of(move.by)
    if claim is None:
        return Step(state)
    state = state.with_claim(replace(claim, standing=Standing.RELEASED))
    if claim.standing is not Standing.HOLDER:
        return Step(state, (told,))
    state, called = call_next(state, practice)
    return Step(state, (told, *called), restart=True)


def _referrer_left(state: ReferralState) -> Step:
    """Withdrawn, as they can undo should they come back; after the hand-off closed, for nobody else could be asked."""
    if state.status is Status.HANDED_OFF:
        return Step(state.with_status(Status.CLOSED))
    offered = [claim.member_id for claim in state.line]
    state = let_go(state, undoable=True).with_status(Status.WITHDRAWN)
    return Step(state, tell(NoticeKind.NO_LONGER_NEEDED, offered))
