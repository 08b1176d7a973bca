"""What admins see of the members, and what they vouch for: that they looked a licence up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.oversight import Seen, licences_key
from bot.services.context import machine_now
from bot.services.moving import redraw
from storage import deliveries, licence_checks, members
from storage.licence_checks import LicenceCheck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context


def everybody(ctx: Context, collective: Collective) -> Sequence[Seen]:
    """Every member by name; who looked a licence up is told of one member at a time (`one`)."""
    now = ctx.clock.now()
    with ctx.database.read() as conn:
        profiles = {profile.member_id: profile for profile in members.profiles(conn, collective, now)}
        known = members.of_collective(conn, collective)
    seen = [
        Seen(replace(member, niche=profile), has_niche=True, asked=profile.shown_lately)
        if (profile := profiles.get(member.id))
        else Seen(member)
        for member in known
    ]
    return sorted(seen, key=lambda each: (each.member.name.casefold(), each.member.id))


def one(ctx: Context, collective: Collective, user_id: str) -> Seen | None:
    """The member with this Slack id, and who looked their licence up; None when it is no member."""
    found = next((seen for seen in everybody(ctx, collective) if seen.member.user_id == user_id), None)
    if found is None or found.member.licence_checked_at is None:
        return found
    with ctx.database.read() as conn:
        checks = [check for check in licence_checks.log(conn, found.member.id) if check.holds]
        by = members.get(conn, checks[-1].by_id)
    return replace(found, checked_by=by.name)


def check_licence(
    ctx: Context, collective: Collective, admin: Member, user_id: str, listed: str, delivery_id: str
) -> None:
    """ "I looked this licence up today."

    Args:
        user_id: Slack's id of the member whose licence it is.
        listed: the key of the licences that the admin saw.

    Raises:
        Refused: the member lists other licences by now, or it is the admin's own.
    """
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        if user_id == admin.user_id:
            raise Refused(Why.OWN_LICENCE)
        redraw(conn, collective)
        member = members.by_user(conn, collective.id, user_id, lock=True)  # what they list may be changing just now
        if member is None or not member.niche.licences or licences_key(member.niche.licences) != listed:
            raise Refused(Why.OTHER_LICENCES)
        if fresh:
            _write(ctx, conn, collective, member, admin, holds=True)
    ctx.wake()


def take_check_back(ctx: Context, collective: Collective, admin: Member, user_id: str, delivery_id: str) -> None:
    """What was said of this member's licence holds no more."""
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        member = members.by_user(conn, collective.id, user_id)
        if fresh and member is not None and member.licence_checked_at is not None:
            redraw(conn, collective)
            _write(ctx, conn, collective, member, admin, holds=False)
    ctx.wake()


def _write(ctx: Context, conn: Connection, collective: Collective, member: Member, by: Member, *, holds: bool) -> None:
    check = LicenceCheck(member.id, by.id, member.niche.licences, holds, ctx.clock.now())
    licence_checks.add(conn, collective.id, check)
