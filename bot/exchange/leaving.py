"""What follows when a person leaves the workspace: nobody is left waiting for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.step import Step, call_next, let_go, tell
from bot.exchange.values import LOOKING, Standing, Status

if TYPE_CHECKING:
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.decide import Practice
    from bot.exchange.values import ReferralState


def leave(state: ReferralState, move: m.Leave, _now: datetime, _practice: Practice) -> Step:
    """Their offer is released and the referrer told; a referral whose referrer left is withdrawn."""
    if move.by == state.referral.referrer_id:
        if state.status not in LOOKING:
            return Step(state)
        offered = [claim.member_id for claim in state.line]
        state = let_go(state, undoable=False).with_status(Status.WITHDRAWN)
        return Step(state, tell(NoticeKind.NO_LONGER_NEEDED, offered))
    told = Notice(NoticeKind.COLLEAGUE_LEFT, state.referral.referrer_id, about=move.by)
    if state.chosen and state.chosen.member_id == move.by:
        return Step(state, (told,))
    claim = state.offer_of(move.by)
    if claim is None:
        return Step(state)
    state = state.with_claim(replace(claim, standing=Standing.RELEASED))
    if claim.standing is not Standing.HOLDER:
        return Step(state, (told,))
    state, called = call_next(state)
    return Step(state, (told, *called), restart=True)
