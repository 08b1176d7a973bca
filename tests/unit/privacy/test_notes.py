"""The notes that the check is measured on are well formed: a wrong or missing mark would spoil the measure."""

from __future__ import annotations

import re

import pytest

from tests.unit.privacy.notes import HELD_OUT, TUNED, Notes, unmarked

BOTH = pytest.mark.parametrize("notes", [TUNED, HELD_OUT], ids=["tuned", "held out"])


def test_an_unmarked_note_tells_where_its_marks_were() -> None:
    """The marks are gone from the text and the offsets are those of the text without them."""
    text, spans = unmarked("‹Bo› and ‹Di›, evenings")
    assert (text, [text[start:end] for start, end in spans]) == ("Bo and Di, evenings", ["Bo", "Di"])


@BOTH
def test_marks_are_paired_and_hold_words(notes: Notes) -> None:
    """Each mark opens and closes once, holds something, and begins and ends with what identifies, not with a space."""
    for note in notes.identifying:
        assert re.fullmatch(r"(?:[^‹›]*‹[^‹›]+›)+[^‹›]*", note)
        text, spans = unmarked(note)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@BOTH
def test_clean_notes_bear_no_marks(notes: Notes) -> None:
    """Nothing in a clean note identifies anybody."""
    assert not any(mark in note for note in notes.clean for mark in "‹›")


@BOTH
def test_each_list_is_as_long_and_as_varied_as_it_claims(notes: Notes) -> None:
    """Hundreds of different notes of up to 80 words, a third of them at least without a capital."""
    for listed in (notes.identifying, notes.clean):
        texts = [unmarked(note)[0] for note in listed]
        assert len({text.casefold() for text in texts}) == len(texts) >= 300
        assert all(3 <= len(text.split()) <= 80 for text in texts)
        assert 0.3 <= sum(text == text.lower() for text in texts) / len(texts) <= 0.6
        assert not any("⏎" in text or "\\u" in text for text in texts)


def test_no_note_is_both_tuned_on_and_held_out() -> None:
    """What is held out was never seen while tuning."""
    tuned, held_out = (
        {unmarked(note)[0].casefold() for note in (*notes.identifying, *notes.clean)} for notes in (TUNED, HELD_OUT)
    )
    assert not tuned & held_out
