"""How good an order is, and how evenly people are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN = 3
#: Nobody looks further down; rankings need not go further.
LOOKED_AT = 20


@dataclass(frozen=True)
class Quality:
    """What an order is worth to a request: 1 is the best there could be, 0 means that nobody right is in it.

    Attributes:
        ndcg: of the first three, discounted by place; a gain g counts 2^g - 1.
        recall: of three who are right (or of all, if they are fewer), the share among the first three.
        reciprocal: one over the place of the first who is right, nothing beyond the twentieth.
    """

    ndcg: float
    recall: float
    reciprocal: float


def quality(order: Sequence[str], gains: Mapping[str, int]) -> Quality:
    """What `order` is worth where each member is worth `gains`."""
    shown = [gains.get(member, 0) for member in order[:_SHOWN]]
    best = sorted(gains.values(), reverse=True)[:_SHOWN]
    first = next((1 / place for place, member in enumerate(order[:LOOKED_AT], 1) if member in gains), 0.0)
    return Quality(_discounted(shown) / _discounted(best), sum(map(bool, shown)) / len(best), first)


def gini(counts: Iterable[float]) -> float:
    """How unevenly something is shared: 0 where all have the same, near 1 where one has everything."""
    ordered = sorted(counts)
    people, whole = len(ordered), sum(ordered)
    return sum((2 * place - people - 1) * count for place, count in enumerate(ordered, 1)) / (people * whole)


def _discounted(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, 1))
