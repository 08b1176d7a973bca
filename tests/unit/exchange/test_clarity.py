"""The clarity check: nobody is asked twice, and a count is told only when it points at nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.exchange.clarity import CANNOT_TELL, ENOUGH, Asked, Clarity, Result, Round
from bot.matching import Need
from bot.matching.advice.invented import Invented

NOW = datetime(2026, 3, 3, 17, tzinfo=UTC)
INVENTED = Invented([Need(concerns=(code,)) for code in ("grief", "ocd", "sleep")], right=1)


def going_on(*picks: int | None, at: datetime = NOW) -> Round:
    """A round in which so many were asked, and picked this."""
    asked = [Asked(f"helper{place}", picked, at) for place, picked in enumerate(picks)]
    return Round("round", "ana", INVENTED, NOW, asked=asked)


def test_fewer_than_five_answers_tell_nothing() -> None:
    """Of four a count could point at who gave which; who has not answered counts for nothing."""
    assert going_on(1, 1, 1, 1, None, None).result is None
    assert going_on(1, 1, 0, CANNOT_TELL, 1).result == Result(right=3, answers=ENOUGH)


@pytest.mark.parametrize(
    ("right", "clarity"),
    [(5, Clarity.CLEAR), (4, Clarity.CLEAR), (3, Clarity.HALF), (2, Clarity.HALF), (1, Clarity.UNCLEAR)],
)
def test_a_count_has_a_word_for_it(right: int, clarity: Clarity) -> None:
    """Four of five know it: it is clear."""
    assert Result(right, 5).clarity is clarity


def test_nobody_is_asked_about_themselves_or_twice_or_after_the_end() -> None:
    """Also not who let the first question pass."""
    assert going_on(None).may_ask("ben", NOW)
    assert not going_on(None).may_ask("ana", NOW)
    assert not going_on(None).may_ask("helper0", NOW + timedelta(days=90))
    ended = Round("round", "ana", INVENTED, NOW, ended_at=NOW)
    assert not ended.may_ask("ben", NOW)


def test_not_many_more_are_asked_than_are_needed() -> None:
    """Whoever lets a fortnight pass is not counted on any more, so that a silent few hold nothing up."""
    silent = going_on(*[None] * (ENOUGH + 2))
    assert not silent.may_ask("ben", NOW + timedelta(days=13))
    assert silent.may_ask("ben", NOW + timedelta(days=14))


def test_only_who_was_asked_and_has_not_answered_may_answer() -> None:
    """And nobody once the round has ended."""
    asked = going_on(None, 2)
    assert asked.awaits("helper0")
    assert not asked.awaits("helper1")
    assert not asked.awaits("ben")
    assert not Round("round", "ana", INVENTED, NOW, ended_at=NOW, asked=asked.asked).awaits("helper0")


def test_the_order_of_the_answers_tells_nothing_of_who_gave_them() -> None:
    """They are sorted by what was picked."""
    assert going_on(2, CANNOT_TELL, 1).picks == going_on(1, 2, CANNOT_TELL).picks
