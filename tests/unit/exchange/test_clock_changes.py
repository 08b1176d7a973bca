"""Summer time, leap days and year ends: working time is what the clock on the wall shows, whatever it is made to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.nudges import Days, due
from bot.exchange.working_time import PracticeHours, WorkingTime

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY_DAY = frozenset(range(7))
MINUTE = timedelta(minutes=1)
NEW_YORK = "America/New_York"
LORD_HOWE = "Australia/Lord_Howe"
#: Days on which the clocks are changed, and one on which they are not. Cairo and Havana change them at midnight.
CHANGES = (
    (NEW_YORK, "2026-03-08"),
    (NEW_YORK, "2026-11-01"),
    ("Europe/London", "2026-03-29"),
    ("Europe/London", "2026-10-25"),
    ("Australia/Sydney", "2026-04-05"),
    ("Australia/Sydney", "2026-10-04"),
    (LORD_HOWE, "2026-04-05"),  # by half an hour
    (LORD_HOWE, "2026-10-04"),
    ("America/Havana", "2026-03-08"),
    ("America/Havana", "2026-11-01"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-29"),
    ("Asia/Kolkata", "2026-03-29"),
)


def fives(last: int) -> st.SearchStrategy[PracticeHours]:
    """Hours between midnight and the hour `last`, on a clock of five-minute steps."""
    steps = st.integers(0, last * 12 - 1)
    return st.tuples(steps, steps).filter(lambda two: two[0] < two[1]).map(lambda two: PracticeHours(*map(_time, two)))


def _time(step: int) -> time:
    return time(*divmod(step * 5, 60))


any_hours = st.one_of(fives(4), fives(24))  # the clocks are changed before four


def at(local: str, zone: str = NEW_YORK, fold: int = 0) -> datetime:
    """The moment at which a clock on the wall shows this; `fold` is 1 for the second time that it does."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def awake(start: time, end: time, zone: str = NEW_YORK) -> WorkingTime:
    """Somebody who works at these hours of every day."""
    return WorkingTime(ZoneInfo(zone), PracticeHours(start, end), EVERY_DAY)


def minutes_at_work(moment: datetime, person: WorkingTime) -> Iterator[datetime]:
    """The minutes that the wall clock shows within the hours, found by looking at it each minute."""
    moment = moment.astimezone(UTC)
    while True:
        if person.hours.start <= moment.astimezone(person.zone).time() < person.hours.end:
            yield moment
        moment += MINUTE


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(CHANGES), st.integers(-24 * 60, 30 * 60), any_hours, st.integers(0, 400))
def test_working_time_is_what_the_wall_clock_shows_minute_by_minute(
    change: tuple[str, str], minutes: int, hours: PracticeHours, count: int
) -> None:
    """When the clocks are changed nobody hears of anything outside their hours, and no minute of them is lost."""
    zone, day = change
    person = WorkingTime(ZoneInfo(zone), hours, EVERY_DAY)
    moment = at(f"{day}T12:00", zone) + minutes * MINUTE
    worked = list(islice(minutes_at_work(moment, person), count + 1))
    assert person.next(moment) == worked[0]
    assert person.add_hours(moment, count / 60) == worked[count]


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(CHANGES), st.integers(-60 * 60, 12 * 60), any_hours, st.integers(1, 3))
def test_a_business_day_ends_at_its_time_of_day_or_at_the_next_minute_at_work(
    change: tuple[str, str], minutes: int, hours: PracticeHours, count: int
) -> None:
    """Also where the clock leaves that time out, or shows it twice; a day that leaves out all their hours is none."""
    zone, day = change
    person = WorkingTime(ZoneInfo(zone), hours, EVERY_DAY)
    begun = person.next(at(f"{day}T12:00", zone) + minutes * MINUTE).astimezone(person.zone)
    days: list[date] = []
    for worked in minutes_at_work(begun, person):
        shown = worked.astimezone(person.zone)
        if shown.date() not in (begun.date(), *days):
            days.append(shown.date())
        if len(days) > count or (len(days) == count and shown.time() >= begun.time()):
            break
    assert person.add_business_days(begun, count) == worked


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_a_week_over_a_change_of_the_clocks_is_five_business_days(zone: str, day: str) -> None:
    """The time of day stays, and so does the measure of the wait."""
    office = WorkingTime(ZoneInfo(zone))
    begun = office.next(at(f"{day}T12:00", zone) - timedelta(days=4)) + timedelta(hours=1)
    ended = office.add_business_days(begun, 5)
    assert ended.astimezone(office.zone) == begun.astimezone(office.zone) + timedelta(days=7)  # on the wall
    assert office.business_days_between(begun, ended) == pytest.approx(5)
    assert office.add_hours(begun, 40) == ended


