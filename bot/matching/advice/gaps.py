"""What a niche leaves open that a match would need, the most important first."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.values import OpeningKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.values import Profile

#: How many top concerns there are to be named.
TOP = 3


class Gap(StrEnum):
    """Something that was not said, in the order in which matches suffer from it."""

    TOP_CONCERNS = "top_concerns"
    LICENCES = "licences"
    STATEMENT = "statement"
    CLIENT_TYPES = "client_types"
    AGE_GROUPS = "age_groups"
    PAYMENTS = "payments"
    FORMATS = "formats"
    OPENING = "opening"


def gaps(niche: Profile) -> Sequence[Gap]:
    """What is missing, the most important first; fewer than three top concerns count as missing."""
    said = {
        Gap.TOP_CONCERNS: len(niche.top_concerns) >= TOP,
        Gap.LICENCES: bool(niche.licences),
        Gap.STATEMENT: bool(niche.statement),
        Gap.CLIENT_TYPES: bool(niche.client_types),
        Gap.AGE_GROUPS: bool(niche.age_groups),
        Gap.PAYMENTS: bool(niche.payments),
        Gap.FORMATS: bool(niche.formats),
        Gap.OPENING: niche.opening.kind is not OpeningKind.UNKNOWN,
    }
    return [gap for gap in Gap if not said[gap]]
