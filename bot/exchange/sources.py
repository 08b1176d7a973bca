"""Who refers to a member from outside Slack: the values, when contact is due, and how often it is asked about.

All of it is that member's alone. Telling a source that a client came would disclose; what is kept here never says so.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member

#: As many as fit one window of Slack's (100 blocks), and one list to pick from (100 options).
MOST_SOURCES = 80
#: Longest name, in characters; it is a line on a phone, and an option of Slack's.
NAME_LIMIT = 70
#: In months; 0: not reminded.
OFTEN = (0, 1, 2, 3, 6, 12)
#: "Did someone send this client to you?" is asked no sooner than so long after it was asked last.
_BETWEEN_QUESTIONS = timedelta(days=7)
#: So many questions that were left or skipped, in a row, tell that they are of no use to somebody without a list.
_ENOUGH_UNANSWERED = 3


class SourceKind(StrEnum):
    """What a source is."""

    PHYSICIANS = "physicians"
    PSYCHIATRY = "psychiatry"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    COLLEAGUE = "colleague"
    AGENCY = "agency"
    CLERGY = "clergy"
    COURT = "court"
    EMPLOYER = "employer"
    OTHER = "other"


class Reason(StrEnum):
    """Why a member passes on somebody who was sent to them."""

    FULL = "full"
    NICHE = "niche"
    PAYMENT = "payment"
    DISTANCE = "distance"
    CONFLICT = "conflict"
    OTHER = "other"


#: After these the source may want to know whom to think of instead; the others say nothing of what is done best.
POOR_FITS = frozenset({Reason.NICHE, Reason.PAYMENT, Reason.DISTANCE})


@dataclass(frozen=True)
class Source:
    """Somebody outside Slack who refers to a member.

    Attributes:
        name: of a practice, or of a person at their work; it passed the privacy check.
        months: how often to keep in touch; 0: no reminders.
        last_contact: a day of the member's calendar; None: none that they told of.
        added_on: likewise.
        drafts: how many drafts were brought for it so far, so that the next is another.
    """

    id: str
    name: str
    kind: SourceKind
    months: int
    last_contact: date | None
    added_on: date
    drafts: int = 0

    @property
    def due_on(self) -> date | None:
        """The day on which contact is due; None where no reminder is wanted."""
        return months_after(self.last_contact or self.added_on, self.months) if self.months else None


@dataclass(frozen=True)
class Origin:
    """That a member was asked who sent a client whom they passed on, and what they said.

    Attributes:
        source_id: None while it is not answered, and where it was skipped.
        reason: likewise.
        skipped: they would rather not say, or nobody sent them.
        at: when it was asked, UTC.
    """

    referral_id: str
    source_id: str | None
    reason: Reason | None
    skipped: bool
    at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.source_id is None and not self.skipped


@dataclass(frozen=True)
class Written:
    """A source as its form holds it."""

    name: str
    kind: SourceKind
    months: int = 0
    last_contact: date | None = None


@dataclass(frozen=True)
class Answer:
    """Who sent a client, and why that client is passed on: one of the member's list, or somebody new.

    Attributes:
        source_id: "" for somebody new.
    """

    source_id: str
    new: Written | None
    reason: Reason


@dataclass(frozen=True)
class Notes:
    """What the notes to a source are made of: of the client whom it sent they know nothing.

    Attributes:
        area: the heading of concerns that the request stands under, as the vocabulary has it; "" where it has none.
        colleagues: whom a member would name for all that stands under it, best first; two at most.
    """

    source: Source
    reason: Reason
    area: str = ""
    colleagues: Sequence[Member] = ()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month: January 31 is followed by February 28 or 29."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def remind_on(source: Source, today: date) -> date | None:
    """The day of the first reminder, today at the soonest; None where none is wanted."""
    return max(source.due_on, today) if source.due_on else None


def may_ask(latest: Sequence[Origin], now: datetime, *, has_sources: bool) -> bool:
    """Whether a member may be asked who sent the client whom they pass on.

    Args:
        latest: what they were asked before, the latest first.
        now: calendar time.
        has_sources: they keep a list, so they want to know.
    """
    if latest and now - latest[0].at < _BETWEEN_QUESTIONS:
        return False
    unanswered = all(origin.source_id is None for origin in latest[:_ENOUGH_UNANSWERED])
    return has_sources or len(latest) < _ENOUGH_UNANSWERED or not unanswered
