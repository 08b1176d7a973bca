"""Invented requests: one that fits, two that nearly do, made of what members state of themselves and of kin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import Need, Profile, vocabulary
from bot.matching.advice.invented import REQUESTS, invent
from bot.matching.weighing.kin import kin

ANA = Profile(
    "ana",
    top_concerns=("infidelity", "relationship", "divorce"),
    concerns=("intimacy",),
    client_types=("couple",),
    age_groups=("adult",),
)
BEN = Profile("ben", top_concerns=("premarital",), client_types=("couple",), age_groups=("adult", "teen"))
CLEO = Profile("cleo", top_concerns=("child_concerns",), client_types=("family",), age_groups=("child",))
CODES = [term.code for term in vocabulary.terms("concern")]


def test_one_fits_what_the_member_does_best_and_two_are_near() -> None:
    """A colleague's kin concern first, with who comes to that colleague; then another that is no business of hers."""
    told = invent(ANA, [BEN, CLEO])
    assert told is not None
    best = told.requests[told.right]
    assert best == Need(concerns=("infidelity",), age_group="adult", client_type="couple")
    misses = [request for request in told.requests if request != best]
    assert misses == [
        Need(concerns=("premarital",), age_group="adult", client_type="couple"),
        Need(concerns=("child_concerns",), age_group="child", client_type="family"),
    ]


def test_kin_will_do_where_colleagues_have_said_nothing() -> None:
    """The nearest that she does not treat; no colleague is needed for it."""
    told = invent(Profile("ana", top_concerns=("grief",), client_types=("individual",)), [])
    assert told is not None
    misses = [request.concerns[0] for place, request in enumerate(told.requests) if place != told.right]
    assert misses == list(kin()["grief"])[:2]


def test_who_ticked_everything_is_told_from_what_they_do_best() -> None:
    """Nothing is left that they do not treat, so a near miss is what is not among their top concerns."""
    everything = Profile("ana", top_concerns=("ocd", "anxiety"), concerns=tuple(CODES))
    told = invent(everything, [])
    assert told is not None
    concerns = {request.concerns[0] for request in told.requests}
    assert "ocd" in concerns
    assert "anxiety" not in concerns


@pytest.mark.parametrize(
    ("niche", "others"),
    [
        (Profile("ana", concerns=("grief",)), [BEN, CLEO]),
        (Profile("ana", top_concerns=("own:River work",)), [BEN]),
    ],
)
def test_too_little_to_go_by_makes_no_requests(niche: Profile, others: list[Profile]) -> None:
    """No top concern, or nothing near a collective's own one."""
    assert invent(niche, others) is None


def test_two_colleagues_of_one_concern_are_told_apart_by_their_order() -> None:
    """The first counts, whatever its id."""
    teens = Profile("aaa", top_concerns=("premarital",), age_groups=("teen",))
    for others in ([BEN, teens], [teens, BEN]):
        told = invent(ANA, others)
        assert told is not None
        assert others[0].age_groups[0] in {
            request.age_group for request in told.requests if "premarital" in request.concerns
        }


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True), st.lists(st.sampled_from(CODES)))
def test_the_right_one_is_always_there_once(top: list[str], theirs: list[str]) -> None:
    """Three different concerns, one of them her best, none other of her top; and the same in every run."""
    niche = Profile("ana", top_concerns=tuple(top))
    others = [Profile(str(place), top_concerns=(code,)) for place, code in enumerate(theirs)]
    told = invent(niche, others)
    assert told is not None
    concerns = [request.concerns[0] for request in told.requests]
    assert len(set(concerns)) == REQUESTS
    assert set(concerns) & set(top) == {top[0]}
    assert concerns[told.right] == top[0]
    assert invent(niche, others) == told


def test_the_right_one_has_no_place_of_its_own() -> None:
    """Over all concerns it stands in every place about as often, so nobody learns where to look."""
    places = [told.right for code in CODES if (told := invent(Profile("ana", top_concerns=(code,)), []))]
    assert min(places.count(place) for place in range(REQUESTS)) > len(places) / 6
