"""Says where a member is licensed, and whether that is their word alone: for referrers, and for the member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import LicenceScope
from bot.views.message import day, listed

if TYPE_CHECKING:
    from datetime import date

    from bot.exchange.values import Member

#: With an interstate compact a member may list forty states; nobody reads that many.
_MOST = 6


def licence_line(member: Member) -> str:
    """Where the member may practise, and how sure that is; "" where they list no state."""
    where = {
        scope: [licence.state for licence in member.niche.licences if licence.scope is scope] for scope in LicenceScope
    }
    parts = [
        f"{how}{_shortened(states)}"
        for how, states in (("in ", where[LicenceScope.FULL]), ("by telehealth in ", where[LicenceScope.TELEHEALTH]))
        if states
    ]
    return f"Licensed {', '.join(parts)} ({how_sure(member)})" if parts else ""


def how_sure(member: Member) -> str:
    """ "licence checked on March 3, 2026", or that there is only the member's word."""
    if member.licence_checked_at is None:
        return "self-declared"
    return f"licence checked on {_full_day(member.licence_checked_at.astimezone(member.zone).date())}"


def _full_day(on: date) -> str:
    """A day with its year, for what may be long ago: "March 3, 2026"."""
    return f"{day(on)}, {on.year}"


def _shortened(states: list[str]) -> str:
    if len(states) <= _MOST:
        return listed(states)
    return f"{', '.join(states[:_MOST])} and {len(states) - _MOST} more"
