"""What the privacy check answers: where a text may identify somebody, as what, how surely, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """What the words are: the classes of HIPAA Safe Harbor (45 CFR 164.514(b)(2)), then the quasi-identifiers."""

    NAME = "name"
    PLACE = "place"
    DATE = "date"
    AGE = "age"  # Safe Harbor counts ages over 89 among the dates
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    SSN = "ssn"
    MEDICAL_RECORD = "medical_record"
    HEALTH_PLAN = "health_plan"
    ACCOUNT = "account"
    LICENCE = "licence"
    VEHICLE = "vehicle"
    DEVICE = "device"
    URL = "url"
    IP = "ip"
    BIOMETRIC = "biometric"
    PHOTO = "photo"
    UNIQUE_CODE = "unique_code"
    EMPLOYER = "employer"
    SCHOOL = "school"
    CONGREGATION = "congregation"
    FACILITY = "facility"
    OCCUPATION = "occupation"
    EVENT = "event"
    ONLY_ONE = "only_one"
    WATCHED = "watched"  # by the collective's own list


class Certainty(StrEnum):
    """Certain: the form stays open until the words are gone. Doubtful: a person is asked about them."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Finding:
    """One stretch of a text that may identify somebody.

    Attributes:
        start: the first character, counted in the text that was checked.
        end: the character after the last.
        kind: what the words are.
        certainty: certain or doubtful.
        reason: why they identify, in a few words that fit after "“Maria” ...": "reads as a name".
    """

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    reason: str

    def words(self, text: str) -> str:
        """What was found in the text that was checked, on one line."""
        return " ".join(text[self.start : self.end].split())

    def key(self, text: str) -> str:
        """Short for these words read as this kind for this reason, however the text around them changes; 12 characters.

        Whoever has a list of names could find the word to a key: a key travels only where the text itself does, or
        where its writer says that the word identifies nobody.
        """
        return sha256(f"{self.kind} {self.reason} {self.words(text).casefold()}".encode()).hexdigest()[:12]
