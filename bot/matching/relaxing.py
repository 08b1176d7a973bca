"""What to ask for less of where few fit: which wish left nobody, how many would fit without it, and who is full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.matching.constraints import Blocker, Constraint, why_nobody
from bot.matching.ranking import Ranker
from bot.matching.values import Need, Opening, OpeningKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.matching.values import Match, Profile

#: A client is offered more than one name (ACA, BACP 57-58); where so many fit there is no shortage.
ENOUGH = 3

# What a referrer can do without. A need keeps its licence, and who comes: those are no wishes.
_WITHOUT: Mapping[Constraint, Mapping[str, Any]] = MappingProxyType(
    {
        Constraint.PAYMENT: {"payments": ("not_sure",)},  # colleagues read that it is open, not that it is settled
        Constraint.FORMAT: {"format": "either"},
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


def fitting(ranker: Ranker, need: Need, profiles: Sequence[Profile], excluding: Collection[str]) -> list[Match]:
    """Everybody who fits, best first; who treats none of the concerns does not."""
    ranked = ranker.rank(need, limit=len(profiles), excluding=excluding)
    return [match for match in ranked if match.fits]


def when_they_have_room(profiles: Iterable[Profile]) -> list[Profile]:
    """Those who have no room now, as they would be if they had."""
    return [replace(profile, opening=Opening()) for profile in profiles if profile.opening.kind is OpeningKind.NONE]


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
    counted = _Count(ranker, profiles, excluding)
    now = counted(need)
    if now >= ENOUGH:
        return None
    full = when_they_have_room(profile for profile in profiles if profile.member_id not in excluding)
    gains = {wish: counted(without(need, wish)) for wish in _WITHOUT}
    waiver = _best(gains, now) or (None if now else _first_step(counted, need))
    room = len(fitting(Ranker(full), need, full, excluding)) if full else 0
    return Shortage(now, None if now else _blocker(counted, need, {**gains, Constraint.OPENINGS: room}), waiver, room)


class _Count:
    """Counts who fits a need."""

    def __init__(self, ranker: Ranker, profiles: Sequence[Profile], excluding: Collection[str]) -> None:
        self._ranker, self._all, self._excluding = ranker, profiles, excluding

    @property
    def profiles(self) -> list[Profile]:
        return [profile for profile in self._all if profile.member_id not in self._excluding]

    def __call__(self, need: Need) -> int:
        return len(fitting(self._ranker, need, self._all, self._excluding))


def _best(gains: Mapping[Constraint, int], now: int) -> Waiver | None:
    wish = max(gains, key=lambda each: gains[each])
    return Waiver(wish, gains[wish]) if gains[wish] > now else None


def _first_step(counted: _Count, need: Need) -> Waiver | None:
    """Where several wishes would have to go: the one that is hardest to meet; None where all of them would not help."""
    least = need
    for wish in _WITHOUT:
        least = without(least, wish)
    if not counted(least):
        return None
    asked = [wish for wish, given_up in _WITHOUT.items() if replace(need, **given_up) != need]
    alone = {wish: counted(_with_only(need, wish)) for wish in asked}
    return Waiver(min(alone, key=lambda each: alone[each]), 0)


def _with_only(need: Need, kept: Constraint) -> Need:
    """The need with every wish given up but one."""
    for wish in _WITHOUT:
        need = need if wish is kept else without(need, wish)
    return need


def _blocker(counted: _Count, need: Need, gains: Mapping[Constraint, int]) -> Blocker | None:
    """What, lifted alone, would free the most of those who treat the concern; else what most of all members fail."""
    freed = {**{fixed: counted(replace(need, **lifted)) for fixed, lifted in _FIXED.items()}, **gains}
    worst = max(freed, key=lambda each: freed[each])
    if freed[worst]:
        return Blocker(worst, freed[worst])
    hardest = why_nobody(counted.profiles, need)
    somebody = counted(Need(concerns=need.concerns, note=need.note))
    return replace(hardest, freed=0) if hardest and somebody else None
