"""What had been done by when, told from people's deeds alone: the judge's own view of each referral."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.values import STILL_LOOKING
from bot.simulation.deeds import APPEAR, DONE, POST, REACT
from bot.views.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.simulation.deeds import Deed
    from bot.simulation.people import Colleague

_ANSWERS = frozenset({Action.OFFER, REACT, Action.NOT_A_FIT, Action.FULL, Action.MAY_KNOW})
_STILL_LOOKING = frozenset(outcome.value for outcome in STILL_LOOKING)


@dataclass(frozen=True)
class Done:
    """A deed that was done; `came_of_it` as `bot.simulation.deeds.do` said."""

    deed: Deed
    came_of_it: str


@dataclass(frozen=True)
class Standing:
    """How a referral stood from a moment on.

    Attributes:
        offers: who stands in line: True for whoever could hold it as it is.
        answered: who has answered anything at all.
        chosen: the colleague whom the client chose, or "".
        handed_off_at: when that was.
        reports: who said how it went since then, and what they said.
        over: it was withdrawn, or its referrer left.
        unclaimed_since: since when nobody could hold it; None while somebody can, or it is over.
    """

    offers: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    answered: frozenset[str] = frozenset()
    chosen: str = ""
    handed_off_at: datetime | None = None
    reports: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    thanked: frozenset[str] = frozenset()
    over: bool = False
    unclaimed_since: datetime | None = None

    @property
    def has_holder(self) -> bool:
        return any(self.offers.values())

    @property
    def is_looking(self) -> bool:
        return not self.over and not self.chosen


class Facts:
    """Every referral's standings, by moment."""

    def __init__(self, done: Iterable[Done], people: Mapping[str, Colleague]) -> None:
        self._times: dict[str, list[datetime]] = {}
        self._standings: dict[str, list[Standing]] = {}
        self.deeds: list[Done] = [each for each in done if each.came_of_it.startswith(DONE)]
        for each in self.deeds:
            deed = each.deed
            if deed.what == APPEAR and not people[deed.by].is_there(deed.at):
                for referral in list(self._standings):
                    self._note(
                        referral, deed.at, _without(self.at(referral, deed.at), deed.by, self.referrers[referral])
                    )
            elif deed.referral:
                self._note(deed.referral, deed.at, _after(self.at(deed.referral, deed.at), each))

    @property
    def referrers(self) -> Mapping[str, str]:
        """Who posted each referral."""
        return {each.deed.referral: each.deed.by for each in self.deeds if each.deed.what == POST}

    @property
    def posted(self) -> Sequence[Done]:
        return [each for each in self.deeds if each.deed.what == POST]

    def at(self, referral: str, moment: datetime) -> Standing:
        """How a referral stood at a moment, what was done in that very moment included."""
        place = bisect_right(self._times.get(referral, []), moment)
        return self._standings[referral][place - 1] if place else Standing()

    def history(self, referral: str) -> Sequence[tuple[datetime, Standing]]:
        return list(zip(self._times.get(referral, ()), self._standings.get(referral, ()), strict=True))

    def _note(self, referral: str, at: datetime, standing: Standing) -> None:
        self._times.setdefault(referral, []).append(at)
        before = self._standings.setdefault(referral, [])
        unclaimed = standing.is_looking and not standing.has_holder
        before.append(replace(standing, unclaimed_since=(standing.unclaimed_since or at) if unclaimed else None))


def _after(one: Standing, done: Done) -> Standing:
    """How it stands after somebody's deed."""
    if done.deed.what in _ANSWERS:
        one = replace(one, answered=one.answered | {done.deed.by})
    follows = _FOLLOWS.get(done.deed.what)
    return follows(one, done) if follows else one


def _offered(one: Standing, done: Done) -> Standing:
    return replace(one, offers={**one.offers, done.deed.by: done.came_of_it == DONE})


def _firm(one: Standing, done: Done) -> Standing:
    by = done.deed.by
    return replace(one, offers={**one.offers, by: True}) if by in one.offers else one


def _chosen(one: Standing, done: Done) -> Standing:
    chosen = done.came_of_it.removeprefix(f"{DONE} ")
    return replace(one, chosen=chosen, handed_off_at=done.deed.at, reports={})


def _reported(one: Standing, done: Done) -> Standing:
    is_first = not one.reports
    one = replace(one, reports={**one.reports, done.deed.by: done.deed.detail})
    return _looking_again(one) if is_first and done.deed.detail in _STILL_LOOKING else one


_FOLLOWS: Mapping[str, Callable[[Standing, Done], Standing]] = {
    Action.OFFER: _offered,
    REACT: _offered,
    Action.CONFIRM: _firm,
    Action.GLAD: _firm,
    Action.AS_BACKUP: lambda one, done: replace(one, offers={**one.offers, done.deed.by: False}),
    Action.RELEASE: lambda one, done: replace(one, offers=_but(one.offers, done.deed.by)),
    Action.CHOOSE: _chosen,
    Action.EXTEND: lambda one, _: replace(one, unclaimed_since=None),
    Action.WITHDRAW: lambda one, _: replace(one, over=True),
    Action.THANK: lambda one, done: replace(one, thanked=one.thanked | {done.deed.by}),
    Action.REPORT: _reported,
    Action.ASK_NEXT: lambda one, _: _looking_again(one),
}


def _looking_again(one: Standing) -> Standing:
    return replace(one, offers=_but(one.offers, one.chosen), chosen="", handed_off_at=None, reports={})


def _without(one: Standing, left: str, referrer: str) -> Standing:
    """How it stands once somebody has left the collective."""
    return replace(one, over=True) if left == referrer else replace(one, offers=_but(one.offers, left))


def _but(offers: Mapping[str, bool], member: str) -> Mapping[str, bool]:
    return {each: firm for each, firm in offers.items() if each != member}
