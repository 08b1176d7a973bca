"""On a public holiday of their region nobody is written to, and it counts as no business day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.regions import regions
from bot.exchange.reminders import Reminders
from bot.exchange.values import Member
from bot.exchange.working_time import PracticeHours, WorkingTime
from bot.matching import Licence, Profile

AUSTIN, TORONTO, MUNICH = "America/Chicago", "America/Toronto", "Europe/Berlin"


def at(local: str, zone: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "region", "given", "working"),
    [
        (AUSTIN, "US", "2026-07-02T18:00", "2026-07-06T09:00"),  # the fourth is a Saturday: kept on Friday
        (AUSTIN, "US", "2027-07-02T18:00", "2027-07-06T09:00"),  # a Sunday: kept on Monday
        (AUSTIN, "US", "2026-11-25T18:00", "2026-11-27T09:00"),  # Thanksgiving
        (AUSTIN, "US-TX", "2026-11-25T18:00", "2026-11-30T09:00"),  # with the Friday after it
        (AUSTIN, "US", "2021-12-30T18:00", "2022-01-03T09:00"),  # New Year on a Saturday: kept the year before
        (AUSTIN, "US", "2026-12-31T18:00", "2027-01-04T09:00"),
        (TORONTO, "CA-ON", "2026-10-09T18:00", "2026-10-13T09:00"),  # Thanksgiving there
        (TORONTO, "CA-ON", "2026-12-24T18:00", "2026-12-29T09:00"),  # Boxing Day is a Saturday: kept on Monday
        (MUNICH, "DE-BY", "2026-06-03T18:00", "2026-06-05T09:00"),  # Corpus Christi
        (MUNICH, "DE-BY", "2026-04-02T18:00", "2026-04-07T09:00"),  # Easter
    ],
)
def test_what_falls_on_a_holiday_waits_until_after_it(zone: str, region: str, given: str, working: str) -> None:
    """In the United States, in Canada and in Germany; also where the day off is another than the day itself."""
    office = WorkingTime(ZoneInfo(zone), region=region)
    assert office.next(at(given, zone)) == at(working, zone)
    assert WorkingTime(ZoneInfo(zone)).next(at(given, zone)) < at(working, zone)  # who keeps none hears sooner


def test_a_holiday_is_no_business_day() -> None:
    """Three days over Thanksgiving end a week later in Texas, and who waits has waited three days."""
    office = WorkingTime(ZoneInfo(AUSTIN), region="US-TX")
    begun, ended = at("2026-11-24T10:15", AUSTIN), at("2026-12-01T10:15", AUSTIN)
    assert office.add_business_days(begun, 3) == ended
    assert office.add_hours(begun, 24) == ended
    assert office.morning(begun, 3) == at("2026-12-01T09:00", AUSTIN)
    assert office.business_days_between(begun, ended) == pytest.approx(3)


def test_a_year_that_ends_ends_no_wait() -> None:
    """Ten business days from before Christmas are counted past it and past New Year."""
    office = WorkingTime(ZoneInfo(AUSTIN), region="US")
    assert office.add_business_days(at("2026-12-21T10:15", AUSTIN), 10) == at("2027-01-06T10:15", AUSTIN)


@settings(deadline=None, max_examples=60)
@given(
    st.deferred(lambda: st.sampled_from(sorted(regions()))),
    st.integers(0, 6),
    st.timedeltas(timedelta(), timedelta(days=4 * 365)).map(datetime(2025, 1, 1, tzinfo=UTC).__add__),
)
def test_in_no_region_does_anybody_wait_for_months(region: str, weekday: int, moment: datetime) -> None:
    """Who works on one day of the week has a working day within seven weeks, whatever the calendar."""
    person = WorkingTime(ZoneInfo("UTC"), days=frozenset({weekday}), region=region)
    assert person.next(moment) - moment < timedelta(weeks=7)


def test_a_calendar_of_nothing_but_holidays_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of the week that has been a holiday for five weeks is worked from then on, whatever the calendar says."""
    closed = frozenset(date(2026, 1, 5) + timedelta(days=n) for n in range(700))
    monkeypatch.setattr("bot.exchange.working_time.public_holidays", lambda _region, _year: closed)
    office = WorkingTime(ZoneInfo(AUSTIN), region="US")
    morning = at("2026-02-09T09:00", AUSTIN)
    assert office.next(at("2026-01-02T17:00", AUSTIN)) == morning
    assert office.is_working(morning)
    assert office.add_business_days(morning, 15) == morning + timedelta(weeks=3)


LICENSED = Profile("", licences=(Licence("TX"),))


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (Member("m", "U1", "Ana", AUSTIN), WorkingTime(ZoneInfo(AUSTIN), region="US")),
        (Member("m", "U1", "Ana", AUSTIN, niche=LICENSED), WorkingTime(ZoneInfo(AUSTIN), region="US-TX")),
        (Member("m", "U1", "Ana", MUNICH, niche=LICENSED), WorkingTime(ZoneInfo(MUNICH), region="DE")),
        (
            Member("m", "U1", "Ana", AUSTIN, niche=LICENSED, reminders=Reminders(region="")),
            WorkingTime(ZoneInfo(AUSTIN)),
        ),
        (
            Member("m", "U1", "Ana", MUNICH, reminders=Reminders(days=frozenset({2, 3}), region="DE-BY")),
            WorkingTime(ZoneInfo(MUNICH), days=frozenset({2, 3}), region="DE-BY"),
        ),
    ],
)
def test_a_member_keeps_the_collectives_hours_and_their_own_holidays_until_they_choose(
    member: Member, expected: WorkingTime
) -> None:
    """What they chose counts before what their time zone and licence say; no holidays are a choice too."""
    assert member.working_time(PracticeHours()) == expected


def test_a_members_own_hours_come_before_the_collectives() -> None:
    """Who works in the afternoon hears nothing in the morning."""
    afternoon = PracticeHours(time(13), time(19))
    member = Member("m", "U1", "Ana", AUSTIN, reminders=Reminders(hours=afternoon))
    assert member.working_time(PracticeHours()).hours == afternoon
