"""The invented people of the practice collective speak the vocabulary and are nobody real."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

import bot
from bot.matching import FACETS, LicenceScope, OpeningKind, OwnTerm, vocabulary

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(bot.__file__).parent / "sandbox" / "collective.yml").read_text("utf-8"))
PEOPLE: list[dict[str, Any]] = DOCUMENT["people"]
WITH_NICHE = [person for person in PEOPLE if "niche" in person]


@pytest.mark.parametrize("person", WITH_NICHE, ids=lambda person: person["id"])
def test_every_code_of_a_niche_is_in_the_vocabulary(person: dict[str, Any]) -> None:
    """A seeded niche can be shown, edited and matched like one that a member wrote."""
    niche = person["niche"]
    own = [OwnTerm(kind, label) for kind, labels in DOCUMENT["own_terms"].items() for label in labels]
    for facet, kind in FACETS.items():
        known = {term.code for term in vocabulary.terms(kind, own)}
        assert set(niche.get(facet, ())) <= known, facet
    assert vocabulary.is_code("gender", niche["gender"])
    for licence in niche["licences"]:
        assert vocabulary.is_code("state", licence["state"])
        LicenceScope(licence["scope"])
    OpeningKind(niche["opening"]["kind"])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["id"])
def test_everybody_has_an_id_a_name_and_a_time_zone(person: dict[str, Any]) -> None:
    """Each is a person as Slack would describe one."""
    assert re.fullmatch(r"U[0-9A-Z]+", person["id"])
    assert person["name"]
    assert person["title"]
    assert ZoneInfo(person["timezone"]).key == person["timezone"]


@pytest.mark.parametrize("person", WITH_NICHE, ids=lambda person: person["id"])
def test_contacts_lead_to_nobody(person: dict[str, Any]) -> None:
    """Numbers are 555-01xx and addresses example.com, kept for fiction."""
    contact = person["niche"]["practice_contact"]
    assert re.findall(r"\d{3}-\d{3}-\d{4}", contact) == re.findall(r"\d{3}-555-01\d{2}", contact) != []
    assert "@" not in contact or contact.endswith("example.com")


@pytest.mark.parametrize("person", WITH_NICHE, ids=lambda person: person["id"])
def test_a_statement_is_one_or_two_sentences(person: dict[str, Any]) -> None:
    """The practice members keep the rule that real ones are held to."""
    assert 1 <= len(re.findall(r"[.!?](?=\s|$)", person["niche"]["statement"])) <= 2


def test_each_area_has_members_enough_to_be_asked_for() -> None:
    """Three or more have an office there, so that whoever practises sees it in the form."""
    offices = Counter(code for person in WITH_NICHE for code in person["niche"].get("areas", ()))
    assert len(offices) == len(DOCUMENT["own_terms"]["area"])
    assert min(offices.values()) >= 3


def test_the_collective_has_the_roles_that_a_story_needs() -> None:
    """An owner, an admin, a guest, somebody without a niche; ids and names are their own."""
    assert Counter(person["role"] for person in PEOPLE) == {"owner": 1, "admin": 1, "member": 19, "guest": 1}
    assert len(WITH_NICHE) == 20
    assert any("niche" not in person for person in PEOPLE if person["role"] == "member")
    assert len({person["id"] for person in PEOPLE}) == len({person["name"] for person in PEOPLE}) == len(PEOPLE)
