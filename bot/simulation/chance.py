"""What people happen to do: a pure function of a seed and of natural keys, so that the same year can be told again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from math import exp
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_T = TypeVar("_T")
_BYTES = 8
_SIDES: int = 256**_BYTES
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Chance:
    """The dice of one simulated year; every throw is named by its key, and falls the same each time."""

    seed: int

    def roll(self, *key: object) -> float:
        """A number from 0 to just below 1."""
        said = "|".join(map(str, (self.seed, *key))).encode()
        return int.from_bytes(blake2b(said, digest_size=_BYTES).digest(), "big") / _SIDES

    def happens(self, share: float, *key: object) -> bool:
        """Whether something happens that does in this share of all cases."""
        return self.roll(*key) < share

    def pick(self, options: Sequence[_T], *key: object) -> _T:
        """One of the options, each as likely as any other."""
        return options[int(self.roll(*key) * len(options))]

    def several(self, options: Sequence[_T], count: int, *key: object) -> tuple[_T, ...]:
        """So many different ones of the options, in an order of chance."""
        return tuple(sorted(options, key=lambda option: self.roll(*key, option))[:count])

    def weighted(self, options: Mapping[_T, float], *key: object) -> _T:
        """One of the options, each as likely as its weight says."""
        left = self.roll(*key) * sum(options.values())
        for option, weight in options.items():
            left -= weight
            if left < 0:
                return option
        return option

    def hours(self, usual: float, *key: object) -> float:
        """How many hours something takes that usually takes `usual`: mostly near it, seldom several times as long."""
        middle = min(max(self.roll(*key), 1e-6), 1 - 1e-6)
        return usual * exp(_NORMAL.inv_cdf(middle))
