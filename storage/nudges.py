"""Nudges: what becomes due. A pending nudge stands under a partial index, so looking for what is due stays cheap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import exists, func, insert, select, true, tuple_, update

from bot.exchange.nudges import Nudge, NudgeKind
from storage.models import members, nudges, referrals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from bot.exchange.values import Referral


class NudgeStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class DueNudge:
    """A nudge as it waits.

    Attributes:
        referral_id: "" for a habit, which is a member's or the collective's.
        member_id: whose habit it is; "" for none.
        subject_id: what of the member's it is about, as its kind knows.
        since: when it began to wait, UTC, calendar time.
        due_at: the same of when it is due.
    """

    id: str
    collective_id: str
    referral_id: str
    member_id: str
    subject_id: str
    kind: NudgeKind
    since: datetime
    due_at: datetime


_PENDING = nudges.c.status == NudgeStatus.PENDING.value


def replace_pending(conn: Connection, referral: Referral, planned: Sequence[Nudge], since: datetime) -> None:
    """Cancel what is pending for the referral and put `planned` in its place, waiting from `since` (calendar time)."""
    mine = nudges.c.referral_id == referral.id
    conn.execute(update(nudges).where(mine, _PENDING).values(status=NudgeStatus.CANCELLED.value))
    for nudge in planned:
        values = {"collective_id": referral.collective_id, "referral_id": referral.id}
        _add(conn, nudge.kind, since, nudge.due_at, **values)


def plan(
    conn: Connection,
    collective_id: str,
    kind: NudgeKind,
    since: datetime,
    due_at: datetime,
    *,
    member_id: str | None = None,
    subject_id: str = "",
) -> None:
    """Let a habit wait from `since` until `due_at` (calendar time), in place of the same that waits already."""
    drop(conn, collective_id, kind, member_id=member_id, subject_id=subject_id)
    values = {"collective_id": collective_id, "member_id": member_id, "subject_id": subject_id}
    _add(conn, kind, since, due_at, **values)


def drop(
    conn: Connection, collective_id: str, kind: NudgeKind, *, member_id: str | None = None, subject_id: str = ""
) -> None:
    """A habit waits for nothing any more."""
    whose = nudges.c.member_id == member_id if member_id else nudges.c.member_id.is_(None)
    which = (nudges.c.collective_id == collective_id) & (nudges.c.kind == kind.value) & whose
    same = which & (nudges.c.subject_id == subject_id)
    conn.execute(update(nudges).where(same, _PENDING).values(status=NudgeStatus.CANCELLED.value))


def waiting_since(conn: Connection, kind: NudgeKind, member_id: str) -> datetime | None:
    """From when a member's habit waits (calendar time); None where it does not."""
    return _since(conn, kind, member_id, _PENDING)


def last_since(conn: Connection, kind: NudgeKind, member_id: str) -> datetime | None:
    """From when a member's habit waited last, whatever became of it; None where it never did."""
    return _since(conn, kind, member_id, true())


def pass_over(conn: Connection, collective_id: str, kind: NudgeKind) -> None:
    """Whatever waits of a kind of habit counts as done."""
    which = (nudges.c.collective_id == collective_id) & (nudges.c.kind == kind.value)
    conn.execute(update(nudges).where(which, _PENDING).values(status=NudgeStatus.DONE.value))


def was_planned(conn: Connection, kind: NudgeKind, member_id: str, since: datetime | None = None) -> bool:
    """Whether a member's habit waits or was done, from `since` on where that is named; a cancelled one is none."""
    mine = (nudges.c.member_id == member_id) & (nudges.c.kind == kind.value)
    then = nudges.c.since == since if since else true()
    kept = nudges.c.status != NudgeStatus.CANCELLED.value
    return conn.execute(select(nudges.c.id).where(mine, then, kept).limit(1)).first() is not None


