"""Nudges: what becomes due. A pending nudge stands under a partial index, so looking for what is due stays cheap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import exists, func, insert, select, tuple_, update

from bot.exchange.nudges import Nudge, NudgeKind
from storage.models import nudges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from bot.exchange.values import Referral


class NudgeStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class DueNudge:
    """A nudge whose time has come; `due_at` is UTC, calendar time."""

    id: str
    referral_id: str
    kind: NudgeKind
    due_at: datetime


_PENDING = nudges.c.status == NudgeStatus.PENDING.value


def replace_pending(conn: Connection, referral: Referral, planned: Sequence[Nudge]) -> None:
    """Cancel what is pending for the referral and put `planned` in its place."""
    mine = nudges.c.referral_id == referral.id
    conn.execute(update(nudges).where(mine, _PENDING).values(status=NudgeStatus.CANCELLED.value))
    for nudge in planned:
        conn.execute(
            insert(nudges).values(
                id=uuid4().hex,
                collective_id=referral.collective_id,
                referral_id=referral.id,
                kind=nudge.kind.value,
                since=nudge.due_at,
                due_at=nudge.due_at,
                status=NudgeStatus.PENDING.value,
            )
        )


def due(conn: Connection, now: datetime, limit: int) -> Sequence[DueNudge]:
    """What is due at `now` (calendar time), the longest due first, at most one of each referral."""
    other = nudges.alias()
    sooner = tuple_(other.c.due_at, other.c.id) < tuple_(nudges.c.due_at, nudges.c.id)
    behind = exists().where(
        other.c.referral_id == nudges.c.referral_id, other.c.status == NudgeStatus.PENDING.value, sooner
    )
    query = select(nudges).where(_PENDING, nudges.c.due_at <= now, ~behind)
    rows = conn.execute(query.order_by(nudges.c.due_at, nudges.c.id).limit(limit))
    return tuple(map(_due_nudge, rows))


def take(conn: Connection, nudge_id: str, now: datetime) -> bool:
    """Mark a nudge as done if it is still pending and due; False when it was cancelled, moved or taken meanwhile."""
    mine = (nudges.c.id == nudge_id) & _PENDING & (nudges.c.due_at <= now)
    return conn.execute(update(nudges).where(mine).values(status=NudgeStatus.DONE.value)).rowcount == 1


def cancel(conn: Connection, nudge_id: str) -> None:
    """A pending nudge waits for nothing any more."""
    conn.execute(update(nudges).where(nudges.c.id == nudge_id, _PENDING).values(status=NudgeStatus.CANCELLED.value))


def postpone(conn: Connection, nudge_id: str, due_at: datetime) -> None:
    """Let a pending nudge become due later."""
    conn.execute(update(nudges).where(nudges.c.id == nudge_id, _PENDING).values(due_at=due_at))


def pending(conn: Connection, referral_id: str) -> Sequence[DueNudge]:
    """What is pending for a referral, the next first."""
    query = select(nudges).where(nudges.c.referral_id == referral_id, _PENDING).order_by(nudges.c.due_at, nudges.c.id)
    return tuple(map(_due_nudge, conn.execute(query)))


def upcoming(conn: Connection, limit: int) -> Sequence[DueNudge]:
    """What is pending for all referrals, the next first."""
    query = select(nudges).where(_PENDING).order_by(nudges.c.due_at, nudges.c.id).limit(limit)
    return tuple(map(_due_nudge, conn.execute(query)))


def next_due(conn: Connection) -> datetime | None:
    """When the next nudge of all becomes due (calendar time), or None."""
    at: datetime | None = conn.execute(select(func.min(nudges.c.due_at)).where(_PENDING)).scalar_one()
    return at


def delay_rest(conn: Connection, referral_id: str, by: timedelta) -> None:
    """Move everything pending for the referral by as much as the one before it came late."""
    for nudge in pending(conn, referral_id):
        postpone(conn, nudge.id, nudge.due_at + by)


def _due_nudge(row: Row[Any]) -> DueNudge:
    return DueNudge(row.id, row.referral_id, NudgeKind(row.kind), row.due_at)
