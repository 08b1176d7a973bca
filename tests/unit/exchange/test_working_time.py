"""What is counted in working time falls in working time, on the wall clock of whom it is for."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.regions import public_holidays
from bot.exchange.reminders import Reminders
from bot.exchange.working_time import PracticeHours, WorkingTime

NEW_YORK, LONDON, KOLKATA, AUCKLAND = map(
    ZoneInfo, ["America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Auckland"]
)

zones = st.sampled_from([NEW_YORK, LONDON, KOLKATA, AUCKLAND, ZoneInfo("America/Phoenix"), ZoneInfo("Africa/Cairo")])
opening_hours = st.builds(PracticeHours, st.builds(time, st.integers(6, 11)), st.builds(time, st.integers(12, 22)))
regions = st.sampled_from(["", "US", "US-TX", "CA-ON", "DE-BY", "GB-ENG", "nowhere"])
some_days = st.frozensets(st.integers(0, 6), min_size=1)
people = st.builds(WorkingTime, zones, opening_hours, some_days, regions)
moments = st.timedeltas(timedelta(), timedelta(days=6 * 365)).map(datetime(2024, 1, 1, tzinfo=UTC).__add__)
counts = st.integers(0, 15)

OFFICE = WorkingTime(NEW_YORK)


def at(local: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    """The moment at which a clock on the wall of `zone` shows this."""
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("given", "working"),
    [
        ("2026-03-03T11:30", "2026-03-03T11:30"),  # Tuesday, at work
        ("2026-03-03T07:00", "2026-03-03T09:00"),  # before hours
        ("2026-03-03T17:00", "2026-03-04T09:00"),  # closing time
        ("2026-03-06T18:00", "2026-03-09T09:00"),  # Friday evening, and the clocks change on Sunday
        ("2026-03-07T12:00", "2026-03-09T09:00"),  # Saturday
        ("2026-03-08T23:59", "2026-03-09T09:00"),  # Sunday night
        ("2028-02-28T20:00", "2028-02-29T09:00"),  # a leap day is a day
    ],
)
def test_outside_working_time_it_is_the_next_opening(given: str, working: str) -> None:
    """Nights and weekends wait for the morning of the next business day."""
    assert OFFICE.next(at(given)) == at(working)


@pytest.mark.parametrize(
    ("given", "days", "result"),
    [
        ("2026-03-02T10:15", 1, "2026-03-03T10:15"),
        ("2026-03-06T10:15", 1, "2026-03-09T10:15"),  # over a weekend on which summer time begins
        ("2026-10-30T10:15", 1, "2026-11-02T10:15"),  # over a weekend on which it ends
        ("2026-03-07T10:15", 1, "2026-03-10T09:00"),  # from a Saturday: Monday's opening is the beginning
        ("2026-03-02T10:15", 10, "2026-03-16T10:15"),
        ("2028-02-28T10:15", 1, "2028-02-29T10:15"),
        ("2028-02-28T10:15", 2, "2028-03-01T10:15"),
        ("2026-03-02T10:15", 0, "2026-03-02T10:15"),
    ],
)
def test_a_business_day_keeps_the_time_on_the_wall(given: str, days: int, result: str) -> None:
    """Days are counted Monday to Friday, at the same time of day, whatever the clocks do between."""
    assert OFFICE.add_business_days(at(given), days) == at(result)


@pytest.mark.parametrize(
    ("given", "count", "result"),
    [
        ("2026-03-03T10:00", 4, "2026-03-03T14:00"),
        ("2026-03-03T15:30", 4, "2026-03-04T11:30"),
        ("2026-03-06T16:00", 4, "2026-03-09T12:00"),  # Friday to Monday, over the change of the clocks
        ("2026-03-03T06:00", 4, "2026-03-03T13:00"),
        ("2026-03-03T13:00", 4, "2026-03-04T09:00"),  # closing time is the next opening
        ("2026-03-03T10:00", 20, "2026-03-05T14:00"),
        ("2026-03-03T10:00", 0.5, "2026-03-03T10:30"),
    ],
)
def test_working_hours_pass_only_at_work(given: str, count: float, result: str) -> None:
    """What is left of a day's hours goes on at the next opening."""
    assert OFFICE.add_hours(at(given), count) == at(result)


def test_the_day_is_the_day_of_whom_it_is_for() -> None:
    """One moment is Friday afternoon in New York, Saturday morning in Auckland, and evening in Kolkata."""
    moment = at("2026-06-05T16:00")
    assert OFFICE.next(moment) == moment
    assert WorkingTime(AUCKLAND).next(moment) == at("2026-06-08T09:00", AUCKLAND)
    assert WorkingTime(KOLKATA).next(moment) == at("2026-06-08T09:00", KOLKATA)


def test_a_collective_can_keep_other_hours() -> None:
    """The practice hours are the collective's to choose."""
    evenings = WorkingTime(NEW_YORK, PracticeHours(time(12, 30), time(20)))
    assert evenings.next(at("2026-03-03T09:00")) == at("2026-03-03T12:30")
    assert evenings.add_hours(at("2026-03-03T18:00"), 4) == at("2026-03-04T14:30")


def test_practice_hours_begin_before_they_end() -> None:
    """Hours that never come would be waited for, for ever."""
    with pytest.raises(ValueError, match="begin before they end"):
        PracticeHours(time(17), time(9))


