"""Invented niches and needs, from the terms of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import Licence, Need, Opening, OpeningKind, Profile, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.simulation.chance import Chance

#: What most referrals are about, so that several members fit most of them.
_CONCERNS = (
    "anxiety",
    "depression",
    "trauma",
    "relationship",
    "grief",
    "perinatal",
    "child_concerns",
    "life_transitions",
)
_AGES = ("adult", "teen", "child", "older_adult")
_PAYMENTS = ("private_pay", "aetna", "bcbs", "united", "cigna", "sliding_scale")
_MODALITIES = ("cbt", "emdr", "act", "ifs", "eft", "dbt", "psychodynamic")
_LANGUAGES = ("es", "de", "fr", "it")
_TIMES = ("evenings", "weekends")
_NOTES = (
    "",
    "",
    "Someone patient who explains each step.",
    "A colleague who is warm and direct.",
    "Somebody who gives work to do between sessions.",
)
_OPENINGS = (
    "I help people with {concern} find their footing, one small step at a time.",
    "People come to me when {concern} has taken over their week, and leave with a plan of their own.",
    "I do my best work with people who have lived with {concern} for long and are tired of hiding it.",
)


def invent(chance: Chance, name: str, states: Sequence[str]) -> Profile:
    """The niche of a member, by their name."""
    best = chance.several(_CONCERNS, 3, "niche", name)
    spoken = vocabulary.label("concern", best[0]).lower()
    couples = "relationship" in best
    return Profile(
        member_id="",
        statement=chance.pick(_OPENINGS, "statement", name).format(concern=spoken),
        top_concerns=best,
        concerns=chance.several(_CONCERNS, 4, "more", name)[3:],
        age_groups=tuple({"adult": None} | dict.fromkeys(chance.several(_AGES, 2, "ages", name))),
        client_types=("individual", "couple") if couples else ("individual",),
        payments=("private_pay", *chance.several(_PAYMENTS[1:], 2, "payments", name)),
        formats=("telehealth", "in_person") if chance.happens(0.6, "formats", name) else ("telehealth",),
        licences=tuple(Licence(state) for state in states),
        languages=("en", *chance.several(_LANGUAGES, int(chance.happens(0.2, "speaks", name)), "languages", name)),
        modalities=chance.several(_MODALITIES, 2, "modalities", name),
        times=chance.several(_TIMES, int(chance.happens(0.3, "late", name)), "times", name),
        gender=chance.pick(("woman", "man"), "gender", name),
        opening=Opening(OpeningKind.SOME if chance.happens(0.7, "room", name) else OpeningKind.UNKNOWN),
    )


def ask_for(chance: Chance, referral: str, states: Sequence[str]) -> Need:
    """What a referral asks for, by its natural key and the states in which its referrer practises."""
    concerns = chance.several(_CONCERNS, 1 + int(chance.happens(0.4, "two", referral)), "need", referral)
    child = "child_concerns" in concerns
    return Need(
        concerns=concerns,
        age_group="child" if child else chance.weighted({"adult": 8, "teen": 1, "": 3}, "age", referral),
        client_type="couple" if concerns[0] == "relationship" else "individual",
        payments=chance.several(_PAYMENTS, 1 + int(chance.happens(0.5, "payers", referral)), "payments", referral),
        format=chance.weighted({"telehealth": 5, "either": 4, "in_person": 1}, "format", referral),
        states=(chance.pick(tuple(states), "state", referral),),
        modalities=chance.several(_MODALITIES, int(chance.happens(0.2, "method", referral)), "modality", referral),
        note=chance.pick(_NOTES, "note", referral),
    )
