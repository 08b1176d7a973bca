"""What one member states, denies and leaves open of what a need asks for: what reasons and answers are told from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.constraints import Answer, Constraint, ways_to_pay
from bot.matching.reading.concepts import read
from bot.matching.reading.exact import in_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.values import Need, Profile
    from bot.matching.vocabulary import Kind
    from bot.matching.weighing.scoring import Shared, Tally


@dataclass(frozen=True)
class Asked:
    """One thing that a need asks for, and what a member says to it.

    Attributes:
        kind: of the codes.
        codes: of a YES, those that the member states; else all that would do.
    """

    constraint: Constraint
    answer: Answer
    kind: Kind
    codes: Sequence[str]


def asked(need: Need, tally: Tally) -> Sequence[Asked]:
    """Everything that the need asks for but its concerns and openings, and what the member says to it."""
    profile = tally.profile
    table: Sequence[tuple[Constraint, Kind, Iterable[str], Iterable[str]]] = (
        (Constraint.AGE_GROUP, "age_group", [need.age_group], profile.age_groups),
        (Constraint.CLIENT_TYPE, "client_type", [need.client_type], profile.client_types),
        (Constraint.PAYMENT, "payment", ways_to_pay(need.payments), profile.payments),
        (Constraint.LICENCE, "state", need.states, tally.states),
        (Constraint.FORMAT, "format", [need.format], [need.format]),
        (Constraint.AREA, "area", need.areas, profile.areas),
        (Constraint.LANGUAGE, "language", need.languages, profile.languages),
        (Constraint.SERVICE, "service", need.services, profile.services),
        (Constraint.GENDER, "gender", [need.gender], [profile.gender]),
        (Constraint.TIME, "time", need.times, profile.times),
    )
    found = []
    for constraint, kind, wanted, stated in table:
        answer = tally.said[constraint]
        theirs = {*stated} if answer is Answer.YES else {*wanted}
        if answer is not Answer.NOT_ASKED:
            found.append(Asked(constraint, answer, kind, [code for code in wanted if code in theirs]))
    return found


def statement_words(profile: Profile, shared: Shared) -> str:
    """The words of the member's statement that speak most of a shared concern, as they wrote them; or ""."""
    return read(profile.statement).words.get(shared.wish.code, "") if shared.told else ""


def words_in_common(need: Need, profile: Profile) -> Sequence[str]:
    """The words of the note that stand in the member's statement too, and so counted by themselves."""
    return in_common(need.note, profile.statement)
