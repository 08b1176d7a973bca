"""What a collective adds to the vocabulary."""

from __future__ import annotations

import pytest

from bot.matching import OwnTerm, vocabulary

RIVER, MOTHS = OwnTerm("concern", "River guiding"), OwnTerm("concern", "Panic of moths")
PLAN, NORTH = OwnTerm("payment", "Larkspur Health Plan"), OwnTerm("area", "North of the river")
OWN = (RIVER, PLAN, NORTH, MOTHS)


def test_own_terms_stand_first_under_a_heading_of_their_own() -> None:
    """They are few and were missed; the others follow as ever."""
    assert vocabulary.terms("concern", OWN) == (RIVER.term, MOTHS.term, *vocabulary.terms("concern"))
    assert vocabulary.groups("payment", OWN) == (
        (vocabulary.OUR_OWN, (PLAN.term,)),
        *vocabulary.groups("payment"),
    )


def test_only_a_collective_can_name_areas() -> None:
    """Nobody else knows the parts of its town."""
    assert vocabulary.terms("area") == ()
    assert vocabulary.terms("area", OWN) == (NORTH.term,)


def test_own_terms_are_found_by_typing() -> None:
    """By the beginning of any of their words, beside the others."""
    assert vocabulary.search("payment", "health plan", OWN)[0] == PLAN.term
    assert [term.code for term in vocabulary.search("concern", "pani", OWN)] == [MOTHS.code, "anxiety"]
    assert PLAN.term not in vocabulary.search("concern", "lark", OWN)


def test_what_was_said_with_a_term_is_still_readable_when_it_was_dropped() -> None:
    """The code holds the label, so a niche that was stored with it never breaks."""
    assert vocabulary.label("concern", RIVER.code) == "River guiding"
    assert vocabulary.find("concern", RIVER.code) == RIVER.term
    assert vocabulary.find("concern", "river_guiding") is None


@pytest.mark.parametrize(("kind", "asked"), [("concern", True), ("payment", True), ("area", True), ("identity", False)])
def test_no_referral_asks_for_a_community_that_only_a_collective_named(kind: vocabulary.Kind, asked: bool) -> None:
    """It may be one that tells the client's race or class."""
    assert OwnTerm(kind, "Whatever").term.asked is asked


def test_one_name_is_the_same_however_it_is_spelt() -> None:
    """As for the vocabulary's own names."""
    assert vocabulary.same("River-guiding", "river guidings")
    assert not vocabulary.same("River guiding", "River rafting")