def test_hours_that_the_clock_leaves_out_are_not_worked() -> None:
    """Somebody awake from 1:30 to 3:30 has one hour of it in the night in which summer time begins."""
    owl = awake(time(1, 30), time(3, 30))
    assert owl.add_hours(at("2026-03-08T01:30"), 0.5) == at("2026-03-08T03:00")
    assert owl.add_hours(at("2026-03-08T01:30"), 1) == at("2026-03-09T01:30")
    assert owl.add_business_days(at("2026-03-07T02:15"), 1) == at("2026-03-08T03:00")
    assert owl.business_days_between(at("2026-03-08T00:00"), at("2026-03-09T00:00")) == pytest.approx(1)


def test_a_wait_is_measured_alike_whichever_clock_its_ends_are_told_by() -> None:
    """The night in which summer time begins is as long for who tells it by the wall."""
    owl = awake(time(1, 30), time(3, 30))
    ends = at("2026-03-08T01:45"), at("2026-03-08T03:15")
    there = [end.astimezone(owl.zone) for end in ends]
    assert owl.business_days_between(*there) == owl.business_days_between(*ends) == pytest.approx(0.5)


def test_hours_that_the_clock_repeats_are_worked_twice_and_those_between_are_not() -> None:
    """They have half an hour, half an hour off while the clock shows one again, and two hours more."""
    owl = awake(time(1, 30), time(3, 30))
    assert not owl.is_working(at("2026-11-01T01:15", fold=1))
    assert owl.next(at("2026-11-01T01:15", fold=1)) == at("2026-11-01T01:30", fold=1)
    assert owl.add_hours(at("2026-11-01T01:30"), 0.5) == at("2026-11-01T01:30", fold=1)
    assert owl.add_hours(at("2026-11-01T01:30"), 2.25) == at("2026-11-01T03:15")
    assert owl.add_business_days(at("2026-10-31T01:45"), 1) == at("2026-11-01T01:45")


def test_a_day_without_any_of_their_hours_is_no_business_day() -> None:
    """Hours that lie within what the clock leaves out come again the next night."""
    owl = awake(time(2, 10), time(2, 50))
    assert owl.next(at("2026-03-07T03:00")) == at("2026-03-09T02:10")
    assert owl.add_business_days(at("2026-03-07T02:30"), 1) == at("2026-03-09T02:30")
    assert owl.business_days_between(at("2026-03-07T02:30"), at("2026-03-09T02:30")) == pytest.approx(1)


def test_where_the_clocks_change_by_half_an_hour_so_does_the_night() -> None:
    """On Lord Howe Island two o'clock becomes half past two, and half a year later half past one once more."""
    owl = awake(time(1, 30), time(3, 30), LORD_HOWE)
    assert owl.add_hours(at("2026-10-04T01:30", LORD_HOWE), 0.75) == at("2026-10-04T02:45", LORD_HOWE)
    assert owl.add_hours(at("2026-04-05T01:30", LORD_HOWE), 0.75) == at("2026-04-05T01:45", LORD_HOWE, fold=1)


def test_a_day_that_a_place_left_out_was_not_worked() -> None:
    """Samoa went from Thursday to Saturday when it changed sides of the date line."""
    office = WorkingTime(ZoneInfo("Pacific/Apia"))
    assert office.next(at("2011-12-29T18:00", "Pacific/Apia")) == at("2012-01-02T09:00", "Pacific/Apia")


SEOUL = WorkingTime(ZoneInfo("Asia/Seoul"), region="KR")


@pytest.mark.parametrize(
    ("given", "working"),
    [
        ("2028-02-28T18:00", "2028-02-29T09:00"),  # a leap day is worked
        ("2028-02-29T18:00", "2028-03-02T09:00"),  # and the first of March is a holiday there
        ("2024-02-29T18:00", "2024-03-04T09:00"),  # with a weekend after it
        ("2027-02-26T18:00", "2027-03-02T09:00"),  # in a year without one
    ],
)
def test_a_leap_day_beside_a_holiday_is_a_day_as_any_other(given: str, working: str) -> None:
    """It is worked, and what follows it waits for the end of the holiday."""
    assert SEOUL.next(at(given, "Asia/Seoul")) == at(working, "Asia/Seoul")


@pytest.mark.parametrize(
    ("since", "days", "result"),
    [
        ("2028-02-22T10:15", 7, "2028-02-29T09:00"),
        ("2028-02-29T10:15", 7, "2028-03-07T09:00"),
        ("2028-02-29T10:15", 365, "2029-02-28T09:00"),
        ("2027-02-28T10:15", 365, "2028-02-28T09:00"),
        ("2027-03-01T10:15", 365, "2028-02-29T09:00"),
    ],
)
def test_calendar_days_count_a_leap_day(since: str, days: int, result: str) -> None:
    """Something can be due on its morning, and a year after it is the end of February."""
    assert due(at(since), Days(days), WorkingTime(ZoneInfo(NEW_YORK))) == at(result)
