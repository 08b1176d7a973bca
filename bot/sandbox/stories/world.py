"""What nobody does in a story: the clock moves, things go wrong, and the app comes to rest."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.page.mischief import How, Mischief
from bot.sandbox.stories.story import StoryFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.sandbox.page.agenda import Due
    from bot.sandbox.page.playback import Playback
    from bot.sandbox.server import PracticeServer
    from bot.sandbox.stories.steps import ClockMoves

_LOOK_AGAIN_SECONDS = 0.05
_WEEKEND = 5


class World:
    """The world of one story; every wait in it ends when the story is broken off.

    Args:
        zone: in which a business day begins.
        patience: how long to wait for the app, in seconds of the machine's time.
    """

    def __init__(self, server: PracticeServer, playback: Playback, zone: ZoneInfo, patience: float) -> None:
        self._server = server
        self._playback = playback
        self._zone = zone
        self._patience = patience

    def settle(self) -> None:
        """Wait until the app has answered all that it was told.

        Raises:
            StoryFailed: it did not.
            Stopped: nobody wants to hear the rest.
        """

        def at_rest() -> bool:
            self._playback.check()
            return self._server.idle

        try:
            self._server.wait_until(at_rest, self._patience)
        except TimeoutError:
            raise StoryFailed("The app has not answered all that it was told.") from None

    def move_clock(self, step: ClockMoves) -> None:
        """Move calendar time, once the app is at rest and has done all that was due before.

        Raises:
            StoryFailed: the app does not come to rest, or there is nothing due to which it could move.
        """
        self.settle()
        clock = self._server.workspace.clock
        now = clock.now()
        ahead = self._ahead(now)
        if step.units:
            count, unit = step.units
            clock.move(timedelta(**{f"{unit}s": count}))
        elif step.morning:
            clock.move(_morning(now.astimezone(self._zone), *step.morning) - now)
        else:
            clock.move(_next(ahead) - now)

    def go_wrong(self, name: str, *, on: bool) -> None:
        """Let something of the page's catalogue go wrong, or no more, where it lasts until then.

        Raises:
            StoryFailed: there is no such thing.
        """
        mischief = Mischief(self._server)
        kinds = (How.SWITCH, How.ONCE) if on else (How.SWITCH,)
        known = [each["name"] for each in mischief.told() if each["kind"] in kinds]
        if name not in known:
            there = "There is no such fault. There are" if on else "No such fault lasts. Those that last:"
            raise StoryFailed(f"{there} {', '.join(known)}.")
        mischief.do(name, on)

    def _ahead(self, now: datetime) -> list[Due]:
        """What is due by the calendar, once nothing is left that was due before `now`.

        What is over already is on its way, and leaves the agenda in a moment. The agenda is the app's own, which may
        wait for the workspace: so it is read without the workspace's lock.
        """
        until = time.monotonic() + self._patience
        while (ahead := self._by_calendar()) and ahead[0].at <= now:
            if time.monotonic() > until:
                raise StoryFailed("What was due before is not done yet.")
            self._playback.wait(_LOOK_AGAIN_SECONDS)
        return ahead

    def _by_calendar(self) -> list[Due]:
        return [due for due in self._server.agenda() if not due.by_machine]


def _next(ahead: Sequence[Due]) -> datetime:
    """When the next thing is due for which somebody waits."""
    waited_for = [due.at for due in ahead if not due.by_habit]
    if not waited_for:
        raise StoryFailed("Nothing is due.")
    return waited_for[0]


def _morning(now: datetime, hour: int, minute: int) -> datetime:
    """This time of the next day from Monday to Friday; `now` is local."""
    day = now + timedelta(days=1)
    while day.weekday() >= _WEEKEND:
        day += timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
