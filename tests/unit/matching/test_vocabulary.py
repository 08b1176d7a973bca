"""The words that members and referrals are described with."""

from __future__ import annotations

import typing

import pytest

from bot.matching import vocabulary
from bot.matching.vocabulary import Kind, Term

KINDS: tuple[Kind, ...] = typing.get_args(Kind)
ALL_TERMS = [(kind, term) for kind in KINDS for term in vocabulary.terms(kind)]


@pytest.mark.parametrize(("kind", "term"), ALL_TERMS, ids=lambda value: getattr(value, "code", value))
def test_every_name_of_a_term_finds_its_code(kind: Kind, term: Term) -> None:
    """Label, code and aliases lead to one code, and no other term of the kind takes any of them."""
    for name in (term.code, term.label, *term.aliases):
        assert vocabulary.lookup(kind, name) == term.code
        assert vocabulary.lookup(kind, f"  {name.upper()} ") == term.code


@pytest.mark.parametrize(("kind", "term"), ALL_TERMS, ids=lambda value: getattr(value, "code", value))
def test_every_label_fits_a_slack_option(kind: Kind, term: Term) -> None:
    """Slack takes 75 characters in an option's text."""
    assert 0 < len(vocabulary.label(kind, term.code)) <= 75


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("concern", "Panic", "anxiety"),
        ("concern", "TTC", "perinatal"),
        ("concern", "affair", "infidelity"),
        ("concern", "trauma & ptsd", "trauma"),
        ("concern", "Self Harm", "self_harm"),
        ("concern", "selfharm", "self_harm"),
        ("concern", "co‑parenting", "divorce"),
        ("payment", "UBH", "united"),
        ("payment", "optum", "united"),
        ("payment", "United Healthcare", "united"),
        ("language", "espanol", "es"),
        ("state", "tx", "TX"),
        ("state", "Texas", "TX"),
    ],
)
def test_other_words_for_a_thing_are_understood(kind: Kind, written: str, code: str) -> None:
    """People write what they are used to; case, accents, hyphens and spaces do not matter."""
    assert vocabulary.lookup(kind, written) == code


@pytest.mark.parametrize("written", ["", "  ", "plumbing", "panic attacks about plumbing"])
def test_what_is_not_a_term_is_none(written: str) -> None:
    """An unknown word is not guessed at."""
    assert vocabulary.lookup("concern", written) is None


def test_who_may_come_is_a_short_fixed_list() -> None:
    """One select holds them all."""
    assert [term.code for term in vocabulary.terms("client_type")] == [
        "individual", "couple", "family", "group",
    ]  # fmt: skip


def test_every_state_and_the_district_can_be_named() -> None:
    """Fifty states and DC, each by its postal code."""
    codes = [term.code for term in vocabulary.terms("state")]
    assert len(set(codes)) == 51
    assert all(len(code) == 2 and code.isupper() for code in codes)


@pytest.mark.parametrize("code", ["suicidality", "self_harm", "violence", "substance_use"])
def test_the_concerns_that_need_special_care_have_their_codes(code: str) -> None:
    """Safety rules elsewhere are written against these codes."""
    assert vocabulary.is_code("concern", code)


def test_a_label_is_not_a_code() -> None:
    """Codes are exact, so that what is stored is never a label by mistake."""
    assert not vocabulary.is_code("concern", "Anxiety")
    assert not vocabulary.is_code("state", "tx")


@pytest.mark.parametrize("kind", KINDS)
def test_groups_hold_every_term_once(kind: Kind) -> None:
    """A form that shows the groups shows everything."""
    grouped = [term for _, members in vocabulary.groups(kind) for term in members]
    assert sorted(grouped, key=repr) == sorted(vocabulary.terms(kind), key=repr)


def test_typing_finds_labels_before_aliases() -> None:
    """What a label begins with comes first, then its other words, then other names for the thing."""
    found = [term.code for term in vocabulary.search("concern", "Par")]
    assert found[0] == "parenting"
    assert found.index("parenting") < found.index("relationship")  # by its alias "partner"


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("payment", "opt", "united"),
        ("concern", "pani", "anxiety"),
        ("concern", "PTS", "trauma"),
        ("state", "carol", "NC"),
    ],
)
def test_typing_the_beginning_of_any_name_finds_the_term(kind: Kind, typed: str, code: str) -> None:
    """Aliases and later words of a label can be typed too."""
    assert code in [term.code for term in vocabulary.search(kind, typed)]


def test_nothing_typed_lists_everything_up_to_the_limit() -> None:
    """A menu that was just opened shows the terms in their own order."""
    assert vocabulary.search("state", "") == list(vocabulary.terms("state"))
    assert vocabulary.search("state", "", limit=3) == list(vocabulary.terms("state"))[:3]
