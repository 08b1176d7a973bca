"""What keeps niches and openings true without nagging: a welcome, a question a quarter, one where openings run out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.habits import QUARTER, niche_due, openings_due, said_at
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.matching.advice.niche_line import niche_line
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import collectives, members, nudges, outbox

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.matching import Opening
    from bot.services.context import Context
    from storage.nudges import DueNudge


_KINDS = (NudgeKind.WELCOME, NudgeKind.NICHE_STILL_RIGHT, NudgeKind.OPENINGS_RUN_OUT, NudgeKind.CLARITY)
#: A question of the quarter counts as asked lately until an hour before the next one.
_LATELY = QUARTER - timedelta(hours=1)


def begin(ctx: Context, conn: Connection, collective: Collective, member: Member) -> None:
    """Let wait for a member what does not yet: for somebody new, or back, or of before there were habits.

    Whoever has a niche knows the exchange, and is not welcomed. For whoever is a member no more nothing waits.
    """
    if not collective.is_set_up:
        return
    # Held, so that of two who tell of the same person at once the second sees what the first began.
    member = members.by_user(conn, collective.id, member.user_id, lock=True) or member
    if not member.counts(collective.membership):
        for kind in _KINDS:
            nudges.drop(conn, collective.id, kind, member_id=member.id)
    elif members.has_niche(conn, member.id):
        _go_on(ctx, conn, collective, member)
    elif not nudges.was_planned(conn, NudgeKind.WELCOME, member.id):
        now = ctx.clock.now()
        due_at = member.working_time(collective.hours).next(now)
        nudges.plan(conn, collective.id, NudgeKind.WELCOME, now, due_at, member_id=member.id)


def said_niche(ctx: Context, conn: Connection, collective: Collective, member: Member) -> None:
    """A member saved their niche, or says that it is still right: the quarter begins anew, and no welcome is needed."""
    nudges.drop(conn, collective.id, NudgeKind.WELCOME, member_id=member.id)
    _ask_in_a_quarter(conn, collective, member, ctx.clock.now())
    outbox.recheck_of(conn, member.id, NoticeKind.NICHE_STILL_RIGHT, machine_now())


def save_opening(conn: Connection, collective: Collective, member: Member, opening: Opening) -> None:
    """Keep what a member says of their openings, and ask again when that has run out."""
    members.save_opening(conn, member.id, opening)
    said_opening(conn, collective, member, opening)


def said_opening(conn: Connection, collective: Collective, member: Member, opening: Opening) -> None:
    """Ask again when what a member says of their openings now has run out, and not when what they said before has."""
    nudges.drop(conn, collective.id, NudgeKind.OPENINGS_RUN_OUT, member_id=member.id)
    _ask_when_it_runs_out(conn, collective, member, opening)
    outbox.recheck_of(conn, member.id, NoticeKind.OPENINGS_RUN_OUT, machine_now())


def welcome(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Say once what the exchange is; to nobody who has left meanwhile."""
    collective, member = _whose(conn, nudge)
    if is_new(conn, collective, member):
        tell(ctx, conn, collective, Notice(NoticeKind.WELCOME, member.id))


def ask_still_right(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Ask whether the niche is still right, and once more in a quarter; not where nothing was said of it."""
    (collective, member), now = _whose(conn, nudge), ctx.clock.now()
    if not member.counts(collective.membership) or nudges.waiting_since(conn, nudge.kind, member.id):
        return  # they are asked when they are back; or they answered just now, and that waits already
    due_at = niche_due(now, member.working_time(collective.hours))
    nudges.plan(conn, collective.id, nudge.kind, nudge.since, due_at, member_id=member.id)
    was_asked = outbox.put_since(conn, NoticeKind.NICHE_STILL_RIGHT, member.id, now - _LATELY)
    if niche_line(member.niche) and not was_asked:
        tell(ctx, conn, collective, Notice(NoticeKind.NICHE_STILL_RIGHT, member.id))


def ask_openings(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Ask once whether there is room, now that what was said has run out."""
    (collective, member), now = _whose(conn, nudge), ctx.clock.now()
    if not member.counts(collective.membership):
        return
    due_at = openings_due(member.niche.opening, member.working_time(collective.hours))
    if due_at is not None and due_at > now:  # they have travelled, and that day has not begun where they are
        nudges.plan(conn, collective.id, nudge.kind, nudge.since, due_at, member_id=member.id)
    elif due_at is not None:
        tell(ctx, conn, collective, Notice(NoticeKind.OPENINGS_RUN_OUT, member.id))


def is_new(conn: Connection, collective: Collective, member: Member) -> bool:
    """Whether a member has yet to begin."""
    return member.counts(collective.membership) and not members.has_niche(conn, member.id)


def is_run_out(member: Member, now: datetime) -> bool:
    """Whether what a member said of their openings holds no more."""
    until = member.niche.opening.until
    return until is not None and now.astimezone(member.zone).date() >= until


def _go_on(ctx: Context, conn: Connection, collective: Collective, member: Member) -> None:
    opening, now = member.niche.opening, ctx.clock.now()
    if nudges.waiting_since(conn, NudgeKind.NICHE_STILL_RIGHT, member.id) is None:
        said = nudges.last_since(conn, NudgeKind.NICHE_STILL_RIGHT, member.id) or opening.confirmed_at
        _ask_in_a_quarter(conn, collective, member, said or now)
    _ask_when_it_runs_out(conn, collective, member, opening)
    if member.reminders.helps_clarity and nudges.waiting_since(conn, NudgeKind.CLARITY, member.id) is None:
        nudges.plan(conn, collective.id, NudgeKind.CLARITY, now, now, member_id=member.id)


def _whose(conn: Connection, nudge: DueNudge) -> tuple[Collective, Member]:
    return collectives.get(conn, nudge.collective_id), members.get(conn, nudge.member_id)


def _ask_in_a_quarter(conn: Connection, collective: Collective, member: Member, since: datetime) -> None:
    due_at = niche_due(since, member.working_time(collective.hours))
    nudges.plan(conn, collective.id, NudgeKind.NICHE_STILL_RIGHT, since, due_at, member_id=member.id)


def _ask_when_it_runs_out(conn: Connection, collective: Collective, member: Member, opening: Opening) -> None:
    """Once for each word of theirs: one that was given back by an undo, and asked about before, is not asked again."""
    due_at, since = openings_due(opening, member.working_time(collective.hours)), said_at(opening)
    if due_at is not None and not nudges.was_planned(conn, NudgeKind.OPENINGS_RUN_OUT, member.id, since):
        nudges.plan(conn, collective.id, NudgeKind.OPENINGS_RUN_OUT, since, due_at, member_id=member.id)
