"""Requests that nobody made: one that is just for somebody, two that are nearly; who knows them apart knows them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.matching.values import Need
from bot.matching.weighing.columns import number_of
from bot.matching.weighing.kin import kin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.matching.values import Profile

#: How many requests there are to choose among.
REQUESTS = 3


@dataclass(frozen=True)
class Invented:
    """What colleagues are asked to choose among.

    Attributes:
        requests: `REQUESTS` needs, each with one concern and who comes, and nothing more.
        right: the place, from 0, of the one that fits what the member does best.
    """

    requests: Sequence[Need]
    right: int


def invent(niche: Profile, others: Sequence[Profile]) -> Invented | None:
    """Requests made from what the members state of themselves; no referral is ever looked at.

    Args:
        niche: whose it is about.
        others: the niches of the colleagues, in an order that no id decides: of two that would do the first one does.

    Returns:
        The same in every run; None where the member named no top concern, or too little is known for near misses.
    """
    if not niche.top_concerns:
        return None
    best = niche.top_concerns[0]
    experts = {other.top_concerns[0]: other for other in reversed(others) if other.top_concerns}
    misses = [_request(code, experts.get(code, niche)) for code in islice(_near_misses(niche, experts), REQUESTS - 1)]
    if len(misses) < REQUESTS - 1:
        return None
    right = number_of(" ".join([best, *(miss.concerns[0] for miss in misses)])) % REQUESTS
    return Invented((*misses[:right], _request(best, niche), *misses[right:]), right)


def _near_misses(niche: Profile, experts: Mapping[str, Profile]) -> Iterator[str]:
    """The nearest first: kin of what they do best that a colleague does best, other kin, what colleagues do best.

    What the member does not treat at all comes first; then what is not among their top concerns.
    """
    near = kin().get(niche.top_concerns[0], {})
    ways = ([code for code in near if code in experts], near, experts)
    given = set(niche.top_concerns)
    for not_these in (set(niche.every_concern), given):
        for way in ways:
            for code in way:
                if code not in given | not_these:
                    given.add(code)
                    yield code


def _request(concern: str, whose: Profile) -> Need:
    """A request as it would come to somebody of this niche."""
    return Need(
        concerns=(concern,),
        age_group=next(iter(whose.age_groups), ""),
        client_type=next(iter(whose.client_types), ""),
    )
