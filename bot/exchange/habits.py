"""When a member is asked about their own practice: whether the niche is still right, whether there is room again."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.exchange.working_time import WorkingTime
    from bot.matching import Opening

#: Between two questions whether a niche is still right: a quarter of a year, in whole weeks.
QUARTER = timedelta(weeks=13)


def niche_due(since: datetime, working_time: WorkingTime) -> datetime:
    """When a niche that was said or asked about at `since` is asked about; UTC."""
    return working_time.next(since + QUARTER)


def openings_due(opening: Opening, working_time: WorkingTime) -> datetime | None:
    """When what a member says of their openings has run out and they work; None where it never does. UTC."""
    if opening.until is None:
        return None
    return working_time.next(datetime.combine(opening.until, time(), working_time.zone))


def said_at(opening: Opening) -> datetime:
    """When a member said what they say of their openings; long ago where nobody knows."""
    return opening.confirmed_at or datetime.fromtimestamp(0, UTC)
