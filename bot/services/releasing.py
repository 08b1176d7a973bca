"""What was held until a moment of the calendar: said when that has come, or gathered into a digest for each person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.exchange.digests import MOST_LINES, MOST_UNANSWERED, Waiting, digest_at, may_be_told
from bot.exchange.notices import MANNERS, Notice, NoticeKind, Way
from bot.exchange.values import LIVE, Status
from bot.services import attention
from bot.services.context import machine_now
from storage import cards, collectives, held, members, outbox, referrals, reminders
from storage.outbox import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import Member
    from bot.exchange.working_time import WorkingTime
    from bot.services.context import Context
    from storage.held import HeldRow, Line

_BATCH = 50
_AFTER_A_FAULT = timedelta(hours=1)


def release_due(ctx: Context) -> int:
    """Let go what may be said now, and gather digests; to be called by one replica at a time, after the nudges.

    Returns:
        How many rows and people were seen to; 0 when there is nothing to do now.
    """
    seen = _let_go(ctx, held.messages, _release_message) + _let_go(ctx, held.invitations, _release_invitation)
    seen += _gather(ctx)
    if seen:
        ctx.wake()
    return seen


def _let_go(
    ctx: Context,
    due: Callable[[Connection, datetime, int], Sequence[HeldRow]],
    release: Callable[[Connection, HeldRow, datetime], None],
) -> int:
    now = ctx.clock.now()
    with ctx.database.read() as conn:
        rows = due(conn, now, _BATCH)
    for row in rows:
        _release_safely(ctx, row, release, now)
    return len(rows)


def _release_safely(
    ctx: Context, row: HeldRow, release: Callable[[Connection, HeldRow, datetime], None], now: datetime
) -> None:
    """One that cannot be let go does not stop the others, and is looked at again later."""
    try:
        with ctx.database.write() as conn:
            release(conn, row, now)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it comes again
        structlog.get_logger().error("release failed", row=row.id, fault=type(fault).__name__)
        with ctx.database.write() as conn:
            held.hold(conn, row.id, now + _AFTER_A_FAULT)
            held.hold_invitation(conn, row.id, now + _AFTER_A_FAULT)


def _release_message(conn: Connection, row: HeldRow, now: datetime) -> None:
    if (working := _working_time(conn, row).next(now)) > now:
        held.hold(conn, row.id, working)
    else:
        held.let_go(conn, row.id, machine_now())


def _release_invitation(conn: Connection, row: HeldRow, now: datetime) -> None:
    """Nobody is asked any more for what somebody has taken meanwhile; should it open again, they are asked then."""
    state = referrals.load(conn, row.referral_id or "", lock=True)
    working_time = _working_time(conn, row)
    if state is None or state.status not in LIVE:
        held.drop_invitation(conn, row.id)
    elif state.status is not Status.OPEN:
        held.hold_invitation(conn, row.id, working_time.morning(now, 1))
    elif (working := working_time.next(now)) > now:
        held.hold_invitation(conn, row.id, working)
    else:
        held.let_invitation_go(conn, row.id, machine_now())
        cards.want(conn, state.referral, machine_now())  # the referrer's copy says that they hear of it later


def _gather(ctx: Context) -> int:
    """A digest for everybody for whom it is time; each in a transaction of its own."""
    now, after, seen = ctx.clock.now(), "", 0
    while True:
        with ctx.database.read() as conn:
            readers = held.readers(conn, now, after, _BATCH)
            people = members.get_many(conn, readers)
        for member_id in readers:
            _gather_safely(ctx, member_id, now)
        seen += len(readers)
        if len(readers) < _BATCH:
            return seen
        after = people[readers[-1]].user_id


def _gather_safely(ctx: Context, member_id: str, now: datetime) -> None:
    """One digest that cannot be made does not stop the others."""
    try:
        with ctx.database.write() as conn:
            _digest_for(ctx, conn, members.get(conn, member_id), now)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it comes again
        structlog.get_logger().error("digest failed", fault=type(fault).__name__)
        with ctx.database.write() as conn:
            held.hold_lines(conn, member_id, now, now + _AFTER_A_FAULT)


def _digest_for(ctx: Context, conn: Connection, member: Member, now: datetime) -> None:
    """Make a digest of all that waits, hold it back, or pause whoever left three unanswered."""
    collective = collectives.of_member(conn, member.id)
    working_time = member.working_time(collective.hours)
    lines = _wanted(conn, member, held.lines(conn, member.id, now))
    waiting = [Waiting(line.kind, line.held_until) for line in lines]
    at = digest_at(waiting, held.digests_sent(conn, member.id, now), working_time, now)
    if at is None:
        return
    if at > now:
        held.hold_lines(conn, member.id, now, at)
    elif reminders.unanswered(conn, member.id) >= MOST_UNANSWERED:
        attention.stop_reminding(ctx, conn, collective, member)
    else:
        digest = Order(Notice(NoticeKind.DIGEST, member.id), Way.AT_ONCE, now)
        digest_id = outbox.put(conn, collective.id, digest, machine_now())
        held.carry(conn, digest_id, [line.id for line in _in_order(lines)[:MOST_LINES]])


def _wanted(conn: Connection, member: Member, lines: Sequence[Line]) -> Sequence[Line]:
    """Without what the member muted since it was held; it is left unsaid."""
    for line in lines:
        if not may_be_told(line.kind, member.reminders):
            held.drop(conn, line.id)
    return [line for line in lines if may_be_told(line.kind, member.reminders)]


def _in_order(lines: Sequence[Line]) -> Sequence[Line]:
    """The most urgent first; of one rank as they came."""
    return sorted(lines, key=lambda line: MANNERS[line.kind].rank)


def _working_time(conn: Connection, row: HeldRow) -> WorkingTime:
    collective = collectives.get(conn, row.collective_id)
    return members.get(conn, row.reader_id).working_time(collective.hours)
