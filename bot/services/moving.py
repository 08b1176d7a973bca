"""The one way in which a referral changes: lock its row, decide, and write all that follows in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.decide import decide
from bot.exchange.digests import MOST_INVITATIONS, WEEK
from bot.exchange.moves import Choose, Refused, ReportOutcome, Why
from bot.exchange.notices import Face, Notice, NoticeKind
from bot.exchange.practice import Practice
from bot.exchange.values import Status
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import (
    cards,
    collectives,
    deliveries,
    held,
    invitations,
    members,
    nudges,
    outbox,
    referrals,
    reminders,
    thanks,
    weekly_posts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.moves import Move
    from bot.exchange.notices import Card
    from bot.exchange.values import Collective, ReferralState
    from bot.services.context import Context


#: Nudges about one item.
_MOST_TOLD = 2


def make_move(
    ctx: Context,
    collective: Collective,
    referral_id: str,
    move: Move | Callable[[ReferralState], Move],
    delivery_id: str,
) -> ReferralState:
    """Make one move on one referral.

    Args:
        move: the move, or how to make it from the state under the lock.
        delivery_id: Slack's id of what brought it; one that was here before changes nothing.

    Returns:
        The state afterwards; for a repeated delivery, the state as it is.

    Raises:
        Refused: the rules do not allow it, or this collective has no such referral.
    """
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        state = lock(conn, collective.id, referral_id)
        if fresh:
            state = apply(ctx, conn, state, move(state) if callable(move) else move)
    ctx.wake()
    return state


def lock(conn: Connection, collective_id: str, referral_id: str) -> ReferralState:
    """The referral, its row held until the transaction ends.

    Raises:
        Refused: this collective has no such referral.
    """
    state = referrals.load(conn, referral_id, lock=True)
    if state is None or state.referral.collective_id != collective_id:
        raise Refused(Why.OVER)
    return state


def apply(ctx: Context, conn: Connection, state: ReferralState, move: Move) -> ReferralState:
    """Decide, and write all that follows; for callers that hold the referral's lock.

    Raises:
        Refused: the rules do not allow the move; nothing was written.
    """
    now = ctx.clock.now()
    collective = collectives.get(conn, state.referral.collective_id)
    changes = decide(state, move, now, _practice(ctx, conn, collective, state, move))
    after, referral = changes.state, changes.state.referral
    referrals.save(conn, state, after, move=type(move).__name__, by=move.by, now=now)
    _send(ctx, conn, collective, after, changes.cards, changes.notices)
    if changes.nudges is not None:
        nudges.replace_pending(conn, referral, changes.nudges, now)
    return after


def redraw(conn: Connection, collective: Collective) -> None:
    """Have the messages of every live referral drawn once more, for what they say of people is about to change.

    To be called before anything else is written, as moves lock the referral first; what does not change is not sent.
    """
    cards.want_all(conn, collective.id, machine_now())
    redraw_posts(conn, collective)


def redraw_posts(conn: Connection, collective: Collective) -> None:
    """Have the weekly posts of late drawn once more, for what they say of people or of thanks is about to change."""
    outbox.recheck_posts(conn, weekly_posts.lately(conn, collective.id), machine_now())


def _send(
    ctx: Context,
    conn: Connection,
    collective: Collective,
    after: ReferralState,
    shown: Sequence[Card],
    notices: Sequence[Notice],
) -> None:
    referral, now = after.referral, machine_now()
    for card in shown:
        cards.show(conn, referral, card, now, _held_until(ctx, conn, collective, card))
    cards.want(conn, referral, now)
    outbox.recheck(conn, referral.id, now)
    outbox.recheck_posts(conn, weekly_posts.showing(conn, referral), now)
    for notice in notices:
        tell(ctx, conn, collective, notice, referrer_id=referral.referrer_id, referral_id=referral.id)


def _held_until(ctx: Context, conn: Connection, collective: Collective, card: Card) -> datetime | None:
    """An invitation waits for its reader's working time; every other card answers what somebody did this moment."""
    if card.face is not Face.INVITATION:
        return None
    now = ctx.clock.now()
    working = members.get(conn, card.member_id).working_time(collective.hours).next(now)
    return working if working > now else None


def _practice(ctx: Context, conn: Connection, collective: Collective, state: ReferralState, move: Move) -> Practice:
    offered = {claim.member_id for claim in state.claims}
    asked = {invitation.member_id for invitation in state.invitations}
    people = members.get_many(conn, {state.referral.referrer_id, move.by} | offered | asked)
    prompted, have_thanked = _gratitude(ctx, conn, state, move)
    return Practice(
        working_times={member.id: member.working_time(collective.hours) for member in people.values()},
        gone=frozenset(member.id for member in people.values() if not member.counts(collective.membership)),
        times=ctx.times,
        person_id=collective.person_id,
        paused=frozenset(id_ for id_, member in people.items() if member.reminders.is_paused(ctx.clock.now())),
        unaskable=_unaskable(ctx, conn, collective, move),
        small=members.count(conn, collective) < ctx.small_below,
        prompted=prompted,
        have_thanked=have_thanked,
        person_knows=_person_knows(conn, collective, state),
        is_told=_is_told(conn, state),
    )


def _person_knows(conn: Connection, collective: Collective, state: ReferralState) -> bool:
    """Whether the set-up's person was told of it as often as of anything that waits."""
    if state.status is not Status.OPEN:
        return False
    told = Notice(NoticeKind.UNANSWERED_PERSON, collective.person_id)
    return outbox.times_put(conn, told, state.referral.id) >= _MOST_TOLD


def _is_told(conn: Connection, state: ReferralState) -> bool:
    """Whether the referrer has heard that nobody is left to ask; it is not said twice before people are told of it."""
    since = nudges.began(conn, state.referral.id) if state.status is Status.OPEN else None
    alone = Notice(NoticeKind.UNANSWERED, state.referral.referrer_id)
    return since is not None and outbox.was_put(conn, alone, referral_id=state.referral.id, since=since)


def _gratitude(
    ctx: Context, conn: Connection, state: ReferralState, move: Move
) -> tuple[Mapping[str, datetime], frozenset[str]]:
    """When each claimant was last offered to thank anybody, and who has thanked the referrer, where it may matter."""
    if not isinstance(move, Choose | ReportOutcome):
        return {}, frozenset()
    claimants = sorted({claim.member_id for claim in state.claims})
    now, offer = ctx.clock.now(), NoticeKind.THANKS_PROMPT
    offered = {each: held.last_said(conn, Notice(offer, each), now) for each in claimants}
    to_id, since = state.referral.referrer_id, state.referral.posted_at
    thanked = frozenset(each for each in claimants if thanks.sent_since(conn, each, to_id, since))
    return {each: at for each, at in offered.items() if at}, thanked


def _unaskable(ctx: Context, conn: Connection, collective: Collective, move: Move) -> frozenset[str]:
    """Who is paused or was asked often enough this week, where the move may ask anybody.

    Two referrals that ask at the same moment do so one after the other, or both would count without the other.
    """
    if not getattr(move, "candidates", ()):
        return frozenset()
    now = ctx.clock.now()
    invitations.take_turns(conn, collective.id)
    return invitations.asked_often(conn, collective.id, now - WEEK, MOST_INVITATIONS) | reminders.paused(
        conn, collective.id, now
    )
