"""What a niche leaves open is named in the order in which matches suffer from it, and no longer once it is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.matching import Licence, Opening, OpeningKind, Profile
from bot.matching.advice.gaps import Gap, gaps

WHOLE = Profile(
    "ana",
    "I help couples after an affair; they leave able to talk.",
    top_concerns=("infidelity", "relationship", "divorce"),
    licences=(Licence("TX"),),
    client_types=("couple",),
    age_groups=("adult",),
    payments=("aetna",),
    formats=("telehealth",),
    opening=Opening(OpeningKind.SOME),
)


def test_of_somebody_who_said_nothing_everything_is_missing() -> None:
    """The top three first: a match needs them most. Nothing is missing of who said it all."""
    assert gaps(Profile("new")) == list(Gap)
    assert gaps(Profile("new"))[0] is Gap.TOP_CONCERNS
    assert gaps(WHOLE) == []


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ({"top_concerns": ("infidelity", "relationship")}, Gap.TOP_CONCERNS),
        ({"licences": ()}, Gap.LICENCES),
        ({"statement": ""}, Gap.STATEMENT),
        ({"client_types": ()}, Gap.CLIENT_TYPES),
        ({"age_groups": ()}, Gap.AGE_GROUPS),
        ({"payments": ()}, Gap.PAYMENTS),
        ({"formats": ()}, Gap.FORMATS),
        ({"opening": Opening()}, Gap.OPENING),
    ],
)
def test_each_thing_left_out_is_missing_alone(left_out: dict[str, Any], missing: Gap) -> None:
    """Two of three top concerns are not three."""
    assert gaps(replace(WHOLE, **left_out)) == [missing]


def test_having_no_room_is_an_answer_too() -> None:
    """Only who has not said is asked."""
    assert gaps(replace(WHOLE, opening=Opening(OpeningKind.NONE))) == []
