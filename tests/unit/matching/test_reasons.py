"""The reasons of a match are short, true, and in a therapist's words."""

from __future__ import annotations

import pytest

from bot.matching import Licence, LicenceScope, Need, Opening, OpeningKind, Profile, Ranker

REMOTE = Licence("TX", LicenceScope.TELEHEALTH)
ROOM = Opening(OpeningKind.SOME)
NO_ROOM_STATED = "Openings not stated: ask"


def reasons(need: Need, profile: Profile) -> list[str]:
    return list(Ranker([profile]).rank(need)[0].reasons)


def test_a_good_match_reads_as_a_colleague_would_say_it() -> None:
    """Concern, what was asked for and is met, room, and what is left to ask."""
    need = Need(concerns=["trauma"], client_type="couple", payments=["aetna"], states=["TX"], languages=["es"])
    profile = Profile(
        "U1",
        top_concerns=["trauma"],
        client_types=["couple", "individual"],
        payments=["cigna", "aetna"],
        licences=[Licence("TX")],
        opening=Opening(OpeningKind.SOME, limits="weekday mornings"),
    )
    assert reasons(need, profile) == [
        "Top concern: trauma and PTSD",
        "Sees couples, takes Aetna, licensed in TX",
        "Has openings (weekday mornings)",
        "Languages not stated: ask",
    ]


@pytest.mark.parametrize(
    ("asked", "theirs", "line"),
    [
        (["trauma"], ["trauma", "grief"], "Top concern: trauma and PTSD"),
        (["trauma"], ["grief", "ocd", "trauma"], "Among their top 3: trauma and PTSD"),
        (["ocd"], ["grief", "trauma", "anxiety", "ocd"], "Treats OCD"),
        (["ocd", "anger", "adhd"], ["ocd", "adhd", "anger"], "Top concern: OCD; also treats anger and ADHD"),
        (["infidelity"], ["grief"], "Infidelity not among their concerns: ask"),
    ],
)  # fmt: skip
def test_the_place_of_a_concern_is_told(asked: list[str], theirs: list[str], line: str) -> None:
    """The referrer sees how near to the member's heart the main concern is, or that it is not theirs."""
    profile = Profile("U1", top_concerns=theirs[:3], concerns=theirs[3:])
    assert reasons(Need(concerns=asked), profile)[0] == line


def test_who_ranked_nothing_is_not_said_to_have_a_top_concern() -> None:
    """A tick is a tick, wherever it stands among the others."""
    assert reasons(Need(concerns=["ocd"]), Profile("U1", concerns=["ocd", "anger"]))[0] == "Treats OCD"


def test_a_concern_that_only_the_statement_names_is_told_as_such() -> None:
    """A statement is not a tick, and the words don't pretend it is."""
    profile = Profile("U1", statement="I sit with people in mourning.", concerns=["ocd"])
    assert reasons(Need(concerns=["grief"]), profile)[0] == "Their niche speaks of grief and loss"


@pytest.mark.parametrize(
    ("profile", "line"),
    [
        (Profile("U1", concerns=["anxiety"]), "You wrote “panic attacks”; they treat anxiety"),
        (Profile("U1", statement="I calm worry."), "You wrote “panic attacks”; their niche speaks of anxiety"),
    ],
)
def test_the_words_of_the_note_are_quoted(profile: Profile, line: str) -> None:
    """The referrer sees which of their words led here."""
    assert reasons(Need(note="Has panic attacks, panic at night"), profile)[0] == line


@pytest.mark.parametrize(
    ("need", "profile", "line"),
    [
        (Need(payments=["private_pay"]), Profile("U1", payments=["private_pay"]), "Takes private pay"),
        (
            Need(payments=["aetna", "bcbs", "sliding_scale"]),
            Profile("U1", payments=["bcbs", "sliding_scale", "aetna"]),
            "Takes Aetna and Blue Cross Blue Shield and has a sliding scale",
        ),
        (
            Need(services=["prescriber"], gender="woman", times=["evenings"]),
            Profile("U1", services=["prescriber"], gender="woman", times=["evenings"]),
            "Prescribes, is a woman, works evenings",
        ),
        (
            Need(format="telehealth", states=["TX", "NY"], modalities=["emdr"]),
            Profile("U1", formats=["telehealth"], licences=[REMOTE], modalities=["emdr"]),
            "Works by telehealth, offers EMDR, licensed in TX for telehealth",
        ),
    ],
)  # fmt: skip
def test_what_was_asked_for_and_is_met_stands_in_one_line(need: Need, profile: Profile, line: str) -> None:
    """Nothing is claimed that was not asked for, and a compact is not called a full licence."""
    assert reasons(need, profile) == [line, NO_ROOM_STATED]


def test_everything_unstated_is_said_in_one_line() -> None:
    """The referrer knows what to ask before they pass a name on."""
    need = Need(concerns=["grief"], age_group="adult", payments=["aetna"], format="in_person")
    assert reasons(need, Profile("U1")) == ["Concerns, ages they see, payment, format and openings not stated: ask"]


def test_where_five_lines_would_stand_the_quotation_gives_way() -> None:
    """What to ask is never dropped for being last."""
    need = Need(concerns=["grief"], age_group="adult", payments=["aetna"], note="cannot sleep")
    profile = Profile("U1", top_concerns=["grief"], concerns=["sleep"], age_groups=["adult"], opening=ROOM)
    assert reasons(need, profile) == [
        "Top concern: grief and loss",
        "Sees adults",
        "Has openings",
        "Payment not stated: ask",
    ]
