"""What wakes up when time has passed: the rows of the nudge table that are due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.exchange.moves import CLOCK, Refused, Remind
from bot.exchange.nudges import NudgeKind, reader_of
from bot.exchange.values import LIVE
from bot.services.context import machine_now
from bot.services.habits import HABITS
from bot.services.moving import apply
from bot.services.referring import find_candidates
from bot.services.releasing import release_due
from storage import cards, collectives, deliveries, members, nudges, referrals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import ReferralState
    from bot.matching import Match
    from bot.services.context import Context
    from storage.nudges import DueNudge

_BATCH = 50
#: A nudge that comes later than this (the machine was off) moves those that follow it by as much.
_LATE = timedelta(hours=1)
#: A nudge that met a fault is tried again after so long, and meanwhile stands in nobody's way.
_AFTER_A_FAULT = timedelta(hours=1)


def look(ctx: Context) -> int:
    """Look after all that is due: first the nudges, then what was held and may be said by now.

    One replica at a time, so that several do exactly what one would.

    Returns:
        How much was seen to; 0 when nothing is due any more.
    """
    with ctx.database.alone():
        return fire_due(ctx) or release_due(ctx)


def fire_due(ctx: Context) -> int:
    """Do what is due, each nudge in a transaction of its own.

    Returns:
        How many were looked at; 0 when nothing is due any more.
    """
    with ctx.database.read() as conn:
        due = nudges.due(conn, ctx.clock.now(), _BATCH)
    for nudge in due:
        _fire_safely(ctx, nudge)
    if due:
        ctx.wake()
    return len(due)


def tidy(ctx: Context) -> None:
    """Forget what can no longer come again."""
    with ctx.database.write() as conn:
        deliveries.forget_old(conn, machine_now())


def _fire_safely(ctx: Context, nudge: DueNudge) -> None:
    """One nudge that cannot be dealt with does not stop the others; what the fault says may hold a person's words."""
    try:
        _fire(ctx, nudge)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the nudge comes again
        structlog.get_logger().error("nudge failed", nudge=nudge.id, fault=type(fault).__name__)
        with ctx.database.write() as conn:
            nudges.postpone(conn, nudge.id, ctx.clock.now() + _AFTER_A_FAULT)


def _fire(ctx: Context, nudge: DueNudge) -> None:
    if nudge.referral_id:
        _fire_of_referral(ctx, nudge)
        return
    with ctx.database.write() as conn:
        if nudges.take(conn, nudge.id, ctx.clock.now()):
            HABITS[nudge.kind](ctx, conn, nudge)


def _fire_of_referral(ctx: Context, nudge: DueNudge) -> None:
    now = ctx.clock.now()
    candidates = _candidates(ctx, nudge)
    with ctx.database.write() as conn:
        state = referrals.load(conn, nudge.referral_id, lock=True)
        if state is None or state.status not in LIVE:
            nudges.cancel(conn, nudge.id)
            return
        hours = collectives.get(conn, state.referral.collective_id).hours
        working = members.get(conn, reader_of(nudge.kind, state)).working_time(hours).next(now)
        if working > now:
            _postpone(conn, nudge, now, working)
            cards.want(conn, state.referral, machine_now())  # the referrer's copy says by when there will be names
        elif nudges.take(conn, nudge.id, now):
            _remind(ctx, conn, state, Remind(CLOCK, nudge.kind, candidates), now - nudge.due_at)


def _candidates(ctx: Context, nudge: DueNudge) -> Sequence[Match]:
    """Whom the nudge may invite: looked up before its transaction."""
    if nudge.kind not in (NudgeKind.INVITE_NEXT, NudgeKind.ASK_CHANNEL):
        return ()
    with ctx.database.read() as conn:
        seen = referrals.load(conn, nudge.referral_id)
        collective = collectives.get(conn, seen.referral.collective_id) if seen else None
    return find_candidates(ctx, collective, seen.referral.need) if seen and collective else ()


def _postpone(conn: Connection, nudge: DueNudge, now: datetime, working: datetime) -> None:
    """Wait for working time; when it is late, with all that is behind it, or it would all come at once that morning."""
    if now - nudge.due_at > _LATE:
        nudges.delay_rest(conn, nudge.referral_id, working - nudge.due_at)
    else:
        nudges.postpone(conn, nudge.id, working)


def _remind(ctx: Context, conn: Connection, state: ReferralState, move: Remind, late: timedelta) -> None:
    try:
        after = apply(ctx, conn, state, move)
    except Refused:
        return  # it waited in another status: it is taken, and nothing is to be done
    if late > _LATE and after.status is state.status:
        nudges.delay_rest(conn, state.referral.id, late)
