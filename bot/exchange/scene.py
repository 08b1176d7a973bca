"""All that a view needs to show a referral to one person, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.exchange.values import Collective, Member, ReferralState

if TYPE_CHECKING:
    from bot.matching import Need

#: A facet that fewer members hold than this could point at one of them, or at the client: it is not for the channel.
FEWEST_HOLDERS = 3


@dataclass(frozen=True)
class CardFacets:
    """What of a need may stand on the card, as codes; "" or empty where it may not or was not asked for."""

    concern: str = ""
    age_group: str = ""
    client_type: str = ""
    format: str = ""
    states: Sequence[str] = ()
    payments: Sequence[str] = ()


@dataclass(frozen=True)
class Scene:
    """A referral with everything that hangs on it, and everybody who appears in it.

    Attributes:
        people: by member id: the referrer, whoever was asked, offered or reported, and the set-up's person.
        facets: what may stand on the card.
        card_url: where the card can be read; "" while it is not in the channel.
        names_by: when the referrer can count on names: the next nudge, UTC; None when none is due.
        hears_at: who was asked and works only later, by member id: when they hear of it, UTC.
        thanked: the chosen colleague has thanked the referrer since it was posted.
    """

    collective: Collective
    state: ReferralState
    people: Mapping[str, Member]
    now: datetime
    facets: CardFacets = CardFacets()
    card_url: str = ""
    names_by: datetime | None = None
    hears_at: Mapping[str, datetime] = field(default_factory=dict)
    thanked: bool = False

    @property
    def referrer(self) -> Member:
        return self.people[self.state.referral.referrer_id]


def facets_for_card(need: Need, holders: Mapping[tuple[str, str], int]) -> CardFacets:
    """What of `need` may stand on the card.

    Args:
        holders: how many members hold each facet, by (kind of the vocabulary, code).
    """

    def common(kind: str, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(code for code in codes if holders.get((kind, code), 0) >= FEWEST_HOLDERS)

    return CardFacets(
        concern="".join(common("concern", need.concerns[:1])),
        age_group="".join(common("age_group", (need.age_group,))),
        client_type="".join(common("client_type", (need.client_type,))),
        format=need.format if need.format == "either" else "".join(common("format", (need.format,))),
        states=common("state", need.states),
        payments=tuple(p for p in need.payments if p == "not_sure" or common("payment", (p,))),
    )
