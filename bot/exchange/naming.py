"""Whom a referrer names to the client: who offered first of all, then who fits, and nobody who said no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.exchange.step import ROUND
from bot.exchange.values import Answer, Member, Standing, Status

if TYPE_CHECKING:
    from bot.exchange.values import ReferralState
    from bot.matching import Match

#: Offer more than one name (ACA, BACP 57-58); more than three are no help in choosing.
NAMES = 3


class Part(StrEnum):
    """What a colleague knows of it."""

    OFFERED = "offered"
    ASKED = "asked"  # and not answered yet
    UNASKED = "unasked"


@dataclass(frozen=True)
class Name:
    """A colleague to be named to a client.

    Attributes:
        member: as they stand today: an opening that has run out is not known any more.
        reasons: why they fit, as a match says it to the referrer.
    """

    member: Member
    reasons: Sequence[str] = ()
    part: Part = Part.UNASKED


def few_to_wait_for(state: ReferralState) -> bool:
    """Whether nobody offered, and fewer are asked than are asked at a time: nobody else was found to ask."""
    waiting = sum(invitation.answer is Answer.ASKED for invitation in state.invitations)
    return state.status is Status.OPEN and not state.line and waiting < ROUND


def to_be_named(state: ReferralState, matches: Sequence[Match]) -> Sequence[tuple[str, Part]]:
    """Who of a referral is named, by id, three at most: who offered, in the order of the line, then who else fits.

    Of those, whoever was asked comes first: being asked counts as being shown, and so lets others pass by in the order.

    Args:
        state: the referral.
        matches: who fits, best first.
    """
    asked = {i.member_id for i in state.invitations if i.answer is Answer.ASKED}
    offered = [claim.member_id for claim in state.line]
    out = {*offered, *unnameable(state)}
    others = [match.member_id for match in matches if match.member_id not in out]
    named = [(id_, Part.OFFERED) for id_ in offered]
    named += [(id_, Part.ASKED) for id_ in others if id_ in asked]
    named += [(id_, Part.UNASKED) for id_ in others if id_ not in asked]
    return named[:NAMES]


def unnameable(state: ReferralState) -> frozenset[str]:
    """Who is never named: the referrer, who may know the client, who passed, and who took an offer back."""
    passed = {i.member_id for i in state.invitations if i.answer not in (Answer.ASKED, Answer.OFFERED)}
    gone = {c.member_id for c in state.claims if c.standing is Standing.RELEASED and not state.offer_of(c.member_id)}
    return frozenset({state.referral.referrer_id, *state.referral.kept_from, *passed, *gone})
