"""`check-text` tells what a text gives away, and never calls clean what nobody has read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli import app
from bot.privacy.reading import words
from bot.privacy.reading.lexicon import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from typer.testing import Result


NOTE = """my client maria, 512-555-0142, likes the Zelkora approach
needs someone for panic attacks
a teacher, 34, whose husband cheated
"""


def test_a_text_is_checked_and_each_finding_told(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """Its words, why they identify, and as what; then each line as it could be; 1 says that something was found."""
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    result = invoke("check-text", "note.txt")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "✗ “maria” reads as a name (name)",
        "✗ “512-555-0142” is a phone number (phone)",
        "? “Zelkora” may be a person, a place or a workplace (name)",
        "2 to take out (✗), 1 for the writer to judge (?).",
        "Instead:",
        "  my client maria, 512-555-0142, likes the Zelkora approach",
        "  → (left out)",
        "  needs someone for panic attacks",
        "  → (stays)",
        "  a teacher, 34, whose husband cheated",
        "  → adult, couples, infidelity",
    ]


def test_a_text_that_is_piped_in_is_checked() -> None:
    """Without a file the text is what comes in; a clean one ends with 0."""
    result = CliRunner().invoke(app, ["check-text"], input="evenings, aetna, trauma")
    assert (result.exit_code, result.output) == (0, "Nothing found that identifies anybody.\n")


def test_findings_can_be_had_as_json(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """With offsets in characters, for a program to read."""
    (tmp_path / "note.txt").write_text("ssn ends in 1120, wants emdr", encoding="utf-8")
    result = invoke("check-text", "--json", "note.txt")
    assert result.exit_code == 1
    finding = {
        "words": "1120",
        "start": 12,
        "end": 16,
        "kind": "ssn",
        "certainty": "certain",
        "reason": "is part of a Social Security number",
    }
    assert json.loads(result.output) == {"findings": [finding], "suggestion": "emdr"}


def test_a_text_that_cannot_be_read_is_no_clean_text(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """A missing file, or one that is no text, ends with 2 and a plain sentence."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    for name in ("nothing.txt", "photo.jpg"):
        result = invoke("check-text", name)
        assert result.exit_code == 2
        assert result.output.startswith("The text cannot be checked: ")


def test_a_text_is_not_called_clean_when_the_word_lists_are_missing(
    invoke: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has read it then: 2, and a sentence that says so."""
    monkeypatch.setattr(words, "lexicon", lambda: read_lexicon(tmp_path))
    (tmp_path / "note.txt").write_text("evenings, aetna", encoding="utf-8")
    result = invoke("check-text", "note.txt")
    assert result.exit_code == 2
    assert "cannot be checked" in result.output