@pytest.mark.parametrize("days", [frozenset(), frozenset({7}), frozenset({-1, 0})])
def test_somebody_works_on_one_day_of_the_week_at_least(days: frozenset[int]) -> None:
    """A day that never comes would be waited for, for ever."""
    with pytest.raises(ValueError, match="one day of the week"):
        WorkingTime(NEW_YORK, days=days)
    with pytest.raises(ValueError, match="one day of the week"):
        Reminders(days=days)


def test_who_works_on_wednesday_and_thursday_only_hears_nothing_on_other_days() -> None:
    """A business day is one of their own, and so three of them are more than a week."""
    part = WorkingTime(NEW_YORK, days=frozenset({2, 3}))
    assert part.next(at("2026-03-05T17:00")) == at("2026-03-11T09:00")  # Thursday evening
    assert part.add_business_days(at("2026-03-04T10:15"), 3) == at("2026-03-12T10:15")
    assert part.add_hours(at("2026-03-05T16:00"), 10) == at("2026-03-12T10:00")
    assert part.morning(at("2026-03-05T12:00"), 1) == at("2026-03-11T09:00")
    assert part.business_days_between(at("2026-03-05T12:00"), at("2026-03-12T12:00")) == pytest.approx(11 / 8 + 5 / 8)


@pytest.mark.parametrize(
    ("given", "days", "result"),
    [
        ("2026-03-03T11:30", 0, "2026-03-04T09:00"),  # today has begun
        ("2026-03-03T09:00", 0, "2026-03-03T09:00"),
        ("2026-03-03T06:00", 0, "2026-03-03T09:00"),
        ("2026-03-06T12:00", 0, "2026-03-09T09:00"),
        ("2026-03-03T11:30", 1, "2026-03-04T09:00"),
        ("2026-03-03T06:00", 1, "2026-03-04T09:00"),
        ("2026-03-03T17:00", 1, "2026-03-05T09:00"),  # from Wednesday on
        ("2026-03-07T12:00", 5, "2026-03-16T09:00"),
    ],
)
def test_a_morning_is_when_a_working_day_begins(given: str, days: int, result: str) -> None:
    """With none to wait for it is the next that begins; otherwise days count from the first working moment."""
    assert OFFICE.morning(at(given), days) == at(result)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-02T10:15", "2026-03-03T10:15", 1),
        ("2026-03-02T17:00", "2026-03-03T09:00", 0),  # a night
        ("2026-03-06T13:00", "2026-03-09T13:00", 1),  # a weekend on which summer time begins
        ("2026-03-02T09:00", "2026-03-02T11:00", 0.25),
        ("2026-03-02T00:00", "2026-03-08T00:00", 5),
        ("2026-03-03T10:15", "2026-03-03T10:15", 0),
        ("2026-03-04T10:15", "2026-03-03T10:15", 0),
    ],
)
def test_a_wait_is_measured_in_the_working_time_that_passes(start: str, end: str, days: float) -> None:
    """Nights and weekends keep nobody waiting; the end before the start is no wait."""
    assert OFFICE.business_days_between(at(start), at(end)) == pytest.approx(days)


@settings(deadline=None)
@given(moments, counts, people)
def test_every_answer_is_working_time_and_never_earlier(moment: datetime, count: int, person: WorkingTime) -> None:
    """Nobody is nudged at night, on a day off, or before the time has passed."""
    for answer in (
        person.next(moment),
        person.add_business_days(moment, count),
        person.add_hours(moment, count),
        person.morning(moment, count),
    ):
        local = answer.astimezone(person.zone)
        assert person.is_working(answer)
        assert local.weekday() in person.days
        assert person.hours.start <= local.time() < person.hours.end
        assert local.date() not in public_holidays(person.region, local.year)
        assert answer >= moment
        assert answer.tzinfo is UTC


@settings(deadline=None)
@given(moments, counts, people)
def test_more_is_later(moment: datetime, count: int, person: WorkingTime) -> None:
    """One more day, or hour, is later; none at all is the next working moment."""
    for add in (person.add_business_days, person.add_hours):
        assert add(moment, count) < add(moment, count + 1)
        assert add(moment, 0) == person.next(moment)
    assert person.morning(moment, count + 1) < person.morning(moment, count + 2)


@settings(deadline=None)
@given(moments, st.timedeltas(timedelta(), timedelta(days=9)), counts, people)
def test_what_begins_later_is_not_due_earlier(
    moment: datetime, wait: timedelta, count: int, person: WorkingTime
) -> None:
    """Waiting longer before one begins never brings the end forward."""
    for add in (person.add_business_days, person.add_hours, person.morning):
        assert add(moment, count) <= add(moment + wait, count)


@settings(deadline=None)
@given(moments, people)
def test_a_working_moment_is_its_own_next(moment: datetime, person: WorkingTime) -> None:
    """Asking twice changes nothing."""
    working = person.next(moment)
    assert person.next(working) == working
    assert (working == moment) is person.is_working(moment)


@settings(deadline=None)
@given(moments, counts, people)
def test_what_was_waited_is_what_was_to_be_waited(moment: datetime, count: int, person: WorkingTime) -> None:
    """The measure of a wait and the moment at which it ends agree, day for day and hour for hour."""
    day = datetime.combine(moment, person.hours.end) - datetime.combine(moment, person.hours.start)
    after_days, after_hours = person.add_business_days(moment, count), person.add_hours(moment, count)
    assert person.business_days_between(moment, after_days) == pytest.approx(count)
    assert person.business_days_between(moment, after_hours) == pytest.approx(count * timedelta(hours=1) / day)
