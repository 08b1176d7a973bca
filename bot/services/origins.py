"""Who sent the client whom a member passes on, and why they do: asked once, for their eyes alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.digests import may_be_told
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.sources import Notes, Source, may_ask
from bot.matching import Need, vocabulary
from bot.matching.relaxing import fitting
from bot.services import sourcing
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import deliveries, members, outbox, referrals, sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.sources import Answer, Origin
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context

#: A source is told of two colleagues: one may be full by then, and more are no help.
_NAMED = 2
#: Of what was asked before, as many as tell whether to ask once more.
_LATEST = 3


def ask(ctx: Context, conn: Connection, collective: Collective, referrer: Member, referral_id: str) -> None:
    """Ask with the next digest who sent the client of a referral that was posted; not too often, nor whoever muted it.

    Args:
        conn: of the transaction in which it is posted.
    """
    now = ctx.clock.now()
    has_sources = bool(sources.of_member(conn, referrer.id))
    if not may_be_told(NoticeKind.ORIGIN_ASKED, members.get(conn, referrer.id).reminders):
        return
    if may_ask(sources.origins_of(conn, referrer.id, _LATEST), now, has_sources=has_sources):
        sources.ask(conn, collective.id, referrer.id, referral_id, uuid4().hex, now)
        notice = Notice(NoticeKind.ORIGIN_ASKED, referrer.id)
        tell(ctx, conn, collective, notice, referral_id=referral_id, subject_id=referral_id)


def open_question(ctx: Context, member: Member, referral_id: str) -> Sequence[Source]:
    """The member's sources, to pick from, where it is still to be said who sent the client of a referral.

    Raises:
        Refused: they were not asked, or have answered.
    """
    with ctx.database.read() as conn:
        _open_origin(conn, member, referral_id)
        return sources.of_member(conn, member.id)


def answer(
    ctx: Context, collective: Collective, member: Member, referral_id: str, said: Answer, delivery_id: str
) -> Notes:
    """Keep who sent a client and why the member passes them on; somebody new goes into the list.

    Returns:
        What the notes to that source are made of.

    Raises:
        IdentifyingTextError, PrivacyDataError: as for `sourcing.save`.
        Refused: they were not asked, have answered before, have no such source any more, or the list is full.
    """
    if said.new:
        sourcing.check_name(said.new.name)
    area = _area(ctx, referral_id)
    colleagues = _colleagues(ctx, collective, member, area)
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            origin = _open_origin(conn, member, referral_id)
            source = _who(ctx, conn, collective, member, said)
            _settle(conn, member, replace(origin, source_id=source.id, reason=said.reason))
            sources.save(conn, member.id, replace(source, drafts=source.drafts + 1))
        else:
            told = sources.origin(conn, member.id, referral_id)
            source = sourcing.own(conn, member, told.source_id if told and told.source_id else "")
            source = replace(source, drafts=source.drafts - 1)  # the same words as the first time
    ctx.wake()
    return Notes(source, said.reason, area, colleagues)


def skip(ctx: Context, collective: Collective, member: Member, referral_id: str, delivery_id: str) -> None:
    """Nobody sent the client, or the member would rather not say.

    Raises:
        Refused: they were not asked, or have answered.
    """
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            origin = _open_origin(conn, member, referral_id)
            _settle(conn, member, replace(origin, skipped=True))
    ctx.wake()


def _who(ctx: Context, conn: Connection, collective: Collective, member: Member, said: Answer) -> Source:
    """Whom an answer names: one of the list, somebody new, or somebody new who turns out to be in it."""
    if said.new is None:
        return sourcing.own(conn, member, said.source_id)
    kept = sources.of_member(conn, member.id)
    return sourcing.same_name(said.new.name, kept) or sourcing.add(ctx, conn, collective, member, said.new, kept)


def _settle(conn: Connection, member: Member, origin: Origin) -> None:
    sources.settle(conn, member.id, origin)
    outbox.recheck_of(conn, member.id, NoticeKind.ORIGIN_ASKED, machine_now(), origin.referral_id)


def _open_origin(conn: Connection, member: Member, referral_id: str) -> Origin:
    origin = sources.origin(conn, member.id, referral_id)
    if origin is None or not origin.is_open:
        raise Refused(Why.NOT_NOW)
    return origin


def _area(ctx: Context, referral_id: str) -> str:
    """The heading under which the main concern of a request stands; "" where it names none."""
    with ctx.database.read() as conn:
        state = referrals.load(conn, referral_id)
    concerns = state.referral.need.concerns if state else ()
    term = vocabulary.find("concern", concerns[0]) if concerns else None
    return term.group if term else ""


def _colleagues(ctx: Context, collective: Collective, member: Member, area: str) -> Sequence[Member]:
    """Who does most of what stands under a heading: found for that, and not for what one client needs.

    Whoever has said how clients reach their practice is named to clients, and so may be named to a source.
    """
    codes = tuple(term.code for term in vocabulary.terms("concern") if term.group == area)
    if not codes:
        return ()
    with ctx.database.read() as conn:
        profiles = members.profiles(conn, collective, ctx.clock.now())
        people = members.get_many(conn, [profile.member_id for profile in profiles])
    with ctx.rankers.over(collective.id, profiles) as ranker:
        found = fitting(ranker, Need(concerns=codes), {member.id})
    named = (people[match.member_id] for match in found)
    return [each for each in named if each.practice_contact][:_NAMED]
