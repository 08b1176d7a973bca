"""What wakes up when time has passed: the rows of the nudge table that are due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.moves import CLOCK, Remind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import LIVE
from bot.exchange.working_time import next_working
from bot.services.context import machine_now
from bot.services.moving import apply
from bot.services.referring import find_candidates
from storage import cards, collectives, deliveries, members, nudges, referrals

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import ReferralState
    from bot.services.context import Context
    from storage.nudges import DueNudge

_BATCH = 50
#: A nudge that comes later than this (the machine was off) moves those that follow it by as much.
_LATE = timedelta(hours=1)


def fire_due(ctx: Context) -> int:
    """Do what is due, each nudge in a transaction of its own.

    Returns:
        How many were looked at; 0 when nothing is due any more.
    """
    with ctx.database.read() as conn:
        due = nudges.due(conn, ctx.clock.now(), _BATCH)
    for nudge in due:
        _fire(ctx, nudge)
    if due:
        ctx.wake()
    return len(due)


def tidy(ctx: Context) -> None:
    """Forget what can no longer come again."""
    with ctx.database.write() as conn:
        deliveries.forget_old(conn, machine_now())


def _fire(ctx: Context, nudge: DueNudge) -> None:
    now = ctx.clock.now()
    with ctx.database.read() as conn:
        seen = referrals.load(conn, nudge.referral_id)
        collective = collectives.get(conn, seen.referral.collective_id) if seen else None
    if seen is None or collective is None:
        return
    inviting = nudge.kind is NudgeKind.INVITE_NEXT
    candidates = find_candidates(ctx, collective, seen.referral.need) if inviting else ()
    with ctx.database.write() as conn:
        state = referrals.load(conn, nudge.referral_id, lock=True)
        if state is None or state.status not in LIVE:
            return
        working = next_working(now, members.get(conn, _reader(state)).zone, collective.hours)
        if working > now:
            _postpone(conn, nudge, now, working)
            cards.want(conn, state.referral, machine_now())  # the referrer's copy says by when there will be names
        elif nudges.take(conn, nudge.id, now):
            _remind(ctx, conn, state, Remind(CLOCK, nudge.kind, candidates), now - nudge.due_at)


def _postpone(conn: Connection, nudge: DueNudge, now: datetime, working: datetime) -> None:
    """Wait for working time; when it is late, with all that is behind it, or it would all come at once that morning."""
    if now - nudge.due_at > _LATE:
        nudges.delay_rest(conn, nudge.referral_id, working - nudge.due_at)
    else:
        nudges.postpone(conn, nudge.id, working)


def _remind(ctx: Context, conn: Connection, state: ReferralState, move: Remind, late: timedelta) -> None:
    after = apply(ctx, conn, state, move)
    if late > _LATE and after.status is state.status:
        nudges.delay_rest(conn, state.referral.id, late)


def _reader(state: ReferralState) -> str:
    """In whose working time the nudges of this status are due."""
    return state.chosen.member_id if state.chosen else state.referral.referrer_id
