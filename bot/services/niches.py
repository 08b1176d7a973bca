"""What a member says of their own practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.checking import check
from bot.services.context import machine_now
from storage import deliveries, members

if TYPE_CHECKING:
    from bot.exchange.values import Collective, Member
    from bot.matching import Profile
    from bot.services.context import Context


def save(
    ctx: Context, collective: Collective, member: Member, niche: Profile, practice_contact: str, delivery_id: str
) -> None:
    """Keep a member's niche; their practice contact is their own and is not checked.

    Raises:
        IdentifyingTextError: the statement or the limits name somebody.
        PrivacyDataError: the check cannot run, so nothing may be kept.
    """
    check(niche.statement)
    check(niche.opening.limits)
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            members.save_niche(conn, member.id, niche, practice_contact)
