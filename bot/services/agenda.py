"""What will happen by itself: nudges and habits, what is held until somebody works, what has to wait for Slack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange import digests
from bot.exchange.notices import Face
from bot.exchange.nudges import NudgeKind
from bot.services import weekly
from bot.services.context import machine_now
from bot.services.scenes import scene_of
from storage import collectives, held, members, nudges, sending
from storage.models import cards, outbox
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.scene import Scene
    from bot.exchange.values import Member
    from bot.services.context import Context
    from storage.held import HeldRow
    from storage.nudges import DueNudge

#: Whoever waits less than this for a turn in the channel is not held back.
_A_MOMENT = timedelta(seconds=5)


@dataclass(frozen=True)
class Held:
    """A message that cannot be sent yet.

    Attributes:
        at: calendar time at which it is tried.
        reader: None for the channel.
        face: which living message it is; None for one that is said once.
        in_doubt: it was posted perhaps, and is looked up first.
        failed: it was tried before, in vain.
    """

    at: datetime
    reader: Member | None
    face: Face | None
    in_doubt: bool
    failed: bool


@dataclass(frozen=True)
class Waiting:
    """What is said once its reader works.

    Attributes:
        at: calendar time.
        face: which living message it is; None for one that is said once, or for a digest.
        is_digest: it is all that waits for them, as one message.
    """

    at: datetime
    reader: Member
    face: Face | None
    is_digest: bool


def nudges_ahead(ctx: Context, limit: int) -> Sequence[tuple[DueNudge, Scene]]:
    """What is due by the nudge table, the next first, each with the referral that it is about."""
    with ctx.database.read() as conn:
        ahead = nudges.upcoming(conn, limit)
        now = ctx.clock.now()
        scenes = {referral_id: scene_of(conn, referral_id, now) for referral_id in {n.referral_id for n in ahead}}
    return [(nudge, scene) for nudge in ahead if (scene := scenes[nudge.referral_id])]


def habits_ahead(ctx: Context) -> Sequence[tuple[DueNudge, Member | None]]:
    """What comes round, the next first, each with whose habit it is; None for the collective's own.

    Of each kind the next alone: everybody has the same ones.
    """
    first: dict[NudgeKind, DueNudge] = {}
    with ctx.database.read() as conn:
        for nudge in nudges.habits(conn):
            if nudge.kind not in first and _comes(conn, nudge):
                first[nudge.kind] = nudge
        whose = members.get_many(conn, {nudge.member_id for nudge in first.values()})
    return [(nudge, whose.get(nudge.member_id)) for nudge in first.values()]


def held_ahead(ctx: Context, limit: int) -> Sequence[Waiting]:
    """What waits for its reader's working time, the next first; not what waits for the end of a pause without one."""
    with ctx.database.read() as conn:
        found = [_single(ctx, conn, row, face) for row, face in held.ahead(conn, limit)]
        found += [_digest(ctx, conn, reader_id, at) for reader_id, at in held.digests_ahead(conn, limit)]
    return sorted(filter(None, found), key=lambda each: (each.at, each.reader.user_id, each.is_digest))[:limit]


def held_back(ctx: Context, limit: int) -> Sequence[Held]:
    """The messages for which Slack has to be waited, or has to be asked what became of them; the next first."""
    now = machine_now()
    ahead = ctx.clock.now() - now
    with ctx.database.read() as conn:
        waiting = [
            (row, Face(row.face) if table is cards else None, row.member_id if table is cards else row.to_id)
            for table in (cards, outbox)
            for row in sending.held_back(conn, table, now + _A_MOMENT, limit)
        ]
        readers = members.get_many(conn, {reader_id for _, _, reader_id in waiting if reader_id})
    found = (
        Held(
            at=row.send_at + ahead,
            reader=readers.get(reader_id),
            face=face,
            in_doubt=row.state == SendState.ASKING,
            failed=row.attempts > 0,
        )
        for row, face, reader_id in waiting
    )
    return sorted(found, key=lambda each: each.at)[:limit]


def _comes(conn: Connection, nudge: DueNudge) -> bool:
    """Whether anything will come of a habit, as things are."""
    if nudge.kind is not NudgeKind.WEEKLY_POST:
        return True
    collective = collectives.get(conn, nudge.collective_id)
    return weekly.is_posted(collective, members.count(conn, collective))


def _single(ctx: Context, conn: Connection, row: HeldRow, face: Face | None) -> Waiting | None:
    reader = members.get(conn, row.reader_id)
    soonest = _unpaused(reader, max(row.held_until, ctx.clock.now()))
    working_time = reader.working_time(collectives.get(conn, row.collective_id).hours)
    return Waiting(working_time.next(soonest), reader, face, is_digest=False) if soonest else None


def _digest(ctx: Context, conn: Connection, reader_id: str, held_until: datetime) -> Waiting | None:
    reader = members.get(conn, reader_id)
    soonest = _unpaused(reader, max(held_until, ctx.clock.now()))
    if soonest is None:
        return None
    working_time = reader.working_time(collectives.of_member(conn, reader_id).hours)
    lines = [digests.Waiting(line.kind, line.held_until) for line in held.lines(conn, reader_id, soonest)]
    at = digests.digest_at(lines, held.digests_sent(conn, reader_id, soonest), working_time, soonest)
    return Waiting(at, reader, None, is_digest=True) if at else None


def _unpaused(reader: Member, moment: datetime) -> datetime | None:
    """The moment, or the end of the reader's pause where that is later; None where the pause has no end."""
    if not reader.reminders.is_paused(moment):
        return moment
    return reader.reminders.pause.until if reader.reminders.pause else None
