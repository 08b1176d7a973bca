"""The reasons of a match are short, true, and in a therapist's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching import Licence, LicenceScope, Need, Opening, OpeningKind, Profile, Ranker

REMOTE = Licence("TX", LicenceScope.TELEHEALTH)
ROOM = Opening(OpeningKind.SOME)


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
        "Languages not stated: ask",
    ]


@pytest.mark.parametrize(
    ("asked", "theirs", "line"),
    [
        (["trauma"], ["trauma", "grief"], "Top concern: trauma and PTSD"),
        (["trauma"], ["grief", "ocd", "trauma"], "Among their top 3: trauma and PTSD"),
        (["ocd"], ["grief", "trauma", "anxiety", "ocd"], "Treats OCD"),
        (["ocd", "anger", "adhd"], ["ocd", "adhd", "anger"], "Top concern: OCD; also treats anger and ADHD"),
        (["grief", "ocd"], ["anger", "grief", "ocd"], "Among their top 3: grief and loss; also treats OCD"),
        (["ocd", "anger", "adhd"], ["anger"], "Top concern: anger; not OCD"),
        (["grief", "adhd"], ["ocd", "phobias", "sleep", "grief", "adhd"], "Treats grief and loss, ADHD"),
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
            Need(payments=["aetna", "private_pay"]),
            Profile("U1", payments=["private_pay", "aetna"]),
            "Takes Aetna and private pay",
        ),
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
            "Licensed in TX for telehealth, works by telehealth, offers EMDR",
        ),
    ],
)  # fmt: skip
def test_what_was_asked_for_and_is_met_stands_in_one_line(need: Need, profile: Profile, line: str) -> None:
    """Nothing is claimed that was not asked for, and a compact is not called a full licence."""
    assert reasons(need, profile) == [line]


def test_everything_unstated_is_said_in_one_line() -> None:
    """The referrer knows what to ask before they pass a name on."""
    need = Need(concerns=["grief"], age_group="adult", payments=["aetna"], format="in_person")
    assert reasons(need, Profile("U1")) == ["Concerns, ages they see, payment and format not stated: ask"]


def test_where_five_lines_would_stand_the_quotation_gives_way() -> None:
    """What to ask is never dropped for being last."""
    need = Need(concerns=["grief"], age_group="adult", payments=["aetna"], note="cannot sleep")
    profile = Profile("U1", top_concerns=["grief"], concerns=["sleep"], age_groups=["adult"], opening=ROOM)
    assert reasons(need, profile)[1] == "You wrote “cannot sleep”; they treat sleep and insomnia"
    often = replace(profile, member_id="U2", payments=["aetna"], shown_lately=9)
    told = {match.member_id: list(match.reasons) for match in Ranker([profile, often]).rank(need)}
    assert told["U1"] == [
        "Top concern: grief and loss",
        "Sees adults",
        "Not shown this month",
        "Payment not stated: ask",
    ]


@pytest.mark.parametrize(
    ("age", "who", "line"),
    [
        ("adult", "individual", "Sees adults individually"),
        ("teen", "individual", "Sees teens individually"),
        ("adult", "couple", "Sees couples"),
        ("child", "family", "Sees families, sees children"),
        ("adult", "", "Sees adults"),
        ("", "group", "Leads groups"),
    ],
)
def test_who_comes_is_said_in_one_breath(age: str, who: str, line: str) -> None:
    """Nobody says "sees adults, sees individuals"."""
    need = Need(age_group=age, client_type=who)
    profile = Profile(
        "U1", age_groups=["child", "teen", "adult"], client_types=["individual", "couple", "family", "group"]
    )
    assert reasons(need, profile)[0] == line


def test_a_word_that_only_hints_is_not_quoted() -> None:
    """A therapist would not believe that "deadline" says burnout."""
    need = Need(note="One specific fear, deadline in the fall.")
    assert not any("deadline" in line for line in reasons(need, Profile("U1", concerns=["burnout", "phobias"])))


def test_whose_turn_it_is_is_said_where_it_put_them_forward() -> None:
    """And nowhere else: in a quiet month nobody was shown, and it would be said of everybody."""
    need = Need(concerns=["grief"], payments=["aetna"])
    often = Profile("often", top_concerns=["grief"], payments=["aetna"], shown_lately=9)
    seldom = Profile("seldom", top_concerns=["grief"], opening=ROOM)
    told = {match.member_id: match.reasons for match in Ranker([often, seldom]).rank(need)}
    assert not any("shown" in line for line in told["seldom"])
    better = replace(often, modalities=["emdr"], opening=ROOM)
    told = {match.member_id: match.reasons for match in Ranker([better, seldom]).rank(need)}
    assert list(told) == ["seldom", "often"]
    assert "Not shown this month" in told["seldom"]
    assert not any("shown" in line for line in told["often"])


def test_an_approach_is_called_as_everybody_calls_it() -> None:
    """CBT, and not its name in full with the letters behind it."""
    need = Need(modalities=["cbt", "act"])
    assert reasons(need, Profile("U1", modalities=["act", "cbt"]))[0] == "Offers CBT and ACT"


def test_a_statement_that_dwells_on_what_is_only_ticked_says_so() -> None:
    """A tick among many is worth more where the niche speaks of it."""
    profile = Profile("U1", statement="I sit with people in mourning.", concerns=["ocd", "grief"])
    assert reasons(Need(concerns=["grief"]), profile)[0] == "Treats grief and loss, and their niche speaks of it"


def test_who_treats_nothing_of_what_was_picked_does_not_fit() -> None:
    """Whatever else the note may hint at, they are not asked."""
    need = Need(concerns=["substance_use"], note="a grieving widow")
    (match,) = Ranker([Profile("U1", concerns=["grief"])]).rank(need)
    assert not match.fits


@pytest.mark.parametrize(
    ("need", "profile", "line"),
    [
        (Need(modalities=["emdr"]), Profile("U1", modalities=["cbt"], opening=ROOM), "EMDR not listed: ask"),
        (
            Need(identities=["veterans"], payments=["aetna"]),
            Profile("U1", opening=ROOM),
            "Payment not stated, Veterans and military families not listed: ask",
        ),
    ],
)
def test_a_wish_that_is_not_listed_is_said(need: Need, profile: Profile, line: str) -> None:
    """It keeps nobody out, and the referrer does not think that it was met."""
    assert reasons(need, profile)[-1] == line


def test_one_of_several_approaches_is_enough() -> None:
    """Whoever asks for CBT or ACT is not told what is missing of it."""
    profile = Profile("U1", modalities=["cbt"], opening=ROOM)
    assert reasons(Need(modalities=["cbt", "act"]), profile) == ["Offers CBT"]


def test_where_an_office_is_wanted_is_told_to_nobody_who_is_asked() -> None:
    """The reasons are read by the invited too, and a part of town narrows who the client is."""
    need = Need(format="in_person", areas=["own:Northside"])
    profile = Profile("U1", formats=["in_person"], areas=["own:Northside"], opening=ROOM)
    assert reasons(need, profile) == ["Meets in person"]


def test_a_turn_is_not_said_to_be_why_somebody_else_treats_nothing_of_it() -> None:
    """Whoever treats what was picked comes first anyway, however often the others were shown."""
    need = Need(concerns=["grief"], payments=["aetna"], times=["evenings"], modalities=["emdr"])
    much = ["trauma", "sleep", "adhd", "legal", "money"]
    stranger = Profile(
        "stranger", concerns=["ocd"], payments=["aetna"], times=["evenings"], modalities=["emdr"], shown_lately=9
    )
    treats, _ = Ranker([Profile("treats", concerns=[*much, "grief"]), stranger]).rank(need)
    assert (treats.member_id, treats.fits) == ("treats", True)
    assert "shown this month" not in str(treats.reasons)
