"""Whether somebody reads what the bot says: it stops by itself where nobody answers, and goes on once they are back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import MANNERS, Notice, NoticeKind
from bot.exchange.reminders import Later, Pause, PausedBy, Topic
from bot.exchange.values import LIVE
from bot.services.context import machine_now
from bot.services.moving import redraw_posts
from bot.services.telling import tell
from storage import deliveries, members, outbox, referrals, reminders

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member, ReferralState
    from bot.exchange.working_time import PracticeHours, WorkingTime
    from bot.services.context import Context
    from storage.outbox import Message


def noticed(ctx: Context, member: Member) -> None:
    """A member did something: what they left unanswered counts no more, and a pause that the bot made ends."""
    with ctx.database.read() as conn:
        counted = reminders.unanswered(conn, member.id)
    if not counted and not member.reminders.were_stopped:
        return
    with ctx.database.write() as conn:
        reminders.forget_unanswered(conn, member.id)
        if members.get(conn, member.id).reminders.were_stopped:
            _go_on(conn, member)
            outbox.recheck_of(conn, member.id, NoticeKind.PAUSED, machine_now())
    ctx.wake()


def stop_reminding(ctx: Context, conn: Connection, collective: Collective, member: Member) -> None:
    """Pause for somebody who answers nothing; they hear it once, and so does whoever depends on them."""
    tell(ctx, conn, collective, Notice(NoticeKind.PAUSED, member.id))
    depending = [state for state in referrals.states_concerning(conn, member.id) if _depends_on(state, member)]
    for state in depending:
        referral = state.referral
        quiet = Notice(NoticeKind.COLLEAGUE_QUIET, referral.referrer_id, about=member.id)
        tell(ctx, conn, collective, quiet, referrer_id=referral.referrer_id, referral_id=referral.id)
    reminders.save(conn, member.id, replace(reminders.hold(conn, member.id), pause=Pause(PausedBy.BOT)))
    reminders.forget_unanswered(conn, member.id)


def put_off(
    ctx: Context, collective: Collective, member: Member, row_id: str, when: Later | date, delivery_id: str
) -> datetime:
    """Say a line of the member's digest again another day.

    Args:
        when: tomorrow, in a week, or a day of the member's calendar; the working day from then on.

    Returns:
        The morning from which on it comes again, UTC.

    Raises:
        Refused: it is settled, or no line of theirs.
    """
    working_time = member.working_time(collective.hours)
    until = _morning(working_time, when, ctx.clock.now())
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        line = _line_of(conn, member, row_id)
        if fresh:
            outbox.put_off(conn, line.id, until)
            outbox.recheck_line(conn, line.id, machine_now())
    ctx.wake()
    return until


def bring_back(ctx: Context, collective: Collective, member: Member, row_id: str, delivery_id: str) -> None:
    """Undo that: the line stands in its digest as before.

    Raises:
        Refused: it was told again or brought back meanwhile, or is no line of theirs.
    """
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            line = _line_of(conn, member, row_id)
            if line.snoozed_until is None:
                raise Refused(Why.NOT_NOW)
            outbox.bring_back(conn, line.id, ctx.clock.now())
            outbox.recheck_line(conn, line.id, machine_now())
    ctx.wake()


def mute(ctx: Context, collective: Collective, member: Member, row_id: str, delivery_id: str) -> Topic:
    """Say nothing any more of the kind of this line, and give the topic that is muted.

    Raises:
        Refused: it is no line of theirs, or of a kind that cannot be muted.
    """
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        topic = MANNERS[_line_of(conn, member, row_id).kind].topic
        if topic is None:
            raise Refused(Why.NOT_NOW)
        if fresh:
            chosen = reminders.hold(conn, member.id)
            reminders.save(conn, member.id, replace(chosen, muted=chosen.muted | {topic}))
    return topic


def unmute(ctx: Context, collective: Collective, member: Member, topic: Topic, delivery_id: str) -> None:
    """Say what comes of this kind from now on."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            chosen = reminders.hold(conn, member.id)
            reminders.save(conn, member.id, replace(chosen, muted=chosen.muted - {topic}))


def hear_of(ctx: Context, collective: Collective, member: Member, topics: frozenset[Topic], delivery_id: str) -> None:
    """Say only what is of these topics, where something can be muted at all."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            chosen = reminders.hold(conn, member.id)
            muted = frozenset(Topic) - topics
            reminders.save(conn, member.id, replace(chosen, muted=muted))
            if Topic.FEATURED in chosen.muted ^ muted:
                redraw_posts(conn, collective)
    ctx.wake()


def work(
    ctx: Context,
    collective: Collective,
    member: Member,
    hours: PracticeHours,
    days: frozenset[int],
    region: str,
    delivery_id: str,
) -> None:
    """Remind them at these hours, on these days but for the public holidays of a region.

    What is as it would be without a choice stays no choice: it changes with the collective's hours and with their
    licence.
    """
    usual = replace(member, reminders=replace(member.reminders, hours=None, region=None)).working_time(collective.hours)
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            chosen = reminders.hold(conn, member.id)
            own = None if hours == usual.hours else hours
            kept = None if region == usual.region else region
            reminders.save(conn, member.id, replace(chosen, hours=own, days=days, region=kept))
    ctx.wake()


def pause(ctx: Context, collective: Collective, member: Member, on: date | None, delivery_id: str) -> None:
    """Say nothing to them by itself, and ask nobody of them.

    Args:
        on: the day of their own calendar from which on they are reminded again; None: until they say so.
    """
    until = datetime.combine(on, time(), member.zone).astimezone(UTC) if on else None
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            chosen = reminders.hold(conn, member.id)
            reminders.save(conn, member.id, replace(chosen, pause=Pause(PausedBy.MEMBER, until)))


def resume(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """End a pause, whoever made it; what is still true of what was held comes as one digest."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            _go_on(conn, member)
    ctx.wake()


def _go_on(conn: Connection, member: Member) -> None:
    """No pause any more; whoever was told that the bot cannot reach them reads that it can."""
    chosen = reminders.hold(conn, member.id)
    reminders.save(conn, member.id, replace(chosen, pause=None))
    if chosen.pause:
        for referral_id in referrals.concerning(conn, member.id):
            outbox.recheck(conn, referral_id, machine_now())


def _morning(working_time: WorkingTime, when: Later | date, now: datetime) -> datetime:
    today = now.astimezone(working_time.zone).date()
    days = {Later.TOMORROW: 1, Later.NEXT_WEEK: 7}
    on = when if isinstance(when, date) else today + timedelta(days=days[when])
    return working_time.morning_of(on)


def _line_of(conn: Connection, member: Member, row_id: str) -> Message:
    line = outbox.line_for(conn, row_id, member.id)
    if line is None:
        raise Refused(Why.NOT_NOW)
    return line


def _depends_on(state: ReferralState, member: Member) -> bool:
    """Whether the referrer counts on this colleague: they hold it, or the client chose them."""
    counted_on = {claim.member_id for claim in (state.holder, state.chosen) if claim}
    return state.status in LIVE and member.id in counted_on
