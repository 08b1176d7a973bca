"""What a colleague does with a referral: offer, confirm, release, say no; by button or by reaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange import moves
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.values import Answer, Means
from bot.matching import Opening, OpeningKind, conflicts
from bot.services import niche_habits
from bot.services.context import machine_now
from bot.services.moving import apply, lock, make_move
from bot.services.referring import candidates_for
from bot.services.telling import tell
from storage import cards, collectives, deliveries, members, reactions, referrals
from storage.referrals import Full

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member, ReferralState
    from bot.services.context import Context
    from storage.cards import CardRow
    from storage.reactions import Reaction


def offer(ctx: Context, collective: Collective, member: Member, referral_id: str, delivery_id: str) -> ReferralState:
    """ "I can take this", by button.

    Raises:
        Refused: they cannot, and why.
    """

    def make(state: ReferralState) -> moves.Move:
        return _offer(collective, member, state, Means.BUTTON)

    return make_move(ctx, collective, referral_id, make, delivery_id)


def card_at(ctx: Context, channel_id: str, ts: str) -> CardRow | None:
    """The card that stands at this place in Slack, or None."""
    with ctx.database.read() as conn:
        return cards.at(conn, channel_id, ts)


def reacted(
    ctx: Context, collective: Collective, member: Member, reaction: Reaction, *, event_ts: str, delivery_id: str | None
) -> None:
    """ "I can take this", by an offering reaction; who cannot hears why in a private line.

    Args:
        event_ts: Slack's time of the event, or `storage.reactions.FOUND` for one that a look at the card found.
        delivery_id: None for one that was found.
    """
    with ctx.database.write() as conn:
        if delivery_id and not deliveries.record(conn, collective.id, delivery_id, machine_now()):
            return
        state = lock(conn, collective.id, reaction.card.referral_id)
        if reactions.set_present(conn, reaction, event_ts=event_ts, present=True):
            try:
                apply(ctx, conn, state, _offer(collective, member, state, Means.REACTION))
            except Refused as refusal:
                _say_why(ctx, conn, reaction, refusal.why)
    ctx.wake()


def unreacted(
    ctx: Context, collective: Collective, member: Member, reaction: Reaction, *, event_ts: str, delivery_id: str
) -> None:
    """An offering reaction was taken back; with the last one, so is an offer that was made by reaction."""
    with ctx.database.write() as conn:
        if not deliveries.record(conn, collective.id, delivery_id, machine_now()):
            return
        # Locked first: of two who are taken back at once, the second has to see that the first is gone.
        state = lock(conn, collective.id, reaction.card.referral_id)
        if reactions.set_present(conn, reaction, event_ts=event_ts, present=False):
            _release_if_none_left(ctx, conn, state, member)
    ctx.wake()


def missing(ctx: Context, collective: Collective, member: Member, reaction: Reaction) -> None:
    """A look at the card did not find a reaction that was known to be there."""
    with ctx.database.write() as conn:
        state = lock(conn, collective.id, reaction.card.referral_id)
        reactions.set_missing(conn, reaction)
        _release_if_none_left(ctx, conn, state, member)
    ctx.wake()


def decline(
    ctx: Context, collective: Collective, member: Member, referral_id: str, answer: Answer, delivery_id: str
) -> ReferralState:
    """Say no to an invitation; "Full right now" also sets the openings to none for as long as the settings say.

    Raises:
        Refused: they were not asked, or have answered.
    """
    candidates = candidates_for(ctx, collective, referral_id)
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        state = lock(conn, collective.id, referral_id)
        if fresh:
            state = apply(ctx, conn, state, moves.Decline(member.id, answer, candidates))
            if answer is Answer.FULL:
                _say_full(ctx, conn, collective, member, referral_id, None)
    ctx.wake()
    return state


def undo_decline(
    ctx: Context, collective: Collective, member: Member, referral_id: str, delivery_id: str
) -> ReferralState:
    """Take a no back, and with it what "Full right now" did to the openings, unless newer words stand there.

    Raises:
        Refused: there is no such answer to take back.
    """
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        state = lock(conn, collective.id, referral_id)
        if fresh:
            state = apply(ctx, conn, state, moves.UndoDecline(member.id))
            if full := _standing_full(conn, member, referral_id):
                niche_habits.save_opening(conn, collective, member, full.before)
            referrals.save_full(conn, referral_id, member.id, None)
    ctx.wake()
    return state


def full_until(
    ctx: Context, collective: Collective, member: Member, referral_id: str, until: date | None, delivery_id: str
) -> None:
    """No invitations before `until` of the member's calendar; as long as the settings say when it is None.

    Args:
        referral_id: of the invitation that they answered with "Full right now"; it shows the date.

    Raises:
        Refused: this collective has no such referral.
    """
    now = machine_now()
    with ctx.database.write() as conn:
        if not deliveries.record(conn, collective.id, delivery_id, now):
            return
        referral = lock(conn, collective.id, referral_id).referral
        _say_full(ctx, conn, collective, member, referral_id, until)
        cards.want(conn, referral, now)
    ctx.wake()


def _say_full(
    ctx: Context, conn: Connection, collective: Collective, member: Member, referral_id: str, until: date | None
) -> None:
    """Write the openings, and beside the invitation what an undo gives back: what stood before it was first said."""
    now = ctx.clock.now()
    opening = Opening(OpeningKind.NONE, until or now.astimezone(member.zone).date() + ctx.full_for, confirmed_at=now)
    standing = _standing_full(conn, member, referral_id)
    before = standing.before if standing else members.get(conn, member.id).niche.opening
    referrals.save_full(conn, referral_id, member.id, Full(before, opening))
    niche_habits.save_opening(conn, collective, member, opening)


def _standing_full(conn: Connection, member: Member, referral_id: str) -> Full | None:
    """What this invitation's "Full right now" did, as long as it is what the member said last."""
    full = referrals.full_of(conn, referral_id, member.id)
    return full if full and members.get(conn, member.id).niche.opening == full.wrote else None


def _offer(collective: Collective, member: Member, state: ReferralState, means: Means) -> moves.Offer:
    return moves.Offer(
        by=member.id,
        counts=member.counts(collective.membership),
        claim_id=uuid4().hex,
        means=means,
        conflicts=conflicts(state.referral.need, member.niche),
    )


def _release_if_none_left(ctx: Context, conn: Connection, state: ReferralState, member: Member) -> None:
    if reactions.any_left(conn, state.referral.id, member.id):
        return
    try:
        apply(ctx, conn, state, moves.Release(member.id, Means.REACTION))
    except Refused:
        return  # nothing that was offered by reaction stands; there is nothing to say about it


def _say_why(ctx: Context, conn: Connection, reaction: Reaction, why: Why) -> None:
    if why is Why.ALREADY_OFFERED:
        return
    card = reaction.card
    notice = Notice(NoticeKind.REFUSED, reaction.member_id, about=why.value)
    collective = collectives.get(conn, card.collective_id)
    tell(ctx, conn, collective, notice, referral_id=card.referral_id, channel_id=card.channel_id)
