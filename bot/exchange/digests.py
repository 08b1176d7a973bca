"""The rules of not nagging: when something may be said to somebody, and when their digest goes out.

Several of these a day cost people their calm, and mass requests lower everybody's rate of reply; so the many nudges of
one person are one message, one a day and two a week, and after three that nobody answered the bot stops by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.notices import MANNERS, NoticeKind, Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange.notices import Notice
    from bot.exchange.reminders import Reminders
    from bot.exchange.working_time import WorkingTime

#: Digests in seven days of the reader's calendar, unless a client waits.
A_WEEK = 2
#: Digests that asked for something and were not answered, in a row, after which the bot pauses itself for a person.
MOST_UNANSWERED = 3
#: Lines of one digest; what is left over goes with the next.
MOST_LINES = 10
#: Invitations to one member in seven days; after that the next-ranked is asked.
MOST_INVITATIONS = 3
WEEK = timedelta(days=7)
#: What comes so soon after the day began goes with the digest of that morning.
_MORNING = timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """What is to be in somebody's digest.

    Attributes:
        held_until: it is reason enough for a digest from then on, UTC; it goes along with an earlier one.
    """

    kind: NoticeKind
    held_until: datetime


def may_be_told(kind: NoticeKind, reminders: Reminders) -> bool:
    """Whether somebody wants to hear this at all."""
    return MANNERS[kind].topic not in reminders.muted


def way_to(notice: Notice, referrer_id: str, reminders: Reminders, now: datetime) -> Way:
    """How a notice comes to its reader, who chose `reminders`.

    What would have been a message of its own during a pause is a line of the one digest at its end.

    Args:
        referrer_id: of whoever posted the referral that it is about.
    """
    if notice.kind is NoticeKind.UNANSWERED_PERSON and reminders.were_stopped:
        return Way.AT_ONCE  # beside the referrer nobody else hears that a client waits
    way = notice.way(referrer_id)
    return Way.DIGEST if way is Way.AT_ONCE and reminders.is_paused(now) else way


def is_hushed(way: Way, kind: NoticeKind, reminders: Reminders, now: datetime) -> bool:
    """Whether a pause of its reader holds a notice back.

    An answer is for now. And a pause that the bot made ends what it asks and brings up by itself, not what becomes of
    a client for whom its reader is to care: `storage.held` knows the same.
    """
    if way is Way.ANSWER or (
        way in (Way.THREAD, Way.AT_ONCE) and MANNERS[kind].client_waits and reminders.were_stopped
    ):
        return False
    return reminders.is_paused(now)


def held_until(way: Way, kind: NoticeKind, working_time: WorkingTime, now: datetime) -> datetime:
    """When a notice may be said at the soonest; `now` where it may be at once.

    What may wait goes with the digest of the next working morning, together with what else comes until then.
    """
    if way is Way.ANSWER:
        return now
    if way is Way.DIGEST and (mornings := MANNERS[kind].mornings):
        return working_time.morning(now, mornings)
    if way is Way.DIGEST and not MANNERS[kind].client_waits:
        return max(now, working_time.morning(now - _MORNING, 0))
    return working_time.next(now)


def digest_at(
    waiting: Sequence[Waiting], sent: Sequence[datetime], working_time: WorkingTime, now: datetime
) -> datetime | None:
    """When somebody's digest goes out: at `now`, later, or None when there is no reason for one yet.

    Args:
        waiting: what would be in it.
        sent: when the digests of the last eight days went out.
        working_time: of whom it is for, in the time zone of now.
    """
    due = [each for each in waiting if each.held_until <= now]
    if not due:
        return None
    zone = working_time.zone
    today = now.astimezone(zone).date()
    days = sorted(moment.astimezone(zone).date() for moment in sent)
    at = working_time.next(now)
    if days and days[-1] >= today:
        at = working_time.morning_of(days[-1] + timedelta(days=1))
    in_a_week = [on for on in days if today - on < WEEK]
    if len(in_a_week) >= A_WEEK and not any(MANNERS[each.kind].client_waits for each in due):
        at = max(at, working_time.morning_of(in_a_week[-A_WEEK] + WEEK))
    return at
