"""What matching is told and what it answers: plain frozen values, equal when they say the same.

Every facet is a code of the vocabulary (`bot.matching.vocabulary`), never a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class OpeningKind(StrEnum):
    """Whether a member can take a client now."""

    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Opening:
    """What a member last said of their room for new clients.

    Attributes:
        kind: none, some or unknown.
        until: the day in the member's own calendar on which the statement runs out and becomes unknown;
            None when open-ended.
        limits: a few words of the member's own ("weekday mornings"), or "".
        confirmed_at: when they said so, UTC; None when they never did.
    """

    kind: OpeningKind = OpeningKind.UNKNOWN
    until: date | None = None
    limits: str = ""
    confirmed_at: datetime | None = None

    def on(self, day: date) -> Opening:
        """The opening as it stands on `day` of the member's calendar: unknown once it has run out."""
        if self.until is not None and day >= self.until:
            return Opening(OpeningKind.UNKNOWN, confirmed_at=self.confirmed_at)
        return self


class LicenceScope(StrEnum):
    """What a licence lets a member do in its state."""

    FULL = "full"
    TELEHEALTH = "telehealth"  # by an interstate compact: telehealth only


@dataclass(frozen=True)
class Licence:
    """One state that a member may practise in; `state` is a code of the vocabulary ("TX")."""

    state: str
    scope: LicenceScope = LicenceScope.FULL


@dataclass(frozen=True)
class Need:
    """The therapist needed, as a referral asks for them. Empty means "no matter".

    Attributes:
        concerns: codes, the main one first.
        client_type: who comes.
        payments: insurers and ways to pay, any of which serves; "not_sure" asks for nothing.
        format: "in_person", "telehealth" or "either".
        states: where the client will be.
        languages, modalities, times, services: codes under the form's "More".
        gender: of the therapist.
        note: free text about the therapist needed.
    """

    concerns: Sequence[str] = ()
    client_type: str = ""
    payments: Sequence[str] = ()
    format: str = "either"
    states: Sequence[str] = ()
    languages: Sequence[str] = ()
    modalities: Sequence[str] = ()
    times: Sequence[str] = ()
    services: Sequence[str] = ()
    gender: str = ""
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """A member as matching sees them: their niche, their room, and how often they were shown lately.

    Attributes:
        member_id: opaque.
        statement: the ideal-client statement, one or two sentences.
        concerns: codes, the member's top ones first.
        opening: as it stands today (`Opening.on`).
        shown_lately: how many referrals they were invited to in the last thirty days.
        last_shown: the latest of those, UTC; None when there is none.
    """

    member_id: str
    statement: str = ""
    concerns: Sequence[str] = ()
    client_types: Sequence[str] = ()
    payments: Sequence[str] = ()
    formats: Sequence[str] = ()
    licences: Sequence[Licence] = ()
    languages: Sequence[str] = ()
    modalities: Sequence[str] = ()
    times: Sequence[str] = ()
    services: Sequence[str] = ()
    gender: str = ""
    opening: Opening = Opening()
    shown_lately: int = 0
    last_shown: datetime | None = None


@dataclass(frozen=True)
class Match:
    """A member ranked for a need, with the reasons in words that a therapist would use.

    Attributes:
        fits: they treat one of the concerns asked for, or have not said what they treat; others rank last, and are
            not to be asked.
    """

    member_id: str
    score: float
    reasons: Sequence[str] = ()
    fits: bool = True
