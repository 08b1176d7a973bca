"""Okapi BM25 as a textbook has it, over words parted by spaces: what a ranking costs that knows nothing else."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_K, _B = 1.2, 0.75


class PlainBm25:
    """An index of statements."""

    def __init__(self, statements: Sequence[str]) -> None:
        self._counts = [Counter(statement.lower().split()) for statement in statements]
        self._holders = Counter(word for count in self._counts for word in count)
        self._mean = sum(count.total() for count in self._counts) / len(self._counts)

    def best(self, note: str, limit: int) -> list[int]:
        """The places of the statements that answer `note` best, best first."""
        words = set(note.lower().split())
        scores = [sum(self._weight(word, count) for word in words if word in count) for count in self._counts]
        return sorted(range(len(scores)), key=lambda place: -scores[place])[:limit]

    def _weight(self, word: str, count: Counter[str]) -> float:
        rarity = math.log(1 + (len(self._counts) - self._holders[word] + 0.5) / (self._holders[word] + 0.5))
        return rarity * count[word] * (_K + 1) / (count[word] + _K * (1 - _B + _B * count.total() / self._mean))
