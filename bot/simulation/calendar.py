"""The judge's own reading of the calendar: clocks by zoneinfo and public holidays by their library, nothing of the bot.

What is judged may not be judged by itself, so nothing here knows of `bot.exchange.working_time`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulation.people import Colleague

_DAY = timedelta(days=1)
#: Kept by Texas with enough people on duty that offices stay open, or by who asks for it (Texas Government Code 662).
_OPEN_IN_TEXAS = frozenset(
    {"Texas Independence Day", "San Jacinto Day", "Lyndon Baines Johnson Day", "Confederate Memorial Day"}
    | {"Cesar Chavez Day", "Good Friday"}
)


def works_on(one: Colleague, day: date) -> bool:
    """Whether a day is a working day of theirs."""
    return day.weekday() in one.days and day not in _days_off(one.home.region, day.year)


def works_at(one: Colleague, moment: datetime) -> bool:
    """Whether they are at work at a moment, by the clock of wherever they are."""
    local = moment.astimezone(one.zone_at(moment))
    return one.begins <= local.time() < one.ends and works_on(one, local.date())


def business_days(one: Colleague, since: datetime, until: datetime) -> float:
    """How many of their working days passed between two moments, as the hours that passed of the hours there were."""
    passed = 0.0
    zone = one.zone_at(since)
    day = since.astimezone(zone).date()
    while day <= until.astimezone(zone).date():
        if works_on(one, day):
            opens, closes = (datetime.combine(day, at, zone).astimezone(UTC) for at in (one.begins, one.ends))
            if closes > opens:
                passed += max(min(until, closes) - max(since, opens), timedelta()) / (closes - opens)
        day += _DAY
    return passed


def weeks_of(begins: date, weeks: int) -> Iterator[tuple[datetime, datetime]]:
    """The weeks of the story, UTC."""
    start = datetime.combine(begins, time(), UTC)
    for week in range(weeks):
        yield start + timedelta(weeks=week), start + timedelta(weeks=week + 1)


@lru_cache(maxsize=256)
def _days_off(region: str, year: int) -> frozenset[date]:
    country, _, part = region.partition("-")
    kept = holidays.country_holidays(country, subdiv=part or None, years=year)
    is_open = _OPEN_IN_TEXAS if region == "US-TX" else frozenset()
    return frozenset(day for day in kept if not set(kept.get_list(day)) <= is_open)
