"""The set-up of a collective: which channel, which hours, who counts, whom to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import Kind
from bot.services import weekly
from bot.services.context import machine_now
from bot.services.moving import redraw
from storage import collectives, deliveries, members

if TYPE_CHECKING:
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context

#: In a collective with fewer members everybody may know everybody's clients: asking the best three only is recommended.
SMALL_COLLECTIVE = 15


def may_set_up(collective: Collective, member: Member) -> bool:
    """Owners and admins of the workspace may, and the one more whom they named, unless that is a guest."""
    return member.kind is Kind.FULL and (member.is_admin or member.id == collective.extra_admin_id)


def known_guests(ctx: Context, collective: Collective) -> frozenset[str]:
    """The Slack ids of the guests of the workspace who are known."""
    with ctx.database.read() as conn:
        return members.guests(conn, collective)


def save(ctx: Context, chosen: Collective, delivery_id: str) -> None:
    """Keep what the admin chose."""
    with ctx.database.write() as conn:
        if deliveries.record(conn, chosen.id, delivery_id, machine_now()):
            if collectives.get(conn, chosen.id).membership is not chosen.membership:
                redraw(conn, chosen)  # fewer or more may do what a card speaks of
            collectives.save(conn, chosen)
    weekly.get_ready(ctx, chosen)  # their hours may be others now
