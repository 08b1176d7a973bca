"""Weighs the exact words that a note and a statement share (Okapi BM25), for what the vocabulary has no term for."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.matching.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Mapping

# The usual values: how soon a repeated word stops adding (K), how much a long text is held against it (B).
_K = 1.2
_B = 0.75
_COMMON = frozenset(
    word.stem
    for word in words(
        """a about after all also am an and any are as at be because been but by can could did do does feel for from
        get had has have he help her him his how i if in into is it just know like make me more my need not of on one
        or other our out people she should so some someone than that the their them then there they this time to too
        up us want was we were what when where which who will with work would you your"""
    )
)


class ExactWords:
    """An index of statements by their words.

    Args:
        texts: each member's statement by their id.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        counts = {member: _counted(text) for member, text in texts.items()}
        lengths = {member: sum(count.values()) for member, count in counts.items()}
        mean = sum(lengths.values()) / len(lengths) if any(lengths.values()) else 1.0
        holders = Counter(stem for count in counts.values() for stem in count)
        self._postings: dict[str, dict[str, float]] = defaultdict(dict)
        for member, count in counts.items():
            room = _K * (1 - _B + _B * lengths[member] / mean)
            for stem, times in count.items():
                rarity = math.log(1 + (len(texts) - holders[stem] + 0.5) / (holders[stem] + 0.5))
                self._postings[stem][member] = rarity * times * (_K + 1) / (times + room)

    def scores(self, text: str) -> dict[str, float]:
        """How well each member's statement answers `text`; who shares no word with it is left out."""
        totals: dict[str, float] = defaultdict(float)
        for stem in dict.fromkeys(_stems(text)):
            for member, weight in self._postings.get(stem, {}).items():
                totals[member] += weight
        return dict(totals)


@lru_cache(maxsize=2048)  # statements change seldom and are held against every need
def _counted(statement: str) -> Mapping[str, int]:
    return Counter(_stems(statement))


def _stems(text: str) -> list[str]:
    return [word.stem for word in words(text) if word.stem not in _COMMON]
