"""Gratitude that teaches: a thank-you to a colleague, with a line on whom one helps best."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange import gratitude
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.matching.advice.niche_line import niche_line
from bot.matching.advice.whom import whom
from bot.privacy import Known
from bot.services.checking import check
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import deliveries, members, outbox, referrals, thanks
from storage.thanks import Thanks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.gratitude import Given, ThankYou
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


def met(ctx: Context, collective: Collective, user_id: str) -> Member | None:
    """The person with this Slack id, where they were ever met."""
    with ctx.database.read() as conn:
        return members.by_user(conn, collective.id, user_id)


def given(ctx: Context, giver: Member) -> Sequence[Given]:
    """What a member wrote before, from which draft and to whom."""
    with ctx.database.read() as conn:
        return thanks.given(conn, giver.id)


def thank(ctx: Context, collective: Collective, giver: Member, note: ThankYou, delivery_id: str) -> None:
    """Send a thank-you, once for each form.

    Raises:
        Refused: nobody of the collective was picked, or the giver themselves.
        IdentifyingTextError: the words name somebody, or may.
        PrivacyDataError: the check cannot run, so nothing may be sent.
    """
    to = gratitude.colleague(giver, met(ctx, collective, note.to_user), collective.membership)
    check(note.words, known_of(collective, giver, to), note.not_identifying)
    now = machine_now()
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, now)
        new = Thanks(
            id=uuid4().hex,
            from_id=giver.id,
            to_id=to.id,
            words=note.words,
            referral_id=note.referral_id or None,
            draft=note.draft,
            from_agrees=note.may_be_shared,
        )
        if thanks.add(conn, collective.id, note.form_id, new, ctx.clock.now()):
            tell(ctx, conn, collective, Notice(NoticeKind.THANKS, to.id, about=giver.id), thanks_id=new.id)
            outbox.recheck_of(conn, giver.id, NoticeKind.THANKS_PROMPT, now)
    ctx.wake()


def known_of(collective: Collective, giver: Member, to: Member | None) -> Known:
    """What the privacy check knows beforehand of a thank-you from one member to another; None: nobody is picked yet."""
    names = (giver.name, to.name) if to else (giver.name,)
    niche = giver.niche
    return Known(collective.known_words, names=names, quotes=(niche.statement, niche_line(niche), whom(niche)))


def answer(
    ctx: Context, collective: Collective, reader: Member, thanks_id: str, delivery_id: str, *, agrees: bool
) -> None:
    """Whoever was thanked says whether the weekly post may mention it; until it does they can change their mind.

    Raises:
        Refused: it was not written to them, or the post has mentioned it already.
    """
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, machine_now())
        found = thanks.find(conn, collective.id, thanks_id)
        if found is None or found.to_id != reader.id:
            raise Refused(Why.NOT_YOURS)
        if found.weekly_id:
            raise Refused(Why.MENTIONED)
        thanks.reader_agrees(conn, thanks_id, agrees=agrees)
        outbox.recheck_of(conn, reader.id, NoticeKind.THANKS, machine_now())
    ctx.wake()
