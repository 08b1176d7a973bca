"""What a member says of their own practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching import OpeningKind
from bot.services.checking import check_own
from bot.services.context import machine_now
from bot.services.moving import redraw
from storage import deliveries, members

if TYPE_CHECKING:
    from bot.exchange.values import Collective, Member
    from bot.matching import Opening, Profile
    from bot.services.context import Context


def save(
    ctx: Context, collective: Collective, member: Member, niche: Profile, practice_contact: str, delivery_id: str
) -> None:
    """Keep a member's niche; their practice contact is their own and is not checked.

    Raises:
        IdentifyingTextError: the statement or the limits name somebody.
        PrivacyDataError: the check cannot run, so nothing may be kept.
    """
    check_own(niche.statement, where="statement")
    check_own(niche.opening.limits, where="limits")
    said = replace(niche, opening=_confirmed(ctx, niche.opening, member))
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            if _is_news(members.get(conn, member.id), said, practice_contact):
                redraw(conn, collective)
            members.save_niche(conn, member.id, said, practice_contact)
    ctx.wake()


def _is_news(before: Member, said: Profile, practice_contact: str) -> bool:
    """Whether messages say something that is so no more; no message says when it was confirmed."""
    same_day = replace(before.niche.opening, confirmed_at=said.opening.confirmed_at)
    return (replace(before.niche, opening=same_day), before.practice_contact) != (said, practice_contact)


def _confirmed(ctx: Context, opening: Opening, member: Member) -> Opening:
    """The opening as said now; "room now" runs out by itself, for nobody remembers to take it back."""
    now = ctx.clock.now()
    runs_out = now.astimezone(member.zone).date() + ctx.room_for
    return replace(opening, until=runs_out if opening.kind is OpeningKind.SOME else opening.until, confirmed_at=now)
