"""Tells the year: moves the calendar from what is due to what is due next, and lets everybody do their part."""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import MovableClock
from bot.delivery.sender import Sender
from bot.exchange.reminders import Reminders
from bot.exchange.values import Kind
from bot.exchange.working_time import PracticeHours
from bot.services import niches, nudging, people, setup
from bot.services.context import Context
from bot.simulation.acts import Stage
from bot.simulation.chance import Chance
from bot.simulation.decisions import Reader
from bot.simulation.doing import do
from bot.simulation.people import ADMIN
from bot.simulation.plot import plain_deeds, write
from bot.simulation.slack import Client, Slack
from storage import held, members, migrate, nudges, reminders, sending, tracing
from storage.collectives import BotIdentity
from storage.engine import Database
from storage.members import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.exchange.values import Collective
    from bot.simulation.deeds import Deed
    from bot.simulation.people import Colleague
    from bot.simulation.story import Story

IDENTITY = BotIdentity("T0SIMULATED", "A simulated collective", "B0BOT", "U0BOT")
CHANNEL = "C0REFERRALS"
#: Machine time is moved by so much where rows wait for a turn or for the end of a lease.
_STEP = timedelta(seconds=31)
#: More looks than any moment needs; after so many something waits for ever.
_MOST_STEPS = 400
_NO_PACE = timedelta()


@dataclass(frozen=True)
class _Replica:
    """One of the processes that a collective may run side by side, as far as it works by itself."""

    ctx: Context
    sender: Sender

    def work(self) -> int:
        """Do what is due, until nothing is; how much that was."""
        done = 0
        while seen := nudging.look(self.ctx):
            done += seen
        while sent := self._send():
            done += sent
        return done

    def _send(self) -> int:
        with self.ctx.database.read() as conn:
            is_idle = not sending.is_any_waiting(conn)
        return 0 if is_idle else self.sender.run_once()


class Year:
    """One telling of a story, which can be broken off at any moment and taken up again.

    Args:
        folder: where Slack's file is, and the database where `url` names no other.
        url: of the exchange's database.
        replicas: how many work side by side.
    """

    def __init__(self, story: Story, folder: Path, url: str, replicas: int = 1) -> None:
        self._story, self.world = story, write(Chance(story.seed), story.members, story.begins, story.weeks)
        databases = [Database(url) for _ in range(replicas)]
        migrate.upgrade(databases[0])
        self._databases = databases
        self._machine = MovableClock()
        self._clock = MovableClock(story.start, frozen=True)
        self.slack = Slack(folder / "slack.sqlite3", self._clock.now, self._machine.now, self._describe)
        if newest := self.slack.newest_ts:
            ahead = datetime.fromtimestamp(float(newest), UTC) - self._machine.now()
            self._machine.move(max(ahead, timedelta()))
        self._replicas = [
            _Replica(ctx, Sender(ctx, Client(self.slack), self._machine.now, pace=_NO_PACE))
            for ctx in (Context(database, self._clock) for database in databases)
        ]
        self._reader = Reader(self.world)
        self._read = 0
        self._agenda: list[tuple[datetime, str, Deed]] = []
        self._threads = ThreadPoolExecutor(replicas) if replicas > 1 else None

    def close(self) -> None:
        if self._threads:
            self._threads.shutdown()
        for database in self._databases:
            database.dispose()
        self.slack.close()

    def tell(self) -> None:
        """Tell it from where it is to its end."""
        collective = self._found()
        stages = [Stage(r.ctx, collective, self.slack, self.world.people, self.world.askings) for r in self._replicas]
        done = {key for key, *_ in self.slack.deeds()}
        self._plan(deed for deed in plain_deeds(self.world) if deed.key not in done)
        self._read_on(done)
        moment: datetime | None = self.slack.position or self._story.start
        while moment is not None and moment < self._story.end:
            self.slack.begin(moment)
            self._clock.move(moment - self._clock.now())
            self._settle()
            while self._agenda and self._agenda[0][0] <= moment:
                _, key, deed = heapq.heappop(self._agenda)
                self.slack.note_deed(key, deed.at, deed.packed(), do(stages[len(key) % len(stages)], deed))
                self._settle()
            self._read_on(frozenset())
            moment = self._next()
        self.slack.begin(self._story.end)

    def _next(self) -> datetime | None:
        """The next moment at which something is due, or somebody does something."""
        with self._databases[0].read() as conn:
            due = [nudges.next_due(conn), held.next_moment(conn, self._clock.now())]
        if self._agenda:
            due.append(self._agenda[0][0])
        return min(filter(None, due), default=None)

    def _settle(self) -> None:
        """Let every replica work until nothing is left to do at this moment of the calendar."""
        for _ in range(_MOST_STEPS):
            done = self._work()
            with self._databases[0].read() as conn:
                if not sending.is_any_waiting(conn):
                    return
            if not done:
                self._machine.move(_STEP)
        raise RuntimeError("something waits to be sent and never is")

    def _work(self) -> int:
        if self._threads is None:
            return self._replicas[0].work()
        return sum(self._threads.map(_Replica.work, self._replicas))

    def _read_on(self, done: frozenset[str] | set[str]) -> None:
        for post in self.slack.posts(self._read):
            self._read = post.place
            self._plan(deed for deed in self._reader.read(post) if deed.key not in done)

    def _plan(self, deeds: Iterator[Deed]) -> None:
        for deed in deeds:
            heapq.heappush(self._agenda, (deed.at, deed.key, deed))

    def _describe(self, key: str) -> tracing.Traced:
        with self._databases[0].read() as conn:
            return tracing.trace(conn, key) or tracing.Traced("unknown", "")

    def _found(self) -> Collective:
        """Set the collective up, as often as it is asked for: what was done is not done again."""
        ctx = self._replicas[0].ctx
        collective = people.introduce(ctx, IDENTITY)
        if collective.is_set_up:
            return collective
        there = [one for one in self.world.people.values() if one.is_there(self._story.start)]
        for place, one in enumerate(there):
            told = Person(one.user_id, one.name, one.home.zone, Kind.FULL, in_channel=True, is_admin=place == ADMIN)
            member = people.remember(ctx, collective, told)
            niches.save(ctx, collective, member, one.niche, f"{one.name}, 512-555-0100", f"niche-{one.user_id}")
            with ctx.database.write() as conn:
                reminders.save(conn, member.id, _reminders(one))
        with ctx.database.read() as conn:
            admin = members.by_user(conn, collective.id, there[ADMIN].user_id)
        chosen = replace(collective, channel_id=CHANNEL, person_id=admin.id if admin else "")
        setup.save(ctx, chosen, "setup")
        return chosen


def _reminders(one: Colleague) -> Reminders:
    usual = PracticeHours()
    hours = PracticeHours(one.begins, one.ends)
    return Reminders(hours=None if hours == usual else hours, days=one.days, region=one.home.region)
