"""The plot of the year, before anybody answers: which referrals will be asked, and who comes, goes and travels."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.exchange.values import Audience, Urgency
from bot.simulation.decisions import World, waking, when
from bot.simulation.deeds import APPEAR, HELP, NICHE, PAUSE, POST, SOURCE, WANT, Asking, Deed
from bot.simulation.niches import ask_for
from bot.simulation.people import roster
from bot.views.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.simulation.chance import Chance
    from bot.simulation.people import Colleague

#: Referrals of a week in a collective of forty.
_FEWEST, _MOST, _OF = 4, 6, 40
_URGENCIES = {Urgency.ROUTINE: 0.55, Urgency.SOON: 0.3, Urgency.THIS_WEEK: 0.15}
_AUDIENCES = {Audience.CHANNEL: 0.7, Audience.BEST: 0.3}
#: By day of the week, Monday first.
_DAYS = {0: 6, 1: 6, 2: 5, 3: 5, 4: 4, 5: 1, 6: 1}
#: Of all referrals, how many turn out not to be needed, whatever is answered.
_NOT_NEEDED = 0.06


def write(chance: Chance, members: int, begins: date, weeks: int) -> World:
    """Everything that happens whatever anybody answers.

    Args:
        members: how many there are in the end.
        begins: the first day.
    """
    people = roster(chance, members, begins, weeks)
    askings = {asked.key: asked for week in range(weeks) for asked in _asked_in(chance, people, begins, week)}
    return World(chance, {one.user_id: one for one in people}, askings)


def plain_deeds(world: World) -> Iterator[Deed]:
    """What people do unprompted."""
    for asked in world.askings.values():
        yield Deed(asked.at, asked.referrer, POST, asked.key)
        if world.chance.happens(_NOT_NEEDED, "not needed", asked.key):
            at = when(world.chance, world.people[asked.referrer], asked.at, 60, "not needed", asked.key)
            yield Deed(at, asked.referrer, Action.WITHDRAW.value, asked.key)
    for one in world.people.values():
        turns = [one.trip.begins, one.trip.ends] if one.trip else []
        for turn in (*turns, *filter(None, (one.joins, one.leaves))):
            yield Deed(turn, one.user_id, APPEAR, detail=turn.date().isoformat())
        if one.joins:
            yield Deed(when(world.chance, one, one.joins, 30, "niche"), one.user_id, NICHE)
        if one.pause:
            at = waking(world.chance, one, one.pause.begins, "pause")
            yield Deed(at, one.user_id, PAUSE, detail=one.pause.ends.date().isoformat())
        begun = one.joins or min(asked.at for asked in world.askings.values())
        for what, share, detail in ((HELP, 0.4, ""), (WANT, 0.25, ""), (SOURCE, 0.3, "Lakeview Pediatrics")):
            if world.chance.happens(share, what, one.user_id):
                yield Deed(when(world.chance, one, begun, 500, what), one.user_id, what, detail=detail)


def _asked_in(chance: Chance, people: Sequence[Colleague], begins: date, week: int) -> Iterator[Asking]:
    usual = _FEWEST + int((_MOST - _FEWEST + 1) * chance.roll("how many", week))
    for place in range(max(1, round(usual * len(people) / _OF))):
        key = f"week-{week + 1:02}-referral-{place + 1}"
        days = 7 * week + chance.weighted(_DAYS, "day", key)
        moment = datetime.combine(begins, time(), UTC) + timedelta(days=days, hours=12 + 10 * chance.roll("hour", key))
        there = [one for one in people if one.is_there(moment) and not one.is_silent(moment)]
        referrer = chance.pick(there, "referrer", key)
        known = chance.happens(0.05, "known to somebody", key)
        yield Asking(
            key=key,
            at=waking(chance, referrer, moment, key),
            referrer=referrer.user_id,
            need=ask_for(chance, key, referrer.home.states),
            urgency=chance.weighted(_URGENCIES, "urgency", key),
            audience=chance.weighted(_AUDIENCES, "audience", key),
            kept_from=frozenset({chance.pick(there, "known to", key).user_id} - {referrer.user_id})
            if known
            else frozenset(),
        )
