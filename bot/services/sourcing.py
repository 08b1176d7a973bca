"""A member's private list of who refers to them, and the question who sent a client whom they pass on.

Everything here is read and written for the member who did it; nothing is ever read for anybody else.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.moves import Refused, Why
from bot.exchange.sources import MOST_SOURCES, Notes, Source
from bot.matching import Need, vocabulary
from bot.matching.relaxing import fitting
from bot.privacy import Certainty, Known, find_identifiers
from bot.services.checking import IdentifyingTextError
from bot.services.context import machine_now
from storage import deliveries, members, referrals, sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from bot.exchange.sources import Answer, Origin, Written
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context

#: A source is told of two colleagues: one may be full by then, and more are no help.
_NAMED = 2
#: Of what was asked before, as many as tell whether to ask once more.
_LATEST = 3


class NameTakenError(ValueError):
    """The member has a source of that name already; the name is not in the error."""


def all_of(ctx: Context, member: Member) -> Sequence[Source]:
    """The member's sources, by name."""
    with ctx.database.read() as conn:
        return sources.of_member(conn, member.id)


def everything_of(ctx: Context, member: Member) -> tuple[Sequence[Source], Sequence[Origin]]:
    """All that is kept here of the member: their sources, and what they said of who sent a client."""
    with ctx.database.read() as conn:
        return sources.of_member(conn, member.id), sources.origins_of(conn, member.id)


def one_of(ctx: Context, member: Member, source_id: str) -> Source:
    """One of the member's sources.

    Raises:
        Refused: they have no such source (any more).
    """
    with ctx.database.read() as conn:
        return _own(conn, member, source_id)


def today_of(ctx: Context, member: Member) -> date:
    """The day of the member's calendar."""
    return ctx.clock.now().astimezone(member.zone).date()


def as_of_today(ctx: Context, member: Member) -> Member:
    """The member with what they say of their room, unless it has run out."""
    opening = member.niche.opening.on(today_of(ctx, member))
    return replace(member, niche=replace(member.niche, opening=opening))


def save(
    ctx: Context, collective: Collective, member: Member, source_id: str, written: Written, delivery_id: str
) -> None:
    """Put somebody new into the list, or keep what was changed.

    Args:
        source_id: whom it changes; "" for somebody new.

    Raises:
        IdentifyingTextError: the name holds what reaches somebody, or is said of a client.
        PrivacyDataError: the check cannot run, so nothing may be kept.
        NameTakenError: another one in the list has that name.
        Refused: the list is full, or they have no such source any more.
    """
    _check_name(written.name)
    with ctx.database.write() as conn:
        if not deliveries.record(conn, collective.id, delivery_id, machine_now()):
            return
        before = _own(conn, member, source_id) if source_id else None
        kept = sources.of_member(conn, member.id)
        if _same_name(written.name, [each for each in kept if each != before]):
            raise NameTakenError
        if before:
            sources.save(conn, member.id, replace(before, **asdict(written)))
        else:
            _add(ctx, conn, collective, member, written, kept)


def in_touch(ctx: Context, collective: Collective, member: Member, source_id: str, delivery_id: str) -> Source:
    """The member was in touch today.

    Raises:
        Refused: they have no such source any more.
    """
    with ctx.database.write() as conn:
        source = _own(conn, member, source_id)
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            source = replace(source, last_contact=today_of(ctx, member), drafts=source.drafts + 1)
            sources.save(conn, member.id, source)
    return source


def forget(ctx: Context, collective: Collective, member: Member, source_id: str, delivery_id: str) -> None:
    """Delete one source for good, and what was said of it."""
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, machine_now())
        sources.forget(conn, member.id, source_id)


def forget_all(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """Delete all of it for good."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            sources.forget_all(conn, member.id)


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
        IdentifyingTextError, PrivacyDataError: as for `save`.
        Refused: they were not asked, have answered before, have no such source any more, or the list is full.
    """
    if said.new:
        _check_name(said.new.name)
    area = _area(ctx, referral_id)
    colleagues = _colleagues(ctx, collective, member, area)
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            origin = _open_origin(conn, member, referral_id)
            source = _who(ctx, conn, collective, member, said)
            sources.settle(conn, member.id, replace(origin, source_id=source.id, reason=said.reason))
            sources.save(conn, member.id, replace(source, drafts=source.drafts + 1))
        else:
            told = sources.origin(conn, member.id, referral_id)
            source = _own(conn, member, told.source_id if told and told.source_id else "")
    return Notes(source, said.reason, area, colleagues)


def skip(ctx: Context, collective: Collective, member: Member, referral_id: str, delivery_id: str) -> None:
    """Nobody sent the client, or the member would rather not say.

    Raises:
        Refused: they were not asked, or have answered.
    """
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            origin = _open_origin(conn, member, referral_id)
            sources.settle(conn, member.id, replace(origin, skipped=True))


def _check_name(name: str) -> None:
    """Let the name of a practice, or of a person at their work, through; in doubt too, for nobody else reads it.

    Raises:
        IdentifyingTextError: it holds what reaches somebody, or is said of a client.
        PrivacyDataError: the check cannot run.
    """
    found = find_identifiers(name, Known(names_source=True))
    if certain := [each for each in found if each.certainty is Certainty.CERTAIN]:
        raise IdentifyingTextError(certain, "")


def _add(
    ctx: Context,
    conn: Connection,
    collective: Collective,
    member: Member,
    written: Written,
    kept: Sequence[Source],
) -> Source:
    if len(kept) >= MOST_SOURCES:
        raise Refused(Why.LIST_FULL)
    new = Source(id=uuid4().hex, added_on=today_of(ctx, member), **asdict(written))
    sources.add(conn, collective.id, member.id, new)
    return new


def _same_name(name: str, others: Sequence[Source]) -> Source | None:
    return next((each for each in others if each.name.casefold() == name.casefold()), None)


def _own(conn: Connection, member: Member, source_id: str) -> Source:
    source = sources.get(conn, member.id, source_id)
    if source is None:
        raise Refused(Why.NO_SOURCE)
    return source


def _who(ctx: Context, conn: Connection, collective: Collective, member: Member, said: Answer) -> Source:
    """Whom an answer names: one of the list, somebody new, or somebody new who turns out to be in it."""
    if said.new is None:
        return _own(conn, member, said.source_id)
    kept = sources.of_member(conn, member.id)
    return _same_name(said.new.name, kept) or _add(ctx, conn, collective, member, said.new, kept)


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
