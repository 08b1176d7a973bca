"""Gratitude that teaches: a thank-you to a colleague, and a word on whom one helps best."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.privacy import Known
from bot.services.checking import check
from bot.services.context import machine_now
from bot.services.moving import lock
from bot.services.telling import tell
from storage import deliveries, members, outbox, referrals, thanks
from storage.thanks import Thanks

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context


def referrer_of(ctx: Context, collective: Collective, referral_id: str) -> Member:
    """Who posted a referral.

    Raises:
        Refused: this collective has no such referral.
    """
    with ctx.database.read() as conn:
        state = referrals.load(conn, referral_id)
        if state is None or state.referral.collective_id != collective.id:
            raise Refused(Why.OVER)
        return members.get(conn, state.referral.referrer_id)


def thank(
    ctx: Context,
    collective: Collective,
    member: Member,
    to_id: str,
    words: str,
    form_id: str,
    delivery_id: str,
    not_identifying: Collection[str] = (),
) -> None:
    """Send a thank-you, once for each form.

    Args:
        not_identifying: the keys of the words of which the writer says that they identify nobody.

    Raises:
        IdentifyingTextError: the words name somebody, or may.
        PrivacyDataError: the check cannot run, so nothing may be sent.
    """
    check(words, known_of(ctx, collective, member, to_id), not_identifying)
    now = machine_now()
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, now)
        new = Thanks(uuid4().hex, member.id, to_id, words)
        if thanks.add(conn, collective.id, form_id, new, ctx.clock.now()):
            tell(ctx, conn, collective, Notice(NoticeKind.THANKS, to_id, about=member.id), thanks_id=new.id)
    ctx.wake()


def known_of(ctx: Context, collective: Collective, member: Member, to_id: str) -> Known:
    """What the privacy check knows beforehand of a thank-you from one member to another."""
    with ctx.database.read() as conn:
        reader = members.get(conn, to_id)
    return Known(collective.known_words, names=(member.name, reader.name), quotes=(member.niche.statement,))


def tell_niche(ctx: Context, collective: Collective, member: Member, referral_id: str, delivery_id: str) -> Member:
    """Tell the referrer whom one helps best, after a referral that was no fit; once, however often it is pressed.

    Returns:
        The referrer.

    Raises:
        Refused: there is no such referral, or it never was theirs to take.
    """
    now = machine_now()
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, now)
        state = lock(conn, collective.id, referral_id)
        if not any(claim.member_id == member.id for claim in state.claims):
            raise Refused(Why.NOT_YOURS)
        referrer = members.get(conn, state.referral.referrer_id)
        told = Notice(NoticeKind.TELL_NICHE, referrer.id, about=member.id)
        if not outbox.was_put(conn, told, referral_id=referral_id):
            tell(ctx, conn, collective, told, referral_id=referral_id)
    ctx.wake()
    return referrer
