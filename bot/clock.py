"""Calendar time: what the exchange takes for "now" when it counts days, and which a person can move forward.

Machine time (leases, Retry-After, pace, signatures, triggers) is not here: it is always the machine's own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


#: Slack's timestamps have ten digits until then, and a calendar is worth little so far ahead.
_LAST = datetime(2286, 11, 20, tzinfo=UTC)


class Clock(Protocol):
    """Tells the calendar time."""

    def now(self) -> datetime:
        """The present moment, in UTC and aware of it."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """Runs as the machine's time does, ahead of it by as much as it has been moved; never back.

    Args:
        start: the moment to begin at; the machine's present when left out. Must be aware of its time zone.
        frozen: stand still between moves, as tests want it.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        machine = datetime.now(UTC)
        self._ahead = (start.astimezone(UTC) - machine) if start else timedelta()
        self._frozen_at = machine + self._ahead if frozen else None
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._frozen_at if self._frozen_at is not None else datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> datetime:
        """Move forward and tell everybody who asked to hear of it.

        Args:
            by: how far; zero or more.

        Returns:
            The new present, in UTC.

        Raises:
            ValueError: time would run backwards, or too far.
        """
        if by < timedelta():
            raise ValueError("time moves forward only")
        if by > _LAST - self.now():
            raise ValueError(f"time ends in {_LAST.year}")
        if self._frozen_at is not None:
            self._frozen_at += by
        else:
            self._ahead += by
        for listener in self._listeners:
            listener()
        return self.now()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every move, on the thread that moved the clock."""
        self._listeners.append(listener)
