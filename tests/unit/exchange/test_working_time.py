"""What is counted in working time falls in working time, on the wall clock of whom it is for."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.working_time import PracticeHours, add_business_days, add_working_hours, next_working

NEW_YORK, LONDON, KOLKATA, AUCKLAND = map(
    ZoneInfo, ["America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Auckland"]
)
NINE_TO_FIVE = PracticeHours()
SATURDAY = 5

zones = st.sampled_from([NEW_YORK, LONDON, KOLKATA, AUCKLAND, ZoneInfo("America/Phoenix"), ZoneInfo("Africa/Cairo")])
opening_hours = st.builds(PracticeHours, st.builds(time, st.integers(6, 11)), st.builds(time, st.integers(12, 22)))
moments = st.timedeltas(timedelta(), timedelta(days=6 * 365)).map(datetime(2024, 1, 1, tzinfo=UTC).__add__)
counts = st.integers(0, 15)


def at(local: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    """The moment at which a clock on the wall of `zone` shows this."""
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


def is_working(moment: datetime, zone: ZoneInfo, hours: PracticeHours) -> bool:
    local = moment.astimezone(zone)
    return local.weekday() < SATURDAY and hours.start <= local.time() < hours.end


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
    assert next_working(at(given), NEW_YORK, NINE_TO_FIVE) == at(working)


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
    assert add_business_days(at(given), days, NEW_YORK, NINE_TO_FIVE) == at(result)


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
    assert add_working_hours(at(given), count, NEW_YORK, NINE_TO_FIVE) == at(result)


def test_the_day_is_the_day_of_whom_it_is_for() -> None:
    """One moment is Friday afternoon in New York, Saturday morning in Auckland, and evening in Kolkata."""
    moment = at("2026-06-05T16:00")
    assert next_working(moment, NEW_YORK, NINE_TO_FIVE) == moment
    assert next_working(moment, AUCKLAND, NINE_TO_FIVE) == at("2026-06-08T09:00", AUCKLAND)
    assert next_working(moment, KOLKATA, NINE_TO_FIVE) == at("2026-06-08T09:00", KOLKATA)


def test_a_collective_can_keep_other_hours() -> None:
    """The practice hours are the collective's to choose."""
    evenings = PracticeHours(time(12, 30), time(20))
    assert next_working(at("2026-03-03T09:00"), NEW_YORK, evenings) == at("2026-03-03T12:30")
    assert add_working_hours(at("2026-03-03T18:00"), 4, NEW_YORK, evenings) == at("2026-03-04T14:30")


def test_practice_hours_begin_before_they_end() -> None:
    """Hours that never come would be waited for, for ever."""
    with pytest.raises(ValueError, match="begin before they end"):
        PracticeHours(time(17), time(9))


@settings(deadline=None)
@given(moments, counts, zones, opening_hours)
def test_every_answer_is_working_time_and_never_earlier(
    moment: datetime, count: int, zone: ZoneInfo, hours: PracticeHours
) -> None:
    """Nobody is nudged at night, on a weekend, or before the time has passed."""
    for answer in (
        next_working(moment, zone, hours),
        add_business_days(moment, count, zone, hours),
        add_working_hours(moment, count, zone, hours),
    ):
        assert is_working(answer, zone, hours)
        assert answer >= moment
        assert answer.tzinfo is UTC


@settings(deadline=None)
@given(moments, counts, zones, opening_hours)
def test_more_is_later(moment: datetime, count: int, zone: ZoneInfo, hours: PracticeHours) -> None:
    """One more day, or hour, is later; none at all is the next working moment."""
    for add in (add_business_days, add_working_hours):
        assert add(moment, count, zone, hours) < add(moment, count + 1, zone, hours)
        assert add(moment, 0, zone, hours) == next_working(moment, zone, hours)


@settings(deadline=None)
@given(moments, st.timedeltas(timedelta(), timedelta(days=9)), counts, zones, opening_hours)
def test_what_begins_later_is_not_due_earlier(
    moment: datetime, wait: timedelta, count: int, zone: ZoneInfo, hours: PracticeHours
) -> None:
    """Waiting longer before one begins never brings the end forward."""
    for add in (add_business_days, add_working_hours):
        assert add(moment, count, zone, hours) <= add(moment + wait, count, zone, hours)


@settings(deadline=None)
@given(moments, zones, opening_hours)
def test_a_working_moment_is_its_own_next(moment: datetime, zone: ZoneInfo, hours: PracticeHours) -> None:
    """Asking twice changes nothing."""
    working = next_working(moment, zone, hours)
    assert next_working(working, zone, hours) == working
    assert (working == moment) is is_working(moment, zone, hours)
