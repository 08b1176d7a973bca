"""The plot of a simulated year is a function of its seed, and its people act in their waking hours."""

from __future__ import annotations

from datetime import date, timedelta

from bot.simulation.chance import Chance
from bot.simulation.decisions import World
from bot.simulation.deeds import POST
from bot.simulation.plot import plain_deeds, write

_BEGINS = date(2027, 11, 1)


def _world(seed: int) -> World:
    return write(Chance(seed), 40, _BEGINS, 52)


def test_the_same_seed_the_same_plot() -> None:
    """Two plots of one seed are equal; another seed gives another."""
    assert _world(1) == _world(1)
    assert _world(1).askings != _world(2).askings


def test_about_five_referrals_a_week() -> None:
    """Four to six a week in a collective of forty, of every urgency and audience."""
    askings = _world(1).askings.values()

    assert 4 * 52 <= len(askings) <= 6 * 52
    assert len({asked.urgency for asked in askings}) == 3
    assert len({asked.audience for asked in askings}) == 2


def test_nobody_acts_at_night() -> None:
    """Whatever somebody posts, they post between seven and ten on their own clock, while they are there."""
    world = _world(1)
    for deed in plain_deeds(world):
        one = world.people[deed.by]
        if deed.what == POST:
            assert 7 <= deed.at.astimezone(one.zone_at(deed.at)).hour < 22
            assert one.is_there(deed.at)


def test_all_kinds_of_lives() -> None:
    """Somebody travels, falls silent, pauses, joins, leaves, works part time and keeps other hours, in many zones."""
    people = list(_world(1).people.values())

    for way in ("trip", "silence", "pause", "joins", "leaves"):
        assert any(getattr(one, way) for one in people)
    assert len({one.home.zone for one in people}) >= 9
    assert any(len(one.days) < 5 for one in people)


def test_hours_are_mostly_near_the_usual() -> None:
    """Half of all delays are shorter than usual and half are longer; few are very long."""
    hours = sorted(Chance(1).hours(8, "delay", n) for n in range(1001))

    assert 6 < hours[500] < 10
    assert hours[-1] < timedelta(days=14) / timedelta(hours=1)
