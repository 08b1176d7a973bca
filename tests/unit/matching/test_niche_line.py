"""A niche in one line: in the member's own words where they wrote some, and short enough for a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import Profile
from bot.matching.advice.niche_line import LINE_LIMIT, niche_line


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("I help couples after an affair. They leave able to talk.", "I help couples after an affair."),
        ("I help couples\nafter an affair", "I help couples after an affair"),
        ("Do you dread Mondays? I help.", "Do you dread Mondays?"),
    ],
)
def test_the_first_sentence_of_the_statement_is_the_line(statement: str, line: str) -> None:
    """Whom they help stands there; what follows is for whoever reads on."""
    assert niche_line(Profile("", statement, top_concerns=("grief",))) == line


def test_without_a_statement_the_line_is_what_they_ticked() -> None:
    """Their top concerns, and whom they see; nothing for who named no concern."""
    ticked = Profile("", top_concerns=("grief", "ocd"), client_types=("couple",))
    assert niche_line(ticked) == "Grief and loss, OCD · Couple"
    assert niche_line(Profile("", client_types=("couple",))) == ""


@given(st.text(max_size=700))
def test_a_line_is_one_line_and_short(statement: str) -> None:
    """Whatever was typed."""
    line = niche_line(Profile("", statement))
    assert len(line) <= LINE_LIMIT
    assert len(line.splitlines()) <= 1


def test_a_long_sentence_is_cut_between_words() -> None:
    """With a sign that there was more."""
    line = niche_line(Profile("", "I help " + "overwhelmed " * 30))
    assert line.endswith(" overwhelmed…")
