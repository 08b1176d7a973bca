"""What a member reads of how they fit: the truth, in their own terms, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.insight import Fit, need_of_the_asked, need_on_card
from bot.exchange.scene import facets_for_card
from bot.matching import Constraint, Need, Profile, Ranker, vocabulary
from bot.views import fit
from bot.views.message import Message
from tests.slack_limits import violations
from tests.unit.views.fits import FITS, PROFILES, fit_of
from tests.unit.views.scenes import ANA, FACETS, NEED, PEOPLE, readable
from tests.unit.views.strategies import needs, profiles

if TYPE_CHECKING:
    from slack_sdk.models.views import View

ALWAYS = "A referrer can also leave colleagues out, and never has to say why."


def _lines(view: View) -> list[str]:
    return readable(Message("", view.blocks or []))


def test_every_constraint_has_its_words() -> None:
    """None can be added without saying what a member leaves open there; of areas they never read."""
    assert set(fit._OPEN) == set(Constraint) - {Constraint.AREA}


@pytest.mark.parametrize("name", FITS)
def test_nobody_else_is_named_or_described(name: str) -> None:
    """The reader alone: of colleagues there is nothing but their number."""
    told = str(fit.modal(FITS[name]).to_dict())
    others = [each for each in PEOPLE.values() if each.id != FITS[name].member.id]
    statements = {each.statement for each in PROFILES if each.member_id in {o.id for o in others} and each.statement}
    for word in (*(each.name for each in others), *(each.user_id for each in others), *statements):
        assert word not in told


@pytest.mark.parametrize("name", [name for name in FITS if FITS[name].by_card])
def test_whoever_was_not_asked_reads_that_a_referrer_may_leave_colleagues_out(name: str) -> None:
    """However well they fit, so that nobody can tell from its absence or its presence."""
    assert any(line.endswith(ALWAYS) for line in _lines(fit.modal(FITS[name])))


@pytest.mark.parametrize("name", [name for name in FITS if FITS[name].is_asked])
def test_whoever_is_asked_was_not_left_out(name: str) -> None:
    """So that is not said to them."""
    assert ALWAYS not in str(fit.modal(FITS[name]).to_dict())


def test_a_turn_and_a_closer_fit_are_told_apart() -> None:
    """With how often the reader was asked lately."""
    told = "\n".join(_lines(fit.modal(fit_of("dev", asked_before=6))))
    assert (
        "One colleague states a closer fit. One colleague fits as well or nearly so, and had not been asked for "
        "longer: you were asked 6 times in the last thirty days."
    ) in told


def test_what_the_card_says_and_they_do_not_list_is_named() -> None:
    """In the words of the form in which they can change it."""
    told = _lines(fit.modal(FITS["how I fit, not listed"]))
    for line in ("• Infidelity", "• Couple", "• A licence for this in Texas", "• Aetna or Private pay"):
        assert line in told


@settings(deadline=None)
@given(needs(), profiles(), st.booleans(), st.integers(0, 40))
def test_any_fit_is_taken_by_slack(need: Need, niche: Profile, by_card: bool, count: int) -> None:
    """However much is asked for and stated, by the card or by all of it."""
    held = {(kind, code): 9 for kind in ("concern", "payment", "state") for code in _codes(need)}
    asked = need_on_card(facets_for_card(need, held)) if by_card else need_of_the_asked(need)
    mine = replace(niche, member_id="me", shown_lately=count)
    shown = Fit(ANA, asked, Ranker([mine, *PROFILES]).explain(asked, "me"), by_card, not by_card, count)
    view = fit.modal(shown)
    assert violations("views.open", {"view": view.to_dict()}) == []
    if by_card and need.note.strip() and len(need.note) > 20:
        assert need.note not in str(view.to_dict())


def _codes(need: Need) -> tuple[str, ...]:
    return (*need.concerns, *need.payments, *need.states)


def test_by_the_card_no_label_of_what_is_hidden_is_read() -> None:
    """A rare language, a second concern, a gender, the note: none of it, stated or not."""
    hidden = [
        vocabulary.label("concern", "anxiety"),
        vocabulary.label("language", "es"),
        vocabulary.label("modality", "eft"),
        "Evenings",
        "voices",
    ]
    asked = need_on_card(FACETS)
    assert (asked.languages, asked.modalities, asked.times, asked.note) == ((), (), (), "")
    for member in ("ana", "cleo", "dev", "ben", "sam"):
        told = str(fit.modal(Fit(ANA, asked, Ranker(PROFILES).explain(asked, member), by_card=True)).to_dict())
        assert not [word for word in hidden if word in told], NEED
