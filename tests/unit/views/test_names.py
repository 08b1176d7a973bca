"""What the names for a client promise: three to call, what is so of each, and words that tell of no client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.naming import Name, Part
from bot.matching import Need, Opening, OpeningKind, vocabulary
from bot.views import names
from tests.slack_limits import violations
from tests.unit.views.filled_in import submitted
from tests.unit.views.scenes import ANA, BEN, CLEO, NEED, START
from tests.unit.views.strategies import needs, profiles

OFFERED = Name(ANA, ("Top concern: infidelity", "You wrote “calm”; they treat anxiety"), Part.OFFERED)
OTHERS = (Name(BEN), Name(CLEO))


def told(opening: Opening) -> str:
    return names.words([Name(replace(ANA, niche=replace(ANA.niche, opening=opening)))], NEED)


def test_the_words_name_each_with_why_how_to_reach_them_and_their_room() -> None:
    """As they state it themselves, with when they last said so; who offered is said to have offered."""
    assert names.words([OFFERED, *OTHERS], NEED).splitlines() == [
        "I'd like the two of you to be in good hands. I'm not the best person for this, and here is who I'd call:",
        "",
        "1. Ana Flores",
        "Flores Family Therapy, 512-555-0142",
        "Has offered to take this on.",
        "Works with: Infidelity. Takes: Aetna, Private pay. Meets: Telehealth. Licensed in Texas (self-declared).",
        "Has room (weekday mornings), as of February 21.",
        "",
        "2. Ben Okafor",
        "Okafor Psychology, 512-555-0118",
        "Please ask about payment.",
        "Hasn't said lately whether there is room.",
        "",
        "3. Cleo Marchetti",
        "How to reach them: please ask me.",
        "Please ask about payment.",
        "Hasn't said lately whether there is room.",
        "",
        "You choose, and you make the call: nobody has your name or number. If it doesn't work out, please tell me.",
    ]


def test_what_is_not_settled_is_to_be_asked() -> None:
    """How they pay was left open, or the colleague states none of the ways."""
    assert "Please ask about payment." in names.words([OFFERED], replace(NEED, payments=("not_sure",)))
    assert "Please ask about payment." not in names.words([OFFERED], NEED)


def test_a_licence_that_an_admin_looked_up_is_said_to_be_checked() -> None:
    """Otherwise there is the member's word alone."""
    checked = replace(ANA, licence_checked_at=START - timedelta(days=100))
    assert "Licensed in Texas (licence checked on November 22, 2025)." in names.words([Name(checked)], NEED)
    assert "licence checked on November 22, 2025" in str(names.modal([Name(checked)], NEED).to_dict())


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (Opening(OpeningKind.NONE, date(2026, 12, 3), confirmed_at=START), "No room before December 3, as of March 2."),
        (Opening(OpeningKind.NONE), "No room."),
        (Opening(OpeningKind.SOME, limits="mornings", only_payments=("aetna",)), "Has room (Aetna only; mornings)."),
        (Opening(confirmed_at=START), "Hasn't said lately whether there is room."),
    ],
)
def test_room_is_said_as_it_was_told(opening: Opening, words: str) -> None:
    """What ran out is not known any more."""
    assert words in told(opening)


@pytest.mark.parametrize(
    ("need", "begins"),
    [
        (Need(concerns=("anxiety",), age_group="adult"), "I'm not the best person for this"),
        (Need(concerns=("anxiety",), age_group="child"), "I'd like your child to be in good hands."),
        (Need(concerns=("anxiety",), age_group="child", client_type="family"), "I'd like your family to be in"),
        (Need(concerns=("anxiety", "trauma"), client_type="couple"), "Thank you for trusting me with this."),
    ],
)
def test_the_first_words_suit_the_situation(need: Need, begins: str) -> None:
    """A couple, a family, a parent, and what is hard to speak of; each says who I would call."""
    words = names.words([OFFERED], need)
    assert words.startswith(begins)
    assert "I'm not the best person for" in words
    assert "here is who I'd call:" in words


def test_what_is_hard_to_speak_of_is_known_by_headings_that_are_there() -> None:
    """A heading of the vocabulary that gets another name would take the warmer words away unseen."""
    assert {name for name, _ in vocabulary.groups("concern")} >= names.HEAVY


@settings(deadline=None)
@given(needs(), st.lists(profiles(), min_size=1, max_size=3))
def test_nothing_of_the_note_stands_in_the_words(need: Need, niches: list[object]) -> None:
    """They are the same whatever the note says, and whatever the reasons quote of it; and Slack takes the form."""
    told = [Name(replace(ANA, niche=niche), ("You wrote “zebra finch”",)) for niche in niches]  # type: ignore[arg-type]
    words = names.words(told, need)
    assert words == names.words(told, replace(need, note="zebra finch"))
    assert "zebra finch" not in words
    assert violations("views.open", {"view": names.modal(told, need).to_dict()}) == []


def test_the_words_stand_in_a_field_that_nobody_reads() -> None:
    """A field can be copied on a phone; whoever has names can be done or go back, and without names there is none."""
    view = submitted(names.modal([OFFERED], NEED, on_top=True))
    assert view["state"]["values"][names.WORDS]["answer"]["value"] == names.words([OFFERED], NEED)
    assert view["close"]["text"] == "Back"
    assert "submit" not in names.modal([], NEED).to_dict()
