"""Business days and working hours: Monday to Friday, within the practice hours, in a person's own time zone.

Wall-clock time is what people live by, so days are added on the wall clock and only then turned into UTC: a day across
a change to summer time is still a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SATURDAY = 5


@dataclass(frozen=True)
class PracticeHours:
    """The collective's working hours, Monday to Friday, in each person's own time zone."""

    start: time = time(9)
    end: time = time(17)

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("practice hours must begin before they end")


def next_working(moment: datetime, zone: ZoneInfo, hours: PracticeHours) -> datetime:
    """The first working moment at or after `moment`.

    Args:
        moment: aware, any zone.
        zone: the person's.
        hours: the practice hours on the person's wall clock.

    Returns:
        UTC; `moment` itself when it is working time.
    """
    local = moment.astimezone(zone)
    if local.weekday() >= _SATURDAY or local.time() >= hours.end:
        local = _start_of_next_business_day(local, hours)
    elif local.time() < hours.start:
        local = _at(local, hours.start.hour, hours.start.minute)
    return local.astimezone(UTC)


def add_business_days(moment: datetime, days: int, zone: ZoneInfo, hours: PracticeHours) -> datetime:
    """The same time of day, `days` business days after the first working moment at or after `moment`; UTC."""
    local = next_working(moment, zone, hours).astimezone(zone)
    for _ in range(days):
        local += timedelta(days=1)
        while local.weekday() >= _SATURDAY:
            local += timedelta(days=1)
    return local.astimezone(UTC)


def add_working_hours(moment: datetime, count: float, zone: ZoneInfo, hours: PracticeHours) -> datetime:
    """The working moment by which `count` working hours have passed since `moment`: never closing time itself; UTC."""
    left = timedelta(hours=count)
    local = next_working(moment, zone, hours).astimezone(zone)
    while (today := _at(local, hours.end.hour, hours.end.minute) - local) <= left:
        left -= today
        local = _start_of_next_business_day(local, hours)
    return (local + left).astimezone(UTC)


def _start_of_next_business_day(local: datetime, hours: PracticeHours) -> datetime:
    local += timedelta(days=1)
    while local.weekday() >= _SATURDAY:
        local += timedelta(days=1)
    return _at(local, hours.start.hour, hours.start.minute)


def _at(local: datetime, hour: int, minute: int) -> datetime:
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)
