"""How far a story is: for the page to show, and for whoever watches to hold."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Stopped(Exception):
    """Nobody wants to hear the rest."""


@dataclass(frozen=True)
class Progress:
    """What the page shows of a story.

    Attributes:
        line: what happens now, in a sentence.
        who: the user id of whoever does it, or empty.
        where: the conversation in which it happens, "home" for the app's Home tab, or empty; for a reply in a thread
            with the ts of the message that it replies to, after a slash.
        number: of the step, from 1; 0 before the first.
        running: it goes on by itself.
    """

    title: str
    total: int
    line: str = ""
    who: str = ""
    where: str = ""
    number: int = 0
    running: bool = True
    done: bool = False


class Playback:
    """A story that is being told, for any thread.

    Args:
        changed: called when there is something else to show.
    """

    def __init__(self, title: str, total: int, changed: Callable[[], None]) -> None:
        self._progress = Progress(title, total)
        self._changed = changed
        self._lock = threading.Lock()
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self._stopped = threading.Event()

    @property
    def progress(self) -> Progress:
        return self._progress

    def step(self, line: str, who: str, where: str) -> None:
        """The next step."""
        self._show(line=line, who=who, where=where, number=self._progress.number + 1)

    def finish(self, line: str) -> None:
        """There is no more to come."""
        self._show(line=line, who="", where="", running=False, done=True)

    def pause(self) -> None:
        """Hold before the next step."""
        self._may_go_on.clear()
        self._show(running=False)

    def resume(self) -> None:
        """Go on."""
        self._show(running=not self._progress.done)
        self._may_go_on.set()

    def stop(self) -> None:
        """Break off at the next wait."""
        self._stopped.set()
        self._may_go_on.set()

    def wait(self, seconds: float) -> None:
        """Give whoever watches so much of the machine's time, and as long as they hold it.

        Raises:
            Stopped: nobody wants to hear the rest.
        """
        self._stopped.wait(seconds)
        self._may_go_on.wait()
        self.check()

    def check(self) -> None:
        """Whether to go on.

        Raises:
            Stopped: nobody wants to hear the rest.
        """
        if self._stopped.is_set():
            raise Stopped

    def _show(self, **changes: object) -> None:
        with self._lock:
            self._progress = replace(self._progress, **changes)  # type: ignore[arg-type]
        self._changed()
