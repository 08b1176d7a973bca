"""The clarity check: who wants to know how clear their niche is, who helps, and what came of it.

Requests are invented, never taken from a referral; who answered what is shown to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.exchange.clarity import BETWEEN_TWO, ENOUGH
from bot.exchange.digests import may_be_told
from bot.exchange.habits import QUARTER
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.matching.advice.invented import invent
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import clarity, collectives, deliveries, members, nudges, outbox, reminders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.clarity import Result, Round
    from bot.exchange.values import Collective, Member
    from bot.matching.advice.invented import Invented
    from bot.services.context import Context
    from storage.nudges import DueNudge

#: Where nobody is to be asked about, one looks again after so long.
_LOOK_AGAIN = timedelta(weeks=1)


class Offer(NamedTuple):
    """What may be offered to a member: to know how clear their niche is, and to help others to know."""

    want: bool
    help_others: bool


def want(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """The member wants to know how clear their niche is: those who agreed to help are asked."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            after = _choose(conn, collective, member, wants_clarity=True)
            begin_round(ctx, conn, collective, after)


def want_no_more(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """They do not any more: all that was asked and answered about it is deleted."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            _choose(conn, collective, member, wants_clarity=False)
            _forget(conn, clarity.of_member(conn, member.id))
            outbox.recheck_of(conn, member.id, NoticeKind.CLARITY_RESULT, machine_now())
    ctx.wake()


def help_others(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """The member agrees to be asked about the niches of colleagues, once a month at most."""
    now = ctx.clock.now()
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            _choose(conn, collective, member, helps_clarity=True)
            nudges.plan(conn, collective.id, NudgeKind.CLARITY, now, now, member_id=member.id)


def help_no_more(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """They are asked no more; what they answered counts on."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            _choose(conn, collective, member, helps_clarity=False)
            nudges.drop(conn, collective.id, NudgeKind.CLARITY, member_id=member.id)
            clarity.ask_no_more(conn, member.id)
            outbox.recheck_of(conn, member.id, NoticeKind.CLARITY_ASK, machine_now())
    ctx.wake()


def offer(ctx: Context, collective: Collective, member: Member) -> Offer:
    """What may be offered to a member now; whoever is asked to help is not asked again.

    Nothing where the collective is so small that nobody could ever be told.
    """
    with ctx.database.write() as conn:
        if members.count(conn, collective) <= ENOUGH:
            return Offer(want=False, help_others=False)
        wishes = reminders.hold(conn, member.id)
        may_help = not (wishes.helps_clarity or wishes.was_asked_to_help)
        if may_help:
            reminders.save(conn, member.id, replace(wishes, was_asked_to_help=True))
    return Offer(want=not wishes.wants_clarity, help_others=may_help)


def answer(
    ctx: Context, collective: Collective, member: Member, round_id: str, picked: int, delivery_id: str
) -> Member | None:
    """A colleague says which request they would send; with enough answers the round ends and its member is told.

    Args:
        picked: the place of the request, or `CANNOT_TELL`.

    Returns:
        Whose niche it is about; None where the answer came too late, or was not asked for.
    """
    now, machine = ctx.clock.now(), machine_now()
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine)
        asked = clarity.get(conn, round_id, lock=True)
        if asked is None or not any(each.member_id == member.id for each in asked.asked):
            return None
        if fresh and asked.awaits(member.id):
            clarity.answer(conn, round_id, member.id, picked)
            outbox.recheck_of(conn, member.id, NoticeKind.CLARITY_ASK, machine, round_id)
            if len(asked.picks) + 1 >= ENOUGH:
                _end(ctx, conn, collective, asked, now)
        told = clarity.get(conn, round_id)
        about = members.get(conn, asked.member_id)
    ctx.wake()
    return about if told and told.has_answer_of(member.id) else None


def result_of(ctx: Context, member: Member) -> Result | None:
    """What a member may know of how clear their niche is, by the newest round that had enough answers."""
    with ctx.database.read() as conn:
        return next((each.result for each in clarity.of_member(conn, member.id) if each.result), None)


