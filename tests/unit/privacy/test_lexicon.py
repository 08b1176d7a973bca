"""Without its word lists the check refuses to answer, so that nothing can be posted unread."""

from __future__ import annotations

import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from bot.privacy import PrivacyDataError, find_identifiers
from bot.privacy.reading import words
from bot.privacy.reading.lexicon import read_lexicon

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(str(files("bot.privacy") / "data"), folder)
    return folder


def test_the_lists_shipped_are_the_ones_sealed(data: Path) -> None:
    """An untouched copy is read whole."""
    known = read_lexicon(data)
    assert "maria" in known.given_common
    assert "marfa" in known.places


@pytest.mark.parametrize(
    "name",
    [
        "given_common.txt.xz",
        "places.txt.xz",
        "english.txt.xz",
        "field_words.txt",
        "groups.txt",
        "circles.txt",
        "districts.txt",
    ],
)
def test_a_missing_list_stops_the_check(data: Path, name: str) -> None:
    """One file gone is an error, never an emptier list."""
    (data / name).unlink()
    with pytest.raises(PrivacyDataError):
        read_lexicon(data)


@pytest.mark.parametrize(
    "name", ["given_common.txt.xz", "family.txt.xz", "field_words.txt", "groups.txt", "circles.txt", "districts.txt"]
)
@pytest.mark.parametrize("content", [b"", b"maria\n", b"\xff\xfe"])
def test_a_damaged_list_stops_the_check(data: Path, name: str, content: bytes) -> None:
    """A list that is not the sealed one is an error, even if it can be read."""
    (data / name).write_bytes(content)
    with pytest.raises(PrivacyDataError):
        read_lexicon(data)


def test_a_text_is_not_passed_when_the_lists_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The check raises instead of answering "nothing found"."""
    monkeypatch.setattr(words, "lexicon", lambda: read_lexicon(tmp_path))
    with pytest.raises(PrivacyDataError):
        find_identifiers("evenings, aetna")


@pytest.mark.parametrize("name", ["field_words.txt", "groups.txt", "circles.txt", "districts.txt"])
def test_a_list_written_by_hand_that_was_cut_short_stops_the_check(data: Path, name: str) -> None:
    """It has no checksum, since people edit it; half of it is an error all the same."""
    whole = (data / name).read_text("ascii")
    (data / name).write_text(whole[: len(whole) // 2], "ascii")
    with pytest.raises(PrivacyDataError):
        read_lexicon(data)
