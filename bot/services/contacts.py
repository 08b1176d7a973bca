"""When to be in touch with who refers to a member: one reminder at a time, planned anew whenever their list changes."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.sources import look_on, months_after, next_up
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import collectives, members, nudges, outbox, sources

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.exchange.sources import Source
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from storage.nudges import DueNudge


def changed(ctx: Context, conn: Connection, collective: Collective, member: Member, *about: Source) -> None:
    """Plan the next reminder by the list as it is now.

    Args:
        about: the sources that were added, changed or deleted: what was sent of them is drawn as it stands now.
    """
    for source in about:
        outbox.recheck_of(conn, member.id, NoticeKind.CONTACT_DUE, machine_now(), source.id)
    _plan(ctx, conn, collective, member, look_on(sources.of_member(conn, member.id), _today(ctx, member)))


def bring_up(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Bring up the one whose contact is due the longest, and plan the next; of a member who is none now, nothing."""
    collective, member = collectives.get(conn, nudge.collective_id), members.get(conn, nudge.member_id)
    today, kept = _today(ctx, member), sources.of_member(conn, member.id)
    if not member.counts(collective.membership):
        _plan(ctx, conn, collective, member, months_after(today, 1) if kept else None)
        return
    source = next_up(kept)
    if source and source.next_on and source.next_on <= today:
        sources.save(conn, member.id, source.brought_up(today))
        tell(ctx, conn, collective, Notice(NoticeKind.CONTACT_DUE, member.id), subject_id=source.id)
    changed(ctx, conn, collective, member)


def _today(ctx: Context, member: Member) -> date:
    return ctx.clock.now().astimezone(member.zone).date()


def _plan(ctx: Context, conn: Connection, collective: Collective, member: Member, on: date | None) -> None:
    """Wait for the first moment of a day of the member's: the digest itself waits for their working time."""
    if on is None:
        nudges.drop(conn, collective.id, NudgeKind.CONTACT, member_id=member.id)
        return
    due_at = datetime.combine(on, time(), member.zone)
    nudges.plan(conn, collective.id, NudgeKind.CONTACT, ctx.clock.now(), due_at, member_id=member.id)
