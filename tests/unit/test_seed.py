"""The practice begins when everybody in it works: a first try must not fail because it is night or Thanksgiving."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.seed import when_all_work


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-03-03T17:30", "2026-03-03T17:30"),  # half past eleven in Austin, half past nine in Los Angeles
        ("2026-03-03T14:30", "2026-03-03T17:00"),  # Los Angeles is asleep
        ("2026-03-03T23:30", "2026-03-04T17:00"),
        ("2026-11-26T18:00", "2026-11-30T17:00"),  # Thanksgiving, and the day after it in Texas
    ],
)
def test_the_practice_begins_when_everybody_works(now: str, begins: str) -> None:
    """At once where they do, else on the next day on which all of them do."""
    assert when_all_work(_utc(now)) == _utc(begins)


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)
