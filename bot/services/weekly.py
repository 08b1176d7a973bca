"""The weekly post: gathered once a week for the channel, and shown as what is true of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange import weekly
from bot.exchange.gratitude import FEWEST_FOR_WEEKLY
from bot.exchange.notices import Notice, NoticeKind, Way
from bot.exchange.nudges import NudgeKind
from bot.exchange.scene import facets_for_card
from bot.exchange.weekly import Contents, Thanked, ThisWeek, Wanted
from bot.services.context import machine_now
from storage import cards, collectives, members, nudges, outbox, referrals, thanks, weekly_posts
from storage.outbox import Order
from storage.weekly_posts import WeeklyPost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.exchange.weekly import Turn
    from bot.exchange.working_time import WorkingTime
    from bot.services.context import Context
    from storage.nudges import DueNudge


def get_ready(ctx: Context, collective: Collective) -> None:
    """Have the next post planned, on the day that is set now; to be called at every start, and after the set-up."""
    with ctx.database.write() as conn:
        planned = nudges.planned(conn, collective.id, NudgeKind.WEEKLY_POST)
        if planned is None or planned > ctx.clock.now():  # else it is about to come
            collective = collectives.get(conn, collective.id)
            _plan(ctx, conn, collective, _working_time(collective, members.turns(conn, collective)))


def is_posted(collective: Collective, size: int) -> bool:
    """Whether a collective of so many members has a weekly post: where few are, everybody may know whom it is about."""
    return collective.is_set_up and collective.posts_weekly and size >= FEWEST_FOR_WEEKLY


def come_round(ctx: Context, conn: Connection, due: DueNudge) -> None:
    """It is time for the post: gather it, and plan the next one.

    What comes late, because the machine was off, is said in the same week or not at all.
    """
    now = ctx.clock.now()
    collective = collectives.get(conn, due.collective_id)
    turns = members.turns(conn, collective)
    working_time = _working_time(collective, turns)
    planned = weekly.post_in_week(due.due_at, working_time, ctx.weekly_day) or now
    at = max(working_time.next(now), planned)  # members may have moved since it was planned
    in_time = weekly.week_of(at, working_time) == weekly.week_of(due.due_at, working_time)
    if in_time and at > now:
        nudges.plan(conn, collective.id, NudgeKind.WEEKLY_POST, now, at)
        return
    _plan(ctx, conn, collective, working_time)
    if in_time and is_posted(collective, len(turns)):
        _gather(conn, collective, turns, working_time, now)


def shown(conn: Connection, post_id: str) -> ThisWeek:
    """A post as it is to be shown now."""
    post = weekly_posts.get(conn, post_id)
    collective = collectives.get(conn, post.collective_id)
    featured = members.get(conn, post.featured_id) if post.featured_id else None
    return ThisWeek(
        tuple(_thanked(conn, post)),
        tuple(_wanted(conn, collective, post)),
        featured if featured and weekly.may_be_featured(featured) and _counts(collective, featured) else None,
    )


def _plan(ctx: Context, conn: Connection, collective: Collective, working_time: WorkingTime) -> None:
    now = ctx.clock.now()
    at = weekly.next_post(now, working_time, ctx.weekly_day)
    nudges.plan(conn, collective.id, NudgeKind.WEEKLY_POST, now, at)


def _working_time(collective: Collective, turns: Sequence[Turn]) -> WorkingTime:
    return weekly.working_time_of([turn.member for turn in turns], collective.hours)


def _gather(
    conn: Connection, collective: Collective, turns: Sequence[Turn], working_time: WorkingTime, now: datetime
) -> None:
    """Have said what there is to say; nothing where that is nothing, or where this week has its post."""
    contents = Contents(
        _thanks_of(conn, collective, now), _open_referrals(conn, collective), weekly.whose_niche(turns, now)
    )
    before = weekly.week_before(now, working_time)
    if not weekly.worth_saying(contents, spoke_last_week=weekly_posts.is_there(conn, collective.id, before)):
        return
    post = WeeklyPost(
        uuid4().hex,
        collective.id,
        weekly.week_of(now, working_time),
        contents.thanks_ids,
        contents.referral_ids,
        contents.featured_id or None,
        now,
    )
    if weekly_posts.add(conn, post):
        thanks.stand_in(conn, post.thanks_ids, post.id)
        for told in (thanks.get(conn, thanks_id) for thanks_id in post.thanks_ids):
            outbox.recheck_of(conn, told.to_id, NoticeKind.THANKS, machine_now())  # it can be taken back no more
        if post.featured_id:
            members.set_featured(conn, post.featured_id, now)
        order = Order(Notice(NoticeKind.WEEKLY_POST, ""), Way.AT_ONCE, now, subject_id=post.id)
        outbox.put(conn, collective.id, order, machine_now())


def _thanks_of(conn: Connection, collective: Collective, now: datetime) -> Sequence[str]:
    """What may stand in the post and has stood in none, the oldest first; of people who are both here still."""
    agreed = thanks.agreed(conn, collective.id, now - weekly.QUIET)
    people = members.get_many(conn, {who for each in agreed for who in (each.from_id, each.to_id)})
    here = [each for each in agreed if all(_counts(collective, people[who]) for who in (each.from_id, each.to_id))]
    return tuple(each.id for each in here[: weekly.MOST_THANKS])


def _open_referrals(conn: Connection, collective: Collective) -> Sequence[str]:
    """The ids of those that have waited longest; each is locked, so that a move finds the post in which it stands."""
    found = []
    for referral in sorted(referrals.live(conn, collective.id), key=lambda each: each.id):
        if weekly.still_wanted(referral):
            state = referrals.load(conn, referral.id, lock=True)
            if state and weekly.still_wanted(state.referral):
                found.append(state.referral)
    people = members.get_many(conn, {referral.referrer_id for referral in found})
    # By what people know of them, so that no random id decides; what is the same reads the same.
    found.sort(key=lambda each: (each.posted_at, people[each.referrer_id].user_id, each.urgency, repr(each.need)))
    return tuple(referral.id for referral in found[: weekly.MOST_REFERRALS])


def _thanked(conn: Connection, post: WeeklyPost) -> Iterator[Thanked]:
    for told in (thanks.get(conn, thanks_id) for thanks_id in post.thanks_ids):
        if told.from_agrees and told.to_agrees:
            yield Thanked(members.get(conn, told.from_id), members.get(conn, told.to_id), told.words)


def _wanted(conn: Connection, collective: Collective, post: WeeklyPost) -> Iterator[Wanted]:
    holders = members.holders_of_facets(conn, collective)
    for referral_id in post.referral_ids:
        state = referrals.load(conn, referral_id)
        if state and weekly.still_wanted(state.referral):
            facets = facets_for_card(state.referral.need, holders)
            yield Wanted(facets, state.referral.urgency, cards.channel_url(conn, referral_id))


def _counts(collective: Collective, member: Member) -> bool:
    return member.counts(collective.membership)
