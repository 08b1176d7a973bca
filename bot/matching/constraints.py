"""What a match must not break: whether a member, as they describe themselves, can serve a need at all.

The rules are rows of one table, as sets of codes, so that one member (`answers`) and the columns of many members
(`bot.matching.weighing.columns`) are held against the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching.values import LicenceScope, OpeningKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.values import Need, Profile

_BOTH_FORMATS = frozenset({"in_person", "telehealth"})


class Constraint(StrEnum):
    """What a need may ask for and a member may not have."""

    AGE_GROUP = "age_group"
    CLIENT_TYPE = "client_type"
    PAYMENT = "payment"
    LICENCE = "licence"
    FORMAT = "format"
    AREA = "area"
    LANGUAGE = "language"
    SERVICE = "service"
    GENDER = "gender"
    TIME = "time"
    OPENINGS = "openings"


class Answer(StrEnum):
    """What a niche says to one constraint of a need."""

    YES = "yes"
    NO = "no"
    UNSTATED = "unstated"
    NOT_ASKED = "not_asked"


class Conflict(StrEnum):
    """Why an offer should be confirmed before it counts: it contradicts what the member said of themselves."""

    LICENCE = "licence"
    AGE_GROUP = "age_group"
    CLIENT_TYPE = "client_type"


@dataclass(frozen=True)
class Blocker:
    """The constraint that left nobody, and how many would be left without it (0: it alone is not enough)."""

    constraint: Constraint
    freed: int


@dataclass(frozen=True)
class Rule:
    """One row: what a need asks for and what a member states, as codes that only have to agree with each other.

    Attributes:
        constraint: whose answer the row gives; where several rows give one, a NO of any is a NO.
        asked: of a need; nothing asks for nothing.
        stated: of a member.
        every: whether all that is asked for must be stated; else any one of it is enough.
        silence: the answer of a member who states nothing.
    """

    constraint: Constraint
    asked: Callable[[Need], Collection[str]]
    stated: Callable[[Profile], Collection[str]]
    every: bool = False
    silence: Answer = Answer.UNSTATED

    def answer(self, asked: Collection[str], stated: Collection[str]) -> Answer:
        """What a member who states this says to a need that asks for this, which is something."""
        if not stated:
            return self.silence
        met = set(asked) <= set(stated) if self.every else not set(asked).isdisjoint(stated)
        return Answer.YES if met else Answer.NO


def ways_to_pay(payments: Iterable[str]) -> list[str]:
    """The payments without "not_sure", which asks for nothing and offers nothing."""
    return [code for code in payments if code != "not_sure"]


def covering(need: Need, profile: Profile) -> dict[str, LicenceScope]:
    """The states of the need in which a licence of the member serves it, each with the widest such licence.

    A telehealth licence serves only when both sides can meet by telehealth.
    """
    asked, scopes = _wanted_formats(need), (LicenceScope.TELEHEALTH, LicenceScope.FULL)
    ways = {
        (licence.state, scope)
        for scope in scopes
        for licence in profile.licences
        if licence.scope is scope and not asked.isdisjoint(_ways(scope, profile))
    }
    return {state: scope for scope in scopes for state in need.states if (state, scope) in ways}


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _wanted_formats(need: Need) -> frozenset[str]:
    return frozenset({need.format} & _BOTH_FORMATS or _BOTH_FORMATS)


def _offered_formats(profile: Profile) -> frozenset[str]:
    return _BOTH_FORMATS if "either" in profile.formats else frozenset(profile.formats)


def _ways(scope: LicenceScope, profile: Profile) -> frozenset[str]:
    """How a member may meet a client under a licence of theirs."""
    offered = _offered_formats(profile) or _BOTH_FORMATS
    return offered if scope is LicenceScope.FULL else offered & {"telehealth"}


def _meeting_in(states: Iterable[str], ways: Iterable[str]) -> list[str]:
    return [f"{state} {way}" for state in states for way in ways]


def _licensed_for(profile: Profile) -> list[str]:
    return [met for each in profile.licences for met in _meeting_in([each.state], _ways(each.scope, profile))]


_OPENINGS: Mapping[OpeningKind, tuple[str, ...]] = MappingProxyType(
    {OpeningKind.NONE: ("none",), OpeningKind.SOME: ("some",), OpeningKind.UNKNOWN: ()}
)

#: A licence is the one thing whose silence means NO: practising where one has no licence is not for asking later.
#: A limit of the openings that is not stated is no limit.
RULES: tuple[Rule, ...] = (
    Rule(Constraint.AGE_GROUP, lambda n: _one(n.age_group), lambda p: p.age_groups),
    Rule(Constraint.CLIENT_TYPE, lambda n: _one(n.client_type), lambda p: p.client_types),
    Rule(Constraint.PAYMENT, lambda n: ways_to_pay(n.payments), lambda p: ways_to_pay(p.payments)),
    Rule(
        Constraint.LICENCE, lambda n: _meeting_in(n.states, _wanted_formats(n)), _licensed_for, silence=Answer.NO
    ),
    Rule(Constraint.FORMAT, lambda n: {n.format} & _BOTH_FORMATS, _offered_formats),
    Rule(Constraint.AREA, lambda n: n.areas if n.format == "in_person" else (), lambda p: p.areas),
    Rule(Constraint.LANGUAGE, lambda n: n.languages, lambda p: p.languages),
    Rule(Constraint.SERVICE, lambda n: n.services, lambda p: p.services, every=True),
    Rule(Constraint.GENDER, lambda n: _one(n.gender), lambda p: _one(p.gender)),
    Rule(Constraint.TIME, lambda n: n.times, lambda p: p.times),
    Rule(Constraint.OPENINGS, lambda _: ("some",), lambda p: _OPENINGS[p.opening.kind]),
    Rule(
        Constraint.OPENINGS,
        lambda n: _one(n.client_type),
        lambda p: p.opening.only_client_types,
        silence=Answer.NOT_ASKED,
    ),
    Rule(
        Constraint.OPENINGS,
        lambda n: ways_to_pay(n.payments),
        lambda p: p.opening.only_payments,
        silence=Answer.NOT_ASKED,
    ),
    Rule(
        Constraint.OPENINGS,
        lambda n: {n.format} & _BOTH_FORMATS,
        lambda p: p.opening.only_formats,
        silence=Answer.NOT_ASKED,
    ),
)  # fmt: skip
#: Where several rows give one answer, the first of these that one of them gives.
_WEIGHTIEST = (Answer.NO, Answer.UNSTATED, Answer.YES, Answer.NOT_ASKED)


def asked_of(need: Need) -> Sequence[tuple[int, Rule, Collection[str]]]:
    """The rules by which a need asks for anything, each with its number and the codes that it asks for."""
    return [(number, rule, codes) for number, rule in enumerate(RULES) if (codes := rule.asked(need))]


def answers(need: Need, profile: Profile) -> dict[Constraint, Answer]:
    """What the profile says to each constraint; a member with a NO cannot serve the need."""
    return answers_to(asked_of(need), profile)


def answers_to(asked: Iterable[tuple[int, Rule, Collection[str]]], profile: Profile) -> dict[Constraint, Answer]:
    """The same, for a need of which `asked_of` was told."""
    said = dict.fromkeys(Constraint, Answer.NOT_ASKED)
    for _, rule, codes in asked:
        given = rule.answer(codes, rule.stated(profile))
        said[rule.constraint] = min(given, said[rule.constraint], key=_WEIGHTIEST.index)
    return said


def conflicts(need: Need, profile: Profile) -> tuple[Conflict, ...]:
    """What an offer by this member would contradict among the things they stated; silence is no conflict."""
    said = answers(need, profile)
    found = [Conflict(each) for each in Conflict if said[Constraint(each)] is Answer.NO]
    return tuple(each for each in found if each is not Conflict.LICENCE or profile.licences)


def why_nobody(profiles: Iterable[Profile], need: Need) -> Blocker | None:
    """The constraint that left nobody to match; None when somebody is left, or there was nobody to begin with.

    It is the one whose lifting would free the most members; where no single one frees anybody, the one that
    most of them fail.
    """
    failed = [_broken(answers(need, profile)) for profile in profiles]
    if not failed or not all(failed):
        return None
    alone = Counter(constraint for broken in failed if len(broken) == 1 for constraint in broken)
    everywhere = Counter(constraint for broken in failed for constraint in broken)
    worst = max(Constraint, key=lambda constraint: (alone[constraint], everywhere[constraint]))
    return Blocker(worst, alone[worst])


def _broken(said: Mapping[Constraint, Answer]) -> Sequence[Constraint]:
    return [constraint for constraint, answer in said.items() if answer is Answer.NO]
