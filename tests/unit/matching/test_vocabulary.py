"""The words that members and referrals are described with."""

from __future__ import annotations

import re
import typing

import pytest

from bot.matching import vocabulary
from bot.matching.reading.lexicon import mentions
from bot.matching.vocabulary import Kind, Term
from tests.unit.matching.directory_issues import ISSUES

KINDS: tuple[Kind, ...] = typing.get_args(Kind)
ALL_TERMS = [(kind, term) for kind in KINDS for term in vocabulary.terms(kind)]


@pytest.mark.parametrize(("kind", "term"), ALL_TERMS, ids=lambda value: getattr(value, "code", value))
def test_every_name_of_a_term_finds_its_code(kind: Kind, term: Term) -> None:
    """Label, code and aliases lead to one code, and no other term of the kind takes any of them."""
    for name in (term.code, *term.names):
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
        ("concern", "Borderline Personality (BPD)", "personality"),
        ("concern", "Learning Disabilities", "learning"),
        ("concern", "children", "child_concerns"),
        ("payment", "Oxford", "united"),
        ("payment", "UMR", "united"),
        ("payment", "Evernorth", "cigna"),
        ("payment", "Beacon", "carelon"),
        ("payment", "BCBSTX", "bcbs"),
        ("payment", "Anthem Blue Cross", "anthem"),
        ("payment", "Blue Shield of California", "blue_shield_ca"),
        ("payment", "Medi-Cal", "medicaid"),
        ("payment", "TennCare", "medicaid"),
        ("payment", "Aetna Better Health", "medicaid"),
        ("payment", "Medicare Part C", "medicare_advantage"),
        ("payment", "Tricare West", "tricare"),
        ("payment", "VA CCN", "va_community_care"),
        ("service", "Medication Management", "prescriber"),
        ("service", "Testing and Evaluation", "testing"),
        ("language", "espanol", "es"),
        ("state", "tx", "TX"),
        ("state", "Texas", "TX"),
    ],
)
def test_other_words_for_a_thing_are_understood(kind: Kind, written: str, code: str) -> None:
    """People write what they are used to; case, accents, hyphens and spaces do not matter."""
    assert vocabulary.lookup(kind, written) == code


@pytest.mark.parametrize("written", ["", "  ", "()", "plumbing", "panic attacks about plumbing"])
def test_what_is_not_a_term_is_none(written: str) -> None:
    """An unknown word is not guessed at."""
    assert vocabulary.lookup("concern", written) is None


@pytest.mark.parametrize("name", ["Alma", "Headway", "Grow Therapy", "Centene", "TriWest"])
def test_a_name_that_says_not_who_pays_is_no_insurer(name: str) -> None:
    """A platform, or a company with several networks, would promise a client a payment that is declined."""
    assert vocabulary.lookup("payment", name) is None


@pytest.mark.parametrize("issue", ISSUES)
def test_every_issue_of_a_directory_has_its_concern(issue: str) -> None:
    """What therapists ticked in the directory that they come from can be ticked here."""
    assert vocabulary.lookup("concern", issue)


@pytest.mark.parametrize("word", ["children", "friends", "school", "parents", "weight", "men"])
def test_an_everyday_word_finds_a_concern_when_typed_and_not_within_a_text(word: str) -> None:
    """Nearly every story has children or a job in it; that is not what it is about."""
    assert vocabulary.lookup("concern", word)
    assert not mentions("concern", f"She told the {word} about it.")


def test_what_a_public_standard_calls_a_term_has_the_shape_of_its_codes() -> None:
    """A directory that speaks the standard can be told what a member offers."""
    shapes = {"nucc": r"[0-9A-Z]{9}X", "plan_net": r"physical|virtual", "hsds": r"(minimum|maximum)_age=\d+"}
    coded = [(standard, code) for _, term in ALL_TERMS for standard, codes in term.codes.items() for code in codes]
    assert {standard for standard, _ in coded} <= set(shapes)
    assert all(re.fullmatch(shapes[standard], code) for standard, code in coded)
    assert all(term.codes["nucc"] for term in vocabulary.terms("service"))
    assert {code for term in vocabulary.terms("format") for code in term.codes.get("plan_net", ())} == {
        "physical",
        "virtual",
    }


def test_languages_are_named_by_their_tags() -> None:
    """Two letters where a language has them, else three, as BCP 47 has it."""
    assert all(re.fullmatch(r"[a-z]{2,3}", term.code) for term in vocabulary.terms("language"))


def test_who_may_come_is_a_short_fixed_list() -> None:
    """One select holds them all."""
    assert [term.code for term in vocabulary.terms("client_type")] == [
        "individual", "couple", "family", "group",
    ]  # fmt: skip


def test_how_old_an_age_group_is_stands_beside_it() -> None:
    """Whoever picks "Teen" can see which years are meant, on the one line that Slack has for it."""
    assert all(0 < len(term.about) <= 75 for term in vocabulary.terms("age_group"))


def test_no_referral_asks_for_what_would_tell_the_clients_race_class_or_immigration() -> None:
    """Callers are turned away for those; members may say whom they know, and concerns ask for the skill."""
    roots = dict(vocabulary.groups("identity"))["Roots and means"]
    assert {"black", "latino", "immigrants", "low_income"} <= {term.code for term in roots}
    assert not any(term.asked for term in roots)
    assert all(term.asked for kind in KINDS if kind != "identity" for term in vocabulary.terms(kind))


def test_every_state_the_district_and_the_territories_can_be_named() -> None:
    """Fifty states, DC and the five territories that license therapists, each by its postal code."""
    codes = [term.code for term in vocabulary.terms("state")]
    assert len(set(codes)) == 56
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
        ("state", "tx", "TX"),
    ],
)
def test_typing_the_beginning_of_any_name_finds_the_term(kind: Kind, typed: str, code: str) -> None:
    """Aliases and later words of a label can be typed too."""
    assert code in [term.code for term in vocabulary.search(kind, typed)]


def test_nothing_typed_lists_everything() -> None:
    """A menu that was just opened shows the terms in their own order."""
    assert vocabulary.search("state", "") == list(vocabulary.terms("state"))


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [("modality", "CBT", "cbt"), ("payment", "UBH", "united"), ("language", "Chinese", "cmn")],
)
def test_a_name_that_is_typed_in_full_comes_first(kind: Kind, typed: str, first: str) -> None:
    """Whoever types CBT does not mean CBT for insomnia."""
    assert vocabulary.search(kind, typed)[0].code == first


def test_what_only_holds_the_letters_is_offered_where_nothing_else_is() -> None:
    """ "eating" is not looked for in "cheating"; a word in the middle of another is found all the same."""
    assert "infidelity" not in [term.code for term in vocabulary.search("concern", "eating")]
    assert [term.code for term in vocabulary.search("concern", "goraphob")] == ["phobias"]
