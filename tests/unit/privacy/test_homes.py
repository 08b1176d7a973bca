"""From a town or a zip code to its state, and only where nobody would think of another."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from bot.privacy import PrivacyDataError
from bot.privacy.rewording.homes import read_towns, state_of, states_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("place", "after", "state"),
    [
        ("Marfa", " and can't drive", "TX"),
        ("round rock", "", "TX"),
        ("Austin", ",", "TX"),
        ("nyc", ", in person", "NY"),
        ("St. Paul", ", ucare", "MN"),
        ("Fredericksburg", ", TX and", "TX"),
        ("reading", ", pa, in person", "PA"),
        ("Portland", ", Maine", "ME"),
        ("78704", "", "TX"),
        ("zip code 79830", "", "TX"),
        ("02139-4307", "", "MA"),
    ],
)
def test_a_place_that_everybody_puts_in_one_state_gives_that_state(place: str, after: str, state: str) -> None:
    """By its name alone, by the state beside it, or by the first digits of its zip code."""
    assert state_of(place, after) == state


@pytest.mark.parametrize(
    ("place", "after"),
    [
        ("Springfield", ""),
        ("Portland", ", in the city"),
        ("Arlington", ", in school"),
        ("Nowhereville", ""),
        ("00012", ""),
    ],
)
def test_a_place_that_may_be_in_several_states_gives_none(place: str, after: str) -> None:
    """A guess would send the client to somebody who may not see them."""
    assert state_of(place, after) == ""


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("telehealth in tx or California", ["TX", "CA"]),
        ("West Virginia", ["WV"]),
        ("in tx for 3 years, ok with a man", []),
        ("a CO at a prison", []),
        ("IN PERSON OK, TX", []),
    ],
)
def test_a_state_is_read_where_it_is_named_and_not_where_a_word_looks_like_one(text: str, states: list[str]) -> None:
    """Two letters are often a word, or treatment."""
    assert states_in(text) == states


def test_the_list_of_towns_is_sealed(tmp_path: Path) -> None:
    """A missing or damaged list is an error: nobody's town may turn into a wrong state."""
    assert read_towns(files("bot.privacy") / "data")["marfa"] == "TX"
    with pytest.raises(PrivacyDataError):
        read_towns(tmp_path)
    (tmp_path / "town_states.txt.xz").write_bytes(b"TX marfa")
    with pytest.raises(PrivacyDataError):
        read_towns(tmp_path)
