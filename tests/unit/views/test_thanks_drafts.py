"""Promises of the words that a thank-you begins with: warm, short, all different, and silent about every client."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching import Profile, vocabulary
from bot.matching.advice.whom import WHOM_LIMIT
from bot.privacy import find_danger, find_identifiers
from bot.services import thanking
from bot.views import thanks_drafts
from bot.views.thanks_drafts import LINE_LIMIT, keys, words
from tests.unit.views.scenes import ANA, COLLECTIVE

EVERY = [*keys(after_hand_off=True), *keys(after_hand_off=False)]
NOTHING = Profile("")
#: Words that would tell a reader, or whoever looks over their shoulder, that a client came.
TELLING = ("client", "referral", "patient", "appointment", "booked", "session", "called", "sent me", "they came")


def test_there_are_many_and_no_two_are_alike() -> None:
    """A giver who thanks somebody each week repeats nothing for months."""
    assert len(keys(after_hand_off=True)) >= 15
    assert len(keys(after_hand_off=False)) >= 12
    assert len({words(key, NOTHING) for key in EVERY}) == len(EVERY)


@pytest.mark.parametrize("key", EVERY)
def test_a_draft_thanks_and_tells_of_no_client(key: str) -> None:
    """Not that anybody was referred, nor that anything came of it."""
    said = words(key, NOTHING).lower()
    assert "thank" in said
    assert not [telling for telling in TELLING if telling in said]


@pytest.mark.parametrize("key", EVERY)
def test_a_draft_holds_one_line_of_niche_that_fits_a_phone(key: str) -> None:
    """However long whom they help best is; and it begins like a sentence."""
    longest = f"couples {'who long ' * 7}for {'x' * 9}"
    assert len(longest) == WHOM_LIMIT
    thanked, line = words(key, Profile("", f"I see {longest}.")).split("\n\n")
    assert thanked == words(key, NOTHING)
    assert longest in f"c{line[1:]}" or longest in line
    assert line[0].isupper()
    assert line.endswith(".")
    assert len(line) <= LINE_LIMIT


def test_a_statement_that_cannot_be_taken_apart_is_quoted() -> None:
    """Its first sentence, and no more than fits."""
    line = words("trust", Profile("", f"Couples come to me. {'More. ' * 40}")).partition("\n\n")[2]
    assert line == "Whom I help best: Couples come to me."
    long = words("trust", Profile("", f"Couples come to me {'and then ' * 40}")).partition("\n\n")[2]
    assert len(long) <= LINE_LIMIT


@pytest.mark.parametrize("key", EVERY)
def test_a_draft_passes_the_privacy_check(key: str) -> None:
    """With a statement that passed when it was saved, though words in it would be asked about anywhere else."""
    niche = replace(ANA.niche, statement="I work with Quillfeather families who lost a farm.")
    said, known = words(key, niche), thanking.known_of(COLLECTIVE, replace(ANA, niche=niche), None)
    assert "uillfeather" in said
    assert find_identifiers(said, known) == []
    assert not find_danger(said)


def test_no_concern_makes_a_draft_suspicious() -> None:
    """Whichever is a giver's first."""
    for term in vocabulary.terms("concern"):
        said = words("mind", Profile("", top_concerns=(term.code,), age_groups=("adult",)))
        assert find_identifiers(said) == [], term
        assert not find_danger(said), term


def test_an_unknown_draft_is_an_error() -> None:
    """A form of an older version is told so by a fault, not by other words than were shown."""
    with pytest.raises(KeyError):
        thanks_drafts.words("gone", NOTHING)
