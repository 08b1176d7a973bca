"""What every service is handed: where things are kept, what time it is, whom to wake to have things sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.nudges import NudgeTimes
from bot.services.rankers import Rankers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from storage.engine import Database


def _wake_nobody() -> None:
    """Delivery looks by itself every second."""


@dataclass(frozen=True)
class Context:
    """The surroundings of a service.

    Attributes:
        clock: calendar time.
        times: how long each nudge waits.
        small_below: a collective with fewer members is asked in one round only.
        full_for: "Full right now" means for so long, unless the member says otherwise.
        room_for: "room now" is taken for true so long; then it reads "not known".
        rankers: what answers who fits a need.
        weekly_day: the day of the week, 0 for Monday to 4, on which the channel has its weekly post.
        wake: called after every commit that leaves something to send.
    """

    database: Database
    clock: Clock
    times: NudgeTimes = field(default_factory=NudgeTimes)
    small_below: int = 12
    full_for: timedelta = timedelta(weeks=4)
    room_for: timedelta = timedelta(weeks=6)
    weekly_day: int = 3
    rankers: Rankers = field(default_factory=Rankers)
    wake: Callable[[], None] = _wake_nobody


def machine_now() -> datetime:
    """Machine time: for leases, pace and the ids of deliveries. Calendar time comes from `Context.clock`."""
    return datetime.now(UTC)
