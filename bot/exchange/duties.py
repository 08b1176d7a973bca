"""What a live referral asks of one member, whether or not they are being reminded of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.exchange.values import LOOKING, Answer, Status

if TYPE_CHECKING:
    from bot.exchange.values import ReferralState


class Duty(StrEnum):
    """The most urgent first."""

    ANSWER = "answer"  # they are asked, and have not answered
    CHOOSE = "choose"  # it is their own, and their client has somebody to choose from
    HOLD = "hold"  # they are first in line
    TELL = "tell"  # the client chose them: how did it go?


def duty_of(state: ReferralState, member_id: str) -> Duty | None:
    """What a member can do about a referral now, or None where it is for others to act."""
    if state.status is Status.CLAIMED and state.referral.referrer_id == member_id:
        return Duty.CHOOSE
    if state.status is Status.HANDED_OFF and state.chosen and state.chosen.member_id == member_id:
        return Duty.TELL
    if state.status in LOOKING and state.holder and state.holder.member_id == member_id:
        return Duty.HOLD
    invitation = state.invitation_of(member_id)
    if state.status in LOOKING and invitation and invitation.answer is Answer.ASKED:
        return Duty.ANSWER
    return None