def planned(conn: Connection, collective_id: str, kind: NudgeKind) -> datetime | None:
    """When a habit of the collective itself is due (calendar time), or None while it does not wait."""
    which = (nudges.c.collective_id == collective_id) & (nudges.c.kind == kind.value) & nudges.c.member_id.is_(None)
    at: datetime | None = conn.execute(select(func.min(nudges.c.due_at)).where(which, _PENDING)).scalar_one()
    return at


def due(conn: Connection, now: datetime, limit: int) -> Sequence[DueNudge]:
    """What is due at `now` (calendar time), the longest due first, at most one of each referral.

    Of what is due at once, what began to wait first comes first, then whose Slack id does: no random id decides.
    """
    other = nudges.alias()
    sooner = tuple_(other.c.due_at, other.c.kind, other.c.id) < tuple_(nudges.c.due_at, nudges.c.kind, nudges.c.id)
    behind = exists().where(
        other.c.referral_id == nudges.c.referral_id, other.c.status == NudgeStatus.PENDING.value, sooner
    )
    whose = members.c.id == func.coalesce(nudges.c.member_id, referrals.c.referrer_id)
    found = select(nudges).outerjoin(referrals, referrals.c.id == nudges.c.referral_id).outerjoin(members, whose)
    query = found.where(_PENDING, nudges.c.due_at <= now, ~behind)
    first = (nudges.c.due_at, nudges.c.since, nudges.c.kind, members.c.user_id, nudges.c.id)
    return tuple(map(_due_nudge, conn.execute(query.order_by(*first).limit(limit))))


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


def began(conn: Connection, referral_id: str) -> datetime | None:
    """Since when what is pending for a referral waits: since its status began, or was begun anew; None: nothing is."""
    where = (nudges.c.referral_id == referral_id) & _PENDING
    at: datetime | None = conn.execute(select(func.min(nudges.c.since)).where(where)).scalar_one()
    return at


def upcoming(conn: Connection, limit: int) -> Sequence[DueNudge]:
    """What is pending for all referrals, the next first."""
    which = _PENDING & nudges.c.referral_id.is_not(None)
    query = select(nudges).where(which).order_by(nudges.c.due_at, nudges.c.id).limit(limit)
    return tuple(map(_due_nudge, conn.execute(query)))


def habits(conn: Connection) -> Sequence[DueNudge]:
    """Every habit that waits, the next first."""
    found = select(nudges).outerjoin(members, members.c.id == nudges.c.member_id)
    query = found.where(_PENDING, nudges.c.referral_id.is_(None))
    return tuple(map(_due_nudge, conn.execute(query.order_by(nudges.c.due_at, nudges.c.kind, members.c.user_id))))


def next_due(conn: Connection) -> datetime | None:
    """When the next nudge of all becomes due (calendar time), or None."""
    at: datetime | None = conn.execute(select(func.min(nudges.c.due_at)).where(_PENDING)).scalar_one()
    return at


def delay_rest(conn: Connection, referral_id: str, by: timedelta) -> None:
    """Move everything pending for the referral by as much as the one before it came late."""
    for nudge in pending(conn, referral_id):
        postpone(conn, nudge.id, nudge.due_at + by)


def _since(conn: Connection, kind: NudgeKind, member_id: str, which: ColumnElement[bool]) -> datetime | None:
    mine = (nudges.c.member_id == member_id) & (nudges.c.kind == kind.value) & which
    since: datetime | None = conn.execute(select(func.max(nudges.c.since)).where(mine)).scalar_one()
    return since


def _add(conn: Connection, kind: NudgeKind, since: datetime, due_at: datetime, **whose: str | None) -> None:
    values = {"id": uuid4().hex, "kind": kind.value, "since": since, "due_at": due_at}
    conn.execute(insert(nudges).values(status=NudgeStatus.PENDING.value, **values, **whose))


def _due_nudge(row: Row[Any]) -> DueNudge:
    return DueNudge(
        id=row.id,
        collective_id=row.collective_id,
        referral_id=row.referral_id or "",
        member_id=row.member_id or "",
        subject_id=row.subject_id,
        kind=NudgeKind(row.kind),
        since=row.since,
        due_at=row.due_at,
    )
