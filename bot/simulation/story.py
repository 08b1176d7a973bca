"""Which year is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Story:
    """Which year is told.

    Attributes:
        members: how many there are in the end.
        begins: its first day.
    """

    seed: int = 1
    members: int = 40
    weeks: int = 52
    begins: date = date(2027, 11, 1)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.begins, time(), UTC)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(weeks=self.weeks)
