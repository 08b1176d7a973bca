"""What a match must not break, and what an offer may contradict."""

from __future__ import annotations

import pytest

from bot.matching import (
    Blocker,
    Conflict,
    Constraint,
    Licence,
    LicenceScope,
    Need,
    Opening,
    OpeningKind,
    Profile,
    Ranker,
    conflicts,
    nobody,
    why_nobody,
)

TEXAS = Licence("TX")
TEXAS_REMOTE = Licence("TX", LicenceScope.TELEHEALTH)


def serves(need: Need, profile: Profile) -> bool:
    return bool(Ranker([profile]).rank(need))


@pytest.mark.parametrize(
    ("need", "profile"),
    [
        (Need(), Profile("U1")),
        (Need(states=["TX"]), Profile("U1", licences=[TEXAS])),
        (Need(states=["TX", "NY"]), Profile("U1", licences=[Licence("NY")])),
        (Need(states=["TX"], format="telehealth"), Profile("U1", licences=[TEXAS_REMOTE])),
        (Need(states=["TX"]), Profile("U1", licences=[TEXAS_REMOTE], formats=["in_person", "telehealth"])),
        (Need(payments=["aetna", "cigna"]), Profile("U1", payments=["cigna"])),
        (Need(payments=["not_sure"]), Profile("U1", payments=["cigna"])),
        (Need(format="in_person"), Profile("U1", formats=["either"])),
        (Need(services=["prescriber"]), Profile("U1", services=["testing", "prescriber"])),
        (Need(modalities=["emdr"]), Profile("U1", modalities=["cbt"])),
        (Need(age_group="teen", languages=["es"], gender="man", times=["evenings"]), Profile("U1")),
    ],
)
def test_who_can_serve_is_matched(need: Need, profile: Profile) -> None:
    """Anything asked for is met, or left open by the member; a modality is a wish."""
    assert serves(need, profile)


@pytest.mark.parametrize(
    ("need", "profile"),
    [
        (Need(), Profile("U1", opening=Opening(OpeningKind.NONE))),
        (Need(states=["TX"]), Profile("U1")),
        (Need(states=["TX"]), Profile("U1", licences=[Licence("NY")])),
        (Need(states=["TX"], format="in_person"), Profile("U1", licences=[TEXAS_REMOTE])),
        (Need(states=["TX"]), Profile("U1", licences=[TEXAS_REMOTE], formats=["in_person"])),
        (Need(age_group="teen"), Profile("U1", age_groups=["adult"])),
        (Need(client_type="couple"), Profile("U1", client_types=["individual"])),
        (Need(payments=["aetna", "not_sure"]), Profile("U1", payments=["cigna"])),
        (Need(format="in_person"), Profile("U1", formats=["telehealth"])),
        (Need(languages=["es"]), Profile("U1", languages=["en"])),
        (Need(services=["prescriber", "testing"]), Profile("U1", services=["testing"])),
        (Need(gender="woman"), Profile("U1", gender="man")),
        (Need(times=["weekends"]), Profile("U1", times=["evenings"])),
    ],
)
def test_who_cannot_serve_is_never_matched(need: Need, profile: Profile) -> None:
    """A stated mismatch excludes; a licence excludes by silence too, and a compact serves by telehealth alone."""
    assert not serves(need, profile)


@pytest.mark.parametrize(
    ("need", "profile", "found"),
    [
        (Need(states=["TX"]), Profile("U1"), ()),
        (Need(states=["TX"]), Profile("U1", licences=[TEXAS]), ()),
        (Need(states=["TX"]), Profile("U1", licences=[Licence("NY")]), (Conflict.LICENCE,)),
        (
            Need(states=["TX"], format="in_person"),
            Profile("U1", licences=[TEXAS_REMOTE]),
            (Conflict.LICENCE,),
        ),
        (Need(client_type="family"), Profile("U1"), ()),
        (Need(client_type="family"), Profile("U1", client_types=["individual"]), (Conflict.CLIENT_TYPE,)),
        (
            Need(states=["TX"], client_type="family"),
            Profile("U1", licences=[Licence("NY")], client_types=["individual"]),
            (Conflict.LICENCE, Conflict.CLIENT_TYPE),
        ),
        (Need(payments=["aetna"]), Profile("U1", payments=["cigna"]), ()),
    ],
)
def test_an_offer_conflicts_only_with_what_was_stated(
    need: Need, profile: Profile, found: tuple[Conflict, ...]
) -> None:
    """Licence and who comes are held against an offer, and silence about them is not."""
    assert conflicts(need, profile) == found


def test_the_constraint_whose_lifting_frees_most_is_named() -> None:
    """The referrer learns what to relax."""
    need = Need(states=["TX"], payments=["oscar"], client_type="couple")
    profiles = [
        Profile("U1", licences=[TEXAS], payments=["aetna"]),
        Profile("U2", licences=[TEXAS], payments=["aetna"]),
        Profile("U3", licences=[Licence("NY")], payments=["oscar"]),
        Profile("U4", licences=[Licence("NY")], payments=["aetna"], client_types=["family"]),
    ]
    blocker = why_nobody(profiles, need)
    assert blocker == Blocker(Constraint.PAYMENT, freed=2)
    assert nobody(blocker, need) == "Nobody who fits otherwise takes Oscar."


def test_where_no_single_constraint_is_enough_the_commonest_is_named() -> None:
    """Relaxing one thing would free nobody, and the words say so."""
    need = Need(states=["TX", "NM"], languages=["es"])
    profiles = [Profile("U1", languages=["en"], opening=Opening(OpeningKind.NONE)), Profile("U2", languages=["en"])]
    blocker = why_nobody(profiles, need)
    assert blocker is not None
    assert blocker.freed == 0
    assert nobody(Blocker(Constraint.LICENCE, 0), need) == (
        "Nobody fits all of this; the hardest to find is somebody who is licensed in TX or NM."
    )


@pytest.mark.parametrize("profiles", [[], [Profile("U1")]])
def test_nothing_is_blamed_when_somebody_is_left_or_nobody_was_there(profiles: list[Profile]) -> None:
    """There is a blocker only where it left nobody."""
    assert why_nobody(profiles, Need()) is None


@pytest.mark.parametrize("constraint", Constraint)
def test_every_constraint_can_be_said(constraint: Constraint) -> None:
    """Whatever left nobody has a sentence of its own."""
    need = Need(
        age_group="teen", client_type="couple", payments=["aetna"], format="in_person", states=["TX"],
        languages=["es"],
        times=["evenings"], services=["testing"], gender="woman",
    )  # fmt: skip
    sentence = nobody(Blocker(constraint, 1), need)
    assert sentence.startswith("Nobody who fits otherwise ")
    assert len(sentence) > len("Nobody who fits otherwise .")
