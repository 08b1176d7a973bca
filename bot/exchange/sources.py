"""Who refers to a member from outside Slack: the values, when contact is due, and how often it is asked about.

All of it is that member's alone. Telling a source that a client came would disclose; what is kept here never says so.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
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
#: Two an item at the most: whoever lets both pass is reminded again once they were in touch.
_MOST_REMINDERS = 2
#: Somebody who wrote all their sources down in one evening does not hear of all of them in one morning.
_APART = timedelta(days=2)
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
        reminded: how often contact was brought up since the last.
        reminded_on: when it was, last; a day of the member's calendar.
    """

    id: str
    name: str
    kind: SourceKind
    months: int
    last_contact: date | None
    added_on: date
    drafts: int = 0
    reminded: int = 0
    reminded_on: date | None = None

    @property
    def due_on(self) -> date | None:
        """The day on which contact is due; None where no reminder is wanted."""
        return months_after(self.last_contact or self.added_on, self.months) if self.months else None

    @property
    def next_on(self) -> date | None:
        """The day of the next reminder; None where none is wanted, and where so many were let pass."""
        if self.reminded >= _MOST_REMINDERS:
            return None
        return months_after(self.reminded_on, self.months) if self.reminded_on and self.months else self.due_on

    def in_touch(self, on: date) -> Source:
        """The same once there was contact."""
        return replace(self, last_contact=on, drafts=self.drafts + 1, reminded=0, reminded_on=None)

    def changed(self, written: Written) -> Source:
        """The same with what its form holds; where another contact or rhythm is told, reminders begin anew."""
        told = replace(
            self, name=written.name, kind=written.kind, months=written.months, last_contact=written.last_contact
        )
        same = (told.months, told.last_contact) == (self.months, self.last_contact)
        return told if same else replace(told, reminded=0, reminded_on=None)

    def brought_up(self, on: date) -> Source:
        """The same after a reminder, with other words for a second one."""
        again = 1 if self.reminded else 0
        return replace(self, drafts=self.drafts + again, reminded=self.reminded + 1, reminded_on=on)


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


def next_up(sources: Sequence[Source]) -> Source | None:
    """Whom to bring up next: whose reminder comes first, of one day the first by name; None where nobody is left."""
    waiting = [(source.next_on, source.name.casefold(), source) for source in sources if source.next_on]
    return min(waiting, key=lambda each: each[:2])[2] if waiting else None


def look_on(sources: Sequence[Source], today: date) -> date | None:
    """The day on which to bring up the next, today at the soonest; one every few days, however many are due at once."""
    source = next_up(sources)
    if source is None or source.next_on is None:
        return None
    lately = max((each.reminded_on + _APART for each in sources if each.reminded_on), default=today)
    return max(source.next_on, today, lately)


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
