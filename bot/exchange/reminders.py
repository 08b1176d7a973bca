"""How a member wants to be reminded: when, of what, and for now not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.exchange.working_time import WEEKDAYS, PracticeHours, check_days


class Topic(StrEnum):
    """What a member can ask not to be told or asked any more; where a client waits nothing is muted."""

    NEWS = "news"  # what became of a referral for which they offered
    FOLLOW_UP = "follow_up"  # has the client chosen, how did it go
    THANKS = "thanks"  # would you like to thank somebody
    NICHE = "niche"  # is it still right, is there room, is it clear
    SOURCES = "sources"  # who refers to them from outside, and when to keep in touch
    FEATURED = "featured"  # their own niche in the weekly post


class Later(StrEnum):
    """What somebody makes of a line of their digest."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    ON_A_DATE = "on_a_date"  # opens the form that asks for it
    NEVER = "never"  # mutes its topic
    PAUSE = "pause"  # opens the form that pauses everything


class PausedBy(StrEnum):
    MEMBER = "member"
    BOT = "bot"  # after digests that went unanswered; whatever the member does next ends it


@dataclass(frozen=True)
class Pause:
    """Nothing is said to them by itself, and nobody asks them.

    Attributes:
        until: UTC; None until somebody ends it.
    """

    by: PausedBy
    until: datetime | None = None


@dataclass(frozen=True)
class Reminders:
    """What a member chose.

    Attributes:
        hours: their own working hours; None: the collective's.
        days: on which they work, Monday is 0.
        region: whose public holidays they keep ("US-TX"); "" for none, None for what their licence and time zone say.
        muted: what they want to hear nothing of.
        pause: None while they are reminded.
        wants_clarity: they want to know how clear their niche is to colleagues.
        helps_clarity: they agree to be asked about the niches of colleagues.
        was_asked_to_help: they were asked whether they do.

    Raises:
        ValueError: there is no day on which they work, or one is not a day of the week.
    """

    hours: PracticeHours | None = None
    days: frozenset[int] = WEEKDAYS
    region: str | None = None
    muted: frozenset[Topic] = frozenset()
    pause: Pause | None = None
    wants_clarity: bool = False
    helps_clarity: bool = False
    was_asked_to_help: bool = False

    def __post_init__(self) -> None:
        check_days(self.days)

    @property
    def were_stopped(self) -> bool:
        """Whether the bot stopped by itself, because nobody answered."""
        return self.pause is not None and self.pause.by is PausedBy.BOT

    def is_paused(self, now: datetime) -> bool:
        """Whether nothing is to be said to them at `now` (calendar time)."""
        return self.pause is not None and (self.pause.until is None or now < self.pause.until)
