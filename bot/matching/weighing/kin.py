"""The company that a concern keeps: who ticks OCD among anxiety and phobias means it more than who ticks everything."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching.files import load

if TYPE_CHECKING:
    from collections.abc import Mapping

# How much less each further one speaks for it; the first counts 1.
_FADES = 0.15


@cache
def kin() -> Mapping[str, Mapping[str, float]]:
    """For each concern the others that speak for it, each with how much it does, above 0 and at most 1."""
    written = load("data/kin.yml")
    return MappingProxyType(
        {
            code: MappingProxyType({other: 1 / (1 + _FADES * place) for place, other in enumerate(others)})
            for code, others in written.items()
        }
    )
