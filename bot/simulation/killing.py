"""The same year in a process that is killed at random moments, and begun again with whatever it left."""

from __future__ import annotations

import multiprocessing
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulation.year import Year

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from bot.simulation.story import Story

#: It is imported once, by a server that each child is forked from.
_PRELOADED = ["bot.simulation.year"]


class TellingFailed(RuntimeError):
    """The process that told the year ended by a fault of its own."""


@dataclass(frozen=True)
class Killing:
    """How a telling is killed.

    Attributes:
        seconds: between two kills, on average, in machine time from when the process is ready.
        most: after so many it is left alone.
    """

    seconds: float = 4.0
    most: int = 1000


def tell_killed(story: Story, folder: Path, url: str, replicas: int, killing: Killing) -> int:
    """Tell a year to its end, however often whoever tells it is killed.

    Returns:
        How often that was.

    Raises:
        TellingFailed: it ended otherwise.
    """
    dice = random.Random(story.seed)  # noqa: S311 - nothing is secret about when it dies
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(_PRELOADED)
    kills = 0
    while True:
        ready, told = forking.Pipe(duplex=False)
        process = forking.Process(target=_tell, args=(story, folder, url, replicas, told))
        process.start()
        told.close()
        _wait(ready)
        process.join(dice.expovariate(1 / killing.seconds) if kills < killing.most else None)
        if process.exitcode is None:
            process.kill()
            process.join()
            kills += 1
        elif process.exitcode == 0:
            return kills
        else:
            raise TellingFailed(f"the year was not told to its end ({process.exitcode})")


def _wait(ready: Connection) -> None:
    try:
        ready.recv()
    except EOFError:
        return  # it ended before it was ready; its exit code says how
    finally:
        ready.close()


def _tell(story: Story, folder: Path, url: str, replicas: int, ready: Connection) -> None:
    year = Year(story, folder, url, replicas)
    ready.send(True)
    ready.close()
    year.tell()
    year.close()