def begin_round(ctx: Context, conn: Connection, collective: Collective, member: Member) -> None:
    """Begin a look at a member's niche as it is now, where they want it and there is something new to see.

    One that goes on about what they did best before is void, and one look a quarter is enough.
    """
    if not member.reminders.wants_clarity:
        return
    invented, now = _invented(conn, collective, member), ctx.clock.now()
    if invented is None:
        return
    rounds = clarity.of_member(conn, member.id)
    going_on = [each for each in rounds if each.ended_at is None]
    if any(_asks_the_same(each, invented) for each in going_on):
        return
    _forget(conn, going_on)
    ended = next((each for each in rounds if each.ended_at), None)
    if ended is None or now - ended.begun_at >= QUARTER or not _asks_the_same(ended, invented):
        clarity.begin(conn, collective.id, member.id, invented, now)


def ask_next(ctx: Context, conn: Connection, nudge: DueNudge) -> None:
    """Ask a colleague who agreed about one niche, the longest waiting first; they are never asked twice a month."""
    now, collective, helper = (
        ctx.clock.now(),
        collectives.get(conn, nudge.collective_id),
        members.get(conn, nudge.member_id),
    )
    if not helper.counts(collective.membership) or not helper.reminders.helps_clarity:
        return
    about = _whom_to_ask_about(conn, collective, helper, now)
    if about is not None:
        clarity.ask(conn, collective.id, about.id, helper.id, now)
        notice = Notice(NoticeKind.CLARITY_ASK, helper.id, about=about.member_id)
        tell(ctx, conn, collective, notice, subject_id=about.id)
    due_at = helper.working_time(collective.hours).next(now + (BETWEEN_TWO if about else _LOOK_AGAIN))
    nudges.plan(conn, collective.id, NudgeKind.CLARITY, now, due_at, member_id=helper.id)


def _whom_to_ask_about(conn: Connection, collective: Collective, helper: Member, now: datetime) -> Round | None:
    wished = helper.reminders
    if wished.is_paused(now) or not may_be_told(NoticeKind.CLARITY_ASK, wished):
        return None
    if outbox.put_since(conn, NoticeKind.CLARITY_ASK, helper.id, now - BETWEEN_TWO):
        return None
    for each in clarity.going_on(conn, collective.id):
        if each.may_ask(helper.id, now) and members.get(conn, each.member_id).counts(collective.membership):
            return each
    return None


def _end(ctx: Context, conn: Connection, collective: Collective, ended: Round, now: datetime) -> None:
    """Enough have answered: the member is told, and whoever was asked and has not answered need not any more."""
    clarity.end(conn, ended.id, now)
    notice = Notice(NoticeKind.CLARITY_RESULT, ended.member_id)
    tell(ctx, conn, collective, notice, subject_id=ended.id)
    _ask_no_more(conn, ended)


def _forget(conn: Connection, rounds: Sequence[Round]) -> None:
    for each in rounds:
        clarity.forget(conn, each.id)
        _ask_no_more(conn, each)


def _ask_no_more(conn: Connection, about: Round) -> None:
    for each in about.asked:
        outbox.recheck_of(conn, each.member_id, NoticeKind.CLARITY_ASK, machine_now(), about.id)


def _asks_the_same(one: Round, invented: Invented) -> bool:
    """Whether it is about the same best of a niche; the near misses beside it come and go with colleagues."""
    return one.invented.requests[one.invented.right] == invented.requests[invented.right]


def _invented(conn: Connection, collective: Collective, member: Member) -> Invented | None:
    others = [each for each in members.of_collective(conn, collective) if each.id != member.id]
    return invent(member.niche, [each.niche for each in sorted(others, key=lambda each: each.user_id)])


def _choose(conn: Connection, collective: Collective, member: Member, **chosen: Any) -> Member:
    known = members.by_user(conn, collective.id, member.user_id, lock=True) or member
    after = replace(known, reminders=replace(known.reminders, **chosen))
    reminders.save(conn, member.id, after.reminders)
    return after
