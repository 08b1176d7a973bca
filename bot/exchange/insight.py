""" "Why me?" and "How do I fit?": what a member may know of a referral, and what they are told of how they fit it.

Whoever is asked or has offered may read all that is needed, so they are answered by all of it. Anybody else may know
what stands on the card, so they are answered by that alone: what is not on it never reaches their answer, not even
as a place in the ranking, which somebody who changed their niche and asked again could read much from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.values import LOOKING, Answer, Member, Status
from bot.matching import Explanation, Need

if TYPE_CHECKING:
    from bot.exchange.scene import CardFacets
    from bot.exchange.values import ReferralState


@dataclass(frozen=True)
class Fit:
    """How a member fits a referral, for their own eyes.

    Attributes:
        member: as they stand today.
        need: what they may know of it.
        told: how they stand to that; None when they have no niche yet.
        by_card: `need` is what stands on the card, and more may be asked for.
        is_asked: they were asked, and have not answered yet.
        asked_before: how often they were asked in the thirty days before that; before today where they were not asked.
    """

    member: Member
    need: Need
    told: Explanation | None
    by_card: bool
    is_asked: bool = False
    asked_before: int = 0


def need_on_card(facets: CardFacets) -> Need:
    """The need as far as the channel may know it."""
    return Need(
        concerns=(facets.concern,) if facets.concern else (),
        age_group=facets.age_group,
        client_type=facets.client_type,
        format=facets.format or "either",
        states=facets.states,
        payments=facets.payments,
    )


def need_of_the_asked(need: Need) -> Need:
    """The need as the asked may know it: all but where an office is wanted, which the referrer alone reads."""
    return replace(need, areas=())


def may_know_all(state: ReferralState, member_id: str) -> bool:
    """Whether the member is asked and has not answered yet, or has an offer that stands.

    Of a referral on which somebody passed nothing is told them again, least of all where they may know the client.
    """
    invitation = state.invitation_of(member_id)
    return state.offer_of(member_id) is not None or (invitation is not None and invitation.answer is Answer.ASKED)


def check_may_ask(state: ReferralState, member_id: str, *, counts: bool) -> None:
    """Whether this person may ask how they fit, by the card or by all of it.

    Where there is no card in the channel, everybody who is not asked hears the same, kept out or not.

    Args:
        counts: whether they are a member of the collective.

    Raises:
        Refused: they may not, and why.
    """
    refusals = (
        (member_id == state.referral.referrer_id, Why.OWN_REFERRAL),
        (not counts, Why.NOT_A_MEMBER),
        (state.status is Status.HANDED_OFF, Why.CHOSEN_ALREADY),
        (state.status not in LOOKING, Why.OVER),
        (not may_know_all(state, member_id) and not state.referral.asks_channel, Why.NOT_NOW),
    )
    for holds, why in refusals:
        if holds:
            raise Refused(why)
