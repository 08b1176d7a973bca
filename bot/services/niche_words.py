"""A word to a colleague on whom somebody helps best: asked for after a poor fit, and told days later, apart from it.

Whoever referred sees every no as "passed" and never why. So the word names no request, may follow any kind of no, and
comes on the morning of another day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange import gratitude
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.matching.advice.niche_line import niche_line
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import collectives, deliveries, held, members, nudges, referrals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from storage.nudges import DueNudge


def ask(ctx: Context, collective: Collective, teller: Member, referral_id: str, delivery_id: str) -> Member:
    """Have the referrer told whom one helps best; once in a while, however often it is pressed.

    Returns:
        The referrer.

    Raises:
        Refused: there is no such referral, it never was theirs to take, they have said nothing of whom they help best,
            or the referrer has read it from them lately.
    """
    now = ctx.clock.now()
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        state = referrals.load(conn, referral_id)
        if state is None or state.referral.collective_id != collective.id:
            raise Refused(Why.OVER)
        if state.invitation_of(teller.id) is None and not any(each.member_id == teller.id for each in state.claims):
            raise Refused(Why.NOT_YOURS)
        if not niche_line(teller.niche):
            raise Refused(Why.NO_NICHE)
        referrer = members.get(conn, state.referral.referrer_id)
        if not gratitude.may_tell(held.last_said(conn, _notice(teller.id, referrer.id), now), now):
            raise Refused(Why.TOLD_LATELY)
        if fresh:
            due_at = gratitude.told_at(referrer.working_time(collective.hours), now)
            whose = {"member_id": teller.id, "subject_id": referrer.id}
            nudges.plan(conn, collective.id, NudgeKind.NICHE_WORD, now, due_at, **whose)
    ctx.wake()
    return referrer


def say(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Say it, if both are members still."""
    collective = collectives.get(conn, nudge.collective_id)
    people = members.get_many(conn, {nudge.member_id, nudge.subject_id})
    if all(person.counts(collective.membership) for person in people.values()):
        tell(ctx, conn, collective, _notice(nudge.member_id, nudge.subject_id))


def _notice(teller_id: str, reader_id: str) -> Notice:
    return Notice(NoticeKind.TELL_NICHE, reader_id, about=teller_id)
