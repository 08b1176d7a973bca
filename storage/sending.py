"""What cards and outbox have in common: rows that are due, leased to one sender at a time, and paced by channel.

All times here are machine time. A lease is a token: whoever finds another's token in the row has lost it, and writes
nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import bindparam, func, literal, or_, select, update

from storage.models import UtcDateTime, cards, outbox, pace
from storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Table

#: Longer than the sender's time-out for one call to Slack, so that a lease outlives the call it is for.
LEASE = timedelta(seconds=60)
#: About one message a second in a channel (Slack's rate limits for chat.postMessage, 2026).
PACE = timedelta(seconds=1)


class SendState(StrEnum):
    """How far a message is."""

    HELD = "held"  # not to be sent before a moment of the calendar
    CARRIED = "carried"  # a line of a digest
    DUE = "due"  # to be posted, updated or deleted
    ASKING = "asking"  # posted perhaps: to be looked up before anything else
    SHOWN = "shown"  # a card that shows what is wanted
    SENT = "sent"  # a message of the outbox that is with its reader
    RECHECK = "recheck"  # a sent message that asks for something: does it still hold?
    SETTLED = "settled"  # it held no more, and says so
    GONE = "gone"  # a card that was deleted
    DROPPED = "dropped"  # not relevant any more, or its reader is gone
    UNKNOWN = "unknown"  # posted perhaps, and it could not be found out; `exchange doctor` lists it


#: States in which a row waits for a sender.
WAITING = (SendState.DUE.value, SendState.ASKING.value, SendState.RECHECK.value)


def held_back(conn: Connection, table: Table, after: datetime, limit: int) -> Sequence[Row[Any]]:
    """Rows that wait and are not to be sent before `after`, the next first."""
    later = table.c.state.in_(WAITING) & (table.c.send_at > after)
    return conn.execute(select(table).where(later).order_by(table.c.send_at, table.c.id).limit(limit)).all()


def is_any_waiting(conn: Connection) -> bool:
    """Whether any card or message waits for a sender, for its turn, or for the end of a lease."""
    waiting = (select(table.c.id).where(table.c.state.in_(WAITING)).limit(1) for table in (cards, outbox))
    return any(conn.execute(query).first() is not None for query in waiting)


def lease(conn: Connection, table: Table, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """Take up to `limit` rows that are due and that nobody else has taken, oldest first, with the new token in them."""
    free = or_(table.c.leased_until.is_(None), table.c.leased_until < now)
    # Written out, for SQLite uses a partial index only where it reads the index's own condition in the query.
    waiting = table.c.state.in_(bindparam("waiting", WAITING, expanding=True, literal_execute=True))
    due = waiting & (table.c.send_at <= now) & free
    ids = conn.execute(
        select(table.c.id)
        .where(due)
        .order_by(table.c.send_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).scalars()
    taken = list(ids)
    token = uuid4().hex
    conn.execute(update(table).where(table.c.id.in_(taken)).values(lease_token=token, leased_until=now + LEASE))
    return conn.execute(select(table).where(table.c.id.in_(taken)).order_by(table.c.send_at, table.c.id)).all()


def about_to_send(conn: Connection, table: Table, row_id: str, token: str, now: datetime, **values: Any) -> bool:
    """Note that a leased row is about to be sent, and lease it anew for the call that sends it.

    Whoever is killed after this leaves a row that says what to look up; False when the lease was lost meanwhile, and
    nothing may be sent.
    """
    values |= {"leased_until": now + LEASE, "tried_at": func.coalesce(table.c.tried_at, literal(now, UtcDateTime))}
    mine = (table.c.id == row_id) & (table.c.lease_token == token)
    return conn.execute(update(table).where(mine).values(values)).rowcount == 1


def finish(conn: Connection, table: Table, row_id: str, token: str, **values: Any) -> bool:
    """Write what became of a leased row and give it back; False when the lease was lost meanwhile."""
    values |= {"lease_token": None, "leased_until": None}
    mine = (table.c.id == row_id) & (table.c.lease_token == token)
    return conn.execute(update(table).where(mine).values(values)).rowcount == 1


def take_turn(
    conn: Connection, collective_id: str, channel_id: str, now: datetime, between: timedelta = PACE
) -> datetime | None:
    """Take the next turn to post in a channel; the one after it comes when the time `between` two is over.

    Returns:
        None when it is our turn, which is then taken; else the moment at which to try again.
    """
    turn = {"channel_id": channel_id, "collective_id": collective_id, "free_at": now + between}
    # One statement: two replicas that look first and write then would both take the turn.
    if upsert(conn, pace, ("channel_id",), turn, where=pace.c.free_at <= now):
        return None
    free_at: datetime = conn.execute(select(pace.c.free_at).where(pace.c.channel_id == channel_id)).scalar_one()
    return free_at


def pause(conn: Connection, collective_id: str, channel_id: str, until: datetime) -> None:
    """Let nobody post in a channel before `until`, as Slack asked; a longer pause that stands already stays."""
    row = {"channel_id": channel_id, "collective_id": collective_id, "free_at": until}
    upsert(conn, pace, ("channel_id",), row, where=pace.c.free_at < until)
