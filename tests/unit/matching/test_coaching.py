"""What the coaching of a statement promises: it knows what is said, names what tells nothing, and quotes nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.advice import saying
from bot.matching.advice.coaching import Coaching, Part, Vague, coach

WHO, STRUGGLE, CHANGE = Part.WHO, Part.STRUGGLE, Part.CHANGE

#: A statement, and the parts that it says.
SAID = [
    ("I help couples after an affair decide whether to stay. They leave able to talk.", [WHO, STRUGGLE, CHANGE]),
    ("I help nurses who can't sleep after night shifts, so they wake up rested.", [WHO, STRUGGLE, CHANGE]),
    ("New mothers come to me with dread, and leave feeling like themselves again.", [WHO, STRUGGLE, CHANGE]),
    (
        "Adults with OCD whose rituals eat their mornings leave the house on time.",
        [WHO, STRUGGLE, CHANGE],
    ),
    ("I work with men who drink more than they meant to. Most are home for dinner.", [WHO, STRUGGLE, CHANGE]),
    ("Teens who have stopped going to school find their way back.", [WHO, STRUGGLE, CHANGE]),
    ("I see widowers in the first year. They find a way to carry it.", [WHO, CHANGE]),
    ("I help people who lost a parent early learn to say it out loud.", [WHO, STRUGGLE, CHANGE]),
    ("I help survivors of a cult rebuild a life of their own.", [WHO, STRUGGLE, CHANGE]),
    ("Veterans and their partners: the family learns to stop tiptoeing.", [WHO, CHANGE]),
    ("I help parents of a toddler with tantrums; mornings get quieter.", [WHO, STRUGGLE, CHANGE]),
    ("I help physicians with burnout get their evenings back.", [WHO, STRUGGLE, CHANGE]),
    ("Couples who are polite roommates fight better and touch each other.", [WHO, STRUGGLE, CHANGE]),
    ("I see teenagers.", [WHO]),
    ("I work with couples and families.", [WHO]),
    ("I work with children, parents and siblings.", [WHO]),
    ("I help LGBTQ+ adults.", [WHO]),
    ("Therapy for women", [WHO]),
    ("I treat anxiety.", [STRUGGLE]),
    ("I treat people with panic attacks.", [STRUGGLE]),
    ("Clients with anxiety and depression.", [STRUGGLE]),
    ("Trauma therapy and EMDR.", [STRUGGLE]),
    ("I work with learning differences.", [STRUGGLE]),
    ("They learn to rest without earning it.", [CHANGE]),
    ("So they can rest.", [CHANGE]),
    ("I see couples who have the same fight again and again.", [WHO, STRUGGLE]),
    ("I see adults who are not able to leave home.", [WHO, STRUGGLE]),
    ("I see engineers with social anxiety.", [WHO, STRUGGLE]),
    ("I offer therapy in a sunny office downtown.", []),
    ("People from all walks of life.", []),
    ("I help clients.", []),
    ("", []),
    ("   ", []),
]


@pytest.mark.parametrize(("statement", "parts"), SAID)
def test_what_a_statement_says_is_known(statement: str, parts: list[Part]) -> None:
    """Who comes, what they struggle with and what changes are each seen where they are, and nowhere else."""
    assert coach(statement).says == parts
    assert coach(statement).missing == [part for part in Part if part not in parts]


VAGUE = [
    ("I offer a safe space for all.", {"safe space": Vague.SHARED}),
    ("A warm, nonjudgmental room for couples.", {"non judgmental": Vague.SHARED}),
    ("I meet you where you’re at.", {"meet you where you are": Vague.SHARED}),
    ("I treat a wide range of issues.", {"wide range": Vague.BREADTH}),
    ("Clients of all ages and all walks of life.", {"all ages": Vague.BREADTH, "all walks of life": Vague.BREADTH}),
    ("Anxiety, grief and more.", {"and more": Vague.BREADTH}),
    (
        "My work is holistic and eclectic, tailored to you.",
        {"holistic": Vague.METHOD, "eclectic": Vague.METHOD, "tailored": Vague.METHOD},
    ),
    ("I help you reach your full potential.", {"full potential": Vague.PROMISE}),
    ("Empowering women to THRIVE.", {"empower": Vague.PROMISE, "thrive": Vague.PROMISE}),
    ("I use evidence-based care for dysregulation.", {"evidence based": Vague.JARGON, "dysregulation": Vague.JARGON}),
    ("I am passionate about families.", {"passionate about": Vague.ABOUT_ME}),
    ("Twenty years experience with teens.", {"years of experience": Vague.ABOUT_ME}),
    ("A safe  space, a safe-space.", {"safe space": Vague.SHARED}),
    ("I see women when everyone else looks at the baby.", {}),
    ("We keep the house safe and sound.", {}),
    ("I help couples after an affair.", {}),
]


@pytest.mark.parametrize(("statement", "vague"), VAGUE)
def test_phrases_that_tell_nothing_are_named(statement: str, vague: dict[str, Vague]) -> None:
    """Each with why, in the order in which they stand there, in any case and spelling."""
    assert dict(coach(statement).vague) == vague


@pytest.mark.parametrize(
    ("statement", "is_list"),
    [
        ("I treat anxiety, depression and trauma.", True),
        ("Anxiety, depression, ADHD, grief", True),
        ("Depression / insomnia / grief", True),
        ("I help nurses with burnout and insomnia.", False),
        ("Anxiety keeps them up, depression keeps them in, grief keeps them silent.", False),
        ("I help couples after an affair.", False),
    ],
)
def test_a_list_of_concerns_is_seen(statement: str, *, is_list: bool) -> None:
    """Three in a row with nothing said between them; two may be one person's life."""
    assert coach(statement).is_list is is_list


@pytest.mark.parametrize(
    ("statement", "is_long"),
    [
        ("", False),
        ("I help couples after an affair.", False),
        ("I help couples, e.g. after an affair. They leave able to talk.", False),
        ("I trained with Dr. Johnson. They leave able to talk", False),
        ("One. Two. Three.", True),
        ("I help couples! Do you know some? Call me", True),
        ("A line…\nanother one…\nand a third", True),
    ],
)
def test_more_than_two_sentences_are_seen(statement: str, *, is_long: bool) -> None:
    """An abbreviation ends none."""
    assert coach(statement).is_long is is_long


def test_a_word_that_is_still_being_typed_is_nobody_yet() -> None:
    """ "men" may become "mental": what is shown must not come and go with each letter."""
    assert coach("I work with men", typing=True).says == []
    assert coach("I work with men ", typing=True).says == [WHO]
    assert coach("I work with men").says == [WHO]
    for whole in ("I work with nurses", "I work with women", "for couples and teens"):
        assert coach(whole, typing=True).says == [WHO]


@settings(deadline=None)
@given(st.text(max_size=700))
def test_whatever_is_typed_the_answer_is_made_of_known_words(typed: str) -> None:
    """What is shown and kept of the coaching can hold no word of the writer's: it is of the tables of this house."""
    coaching = coach(typed, typing=True)
    assert set(coaching.vague) <= set(saying.VAGUE)
    assert {*coaching.says, *coaching.missing} == set(Part)
    assert coach(typed) == coach(typed)


def test_every_other_spelling_leads_to_a_phrase_of_the_table() -> None:
    """And every phrase has a reason that there is."""
    assert set(saying.ONE_SPELLING.values()) <= saying.VAGUE.keys()
    assert {Vague(why) for why in saying.VAGUE.values()} == set(Vague)
    assert coach("") == Coaching(says=[])
