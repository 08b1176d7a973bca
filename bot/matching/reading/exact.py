"""Weighs the exact words that a note and a statement share (Okapi BM25), for what the vocabulary has no term for."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.reading.lexicon import stems, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The usual values: how soon a repeated word stops adding (K), how much a long text is held against it (B).
_K = 1.2
_B = 0.75
# A word that more than one statement in so many has tells next to nothing, and takes the longest to look up ...
_COMMON_TO = 8
_FEW = 64  # ... where there are more than a few
_BITS = 8
_MOST_TIMES = (1 << _BITS) - 1  # as often as a word is counted in one statement
_COMMON = frozenset(
    stems(
        """a about after all also am an and any are as at be because been but by can could did do does feel for from
        get had has have he help her him his how i if in into is it just know like make me more my need not of on one
        or other our out people she should so some someone than that the their them then there they this time to too
        up us want was we were what when where which who will with work would you your"""
    )
)


class ExactWords:
    """An index of statements by their words: for each word, in which rows it stands and how often."""

    def __init__(self) -> None:
        # For each stem an ascending array of row * 256 + times: one number a word is what fits into memory.
        self._holders: dict[str, array[int]] = {}
        self._lengths = array("I")  # in words, by row
        self._total = 0
        self._statements = 0

    def add(self, row: int, statement: str) -> None:
        """Put the statement of a row that has none into the index."""
        counted = _counted(statement)
        length = counted.total()
        self._lengths.extend([0] * (row + 1 - len(self._lengths)))
        self._lengths[row] = length
        self._total += length
        self._statements += 1
        for stem, times in counted.items():
            entry = row << _BITS | min(times, _MOST_TIMES)
            holders = self._holders.get(stem)
            if holders is None:
                self._holders[stem] = array("I", (entry,))
            elif holders[-1] < entry:
                holders.append(entry)
            else:
                holders.insert(bisect_left(holders, entry), entry)

    def remove(self, row: int, statement: str) -> None:
        """Take the statement of a row, as it was put in, out of the index."""
        self._total -= self._lengths[row]
        self._lengths[row] = 0
        self._statements -= 1
        for stem in _counted(statement):
            holders = self._holders[stem]
            del holders[bisect_left(holders, row << _BITS)]
            if not holders:
                del self._holders[stem]

    def scores(self, text: str, rows: int) -> NDArray[np.float64]:
        """How well the statement of each row answers `text`; 0 where they share no word.

        Args:
            rows: how many rows there are.
        """
        totals = np.zeros(rows)
        stems = [stem for stem in dict.fromkeys(_stems(text)) if stem in self._holders]
        if not stems:
            return totals
        lengths = np.frombuffer(self._lengths, np.uint32)
        mean = self._total / self._statements
        most = max(_FEW, self._statements // _COMMON_TO)
        for stem in stems:
            if len(self._holders[stem]) > most:
                continue
            entries = np.frombuffer(self._holders[stem], np.uint32)
            holders, times = entries >> _BITS, (entries & _MOST_TIMES).astype(np.float64)
            room = _K * (1 - _B + _B / mean * lengths[holders])
            rarity = math.log(1 + (self._statements - len(holders) + 0.5) / (len(holders) + 0.5))
            totals[holders] += rarity * times * (_K + 1) / (times + room)
        return totals


def in_common(text: str, statement: str) -> list[str]:
    """The words of `text`, as they are written there, that `statement` has too; each once."""
    theirs = set(_stems(statement))
    shared = {word.stem: text[word.start : word.end] for word in reversed(list(words(text))) if word.stem in theirs}
    return list(reversed(shared.values()))


def _counted(statement: str) -> Counter[str]:
    return Counter(_stems(statement))


def _stems(text: str) -> list[str]:
    return [found for found in stems(text) if found not in _COMMON]
