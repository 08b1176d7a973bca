"""The set-up of a collective: which channel, which hours, who counts, whom to tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.context import machine_now
from storage import collectives, deliveries

if TYPE_CHECKING:
    from bot.exchange.values import Collective, Member, Membership, PracticeHours
    from bot.services.context import Context

#: Where everybody may know everybody's clients, asking the best three only is recommended.
SMALL_COLLECTIVE = 15


def may_set_up(collective: Collective, member: Member) -> bool:
    """Owners and admins of the workspace may, and the one more whom they named."""
    return member.is_admin or (bool(collective.extra_admin_id) and member.id == collective.extra_admin_id)


def save(
    ctx: Context,
    collective: Collective,
    *,
    channel_id: str,
    membership: Membership,
    hours: PracticeHours,
    person_id: str,
    extra_admin_id: str,
    outside_options: str,
    delivery_id: str,
) -> Collective:
    """Keep what the admin chose; the ids of people are the exchange's own."""
    chosen = replace(
        collective,
        channel_id=channel_id,
        membership=membership,
        hours=hours,
        person_id=person_id,
        extra_admin_id=extra_admin_id,
        outside_options=outside_options,
    )
    with ctx.database.write() as conn:
        if deliveries.record(conn, collective.id, delivery_id, machine_now()):
            collectives.save(conn, chosen)
    return chosen
