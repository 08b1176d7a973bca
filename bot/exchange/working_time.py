"""When a person works: on which days, at which hours of their own clock, and not on their public holidays.

Wall-clock time is what people live by, so a moment is working time by what the clock on the wall shows then: an hour
that a change of the clocks repeats is worked twice, and one that it leaves out is not there to be worked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.exchange.regions import public_holidays

#: Monday to Friday, as `date.weekday` numbers them.
WEEKDAYS = frozenset(range(5))

#: Working time without a break, from its first moment to just before its last; UTC.
_Stretch = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
#: A day of the week that is a holiday so many weeks running is worked from then on: no calendar may hold a message
#: back for ever. The longest such run in any calendar of 2024 to 2035 is one of five weeks.
_WEEKS_OFF = 5


@dataclass(frozen=True)
class PracticeHours:
    """From when to when one works on a working day, on one's own clock."""

    start: time = time(9)
    end: time = time(17)

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("practice hours must begin before they end")


def check_days(days: frozenset[int]) -> None:
    """Refuse days of the week on which nobody could work.

    Raises:
        ValueError: there is none among them, or one is not a day of the week.
    """
    if not days or not days <= frozenset(range(7)):
        raise ValueError("somebody works on one day of the week at least, of Monday (0) to Sunday (6)")


@dataclass(frozen=True)
class WorkingTime:
    """When one person works.

    Attributes:
        zone: where the person is.
        hours: when a working day begins and ends on the person's wall clock.
        days: the days of the week, 0 for Monday; at least one.
        region: whose public holidays are kept, as `public_holidays` names it; "" for none.

    Raises:
        ValueError: no day is left to work on, or one is not a day of the week.
    """

    zone: ZoneInfo
    hours: PracticeHours = field(default_factory=PracticeHours)
    days: frozenset[int] = WEEKDAYS
    region: str = ""

    def __post_init__(self) -> None:
        check_days(self.days)

    def is_working(self, moment: datetime) -> bool:
        """Whether the person works at `moment` (aware, any zone)."""
        local = moment.astimezone(self.zone)
        return self.hours.start <= local.time() < self.hours.end and self._is_business_day(local.date())

    def next(self, moment: datetime) -> datetime:
        """The first working moment at or after `moment` (aware, any zone); UTC."""
        if self.is_working(moment):
            return moment.astimezone(UTC)
        return next(self._stretches_after(moment))[0]

    def add_business_days(self, moment: datetime, count: int) -> datetime:
        """The same time of day, `count` business days after the first working moment at or after `moment`; UTC.

        Where the clocks leave that time out, it is the next working moment after it.
        """
        first = self.next(moment)
        if count == 0:
            return first
        local = first.astimezone(self.zone)
        day, stretches = self._business_day_after(local.date(), count)
        for begin, end in stretches:
            early = datetime.combine(day, local.time()) - begin.astimezone(self.zone).replace(tzinfo=None)
            if (found := begin + max(early, timedelta())) < end:
                return found
        return self.next(stretches[-1][1])

    def add_hours(self, moment: datetime, count: float) -> datetime:
        """The moment by which `count` working hours have passed since `moment`: never closing time itself; UTC."""
        left = timedelta(hours=count)
        stretches = self._stretches_after(moment)
        begin, end = next(stretches)
        while end - begin <= left:
            left -= end - begin
            begin, end = next(stretches)
        return begin + left

    def morning(self, moment: datetime, days: int) -> datetime:
        """The start of the working day that is `days` business days after the first working moment from `moment` on.

        Args:
            days: with 0, the start of the next working day that begins at or after `moment`.

        Returns:
            UTC.
        """
        if days == 0:
            today = moment.astimezone(self.zone).date()
            return next(opening for _, ((opening, _), *_) in self._business_days(today) if opening >= moment)
        first = self.next(moment).astimezone(self.zone).date()
        return self._business_day_after(first, days)[1][0][0]

    def morning_of(self, day: date) -> datetime:
        """The start of work on `day` of the person's calendar, or of the next working day; UTC."""
        return self.morning(datetime.combine(day, time(), self.zone), 0)

    def business_days_between(self, start: datetime, end: datetime) -> float:
        """How many business days of working time have passed from `start` to `end`; 0 when `end` is not later.

        Half of a day's hours is half a day: from Tuesday 10:15 to Wednesday 10:15 it is 1, and a night is nothing.
        """
        passed = 0.0
        for _, stretches in self._business_days(start.astimezone(self.zone).date()):
            if stretches[0][0] >= end:
                break
            worked = sum((max(min(e, end) - max(b, start), timedelta()) for b, e in stretches), timedelta())
            passed += worked / sum((e - b for b, e in stretches), timedelta())
        return passed

    def _is_business_day(self, day: date) -> bool:
        if day.weekday() not in self.days:
            return False
        return not self._is_holiday(day) or all(self._is_holiday(day - _WEEK * n) for n in range(1, _WEEKS_OFF + 1))

    def _is_holiday(self, day: date) -> bool:
        return day in public_holidays(self.region, day.year)

    def _business_days(self, day: date) -> Iterator[tuple[date, Sequence[_Stretch]]]:
        """From `day` on, the days that have working time, each with it."""
        while True:
            if self._is_business_day(day) and (stretches := self._stretches(day)):
                yield day, stretches
            day += _DAY

    def _business_day_after(self, day: date, count: int) -> tuple[date, Sequence[_Stretch]]:
        return next(islice(self._business_days(day + _DAY), count - 1, None))

    def _stretches_after(self, moment: datetime) -> Iterator[_Stretch]:
        """The working time from `moment` on, without an end."""
        now = moment.astimezone(UTC)
        for _, stretches in self._business_days(moment.astimezone(self.zone).date()):
            for begin, end in stretches:
                if now < end:
                    yield max(begin, now), end

    def _stretches(self, day: date) -> Sequence[_Stretch]:
        """When the clock shows the hours on `day`: once; where it is changed that day perhaps twice, or never."""
        opening, closing = (datetime.combine(day, at, UTC) for at in (self.hours.start, self.hours.end))
        dawn, dusk = (datetime.combine(each, time(), self.zone) for each in (day, day + _DAY))
        if (offset := _offset(dawn)) == _offset(dusk):
            return ((opening - offset, closing - offset),)
        spans = self._around_the_change(dawn.astimezone(UTC), dusk.astimezone(UTC))
        shown = [(max(begin, opening - offset), min(end, closing - offset)) for begin, end, offset in spans]
        return tuple((begin, end) for begin, end in shown if begin < end)

    def _around_the_change(self, dawn: datetime, dusk: datetime) -> Sequence[tuple[datetime, datetime, timedelta]]:
        """Before and after the clocks are changed, each with its offset; found to the second, as zones are defined."""
        before, after = (_offset(each.astimezone(self.zone)) for each in (dawn, dusk))
        low, high = 0, int((dusk - dawn).total_seconds())
        while high - low > 1:
            middle = (low + high) // 2
            if _offset((dawn + timedelta(seconds=middle)).astimezone(self.zone)) == before:
                low = middle
            else:
                high = middle
        change = dawn + timedelta(seconds=high)
        return ((dawn, change, before), (change, dusk, after))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
