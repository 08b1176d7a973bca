"""How a member stands to a need: nothing that is asked is passed over, and a turn is told apart from a closer fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import (
    Answer,
    Constraint,
    Licence,
    Need,
    Opening,
    OpeningKind,
    Profile,
    Ranker,
    asked,
    statement_words,
    words_in_common,
)
from tests.unit.matching.test_ranking import collectives, needs

NEED = Need(concerns=("anxiety",), age_group="adult", payments=("aetna", "cigna"), states=("TX",), format="telehealth")
LATELY = datetime(2026, 3, 1, tzinfo=UTC)


def _profile(member_id: str, **said: object) -> Profile:
    usual = {"top_concerns": ("anxiety",), "age_groups": ("adult",), "licences": (Licence("TX"),)}
    return Profile(member_id, **(usual | said))  # type: ignore[arg-type]


def _answers(need: Need, profile: Profile) -> dict[Constraint, tuple[Answer, tuple[str, ...]]]:
    told = Ranker([profile]).explain(need, profile.member_id)
    return {each.constraint: (each.answer, tuple(each.codes)) for each in asked(need, told.tally)}


def test_each_thing_asked_for_is_stated_denied_or_left_open() -> None:
    """With the codes that the member states, or else with all that would have done."""
    member = _profile("ana", payments=("cigna",), licences=(), age_groups=())
    assert _answers(NEED, member) == {
        Constraint.AGE_GROUP: (Answer.UNSTATED, ("adult",)),
        Constraint.PAYMENT: (Answer.YES, ("cigna",)),
        Constraint.LICENCE: (Answer.NO, ("TX",)),
        Constraint.FORMAT: (Answer.UNSTATED, ("telehealth",)),
    }


@settings(deadline=None)
@given(collectives, needs)
def test_nothing_that_is_asked_is_passed_over(collective: list[Profile], need: Need) -> None:
    """Every constraint that a need sets is told of, openings aside, with the ranker's own answer."""
    ranker = Ranker(collective)
    for profile in collective:
        told = ranker.explain(need, profile.member_id)
        said = {each.constraint: each.answer for each in asked(need, told.tally)}
        openings = {Constraint.OPENINGS}
        expected = {c: a for c, a in told.tally.said.items() if a is not Answer.NOT_ASKED and c not in openings}
        assert said == expected
        assert all(each.codes for each in asked(need, told.tally))


@settings(deadline=None)
@given(collectives, needs)
def test_who_comes_before_states_a_closer_fit_or_has_their_turn(collective: list[Profile], need: Need) -> None:
    """Where nobody was shown lately there are no turns: whoever comes before fits better, or as well by lot."""
    rested = [replace(profile, shown_lately=0, last_shown=None) for profile in collective]
    ranker, unshown = Ranker(collective), Ranker(rested)
    for profile in collective:
        told, without_turns = ranker.explain(need, profile.member_id), unshown.explain(need, profile.member_id)
        assert 0 <= told.closer <= (told.place or 0)
        if without_turns.place is not None:
            mine = (without_turns.fits, without_turns.tally.score)
            better = [each for each in unshown.rank(need, limit=9) if (each.fits, each.score) > mine]
            assert without_turns.closer == len(better)


def test_a_colleague_who_fits_as_well_and_was_shown_less_is_a_turn_and_no_closer_fit() -> None:
    """The member hears which of the two it was."""
    often = _profile("often", shown_lately=4, last_shown=LATELY)
    better = _profile("better", payments=("aetna",), formats=("telehealth",), opening=Opening(OpeningKind.SOME))
    told = Ranker([often, _profile("rested"), better]).explain(NEED, "often")
    assert (told.place, told.closer) == (2, 1)


@settings(deadline=None)
@given(collectives, needs)
def test_whoever_is_told_that_they_fit_is_matched_so(collective: list[Profile], need: Need) -> None:
    """And whoever is told that nobody would ask them is asked by nobody."""
    ranker = Ranker(collective)
    matched = {match.member_id: match.fits for match in ranker.rank(need, limit=9)}
    for profile in collective:
        told = ranker.explain(need, profile.member_id)
        if told.place is not None:
            assert told.fits is matched[profile.member_id]


def test_the_words_that_counted_are_told_as_they_were_written() -> None:
    """Of the statement those that speak of the concern; of the note those that stand in both."""
    member = Profile("ana", "I treat Panic Attacks on the farm.")
    need = Need(note="Panic attacks; knows Farms, and farm life")
    told = Ranker([member]).explain(need, "ana")
    [shared] = [each for each in told.tally.concerns if each.wish.code == "anxiety"]
    assert statement_words(member, shared) == "Panic Attacks"
    assert words_in_common(need, member) == ["Panic", "attacks", "Farms"]
    assert words_in_common(Need(note="and the"), member) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_in_common_are_words_of_the_note(note: str, statement: str) -> None:
    """Whatever is typed; none of them is made up, and none comes twice."""
    shared = words_in_common(Need(note=note), Profile("ana", statement))
    assert all(word in note for word in shared)
    assert len(set(shared)) == len(shared)
