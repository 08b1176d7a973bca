"""What is said of a statement: short, complete, kind, and the same as long as its codes are."""

from __future__ import annotations

import pytest

from bot.exchange.drafts import STATEMENT_LIMIT
from bot.matching import vocabulary
from bot.matching.advice.coaching import Coaching, Vague, coach
from bot.privacy import find_identifiers
from bot.views import coaching


def lines(statement: str, concern: str = "") -> list[str]:
    [text] = coaching.block(coach(statement), concern).to_dict()["elements"]
    return str(text["text"]).split("\n")


@pytest.mark.parametrize("example", [*coaching.EXAMPLES.values()])
def test_every_example_is_what_it_asks_for(example: str) -> None:
    """Who, with what, and how they leave, in two sentences at most, without a word that would be named."""
    assert coach(example).missing == []
    assert coach(example) == Coaching(says=coach(example).says)
    assert len(example) <= STATEMENT_LIMIT / 2
    assert find_identifiers(example) == []


def test_there_is_an_example_near_to_each_concern() -> None:
    """One for each heading of the vocabulary; a collective's own concern gets one all the same."""
    assert coaching.EXAMPLES.keys() == {term.group for term in vocabulary.terms("concern")}
    assert "after a death" in lines("", "grief")[-1]
    assert lines("", "own:Farm life")[-1] == lines("")[-1]
    assert lines("")[-1].startswith("For example")


def test_what_is_said_and_what_is_open_stand_in_one_line() -> None:
    """A whole statement needs no example."""
    assert len(lines("")) == 2
    assert "It says who and with what. Still open: *how they leave*" in lines("I help nurses with panic attacks.")[0]
    assert len(lines("I help nurses with panic attacks sleep; they leave able to rest.")) == 1


@pytest.mark.parametrize("why", Vague)
def test_each_reason_is_said_and_how_to_say_it_instead(why: Vague) -> None:
    """Beside the phrase as our table writes it."""
    told = coaching.block(Coaching(vague={"safe space": why}), "").to_dict()["elements"][0]["text"]
    [line] = [line for line in told.split("\n") if line.startswith("“safe space”: ")]
    assert line.endswith(("?", "”."))


def test_no_more_than_two_things_are_named_at_a_time() -> None:
    """More would read like a school report."""
    said = lines("A safe space. For all ages. Holistic. Anxiety, depression, grief. And more.")
    assert len(said) == 4


def test_what_is_shown_changes_exactly_with_its_codes() -> None:
    """The form is drawn anew when the codes differ, so equal codes must mean equal words, and other codes others."""
    statements = [
        "",
        "I",
        "I help couples",
        "I help couples in a safe space",
        "I help couples in a safe place",
        "One. 2. 3.",
    ]
    seen = [(coaching.shown(coach(s), c), tuple(lines(s, c))) for s in statements for c in ("", "grief", "end_of_life")]
    assert len({codes for codes, _ in seen}) == len({words for _, words in seen}) == len(set(seen))
