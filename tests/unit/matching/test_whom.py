"""Promises of the phrase for whom somebody helps best: it reads well, it is true, and it fits a phone."""

from __future__ import annotations

import pytest

from bot.matching import OwnTerm, Profile, vocabulary
from bot.matching.advice import whom as phrases
from bot.matching.advice.whom import WHOM_LIMIT, whom


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "I work with couples who have become polite roommates and miss each other. In time they touch again.",
            "couples who have become polite roommates and miss each other",
        ),
        (
            "I see women in pregnancy and the first year after, when everyone else looks at the baby.",
            "women in pregnancy and the first year after",
        ),
        (
            "I work with men who drink more than they meant to and are tired of promising.",
            "men who drink more than they meant to and are tired of promising",
        ),
        (
            "I test children and teens who are bright and failing, and tell families what I find.",
            "children and teens who are bright and failing",
        ),
    ],
)
def test_it_is_as_they_say_it_themselves(statement: str, said: str) -> None:
    """Their own words, as far as they tell who comes."""
    assert whom(Profile("", statement, top_concerns=("ocd",))) == said


@pytest.mark.parametrize(
    "statement",
    [
        "I help parents who are splitting up keep the children out of the middle.",
        "I work with trauma and grief and loss.",
        "I see the whole person, always.",
        "I see adults and help them rest.",
        "I work with couples like you and me.",
        "I see adults.",
        "I work with adults who check, count or wash until the day is over.",
        f"I see couples who {'long ' * 20}for rest.",
        "Couples come to me after an affair.",
    ],
)
def test_it_is_as_they_ticked_it_where_their_words_do_not_tell(statement: str) -> None:
    """A sentence that cannot be taken apart for certain is left whole, rather than broken."""
    assert whom(Profile("", statement, top_concerns=("ocd",), age_groups=("adult",))) == "adults with OCD"


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        (Profile("", top_concerns=("infidelity",), client_types=("individual", "couple")), "couples after an affair"),
        (
            Profile("", top_concerns=("grief",), client_types=("couple", "family")),
            "couples and families who are grieving",
        ),
        (
            Profile("", top_concerns=("school",), age_groups=("teen", "child")),
            "children and teens who struggle at school",
        ),
        (Profile("", concerns=("sleep",), age_groups=("child", "teen", "adult")), "people who sleep badly"),
        (Profile("", top_concerns=("premarital",), age_groups=("adult",)), "couples about to marry"),
        (
            Profile("", top_concerns=(OwnTerm("concern", "Ranch stress").code,)),
            "people who come about Ranch stress",
        ),
        (Profile("", top_concerns=(OwnTerm("concern", "Ranch stress " * 6).code,)), ""),
        (Profile("", age_groups=("adult",)), ""),
        (Profile("", "Call me."), ""),
    ],
)
def test_what_was_ticked_reads_as_one_phrase(ticked: Profile, said: str) -> None:
    """Who comes, and with what first of all; nothing where no concern is named."""
    assert whom(ticked) == said


def test_every_concern_has_its_own_words() -> None:
    """A new term of the vocabulary is not forgotten here, and none is said twice."""
    codes = [term.code for term in vocabulary.terms("concern")]
    said = [*phrases._WITH, *phrases._WHOLE]

    assert sorted(said) == sorted(codes)


def test_every_phrase_fits() -> None:
    """Whoever comes, with whatever is in the lists, it is short enough for a phone."""
    ages = [("young_child", "older_adult"), ("adult",), ()]
    kinds = [("couple", "family"), ("individual",), ()]
    for term in vocabulary.terms("concern"):
        for age in ages:
            for kind in kinds:
                said = whom(Profile("", top_concerns=(term.code,), age_groups=age, client_types=kind))
                assert 0 < len(said) <= WHOM_LIMIT
