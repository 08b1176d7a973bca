"""When a member is asked about their own practice: in a quarter, and when what they said runs out, while they work."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.exchange.habits import niche_due, openings_due
from bot.exchange.working_time import WorkingTime
from bot.matching import Opening, OpeningKind

CHICAGO = ZoneInfo("America/Chicago")


def local(text: str, zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("2026-01-06T10:00", "2026-04-07T11:00"),  # the clocks were changed meanwhile: the same moment, an hour on
        ("2026-01-10T10:00", "2026-04-13T09:00"),  # on a Saturday: the Monday after
        ("2027-11-29T10:00", "2028-02-28T10:00"),  # into a leap year
    ],
)
def test_a_niche_is_asked_about_a_quarter_later(said: str, asked: str) -> None:
    """Thirteen weeks, and then the next working moment."""
    assert niche_due(local(said), WorkingTime(CHICAGO)) == local(asked)


@pytest.mark.parametrize(
    ("until", "asked"),
    [("2026-03-10", "2026-03-10T09:00"), ("2026-03-07", "2026-03-09T09:00"), ("2028-02-29", "2028-02-29T09:00")],
)
def test_openings_are_asked_about_on_the_morning_on_which_they_run_out(until: str, asked: str) -> None:
    """Or on the next on which they work; a leap day is a day like any other."""
    opening = Opening(OpeningKind.SOME, date.fromisoformat(until))
    assert openings_due(opening, WorkingTime(CHICAGO)) == local(asked)


def test_the_day_is_that_of_the_place_where_they_are_now() -> None:
    """Who travels is asked in the morning of where they are."""
    tokyo = ZoneInfo("Asia/Tokyo")
    opening = Opening(OpeningKind.NONE, date(2026, 3, 10))
    assert openings_due(opening, WorkingTime(tokyo)) == local("2026-03-10T09:00", tokyo)


def test_what_has_no_end_is_never_asked_about() -> None:
    """Neither open-ended words nor none."""
    for kind in OpeningKind:
        assert openings_due(Opening(kind), WorkingTime(CHICAGO)) is None
