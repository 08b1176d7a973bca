"""What to ask for less of where few fit: which wish left nobody, how many would fit without it, and who is full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.matching.constraints import Blocker, Constraint, why_nobody
from bot.matching.ranking import Ranker
from bot.matching.values import Need, Opening, OpeningKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from bot.matching.values import Match, Profile

#: A client is offered more than one name (ACA, BACP 57-58); where so many fit there is no shortage.
ENOUGH = 3
#: More than will ever be asked for one referral, or counted.
MOST = 60

# What a referrer can do without. A need keeps its licence, and who comes: those are no wishes.
_WITHOUT: Mapping[Constraint, Mapping[str, Any]] = MappingProxyType(
    {
        Constraint.PAYMENT: {"payments": ("not_sure",)},  # colleagues read that it is open, not that it is settled
        Constraint.FORMAT: {"format": "either"},
        Constraint.AREA: {"areas": ()},
        Constraint.LANGUAGE: {"languages": ()},
        Constraint.SERVICE: {"services": ()},
        Constraint.GENDER: {"gender": ""},
        Constraint.TIME: {"times": ()},
    }
)
# Looked at to name what left nobody, and never given up.
_FIXED: Mapping[Constraint, Mapping[str, Any]] = MappingProxyType(
    {
        Constraint.LICENCE: {"states": ()},
        Constraint.AGE_GROUP: {"age_group": ""},
        Constraint.CLIENT_TYPE: {"client_type": ""},
    }
)


@dataclass(frozen=True)
class Waiver:
    """A wish that could be given up.

    Attributes:
        fitting: how many would fit then, those who fit now among them; 0: it takes more than this one.
    """

    constraint: Constraint
    fitting: int


@dataclass(frozen=True)
class Shortage:
    """Few fit, or nobody.

    Attributes:
        fitting: how many do.
        blocker: what left nobody; None where somebody is left, and where nobody says that they treat the concern.
        waiver: what to give up first; None where no wish stands in the way.
        full: how many would fit and have no room now.
    """

    fitting: int
    blocker: Blocker | None = None
    waiver: Waiver | None = None
    full: int = 0


def without(need: Need, constraint: Constraint) -> Need:
    """The need with one wish given up.

    Raises:
        KeyError: this is none to give up: a licence in the client's state, who comes, room for a client.
    """
    return replace(need, **_WITHOUT[constraint])


def fitting(ranker: Ranker, need: Need, excluding: Collection[str] = frozenset()) -> list[Match]:
    """Who fits, best first; whoever treats none of the concerns does not, and ranks behind those who do."""
    return [match for match in ranker.rank(need, limit=MOST, excluding=excluding) if match.fits]


def when_they_have_room(profiles: Iterable[Profile]) -> list[Profile]:
    """Those who have no room now, as they would be if they had."""
    room = Opening(OpeningKind.SOME)
    return [replace(profile, opening=room) for profile in profiles if profile.opening.kind is OpeningKind.NONE]


def shortage(
    ranker: Ranker, profiles: Sequence[Profile], need: Need, excluding: Collection[str] = frozenset()
) -> Shortage | None:
    """How few fit and what would help; None where enough do.

    Args:
        ranker: of these profiles.
        profiles: everybody, as they stand today.
        need: what is asked for.
        excluding: ids of members to leave out.
    """

    def count(asked: Need) -> int:
        return len(fitting(ranker, asked, excluding))

    now = count(need)
    if now >= ENOUGH:
        return None
    others = [profile for profile in profiles if profile.member_id not in excluding]
    full = len(fitting(Ranker(when_they_have_room(others)), need))
    gains = {wish: count(without(need, wish)) for wish in _WITHOUT}
    best = max(gains, key=lambda wish: gains[wish])
    if now:
        return Shortage(now, waiver=Waiver(best, gains[best]) if gains[best] > now else None, full=full)
    if gains[best]:  # what can be given up is what is named, though something that cannot may stand in the way as well
        return Shortage(0, Blocker(best, gains[best]), Waiver(best, gains[best]), full)
    return Shortage(0, _blocker(count, others, need, full), _first_step(count, need), full)


def _first_step(count: Callable[[Need], int], need: Need) -> Waiver | None:
    """Where several wishes would have to go: the one that is hardest to meet; None where even all would not help."""
    if not count(_with_only(need, None)):
        return None
    asked = [wish for wish, given_up in _WITHOUT.items() if replace(need, **given_up) != need]
    alone = {wish: count(_with_only(need, wish)) for wish in asked}
    return Waiver(min(alone, key=lambda wish: alone[wish]), 0)


def _with_only(need: Need, kept: Constraint | None) -> Need:
    """The need with every wish given up but one."""
    for wish in _WITHOUT:
        need = need if wish is kept else without(need, wish)
    return need


def _blocker(count: Callable[[Need], int], others: Sequence[Profile], need: Need, full: int) -> Blocker | None:
    """What, lifted alone, would free the most of those who treat the concern; else what most of all members fail."""
    freed = {fixed: count(replace(need, **lifted)) for fixed, lifted in _FIXED.items()} | {Constraint.OPENINGS: full}
    worst = max(freed, key=lambda each: freed[each])
    if freed[worst]:
        return Blocker(worst, freed[worst])
    hardest = why_nobody(others, need)
    somebody = count(Need(concerns=need.concerns, note=need.note))
    return replace(hardest, freed=0) if hardest and somebody else None
