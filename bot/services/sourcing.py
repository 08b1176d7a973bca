"""A member's private list of who refers to them; nothing of it is ever read or written for anybody else."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import NoticeKind
from bot.exchange.sources import MOST_SOURCES, Source
from bot.privacy import Certainty, Known, find_identifiers
from bot.services import contacts
from bot.services.checking import IdentifyingTextError
from bot.services.context import machine_now
from storage import deliveries, outbox, sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from bot.exchange.sources import Origin, Written
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context


class NameTakenError(ValueError):
    """The member has a source of that name already; the name is not in the error."""


def all_of(ctx: Context, member: Member) -> Sequence[Source]:
    """The member's sources, by name."""
    with ctx.database.read() as conn:
        return sources.of_member(conn, member.id)


def everything_of(ctx: Context, member: Member) -> tuple[Sequence[Source], Sequence[Origin]]:
    """All that is kept of the member: their sources, and what they said of who sent a client."""
    with ctx.database.read() as conn:
        return sources.of_member(conn, member.id), sources.origins_of(conn, member.id)


def one_of(ctx: Context, member: Member, source_id: str) -> Source:
    """One of the member's sources.

    Raises:
        Refused: they have no such source (any more).
    """
    with ctx.database.read() as conn:
        return own(conn, member, source_id)


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
    check_name(written.name)
    with ctx.database.write() as conn:
        if not deliveries.record(conn, collective.id, delivery_id, machine_now()):
            return
        before = own(conn, member, source_id) if source_id else None
        kept = sources.of_member(conn, member.id)
        if same_name(written.name, [each for each in kept if each != before]):
            raise NameTakenError
        if before:
            sources.save(conn, member.id, before.changed(written))
            contacts.changed(ctx, conn, collective, member, before)
        else:
            add(ctx, conn, collective, member, written, kept)
    ctx.wake()


def in_touch(ctx: Context, collective: Collective, member: Member, source_id: str, delivery_id: str) -> Source:
    """The member was in touch today.

    Raises:
        Refused: they have no such source any more.
    """
    with ctx.database.write() as conn:
        source = own(conn, member, source_id)
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            source = source.in_touch(today_of(ctx, member))
            sources.save(conn, member.id, source)
            contacts.changed(ctx, conn, collective, member, source)
    ctx.wake()
    return source


def forget(ctx: Context, collective: Collective, member: Member, source_id: str, delivery_id: str) -> None:
    """Delete one source for good, and what was said of it."""
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, machine_now())
        if gone := sources.get(conn, member.id, source_id):
            sources.forget(conn, member.id, gone.id)
            contacts.changed(ctx, conn, collective, member, gone)
    ctx.wake()


def forget_all(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """Delete all of it for good."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            gone = sources.of_member(conn, member.id)
            sources.forget_all(conn, member.id)
            contacts.changed(ctx, conn, collective, member, *gone)
            outbox.recheck_of(conn, member.id, NoticeKind.ORIGIN_ASKED, machine_now())
    ctx.wake()


def check_name(name: str) -> None:
    """Let the name of a practice, or of a person at their work, through; in doubt too, for nobody else reads it.

    Raises:
        IdentifyingTextError: it holds what reaches somebody, or is said of a client.
        PrivacyDataError: the check cannot run.
    """
    found = find_identifiers(name, Known(names_source=True))
    if certain := [each for each in found if each.certainty is Certainty.CERTAIN]:
        raise IdentifyingTextError(certain, "")


def add(
    ctx: Context,
    conn: Connection,
    collective: Collective,
    member: Member,
    written: Written,
    kept: Sequence[Source],
) -> Source:
    """Put somebody new into the list as it was `kept` until now, in the caller's transaction.

    Raises:
        Refused: the list is full.
    """
    if len(kept) >= MOST_SOURCES:
        raise Refused(Why.LIST_FULL)
    new = Source(id=uuid4().hex, added_on=today_of(ctx, member), **asdict(written))
    sources.add(conn, collective.id, member.id, new)
    contacts.changed(ctx, conn, collective, member, new)
    return new


def same_name(name: str, others: Sequence[Source]) -> Source | None:
    """Which of these has that name, whatever its letter case; None for none."""
    return next((each for each in others if each.name.casefold() == name.casefold()), None)


def own(conn: Connection, member: Member, source_id: str) -> Source:
    """One of the member's sources, in the caller's transaction.

    Raises:
        Refused: they have no such source (any more).
    """
    source = sources.get(conn, member.id, source_id)
    if source is None:
        raise Refused(Why.NO_SOURCE)
    return source
