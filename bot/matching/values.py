"""What matching is told and what it answers: plain frozen values, equal when they say the same.

Every facet is a code of the vocabulary (`bot.matching.vocabulary`), never a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from bot.matching.vocabulary import Kind


class OpeningKind(StrEnum):
    """Whether a member can take a client now; Plan-Net calls some "newpt", none "nopt", and has no word for unknown."""

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
        only_client_types, only_payments, only_formats: the room is for these alone; empty where any will do.
    """

    kind: OpeningKind = OpeningKind.UNKNOWN
    until: date | None = None
    limits: str = ""
    confirmed_at: datetime | None = None
    only_client_types: Sequence[str] = ()
    only_payments: Sequence[str] = ()
    only_formats: Sequence[str] = ()

    @property
    def kept_for(self) -> Mapping[Kind, Sequence[str]]:
        """For what alone the room is, by kind of the vocabulary; a kind is not there where any of it will do."""
        only: Mapping[Kind, Sequence[str]] = {
            "client_type": self.only_client_types,
            "payment": self.only_payments,
            "format": self.only_formats,
        }
        return {kind: codes for kind, codes in only.items() if codes}

    def on(self, day: date) -> Opening:
        """The opening as it stands on `day` of the member's calendar: unknown once it has run out."""
        if self.until is not None and day >= self.until:
            return Opening(OpeningKind.UNKNOWN, confirmed_at=self.confirmed_at)
        return self

    @property
    def when_asked(self) -> Opening:
        """The opening as it stands when the member is asked next: where there is none, once that has run out."""
        return Opening(confirmed_at=self.confirmed_at) if self.kind is OpeningKind.NONE else self


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
        age_group: how old whoever comes is.
        client_type: who comes: one, a couple, a family or a group.
        payments: insurers and ways to pay, any of which serves; "not_sure" asks for nothing.
        format: "in_person", "telehealth" or "either".
        states: where the client will be.
        areas: parts of town, any of which will do, where the client wants to meet in person.
        languages, modalities, identities, times, services: codes under the form's "More".
        gender: of the therapist.
        note: free text about the therapist needed.
    """

    concerns: Sequence[str] = ()
    age_group: str = ""
    client_type: str = ""
    payments: Sequence[str] = ()
    format: str = "either"
    states: Sequence[str] = ()
    areas: Sequence[str] = ()
    languages: Sequence[str] = ()
    modalities: Sequence[str] = ()
    identities: Sequence[str] = ()
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
        top_concerns: up to three, the one they serve best first.
        concerns: what else they treat, in no order.
        identities: communities they know and serve.
        areas: where their offices are.
        opening: as it stands today (`Opening.on`).
        shown_lately: how many referrals they were invited to in the last thirty days.
        last_shown: the latest of those, UTC; None when there is none.
        lot: what decides between equals, together with the need: a name that outlives the database; "" for the id.
    """

    member_id: str
    statement: str = ""
    top_concerns: Sequence[str] = ()
    concerns: Sequence[str] = ()
    age_groups: Sequence[str] = ()
    client_types: Sequence[str] = ()
    payments: Sequence[str] = ()
    formats: Sequence[str] = ()
    licences: Sequence[Licence] = ()
    areas: Sequence[str] = ()
    languages: Sequence[str] = ()
    modalities: Sequence[str] = ()
    identities: Sequence[str] = ()
    times: Sequence[str] = ()
    services: Sequence[str] = ()
    gender: str = ""
    opening: Opening = Opening()
    shown_lately: int = 0
    last_shown: datetime | None = None
    lot: str = field(default="", compare=False)

    @property
    def every_concern(self) -> Sequence[str]:
        """The top concerns in their order, then the others."""
        return (*self.top_concerns, *self.concerns)


#: The facets of a profile that hold several codes, by their kind in the vocabulary.
FACETS: Mapping[str, Kind] = MappingProxyType(
    {
        "top_concerns": "concern",
        "concerns": "concern",
        "age_groups": "age_group",
        "client_types": "client_type",
        "payments": "payment",
        "formats": "format",
        "areas": "area",
        "languages": "language",
        "modalities": "modality",
        "identities": "identity",
        "times": "time",
        "services": "service",
    }
)


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
