"""Who is in the simulated collective: where they live and work, when they are away, and what they are like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.simulation.niches import invent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from bot.matching import Profile
    from bot.simulation.chance import Chance


@dataclass(frozen=True)
class Place:
    """Where somebody lives.

    Attributes:
        zone: IANA name.
        region: whose public holidays they keep, as country and subdivision.
        states: of the United States in which they may practise.
    """

    zone: str
    region: str
    states: tuple[str, ...]


_HOMES = (
    Place("America/New_York", "US-NY", ("NY", "CA")),
    Place("America/Chicago", "US-TX", ("TX", "NY")),
    Place("America/Los_Angeles", "US-CA", ("CA", "NY")),
    Place("America/Denver", "US-CO", ("TX", "CA")),
    Place("America/New_York", "US-NY", ("NY", "TX")),
    Place("America/Phoenix", "US-AZ", ("CA", "TX")),
    Place("America/Chicago", "US-IL", ("NY", "TX")),
    Place("America/Los_Angeles", "US-CA", ("CA", "TX")),
    Place("Europe/London", "GB-ENG", ("NY", "CA")),
    Place("Pacific/Honolulu", "US-HI", ("CA", "NY")),
    Place("Europe/Berlin", "DE-BE", ("NY", "TX")),
    Place("Australia/Sydney", "AU-NSW", ("CA", "NY")),
)
_FARAWAY = ("Europe/Lisbon", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Auckland", "Europe/Athens")
# fmt: off
_FIRST_NAMES = (
    "Ada", "Bea", "Cal", "Dina", "Eli", "Fay", "Gil", "Hana", "Ivo", "Jun", "Kai", "Lena", "Milo", "Nora", "Otis",
    "Pia", "Quin", "Rosa", "Sol", "Tess", "Uma", "Vic", "Wren", "Xan", "Yara", "Zoe", "Abel", "Bree", "Cora", "Drew",
    "Esme", "Finn", "Gwen", "Hugo", "Isla", "Joss", "Kira", "Liam", "Maya", "Noel", "Opal", "Pax", "Ruth", "Sven",
    "Tara", "Ugo", "Vera", "Walt",
)
# fmt: on
_LAST_NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper", "Larch")
WEEKDAYS = frozenset(range(5))
#: The admin who set the exchange up, and who hears when nobody answers.
ADMIN = 0


@dataclass(frozen=True)
class Trip:
    """A stay in another time zone, as their Slack profile tells of it; both moments are UTC."""

    begins: datetime
    ends: datetime
    zone: str


@dataclass(frozen=True)
class Spell:
    """A time of not doing something, from one moment to just before another, UTC."""

    begins: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


@dataclass(frozen=True)
class Temper:
    """What somebody is like; each number is the share of cases in which they do it.

    Attributes:
        accepts: say yes when asked.
        answers: answer at all when something is asked of them.
        looks: offer for a card in the channel to which nobody invited them.
        thanks: write a thank-you when they are offered one.
        hours: until they answer, as a rule.
    """

    accepts: float
    answers: float
    looks: float
    thanks: float
    hours: float


@dataclass(frozen=True)
class Colleague:
    """One invented member.

    Attributes:
        begins, ends: their working hours, on the clock of wherever they are.
        days: on which they work, Monday is 0.
        joins, leaves: UTC; None: they are there from the start, or to the end.
        silence: they do nothing at all, whatever they are asked; None: never.
        pause: they tell the bot to be quiet; None: they never do.
        mutes: they mute the bot's questions of how it went.
    """

    name: str
    user_id: str
    home: Place
    niche: Profile
    temper: Temper
    begins: time = time(9)
    ends: time = time(17)
    days: frozenset[int] = WEEKDAYS
    trip: Trip | None = None
    joins: datetime | None = None
    leaves: datetime | None = None
    silence: Spell | None = None
    pause: Spell | None = None
    mutes: bool = False

    def zone_at(self, moment: datetime) -> ZoneInfo:
        """Where their clock is at a moment."""
        away = self.trip and self.trip.begins <= moment < self.trip.ends
        return ZoneInfo(self.trip.zone if away and self.trip else self.home.zone)

    def is_there(self, moment: datetime) -> bool:
        """Whether they are a member at a moment."""
        return (self.joins is None or self.joins <= moment) and (self.leaves is None or moment < self.leaves)

    def is_silent(self, moment: datetime) -> bool:
        return self.silence is not None and self.silence.holds(moment)


def roster(chance: Chance, count: int, begins: date, weeks: int) -> Sequence[Colleague]:
    """The collective; the first of them set the exchange up.

    Args:
        count: how many there are in the end.
        begins: the first day.
        weeks: how long the story is.
    """
    start = datetime.combine(begins, time(), UTC)
    return tuple(_colleague(chance, place, start, timedelta(weeks=weeks)) for place in range(count))


def _colleague(chance: Chance, place: int, start: datetime, span: timedelta) -> Colleague:
    first, round_ = _FIRST_NAMES[place % len(_FIRST_NAMES)], place // len(_FIRST_NAMES)
    name = f"{first} {_LAST_NAMES[(place + round_) % len(_LAST_NAMES)]}"
    home = _HOMES[place % len(_HOMES)]
    colleague = Colleague(
        name=name,
        user_id=f"U{place + 1:02}{first.upper()}",
        home=home,
        niche=invent(chance, name, home.states),
        temper=_temper(chance, name),
    )
    if place % 10 == _SELDOM_ANSWERS:
        return replace(colleague, temper=replace(colleague.temper, answers=0.08))
    ways = _WAYS.get(place % 10)
    return replace(colleague, **ways(_Life(chance, name, start, span))) if ways else colleague


def _temper(chance: Chance, name: str) -> Temper:
    def between(low: float, high: float, what: str) -> float:
        return low + (high - low) * chance.roll("temper", name, what)

    return Temper(
        accepts=between(0.15, 0.5, "accepts"),
        answers=between(0.45, 0.95, "answers"),
        looks=between(0, 0.04, "looks"),
        thanks=between(0.2, 0.8, "thanks"),
        hours=between(1, 14, "hours"),
    )


@dataclass(frozen=True)
class _Life:
    """Where in their year somebody is: their name, and from when to when it goes."""

    chance: Chance
    name: str
    start: datetime
    span: timedelta

    def moment(self, what: str, low: float = 0.1, high: float = 0.8) -> datetime:
        """When something of theirs happens: at noon UTC, between these shares of the year."""
        days = int(self.span.days * (low + (high - low) * self.chance.roll("when", self.name, what)))
        return self.start + timedelta(days=days, hours=12)


def _travels(life: _Life) -> dict[str, Any]:
    begins = life.moment("trip")
    zone = life.chance.pick(_FARAWAY, "where to", life.name)
    return {"trip": Trip(begins, begins + timedelta(days=14), zone)}


def _falls_silent(life: _Life) -> dict[str, Any]:
    begins = life.moment("silence")
    return {"silence": Spell(begins, begins + life.span * (0.2 + 0.2 * life.chance.roll("long", life.name)))}


def _pauses(life: _Life) -> dict[str, Any]:
    begins = life.moment("pause")
    return {"pause": Spell(begins, begins + timedelta(days=21))}


#: What makes somebody's year their own, by their place among every ten.
_WAYS: Mapping[int, Callable[[_Life], dict[str, Any]]] = {
    1: _travels,
    2: lambda _: {"days": frozenset({0, 1, 3})},
    3: _falls_silent,
    4: lambda _: {"begins": time(12, 30), "ends": time(20), "days": frozenset({1, 2, 3, 4, 5})},
    5: _pauses,
    6: lambda _: {"mutes": True},
    7: lambda life: {"joins": life.moment("joins")},
    8: lambda life: {"leaves": life.moment("leaves", 0.4, 0.9)},
}
_SELDOM_ANSWERS = 9
