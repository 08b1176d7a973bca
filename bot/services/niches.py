"""What a member says of their own practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.oversight import check_holds
from bot.matching import Match, Need, Opening, OpeningKind, Ranker
from bot.privacy import Known
from bot.services import clarity, niche_habits
from bot.services.checking import check
from bot.services.context import machine_now
from bot.services.moving import redraw
from storage import deliveries, licence_checks, members
from storage.licence_checks import LicenceCheck

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.matching import Profile
    from bot.services.context import Context


def save(
    ctx: Context,
    collective: Collective,
    member: Member,
    niche: Profile,
    practice_contact: str,
    delivery_id: str,
    not_identifying: Collection[str] = (),
) -> Member:
    """Keep a member's niche; their practice contact is their own and is not checked.

    Args:
        not_identifying: the keys of the words of which the member says that they identify nobody.

    Returns:
        The member with it.

    Raises:
        IdentifyingTextError: the statement or the limits name somebody, or may.
        PrivacyDataError: the check cannot run, so nothing may be kept.
    """
    known = known_of(collective)
    for where, said, before in (
        ("statement", niche.statement, member.niche.statement),
        ("limits", niche.opening.limits, member.niche.opening.limits),
    ):
        if said != before:  # what stands there passed when it was written
            check(said, known, not_identifying, where=where)
    kept = replace(niche, opening=_confirmed(ctx, niche.opening, member))
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            held = members.get(conn, member.id)
            if _is_news(held, kept, practice_contact):
                redraw(conn, collective)
            members.save_niche(conn, member.id, kept, practice_contact)
            niche_habits.said_opening(conn, collective, held, kept.opening)
            niche_habits.said_niche(ctx, conn, collective, held)
            _end_licence_check(ctx, conn, collective, held, kept)
            clarity.begin_round(ctx, conn, collective, members.get(conn, member.id))
        after = members.get(conn, member.id)
    ctx.wake()
    return after


def confirm(ctx: Context, collective: Collective, member: Member, delivery_id: str) -> None:
    """The niche is still right, says the member."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            held = members.by_user(conn, collective.id, member.user_id, lock=True) or member
            niche_habits.said_niche(ctx, conn, collective, held)
            clarity.begin_round(ctx, conn, collective, held)
    ctx.wake()


def say_room(ctx: Context, collective: Collective, member: Member, *, room: bool, delivery_id: str) -> Opening:
    """There is room now, within the limits that they last named; or none, for as long as the settings say.

    Returns:
        What stands there now.
    """
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        if fresh:
            redraw(conn, collective)
            last = members.get(conn, member.id).niche.opening
            full_until = ctx.clock.now().astimezone(member.zone).date() + ctx.full_for
            said = replace(last, kind=OpeningKind.SOME) if room else Opening(OpeningKind.NONE, full_until)
            niche_habits.save_opening(conn, collective, member, _confirmed(ctx, said, member))
        after = members.get(conn, member.id).niche.opening
    ctx.wake()
    return after


def imagined_match(niche: Profile) -> Match:
    """The match for a request that asks for what the member does best, and for what their room is for."""
    opening = niche.opening
    need = Need(
        concerns=tuple(niche.every_concern[:1]),
        age_group=_first(niche.age_groups),
        client_type=_first(opening.only_client_types) or _first(niche.client_types),
        payments=tuple(opening.only_payments or niche.payments)[:1],
        format=_first(opening.only_formats) or _first(niche.formats) or "either",
        states=tuple(licence.state for licence in niche.licences[:1]),
    )
    [match] = Ranker([replace(niche, opening=opening.when_asked)]).rank(need) or [Match(niche.member_id, 0)]
    return match


def _first(codes: Sequence[str]) -> str:
    return next(iter(codes), "")


def known_of(collective: Collective) -> Known:
    """What the privacy check knows of a niche beforehand."""
    return Known(collective.known_words, own_practice=True)


def _end_licence_check(ctx: Context, conn: Connection, collective: Collective, before: Member, kept: Profile) -> None:
    """A check holds for what was looked up: it ends with that listing, whichever state came or went.

    To be called once the niche is written and so its row is held: an admin may have looked it up in the meantime.
    """
    looked_up = replace(before, licence_checked_at=members.get(conn, before.id).licence_checked_at)
    if looked_up.licence_checked_at and not check_holds(looked_up, kept):
        ended = LicenceCheck(before.id, before.id, kept.licences, holds=False, at=ctx.clock.now())
        licence_checks.add(conn, collective.id, ended)


def _is_news(before: Member, said: Profile, practice_contact: str) -> bool:
    """Whether messages say something that is so no more; no message says when it was confirmed."""
    same_day = replace(before.niche.opening, confirmed_at=said.opening.confirmed_at)
    return (replace(before.niche, opening=same_day), before.practice_contact) != (said, practice_contact)


def _confirmed(ctx: Context, opening: Opening, member: Member) -> Opening:
    """The opening as said now; "room now" runs out by itself, for nobody remembers to take it back."""
    now = ctx.clock.now()
    runs_out = now.astimezone(member.zone).date() + ctx.room_for
    return replace(opening, until=runs_out if opening.kind is OpeningKind.SOME else opening.until, confirmed_at=now)
