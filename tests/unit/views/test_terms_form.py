"""The form in which an admin adds a collective's own words to the lists."""

from __future__ import annotations

import pytest

from bot.exchange.values import Collective
from bot.matching import OwnTerm
from bot.matching.vocabulary import OWN_KINDS
from bot.privacy import Known, LocalWords
from bot.views import terms_form
from tests.unit.views.filled_in import submitted


def problems(kind: str, typed: str, known: Known | None = None) -> str:
    """What is said at the field of a kind."""
    view = submitted(terms_form.render(()), **{kind: {"value": typed}})
    return terms_form.problems(view, known or Known()).get(kind, "")


def test_every_kind_that_can_have_own_terms_has_a_field() -> None:
    """One a line, in the order in which they were written; spaces too many and the dash of a list are taken out."""
    own = tuple(OwnTerm(kind, f"{kind} of ours") for kind in OWN_KINDS)
    assert set(terms_form.parse(submitted(terms_form.render(own)))) == set(own)
    typed = submitted(terms_form.render(own), area={"value": " - North  side\n\nDowntown "})
    assert terms_form.parse(typed)[:2] == (OwnTerm("area", "North side"), OwnTerm("area", "Downtown"))


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("concern", "panic attacks", "“panic attacks” is in the list already, as “Anxiety”."),
        ("modality", "Zelkora\nZELKORAS", "“ZELKORAS” stands here twice."),
        ("payment", "x" * 61, "at most 60 letters"),
        ("language", "\n".join(f"Tongue {number}" for number in range(31)), "at most 30"),
        ("identity", "Ask 512-555-0142", "“512-555-0142” is a phone number"),
        ("payment", "<!channel> plan", "leave out"),
        ("area", "*Downtown*", "leave out"),
        ("area", "Panic", ""),
        ("payment", "Larkspur & Sons", ""),
        ("area", "Round Rock, near the mill", ""),
        ("identity", "River guides", ""),
    ],
)
def test_what_is_to_be_mended_is_said_at_its_field(kind: str, typed: str, words: str) -> None:
    """Twice, already there under which name, too long, too many, telling who somebody is; an area is a place."""
    told = problems(kind, typed)
    assert words in told if words else not told


def test_the_way_out_of_a_word_that_is_taken_for_somebody_is_the_list_of_words_never_to_ask_about() -> None:
    """A plan with a person's name in it can be added once the set-up knows it."""
    assert problems("payment", "Dr. Maria Lopez")
    assert not problems("payment", "Dr. Maria Lopez", Known(LocalWords(allowed=("Dr. Maria Lopez",))))


def test_a_collectives_own_terms_are_words_that_it_knows_but_for_areas() -> None:
    """Nobody is asked about a plan that stands in the list; where a client lives stays a question."""
    own = (OwnTerm("payment", "Larkspur Health Plan"), OwnTerm("area", "North of the river"))
    collective = Collective("c1", "T1", local_words=LocalWords(("the Marlow method",), ("Quarry Side",)), own_terms=own)
    assert collective.known_words == LocalWords(("the Marlow method", "Larkspur Health Plan"), ("Quarry Side",))
