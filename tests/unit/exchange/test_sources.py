"""When contact with a source is due, and when a member may be asked who sent a client."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.sources import (
    OFTEN,
    Origin,
    Reason,
    Source,
    SourceKind,
    Written,
    look_on,
    may_ask,
    months_after,
    next_up,
)

LAKEVIEW = Source("s1", "Lakeview Pediatrics", SourceKind.PHYSICIANS, 3, date(2026, 1, 31), date(2025, 12, 1))
NOW = datetime(2026, 3, 3, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 5), 6, date(2027, 4, 5)),
    ],
)
def test_a_month_later_is_the_same_day_of_the_month(day: date, months: int, later: date) -> None:
    """Or the last that the month has, in leap years too."""
    assert months_after(day, months) == later


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.sampled_from([each for each in OFTEN if each]))
def test_contact_is_due_about_as_late_as_was_asked_for(day: date, months: int) -> None:
    """Never in another month than the one that was meant."""
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day in (day.day, (later + timedelta(days=1)).day - 1 or later.day)


def test_contact_is_counted_from_the_last() -> None:
    """From the day on which they were added where there was none; and never where no reminder is wanted."""
    assert LAKEVIEW.due_on == date(2026, 4, 30)
    assert replace(LAKEVIEW, last_contact=None).due_on == date(2026, 3, 1)
    assert replace(LAKEVIEW, months=0).due_on is None


def test_what_is_long_due_is_brought_up_today() -> None:
    """Somebody who was last met years ago is brought up now, not in the past; and nobody who is not to be."""
    assert look_on([LAKEVIEW], date(2026, 3, 1)) == date(2026, 4, 30)
    assert look_on([LAKEVIEW], date(2026, 7, 1)) == date(2026, 7, 1)
    assert look_on([replace(LAKEVIEW, months=0)], date(2026, 7, 1)) is None
    assert look_on([], date(2026, 7, 1)) is None


def test_contact_is_brought_up_twice_at_most() -> None:
    """The second time as long after the first as contact is wanted, in other words; then it rests until there was."""
    once = LAKEVIEW.brought_up(date(2026, 5, 1))
    assert (once.next_on, once.drafts) == (date(2026, 8, 1), LAKEVIEW.drafts)
    twice = once.brought_up(date(2026, 8, 3))
    assert (twice.next_on, twice.drafts) == (None, LAKEVIEW.drafts + 1)
    met = twice.in_touch(date(2026, 9, 30))
    assert (met.next_on, met.drafts) == (date(2026, 12, 30), LAKEVIEW.drafts + 2)


def test_another_rhythm_begins_anew() -> None:
    """Another name does not."""
    told = Written(LAKEVIEW.name, LAKEVIEW.kind, LAKEVIEW.months, LAKEVIEW.last_contact)
    rested = LAKEVIEW.brought_up(date(2026, 5, 1)).brought_up(date(2026, 8, 3))
    assert rested.changed(replace(told, name="Lakeview")).next_on is None
    assert rested.changed(replace(told, months=1)).next_on == date(2026, 2, 28)
    assert rested.changed(replace(told, last_contact=date(2026, 8, 10))).next_on == date(2026, 11, 10)


def test_many_that_are_due_come_one_by_one() -> None:
    """The longest due first, of one day by name, a few days apart."""
    arbor = replace(LAKEVIEW, id="s2", name="arbor School")
    later = replace(LAKEVIEW, id="s3", name="Aaron", last_contact=date(2026, 2, 5))
    today = date(2026, 7, 1)
    assert next_up([LAKEVIEW, later, arbor]) == arbor
    brought = arbor.brought_up(today)
    assert next_up([LAKEVIEW, later, brought]) == LAKEVIEW
    assert look_on([LAKEVIEW, later, brought], today) == date(2026, 7, 3)
    assert look_on([LAKEVIEW, later, brought], date(2026, 7, 9)) == date(2026, 7, 9)


def _asked(days_ago: int, source_id: str | None = None, *, skipped: bool = False) -> Origin:
    return Origin(
        f"r{days_ago}", source_id, Reason.FULL if source_id else None, skipped, NOW - timedelta(days=days_ago)
    )


def test_who_was_never_asked_may_be() -> None:
    """With a list or without."""
    assert may_ask([], NOW, has_sources=False)
    assert may_ask([], NOW, has_sources=True)


def test_nobody_is_asked_twice_a_week() -> None:
    """However many they pass on."""
    assert not may_ask([_asked(6)], NOW, has_sources=True)
    assert may_ask([_asked(7)], NOW, has_sources=True)


def test_who_never_answers_is_asked_no_more() -> None:
    """Three times left or skipped, by somebody who keeps no list: it is of no use to them."""
    ignored = [_asked(10), _asked(20, skipped=True), _asked(30)]
    assert may_ask(ignored[:2], NOW, has_sources=False)
    assert not may_ask(ignored, NOW, has_sources=False)
    assert may_ask(ignored, NOW, has_sources=True)
    assert may_ask([_asked(10), _asked(20), _asked(30, "s1")], NOW, has_sources=False)


def test_a_question_is_open_until_it_is_answered_or_skipped() -> None:
    """Each of the two settles it."""
    assert _asked(1).is_open
    assert not _asked(1, "s1").is_open
    assert not _asked(1, skipped=True).is_open
