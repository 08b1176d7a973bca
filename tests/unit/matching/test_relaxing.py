"""Where few fit: what is named as the reason, what is offered to be given up, and what never is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from bot.matching import Blocker, Constraint, Licence, Need, Opening, OpeningKind, Profile, Ranker
from bot.matching.relaxing import ENOUGH, Shortage, Waiver, fitting, shortage, when_they_have_room, without
from tests.unit.views.strategies import needs

if TYPE_CHECKING:
    from collections.abc import Sequence

NEED = Need(concerns=("trauma",), payments=("medicaid",), states=("TX",), times=("evenings",))
FITS = Profile(
    "",
    top_concerns=("trauma",),
    payments=("medicaid",),
    licences=(Licence("TX"),),
    times=("evenings",),
    opening=Opening(OpeningKind.SOME),
)
AETNA = replace(FITS, payments=("aetna",))
FULL = replace(FITS, opening=Opening(OpeningKind.NONE))


def collective(*profiles: Profile) -> Sequence[Profile]:
    return [replace(profile, member_id=f"m{place}") for place, profile in enumerate(profiles)]


def looked_at(profiles: Sequence[Profile], need: Need = NEED, *excluding: str) -> Shortage | None:
    return shortage(Ranker(profiles), profiles, need, excluding)


def count(profiles: Sequence[Profile], need: Need) -> int:
    return len(fitting(Ranker(profiles), need))


def test_where_enough_fit_there_is_nothing_to_say() -> None:
    """Three names are what a client is offered."""
    assert looked_at(collective(*[FITS] * ENOUGH)) is None
    assert looked_at(collective(*[FITS] * ENOUGH), NEED, "m0") == Shortage(2)


def test_giving_up_what_left_nobody_frees_exactly_as_many_as_was_said() -> None:
    """Whoever does not treat the concern is not counted, whatever they take."""
    profiles = collective(*[AETNA] * 4, replace(AETNA, top_concerns=("sleep",)), replace(FITS, licences=()))
    found = looked_at(profiles)
    assert found == Shortage(0, Blocker(Constraint.PAYMENT, 4), Waiver(Constraint.PAYMENT, 4))
    assert count(profiles, without(NEED, Constraint.PAYMENT)) == 4


def test_few_are_said_to_be_few_with_what_would_bring_more() -> None:
    """Two fit; without "evenings" five would."""
    profiles = collective(FITS, FITS, *[replace(FITS, times=("weekends",))] * 3)
    assert looked_at(profiles) == Shortage(2, waiver=Waiver(Constraint.TIME, 5))
    assert count(profiles, without(NEED, Constraint.TIME)) == 5


def test_where_one_wish_is_not_enough_it_goes_step_by_step() -> None:
    """The wish that most fail comes first; when it is given up, the next look names the other, and so to the end."""
    profiles = collective(*[replace(AETNA, times=("weekends",))] * 3)
    need, steps = NEED, []
    while (found := looked_at(profiles, need)) and found.waiver and not found.fitting:
        steps.append(found.waiver)
        need = without(need, found.waiver.constraint)
    assert [step.fitting for step in steps] == [0, 3]
    assert {step.constraint for step in steps} == {Constraint.PAYMENT, Constraint.TIME}
    assert count(profiles, need) == 3


@pytest.mark.parametrize(
    ("stated", "constraint"),
    [
        ({"licences": (Licence("NY"),)}, Constraint.LICENCE),
        ({"age_groups": ("adult",)}, Constraint.AGE_GROUP),
        ({"client_types": ("individual",)}, Constraint.CLIENT_TYPE),
    ],
)
def test_a_licence_and_who_comes_are_named_and_never_given_up(stated: dict[str, Any], constraint: Constraint) -> None:
    """They are no wishes: the referrer reads what stands in the way, and is offered no press that drops it."""
    need = replace(NEED, age_group="teen", client_type="family")
    profile = replace(FITS, **{"age_groups": ("teen",), "client_types": ("family",), **stated})
    assert looked_at(collective(profile, profile), need) == Shortage(0, Blocker(constraint, 2))
    with pytest.raises(KeyError):
        without(need, constraint)


def test_who_is_full_is_counted_and_never_asked() -> None:
    """How many have no room is said beside what can be given up; where nothing can, it is what left nobody."""
    found = looked_at(collective(FULL, FULL, AETNA))
    assert found == Shortage(0, Blocker(Constraint.PAYMENT, 1), Waiver(Constraint.PAYMENT, 1), full=2)
    assert looked_at(collective(FULL, FULL)) == Shortage(0, Blocker(Constraint.OPENINGS, 2), full=2)
    assert when_they_have_room([FULL, AETNA]) == [FITS]


def test_a_concern_that_nobody_treats_is_no_wish_and_blames_nothing() -> None:
    """There is nothing to give up: the words say that nobody here works with it."""
    assert looked_at(collective(FITS, FITS), replace(NEED, concerns=("psychosis",))) == Shortage(0)
    assert looked_at(
        collective(AETNA, replace(AETNA, licences=())), replace(NEED, concerns=("psychosis",))
    ) == Shortage(0)
    assert looked_at([]) == Shortage(0)


def test_where_nothing_alone_would_help_the_hardest_is_named_and_nobody_is_promised() -> None:
    """A licence and a payment are missing: to give up the payment would free nobody, so it is not offered."""
    found = looked_at(collective(replace(AETNA, licences=()), replace(AETNA, licences=(Licence("NY"),))))
    assert found is not None
    assert (found.blocker, found.waiver) == (Blocker(Constraint.PAYMENT, 0), None)


@settings(deadline=None)
@given(needs())
def test_giving_up_a_wish_changes_nothing_else(need: Need) -> None:
    """Concerns, states, who comes and the note stay, and a wish that is given up is gone."""
    for constraint in (Constraint.PAYMENT, Constraint.FORMAT, Constraint.LANGUAGE, Constraint.SERVICE,
                       Constraint.GENDER, Constraint.TIME):  # fmt: skip
        less = without(need, constraint)
        kept = ("concerns", "states", "age_group", "client_type", "note", "identities", "modalities")
        assert all(getattr(less, name) == getattr(need, name) for name in kept)
        assert without(less, constraint) == less
