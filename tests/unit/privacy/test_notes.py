"""The notes that the check is measured on are well formed: a wrong or missing mark would spoil the measure."""

from __future__ import annotations

import re

import pytest

from tests.unit.privacy.notes import PHONE_CLEAN, PHONE_IDENTIFYING, is_held_out, unmarked


def test_an_unmarked_note_tells_where_its_marks_were() -> None:
    """The marks are gone from the text and the offsets are those of the text without them."""
    text, spans = unmarked("‹Bo› and ‹Di›, evenings")
    assert (text, [text[start:end] for start, end in spans]) == ("Bo and Di, evenings", ["Bo", "Di"])


@pytest.mark.parametrize("note", PHONE_IDENTIFYING)
def test_marks_are_paired_and_hold_words(note: str) -> None:
    """Each mark opens and closes once, holds something, and begins and ends with what identifies, not with a space."""
    assert re.fullmatch(r"(?:[^‹›]*‹[^‹›]+›)+[^‹›]*", note)
    text, spans = unmarked(note)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize("notes", [PHONE_IDENTIFYING, PHONE_CLEAN], ids=["identifying", "clean"])
def test_each_list_is_as_long_and_as_varied_as_it_claims(notes: tuple[str, ...]) -> None:
    """330 different notes of 6 to 80 words, half of them without a capital, in the held-out third as well."""
    texts = [unmarked(note)[0] for note in notes]
    assert len({text.casefold() for text in texts}) == len(texts) == 330
    assert all(6 <= len(text.split()) <= 80 for text in texts)
    for part in (texts, [text for index, text in enumerate(texts) if is_held_out(index)]):
        assert 0.45 <= sum(text == text.lower() for text in part) / len(part) <= 0.6
    assert not any("⏎" in text or "\\u" in text for text in texts)


def test_clean_notes_bear_no_marks() -> None:
    """Nothing in a clean note identifies anybody."""
    assert not any(mark in note for note in PHONE_CLEAN for mark in "‹›")
