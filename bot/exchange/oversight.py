"""What an admin may see of the members: how often each was asked, never for what, and what they have stated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange.values import Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching import Licence, Profile


@dataclass(frozen=True)
class Seen:
    """A member as an admin sees them.

    Attributes:
        member: with their opening as it stands today.
        has_niche: they have filled in the form, so they can be asked.
        asked: how many invitations they had in the last thirty days.
        checked_by: the name of whoever looked their licence up; "" where that does not hold, or was not looked at.
    """

    member: Member
    has_niche: bool = False
    asked: int = 0
    checked_by: str = ""


@dataclass(frozen=True)
class Spread:
    """How evenly the invitations of the last thirty days were spread.

    Attributes:
        invitations: how many there were.
        reached: how many members had one or more.
        members: how many have a niche, and so could have had one.
        most: the most that one member had.
    """

    invitations: int
    reached: int
    members: int
    most: int


def spread(everybody: Sequence[Seen]) -> Spread:
    """How evenly those who can be asked were asked."""
    counts = [seen.asked for seen in everybody if seen.has_niche]
    return Spread(sum(counts), sum(count > 0 for count in counts), len(counts), max(counts, default=0))


def check_holds(member: Member, niche: Profile) -> bool:
    """Whether what an admin looked up for this member is still what their niche lists, in whatever order."""
    same = licences_key(niche.licences) == licences_key(member.niche.licences)
    return member.licence_checked_at is not None and same


def licences_key(licences: Iterable[Licence]) -> str:
    """An opaque key of what is listed, in whatever order: a check holds for the licences that were looked up."""
    listed = sorted(f"{licence.state} {licence.scope.value}" for licence in set(licences))
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()[:16]
