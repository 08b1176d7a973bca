"""The rankers of the collectives, kept in memory and brought up to what the database says before each use."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from bot.matching import Ranker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.matching import Profile


@dataclass
class _Kept:
    """A collective's ranker, and whom it knows."""

    ranker: Ranker = field(default_factory=Ranker)
    known: frozenset[str] = frozenset()


class Rankers:
    """Reading a statement takes longer than ranking a collective, and few statements change between two referrals.

    Nothing here is remembered that the database does not say: each replica has its own, and each use compares.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    @contextmanager
    def over(self, collective_id: str, profiles: Sequence[Profile]) -> Iterator[Ranker]:
        """The ranker of a collective over exactly these profiles; one thread at a time, so keep it short."""
        with self._lock:
            kept = self._kept.setdefault(collective_id, _Kept())
            now = frozenset(profile.member_id for profile in profiles)
            for member_id in kept.known - now:
                kept.ranker.forget(member_id)
            kept.known = now  # before anything can fail: whoever is taken in here must be found when they leave
            for profile in profiles:
                kept.ranker.update(profile)
            yield kept.ranker
