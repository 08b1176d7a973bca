"""The small parts of a message: what is cut stays whole, what is typed stays harmless, time is each reader's own."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.actions import pair, parts
from bot.views.message import as_read, cut, escape, listed, moment, quoted


@given(st.text("ab&<>", max_size=60), st.integers(1, 40))
def test_a_text_that_is_cut_fits_and_breaks_no_escaped_character(typed: str, limit: int) -> None:
    """An entity is there whole or not at all."""
    shown = cut(escape(typed), limit)
    assert len(shown) <= limit
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@pytest.mark.parametrize("limit", range(5, 30))
def test_a_mention_is_cut_whole_or_not_at_all(limit: int) -> None:
    """Half a mention would be read as text."""
    shown = cut("thanks to <@U0ANA> and all", limit)
    assert shown.count("<") == shown.count(">")


def test_what_fits_is_left_alone() -> None:
    """The limit itself still fits."""
    assert cut("a b c", 5) == "a b c"


def test_a_moment_is_shown_in_every_readers_own_zone() -> None:
    """Slack gets the second, and old clients a text that names its zone."""
    at = datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=-6)))
    assert moment(at) == "<!date^1772551800^{date_short_pretty} at {time}|March 3, 15:30 UTC>"


def test_a_quotation_leaves_no_line_outside() -> None:
    """Every line is set off, and empty ones are dropped."""
    assert quoted("one\n\n<two>") == ">one\n>&lt;two&gt;"


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_names_are_listed_as_one_says_them(names: list[str], said: str) -> None:
    """Commas, and a word before the last."""
    assert listed(names, "or") == said


def test_two_ids_in_one_value_come_apart_again() -> None:
    """What `pair` made, `parts` takes; anything else is refused."""
    assert parts(pair("ref1", "claim-ana")) == ("ref1", "claim-ana")
    with pytest.raises(ValueError, match="unpack"):
        parts("ref1")


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("me &amp; Ana &lt;3", "me & Ana <3"),
        ("write to <mailto:a@b.org|a@b.org>", "write to a@b.org a@b.org"),
        ("call <tel:2125550142|212-555-0142>", "call 212-555-0142 2125550142"),
        ("see <https://b.org/x?y=1&amp;z=2|this page>", "see this page https://b.org/x?y=1&z=2"),
        ("see <https://b.org>", "see https://b.org"),
        ("<@U0ANA>, <@U0BEN|ben>: <!here> in <#C0X|intakes>", ", :  in "),
        ("a < b and <> and <unended", "a < b and <> and <unended"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_a_message_is_read_as_people_read_it(told: str, read: str) -> None:
    """Slack's own marks are not part of what somebody typed, and a mention is nobody's name."""
    assert as_read(told) == read


@given(st.text("ab&<>@|", max_size=60))
def test_what_was_escaped_is_read_as_it_was_typed(typed: str) -> None:
    """Slack escapes what it shows as it is."""
    assert as_read(escape(typed)) == typed
