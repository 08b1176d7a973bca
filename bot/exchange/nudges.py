"""The nudge table: what becomes due when nobody does anything, and what makes it go away.

A referral that enters a status gets the nudges of that status and loses all others, so a nudge can never outlive what
it waits for. Two reminders an item is the most; the norm among therapists is to answer within two business days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.exchange.values import Status, Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.exchange.values import ReferralState
    from bot.exchange.working_time import WorkingTime


class NudgeKind(StrEnum):
    """What a nudge does when it becomes due."""

    INVITE_NEXT = "invite_next"
    ASK_CHANNEL = "ask_channel"
    UNANSWERED = "unanswered"
    EXPIRE = "expire"
    CHOOSE = "choose"
    CHOOSE_AGAIN = "choose_again"
    LAPSE = "lapse"
    OUTCOME = "outcome"
    OUTCOME_AGAIN = "outcome_again"
    UNCONFIRMED = "unconfirmed"
    CLOSE = "close"
    # Of a member or of the collective, and of no referral: see `HABIT_RULES`.
    WELCOME = "welcome"
    NICHE_STILL_RIGHT = "niche_still_right"
    OPENINGS_RUN_OUT = "openings_run_out"
    CLARITY = "clarity"
    WEEKLY_POST = "weekly_post"
    CONTACT = "contact"
    NICHE_WORD = "niche_word"


@dataclass(frozen=True)
class WorkingHours:
    count: float


@dataclass(frozen=True)
class BusinessDays:
    count: int


@dataclass(frozen=True)
class Mornings:
    """The start of the working day so many business days on: in time for the digest of that day."""

    count: int


@dataclass(frozen=True)
class Days:
    """The start of the working day so many calendar days on, or of the next working day after that."""

    count: int


Delay = WorkingHours | BusinessDays | Mornings | Days


@dataclass(frozen=True)
class NudgeTimes:
    """How long each nudge waits from the moment at which its status began; every one is a setting."""

    invite_next: Delay = BusinessDays(1)
    invite_next_this_week: Delay = WorkingHours(4)
    ask_channel: Delay = Mornings(2)
    ask_channel_this_week: Delay = BusinessDays(1)
    unanswered: Delay = Mornings(3)
    unanswered_this_week: Delay = Mornings(2)
    expire: Delay = BusinessDays(10)
    expire_this_week: Delay = BusinessDays(5)
    choose: Delay = Mornings(2)
    choose_again: Delay = Mornings(4)
    lapse: Delay = BusinessDays(14)
    outcome: Delay = Days(7)
    outcome_again: Delay = Days(14)
    unconfirmed: Delay = Days(21)
    close: Delay = Days(35)

    def of(self, kind: NudgeKind, urgency: Urgency) -> Delay:
        """The delay of a nudge; a client who needs somebody this week waits less where a field says so."""
        sooner = getattr(self, f"{kind}_this_week", None) if urgency is Urgency.THIS_WEEK else None
        delay: Delay = sooner or getattr(self, kind)
        return delay


class Reader(StrEnum):
    """Whom a nudge is for, in the first place."""

    REFERRER = "referrer"
    CHOSEN = "chosen"  # the colleague whom the client chose
    MEMBER = "member"  # whose habit it is
    CHANNEL = "channel"  # everybody in it


@dataclass(frozen=True)
class NudgeRule:
    """One row of the table.

    Attributes:
        kind: what happens when it is due.
        waits_in: the status that starts it; leaving that status, for whatever reason, cancels it.
        reader: in whose working time it is due.
        does: for the reader of this table.
        ends: what makes that status end, for the reader of this table.
    """

    kind: NudgeKind
    waits_in: Status
    reader: Reader
    does: str
    ends: str


_NOBODY_OFFERED = "somebody offers, or it is withdrawn"
_NOBODY_CHOSE = "the client chooses, or every offer is taken back"
_NOBODY_SAID = "either side says how it went, or the referrer asks the next in line"

#: The ladder from the post to the end. The best three are invited at once, when it is posted.
NUDGES: Sequence[NudgeRule] = (
    NudgeRule(
        NudgeKind.INVITE_NEXT,
        Status.OPEN,
        Reader.REFERRER,
        "invites the next three, or says that nobody is left",
        _NOBODY_OFFERED,
    ),
    NudgeRule(
        NudgeKind.ASK_CHANNEL,
        Status.OPEN,
        Reader.REFERRER,
        "asks the channel once more; where it was never asked, invites three more",
        _NOBODY_OFFERED,
    ),
    NudgeRule(
        NudgeKind.UNANSWERED,
        Status.OPEN,
        Reader.REFERRER,
        "calls whoever could as a backup; with nobody, asks the referrer to extend, edit or withdraw, and tells the "
        "set-up's person",
        _NOBODY_OFFERED,
    ),
    NudgeRule(NudgeKind.EXPIRE, Status.OPEN, Reader.REFERRER, "expires it, and tells both of it", _NOBODY_OFFERED),
    NudgeRule(NudgeKind.CHOOSE, Status.CLAIMED, Reader.REFERRER, "asks whether the client has chosen", _NOBODY_CHOSE),
    NudgeRule(NudgeKind.CHOOSE_AGAIN, Status.CLAIMED, Reader.REFERRER, "asks a second and last time", _NOBODY_CHOSE),
    NudgeRule(
        NudgeKind.LAPSE, Status.CLAIMED, Reader.REFERRER, "expires it and lets those who offered go", _NOBODY_CHOSE
    ),
    NudgeRule(NudgeKind.OUTCOME, Status.HANDED_OFF, Reader.CHOSEN, "asks how it went", _NOBODY_SAID),
    NudgeRule(NudgeKind.OUTCOME_AGAIN, Status.HANDED_OFF, Reader.CHOSEN, "asks a second and last time", _NOBODY_SAID),
    NudgeRule(
        NudgeKind.UNCONFIRMED,
        Status.HANDED_OFF,
        Reader.REFERRER,
        "says so, and offers the next in line",
        _NOBODY_SAID,
    ),
    NudgeRule(
        NudgeKind.CLOSE,
        Status.HANDED_OFF,
        Reader.REFERRER,
        "closes it with the outcome unknown, and tells both sides",
        _NOBODY_SAID,
    ),
)


@dataclass(frozen=True)
class HabitRule:
    """One row of the table of habits: what comes round of a member or of the collective, and of no referral.

    Attributes:
        kind: what happens when it is due.
        reader: in whose working time it is due.
        does, when, ends: for the reader of this table; `ends` is what cancels it.
    """

    kind: NudgeKind
    reader: Reader
    does: str
    when: str
    ends: str


#: Whoever is a member no more is asked nothing; and is again when they are back.
HABIT_RULES: Sequence[HabitRule] = (
    HabitRule(
        NudgeKind.WELCOME,
        Reader.MEMBER,
        "says what the exchange is, how to begin and how to stop it",
        "once in a life, as soon as they work after they first count as a member",
        "they leave, or save a niche, before it is said",
    ),
    HabitRule(
        NudgeKind.NICHE_STILL_RIGHT,
        Reader.MEMBER,
        "shows the niche and asks whether it is still right",
        "a quarter after the niche was saved or confirmed, and a quarter after this was asked",
        "saving or confirming the niche begins the quarter anew",
    ),
    HabitRule(
        NudgeKind.OPENINGS_RUN_OUT,
        Reader.MEMBER,
        "asks whether there is room now",
        "once, on the day on which what they said of their openings runs out",
        "whatever they say of their openings",
    ),
    HabitRule(
        NudgeKind.CLARITY,
        Reader.MEMBER,
        "asks which of three invented requests they would send to a colleague",
        "thirty days after they were asked; a week later where nobody was to be asked about",
        "they help with it no more",
    ),
    HabitRule(
        NudgeKind.WEEKLY_POST,
        Reader.CHANNEL,
        "tells thanks on which both agreed, who is still needed, and one member's niche",
        "once a week, from fifteen members on",
        "an admin ends it in the set-up; nothing is to be said",
    ),
    HabitRule(
        NudgeKind.CONTACT,
        Reader.MEMBER,
        "brings up one who refers to them from outside, with words to copy",
        "as long after the last contact as they want, twice at most; two days after it was another's turn",
        "being in touch begins it anew; no reminders wanted, or the source deleted",
    ),
    HabitRule(
        NudgeKind.NICHE_WORD,
        Reader.REFERRER,
        "tells a colleague whom the member helps best, and names no request",
        "on the third working morning after the member asked for it; one colleague once in ninety days",
        "either of the two is a member no more",
    ),
)


@dataclass(frozen=True)
class Nudge:
    """One row to wake up for; `due_at` is UTC and in working time of whom it is for."""

    kind: NudgeKind
    due_at: datetime


def reader_of(kind: NudgeKind, state: ReferralState) -> str:
    """The id of the member for whom a nudge is; the referrer where nobody is chosen."""
    rule = next(rule for rule in NUDGES if rule.kind is kind)
    if rule.reader is Reader.CHOSEN and state.chosen:
        return state.chosen.member_id
    return state.referral.referrer_id


def nudges_for(
    state: ReferralState, since: datetime, working_times: Mapping[str, WorkingTime], times: NudgeTimes
) -> Sequence[Nudge]:
    """The nudges that a referral gets when its status begins at `since`.

    Args:
        working_times: of the referrer and of the chosen colleague, by member id.
    """
    urgency = state.referral.urgency
    return tuple(
        Nudge(rule.kind, due(since, times.of(rule.kind, urgency), working_times[reader_of(rule.kind, state)]))
        for rule in NUDGES
        if rule.waits_in is state.status
    )


def due(since: datetime, delay: Delay, working: WorkingTime) -> datetime:
    """When `delay` has passed since `since`, in working time; UTC."""
    match delay:
        case WorkingHours(count):
            return working.add_hours(since, count)
        case BusinessDays(count):
            return working.add_business_days(since, count)
        case Mornings(count):
            return working.morning(since, count)
        case Days(count):
            on = since.astimezone(working.zone).date() + timedelta(days=count)
            return working.morning_of(on)
