"""Whom a member helps best as a phrase that other sentences can hold: "couples after an affair"."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.advice.saying import WHO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching.values import Profile

#: Longest phrase, in characters: with the words around it, it stays within three lines of a phone.
WHOM_LIMIT = 84

# After "I help" somebody goes on to what they do ("help parents keep ..."), so it cannot be told where "whom" ends.
_SEEN = re.compile(
    r"I (?:(?:mostly|mainly|often|also) )?"
    r"(?:(?:work|walk|sit) with|see|treat|meet|support|serve|counsel|prescribe for|test)"
    r" (?P<whom>[^,;:.!?—–(]+)(?!, [\w-]+(?: [\w-]+)?(?:,| or | and ))(?=[,;:.!?—–(]|$)"  # no half of a list
)
_NOT_A_PHRASE = re.compile(
    r"(?:the|an?|my|our|each|every|any|all|one|some|someone|somebody|anyone|anybody|everyone|everybody)\b"
    r"|.*\b(?:I|me|my|we|us|our|you|your)\b"
    r"|.*\band (?:help|support|guide|teach|coach|offer|use|show|give|treat)\b",
    re.DOTALL,
)
_FEWEST_WORDS = 3

#: Who comes with a concern, said of whoever it may be: "adults who live with anxiety".
_WITH: Mapping[str, str] = MappingProxyType(
    {
        "anxiety": "who live with anxiety",
        "depression": "who live with depression",
        "bipolar": "with bipolar disorder",
        "ocd": "with OCD",
        "phobias": "held back by a phobia",
        "stress": "under too much stress",
        "coping": "who need steadier ways to cope",
        "anger": "whose anger gets ahead of them",
        "impulse_control": "who act before they can stop",
        "self_esteem": "who are hard on themselves",
        "growth": "who want to grow",
        "suicidality": "with thoughts of suicide",
        "self_harm": "who struggle with self-harm",
        "violence": "who want to stop hurting others",
        "trauma": "who live with trauma",
        "childhood_abuse": "with abuse or neglect behind them",
        "sexual_assault": "healing from sexual assault",
        "domestic_abuse": "with abuse in a relationship behind them",
        "dissociation": "who dissociate",
        "military": "with military service behind them",
        "first_responders": "who are first responders",
        "relationship": "with trouble in their relationship",
        "infidelity": "after an affair",
        "divorce": "going through a divorce or separation",
        "intimacy": "with worries about sex and intimacy",
        "nonmonogamy": "in open or polyamorous relationships",
        "peers": "who feel alone among others",
        "family_conflict": "in the middle of a family conflict",
        "adoption": "touched by adoption or foster care",
        "pregnancy_loss": "grieving a pregnancy or a baby",
        "grief": "who are grieving",
        "life_transitions": "in a time of change",
        "aging": "finding their way in later life",
        "end_of_life": "living with a serious illness",
        "eating_disorder": "with an eating disorder",
        "body_image": "at odds with their bodies",
        "weight_management": "working on their weight",
        "sleep": "who sleep badly",
        "chronic_illness": "with a chronic illness",
        "chronic_pain": "with chronic pain",
        "brain_injury": "after a brain injury",
        "substance_use": "who drink or use more than they want to",
        "behavioral_addiction": "caught in gambling, gaming or the like",
        "codependency": "who lose themselves in looking after others",
        "adhd": "with ADHD",
        "autism": "who are autistic",
        "developmental": "with a developmental disability",
        "learning": "who learn differently",
        "school": "who struggle at school",
        "performance": "who perform under pressure",
        "psychosis": "with psychosis or schizophrenia",
        "personality": "with a personality disorder",
        "lgbtq": "who are LGBTQ+",
        "gender_identity": "exploring their gender",
        "race_culture": "for whom race and culture matter",
        "immigration": "making a home in a new country",
        "spirituality": "with questions of faith",
        "career": "at a crossroads in their careers",
        "burnout": "worn out by work",
        "money": "with money worries",
        "legal": "with a case in court",
    }
)
#: Concerns that say themselves who comes.
_WHOLE: Mapping[str, str] = MappingProxyType(
    {
        "premarital": "couples about to marry",
        "parenting": "parents who find it hard right now",
        "child_concerns": "children and teens who show their troubles in what they do",
        "blended_family": "blended families",
        "caregiving": "people who care for a relative",
        "perinatal": "parents before and after a birth",
        "mens_issues": "men",
        "womens_issues": "women",
    }
)
#: Where couples are seen at all, these are about them.
_OF_COUPLES = frozenset({"relationship", "infidelity", "intimacy", "nonmonogamy"})
_AGES: Mapping[str, str] = MappingProxyType(
    {
        "young_child": "young children",
        "child": "children",
        "teen": "teens",
        "adult": "adults",
        "older_adult": "older adults",
    }
)
_TOGETHER: Mapping[str, str] = MappingProxyType({"couple": "couples", "family": "families"})
_TWO = 2


def whom(niche: Profile) -> str:
    """Whom a member helps best: as their statement says it, where that can be told for certain, else as they ticked it.

    Returns:
        Several people, in lower case but for names, at most `WHOM_LIMIT` characters; "" where neither tells it.
    """
    return _stated(niche.statement) or _ticked(niche)


def _stated(statement: str) -> str:
    found = _SEEN.match(" ".join(statement.split()))
    said = found["whom"].strip() if found else ""
    tells = WHO.search(said) and not _NOT_A_PHRASE.match(said) and len(said.split()) >= _FEWEST_WORDS
    return said if tells and len(said) <= WHOM_LIMIT else ""


def _ticked(niche: Profile) -> str:
    main = next(iter(niche.every_concern), "")
    if not main:
        return ""
    if whole := _WHOLE.get(main):
        return whole
    who = _who(niche.client_types, niche.age_groups, main)
    with_what = _WITH.get(main) or f"who come about {vocabulary.label('concern', main)}"
    phrase = f"{who} {with_what}"
    return phrase if len(phrase) <= WHOM_LIMIT else ""


def _who(client_types: Sequence[str], ages: Sequence[str], concern: str) -> str:
    if "couple" in client_types and concern in _OF_COUPLES:
        return _TOGETHER["couple"]
    if client_types and set(client_types) <= set(_TOGETHER):
        return " and ".join(name for code, name in _TOGETHER.items() if code in client_types)
    named = [name for code, name in _AGES.items() if code in ages]
    return " and ".join(named) if 1 <= len(named) <= _TWO else "people"
