"""How a member wants to be reminded, as it stands in their row; and how many digests in a row they left unanswered."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, update

from bot.exchange.reminders import Pause, PausedBy, Reminders, Topic
from bot.exchange.working_time import WEEKDAYS, PracticeHours
from storage.models import members

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row


def packed(reminders: Reminders) -> dict[str, Any]:
    """All but the pause, as plain values that JSON takes."""
    hours = reminders.hours
    return {
        "hours": [f"{hours.start:%H:%M}", f"{hours.end:%H:%M}"] if hours else None,
        "days": sorted(reminders.days),
        "region": reminders.region,
        "muted": sorted(reminders.muted),
        "wants_clarity": reminders.wants_clarity,
        "helps_clarity": reminders.helps_clarity,
        "was_asked_to_help": reminders.was_asked_to_help,
    }


def unpacked(row: Row[Any]) -> Reminders:
    """What stands in a row of `members`; a row of before there were choices has made none."""
    kept = row.reminders
    hours = kept.get("hours")
    return Reminders(
        hours=PracticeHours(*map(time.fromisoformat, hours)) if hours else None,
        days=frozenset(kept.get("days", WEEKDAYS)),
        region=kept.get("region"),
        muted=frozenset(map(Topic, kept.get("muted", ()))),
        pause=Pause(PausedBy(row.paused_by), row.paused_until) if row.paused_by else None,
        wants_clarity=kept.get("wants_clarity", False),
        helps_clarity=kept.get("helps_clarity", False),
        was_asked_to_help=kept.get("was_asked_to_help", False),
    )


def hold(conn: Connection, member_id: str) -> Reminders:
    """What a member chose, held until the transaction ends: what they choose elsewhere this moment comes after it."""
    mine = select(members).where(members.c.id == member_id)
    return unpacked(conn.execute(mine.with_for_update(key_share=True)).one())


def save(conn: Connection, member_id: str, reminders: Reminders) -> None:
    """Keep what a member chose, the pause included."""
    pause = reminders.pause
    values = {
        "reminders": packed(reminders),
        "paused_by": pause.by.value if pause else "",
        "paused_until": pause.until if pause else None,
    }
    conn.execute(update(members).where(members.c.id == member_id).values(values))


def is_reminded(now: datetime) -> ColumnElement[bool]:
    """The condition on rows of `members` that they are not paused at `now` (calendar time)."""
    ended = and_(members.c.paused_until.is_not(None), members.c.paused_until <= now)
    return or_(members.c.paused_by == "", ended)


def paused(conn: Connection, collective_id: str, now: datetime) -> frozenset[str]:
    """The ids of members who are paused at `now` (calendar time)."""
    where = (members.c.collective_id == collective_id) & ~is_reminded(now)
    return frozenset(conn.execute(select(members.c.id).where(where)).scalars())


def unanswered(conn: Connection, member_id: str) -> int:
    """How many digests that asked for something went unanswered, in a row, up to now."""
    count: int = conn.execute(select(members.c.unanswered).where(members.c.id == member_id)).scalar_one()
    return count


def count_unanswered(conn: Connection, member_id: str) -> None:
    """One more digest that asks for something is with its reader."""
    conn.execute(update(members).where(members.c.id == member_id).values(unanswered=members.c.unanswered + 1))


def forget_unanswered(conn: Connection, member_id: str) -> None:
    """The member has done something: the count begins anew."""
    conn.execute(update(members).where(members.c.id == member_id).values(unanswered=0))
