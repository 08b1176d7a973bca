"""Whose public holidays a person keeps, and on which days that is."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

import pytest

from bot.exchange.regions import public_holidays, region_for, regions
from bot.matching import Licence, vocabulary


@pytest.mark.parametrize(
    ("region", "closed"),
    [
        ("US", "2026-07-03"),  # the fourth is a Saturday
        ("US", "2027-07-05"),  # the fourth is a Sunday
        ("US", "2021-12-31"),  # New Year's Day is a Saturday, and of the next year
        ("US-TX", "2026-11-26"),  # Thanksgiving
        ("US-TX", "2026-11-27"),
        ("US-TX", "2026-01-19"),  # by two names, for one of which offices would stay open
        ("US-MA", "2026-04-20"),  # Patriots' Day
        ("CA", "2026-07-01"),
        ("CA-ON", "2026-10-12"),  # Thanksgiving there
        ("CA-QC", "2026-06-24"),
        ("DE", "2026-05-01"),
        ("DE-BY", "2026-06-04"),  # Corpus Christi
        ("GB-ENG", "2026-08-31"),
    ],
)
def test_the_public_holidays_of_a_region_are_known(region: str, closed: str) -> None:
    """Those that move from year to year, and those that are kept on another day than their own."""
    day = date.fromisoformat(closed)
    assert day in public_holidays(region, day.year)


@pytest.mark.parametrize(
    ("region", "working"),
    [
        ("US", "2026-11-27"),  # the Friday after Thanksgiving is not everybody's
        ("US-NY", "2026-04-20"),
        ("US-TX", "2026-03-02"),  # Texas Independence Day: offices stay open
        ("US-TX", "2026-04-03"),  # Good Friday: likewise
        ("DE", "2026-06-04"),
        ("DE", "2026-12-24"),
        ("CA", "2026-11-26"),
        ("US", "2026-02-14"),  # a day with a name, on which everybody works
    ],
)
def test_a_day_on_which_offices_are_open_is_none(region: str, working: str) -> None:
    """What is kept elsewhere, or by a few, holds nothing back."""
    day = date.fromisoformat(working)
    assert day not in public_holidays(region, day.year)


@pytest.mark.parametrize("region", ["", "nowhere", "XX", "US-", "US-ZZ", "XX-YY", "us tx", "-", "DE-BY-X"])
@pytest.mark.parametrize("year", [1, 2026, 9999])
def test_of_a_region_that_is_not_known_nothing_is_kept(region: str, year: int) -> None:
    """What stands in a row from another day, or by mistake, stops nobody's reminders."""
    assert public_holidays(region, year) <= public_holidays("US", year)
    if region != "US-":
        assert not public_holidays(region, year)


def test_every_region_that_can_be_chosen_has_a_name_of_its_own_and_a_calendar() -> None:
    """States, provinces and countries, by the names people know, short enough for a list."""
    names = regions()
    assert names["US-TX"] == "Texas, United States"
    assert names["CA-ON"] == "Ontario, Canada"
    assert names["DE-BY"] == "Bayern, Germany"
    assert names["FR"] == "France"
    assert next(iter(names)) == "US"
    assert len(set(names.values())) == len(names)
    assert all(name and len(name) <= 75 for name in names.values())
    assert all(public_holidays(code, 2026) for code in names if code[:2] in {"US", "CA", "DE", "GB", "FR", "AU", "CH"})


@pytest.mark.parametrize(
    ("time_zone", "licences", "region"),
    [
        ("America/Chicago", ("TX", "NY"), "US-TX"),
        ("US/Central", ("TX",), "US-TX"),  # by the name that the zone had before
        ("America/New_York", (), "US"),
        ("Europe/Berlin", ("TX",), "DE"),  # licensed there, and living here
        ("Europe/Copenhagen", (), "DK"),
        ("America/Toronto", (), "CA"),
        ("America/Montreal", (), "CA"),
        ("America/Puerto_Rico", ("PR",), "PR"),
        ("Asia/Calcutta", (), "IN"),
        ("Australia/Lord_Howe", (), "AU"),
        ("UTC", (), ""),
        ("Etc/GMT+5", ("TX",), ""),
        ("no such zone", (), ""),
    ],
)
def test_who_has_not_chosen_keeps_the_holidays_of_where_they_work(
    time_zone: str, licences: tuple[str, ...], region: str
) -> None:
    """In the United States those of the state of the first licence, elsewhere those of the time zone's country."""
    assert region_for(time_zone, [Licence(state) for state in licences]) == region


def test_whatever_is_taken_for_a_region_can_be_chosen_too() -> None:
    """A member sees by its name what was taken, whichever time zone and licence they have."""
    states = [term.code for term in vocabulary.terms("state")]
    taken = {region_for(zone, [Licence(state)]) for zone in available_timezones() for state in states}
    assert taken - {""} <= set(regions())
