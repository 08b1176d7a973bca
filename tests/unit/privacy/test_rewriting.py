"""How a note could be: without the words that were found, a line at a time, and never worse than before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import Certainty, find_identifiers, rewrite, suggestion
from tests.unit.privacy.notes import TUNED, unmarked

WARM = "warm, " * 15 + "unhurried"
ALL = [unmarked(note)[0] for note in (*TUNED.identifying, *TUNED.clean)]


def suggested(text: str) -> str:
    return suggestion(rewrite(text, find_identifiers(text)))


def assert_safe(text: str) -> None:
    """The suggestion holds nothing certain and none of the words that were found, and is no longer than the text."""
    found = find_identifiers(text)
    could_be = suggestion(rewrite(text, found))
    words = {text[each.start : each.end].casefold() for each in found}
    for each in find_identifiers(could_be):
        assert each.certainty is Certainty.DOUBTFUL
        assert could_be[each.start : each.end].casefold() not in words
    assert len(could_be) <= len(text)


@pytest.mark.parametrize("text", ALL)
def test_what_is_suggested_for_a_note_identifies_nobody(text: str) -> None:
    """Accepting it with one tap brings the writer no second refusal."""
    assert_safe(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([part for text in ALL for part in text.split(" ")]), max_size=30),
    st.lists(st.sampled_from([" ", " ", ", ", ". ", "\n", "  ", " - ", "? ", "\u200b", "("]), max_size=30),
)
def test_what_is_suggested_for_any_text_identifies_nobody(words: list[str], gaps: list[str]) -> None:
    """However the words of the notes are thrown together, cutting some does not make others identify."""
    assert_safe("".join(word + gap for word, gap in zip(words, [*gaps, *[" "] * 30], strict=False))[:300])


@pytest.mark.parametrize(
    ("text", "befores"),
    [
        ("", [""]),
        ("evenings, aetna", ["evenings, aetna"]),
        ("couples\n\nevenings\n", ["couples", "", "evenings"]),
        (f"{WARM}. Sees Dr. Ng? Evenings!", [f"{WARM}.", "Sees Dr. Ng?", "Evenings!"]),
    ],
    ids=["nothing", "one line", "several", "a long one"],
)  # fmt: skip
def test_each_line_is_shown_as_it_was_typed(text: str, befores: list[str]) -> None:
    """A line goes up to its line break; a long one is split at the ends of its sentences."""
    assert [line.before for line in rewrite(text, [])] == befores


def test_a_note_that_needs_no_change_comes_back_as_it_was() -> None:
    """Line breaks, spaces and marks are the writer's own."""
    text = "EMDR trained;  evenings\n\n- someone warm who knows farm life"
    lines = rewrite(text, [])
    assert all(line.after == line.before for line in lines)
    assert suggestion(lines) == "EMDR trained;  evenings\n- someone warm who knows farm life"


def test_words_that_the_writer_vouched_for_stay() -> None:
    """Only what must go is passed as a finding; what may stay is not taken out on the way."""
    text = "prefers the Zelkora approach, call 512-555-0142"
    phone = [each for each in find_identifiers(text) if each.certainty is Certainty.CERTAIN]
    assert "Zelkora" in suggestion(rewrite(text, phone))
