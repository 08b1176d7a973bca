"""What a match must not break: whether a member, as they describe themselves, can serve a need at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.values import LicenceScope, OpeningKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.matching.values import Need, Profile

_BOTH_FORMATS = frozenset({"in_person", "telehealth"})


class Constraint(StrEnum):
    """What a need may ask for and a member may not have."""

    AGE_GROUP = "age_group"
    CLIENT_TYPE = "client_type"
    PAYMENT = "payment"
    LICENCE = "licence"
    FORMAT = "format"
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


def answers(need: Need, profile: Profile) -> dict[Constraint, Answer]:
    """What the profile says to each constraint; a member with a NO cannot serve the need.

    Any one of the payments, languages and times asked for is enough; of services every one is needed. A licence
    is the one thing whose silence means NO: practising where one has no licence is not for asking later.
    """
    openings = {OpeningKind.NONE: Answer.NO, OpeningKind.SOME: Answer.YES, OpeningKind.UNKNOWN: Answer.UNSTATED}
    return {
        Constraint.AGE_GROUP: _one_of({need.age_group} - {""}, profile.age_groups),
        Constraint.CLIENT_TYPE: _one_of({need.client_type} - {""}, profile.client_types),
        Constraint.PAYMENT: _one_of(ways_to_pay(need.payments), ways_to_pay(profile.payments)),
        Constraint.LICENCE: _licence(need, profile),
        Constraint.FORMAT: _one_of({need.format} & _BOTH_FORMATS, _offered_formats(profile)),
        Constraint.LANGUAGE: _one_of(need.languages, profile.languages),
        Constraint.SERVICE: _every_one_of(need.services, profile.services),
        Constraint.GENDER: _one_of({need.gender} - {""}, {profile.gender} - {""}),
        Constraint.TIME: _one_of(need.times, profile.times),
        Constraint.OPENINGS: openings[profile.opening.kind],
    }


def ways_to_pay(payments: Iterable[str]) -> list[str]:
    """The payments without "not_sure", which asks for nothing and offers nothing."""
    return [code for code in payments if code != "not_sure"]


def covering(need: Need, profile: Profile) -> dict[str, LicenceScope]:
    """The states of the need in which a licence of the member serves it, each with the widest such licence.

    A telehealth licence serves only when both sides can meet by telehealth.
    """
    wanted = {need.format} & _BOTH_FORMATS or _BOTH_FORMATS
    ways = wanted & (_offered_formats(profile) or _BOTH_FORMATS)
    scopes = [LicenceScope.FULL] if "telehealth" not in ways else [LicenceScope.TELEHEALTH, LicenceScope.FULL]
    held = {(licence.state, licence.scope) for licence in profile.licences}
    return {state: scope for scope in scopes for state in need.states if (state, scope) in held}


def conflicts(need: Need, profile: Profile) -> tuple[Conflict, ...]:
    """What an offer by this member would contradict among the things they stated; silence is no conflict."""
    found = []
    if need.states and profile.licences and not covering(need, profile):
        found.append(Conflict.LICENCE)
    said = answers(need, profile)
    if said[Constraint.AGE_GROUP] is Answer.NO:
        found.append(Conflict.AGE_GROUP)
    if said[Constraint.CLIENT_TYPE] is Answer.NO:
        found.append(Conflict.CLIENT_TYPE)
    return tuple(found)


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


def _broken(said: Mapping[Constraint, Answer]) -> list[Constraint]:
    return [constraint for constraint, answer in said.items() if answer is Answer.NO]


def _one_of(asked: Iterable[str], stated: Iterable[str]) -> Answer:
    return _answer({*asked}, {*stated}, enough=not {*asked}.isdisjoint(stated))


def _every_one_of(asked: Iterable[str], stated: Iterable[str]) -> Answer:
    return _answer({*asked}, {*stated}, enough={*asked} <= {*stated})


def _answer(asked: set[str], stated: set[str], *, enough: bool) -> Answer:
    if not asked:
        return Answer.NOT_ASKED
    if not stated:
        return Answer.UNSTATED
    return Answer.YES if enough else Answer.NO


def _licence(need: Need, profile: Profile) -> Answer:
    if not need.states:
        return Answer.NOT_ASKED
    return Answer.YES if covering(need, profile) else Answer.NO


def _offered_formats(profile: Profile) -> frozenset[str]:
    return _BOTH_FORMATS if "either" in profile.formats else frozenset(profile.formats)
