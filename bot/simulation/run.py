"""Runs a year once, in one of the ways in which it can be told, and gives its record and its verdict."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulation.deeds import Deed
from bot.simulation.facts import Done, Facts
from bot.simulation.judging import Judge
from bot.simulation.killing import tell_killed
from bot.simulation.record import Entry, entries
from bot.simulation.verdict import Verdict
from bot.simulation.year import Year
from storage import tracing
from storage.engine import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.simulation.killing import Killing
    from bot.simulation.story import Story

#: Where files are made in memory, on Linux: the year waits for no disk.
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_ENOUGH = 2 * 10**9  # bytes


@dataclass(frozen=True)
class Told:
    """A year that was told.

    Attributes:
        record: all that was said, to be compared with another telling.
        kills: how often whoever told it was killed.
    """

    record: Sequence[Entry]
    verdict: Verdict
    kills: int = 0


def tell(story: Story, *, url: str | None = None, replicas: int = 1, killing: Killing | None = None) -> Told:
    """Tell a year, and judge it.

    Args:
        url: of an empty database; one in a file of its own when left out.
        replicas: how many of the exchange work side by side.
        killing: how the process that tells it is killed; None: it is told in this one, in peace.
    """
    with _folder() as folder:
        url = url or f"sqlite:///{folder}/exchange.sqlite3"
        kills = tell_killed(story, folder, url, replicas, killing) if killing else 0
        year = Year(story, folder, url, replicas)
        try:
            year.tell()  # after the last kill nothing is left to tell
            return Told(_record(year, url), _verdict(story, year), kills)
        finally:
            year.close()


def save(record: Sequence[Entry], file: Path) -> None:
    """Keep a record, an entry a line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(asdict(entry))}\n" for entry in record), "utf-8")


def load(file: Path) -> Sequence[Entry]:
    """A record that was kept.

    Raises:
        OSError, ValueError, TypeError: it cannot be read, or is none.
    """
    return [Entry(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def _record(year: Year, url: str) -> Sequence[Entry]:
    database = Database(url)
    with database.read() as conn:
        named = tracing.names_of_ids(conn)
    database.dispose()
    return entries(year.slack, named)


def _verdict(story: Story, year: Year) -> Verdict:
    people = year.world.people
    done = [Done(Deed.unpacked(deed), came_of_it) for _, _, deed, came_of_it in year.slack.deeds()]
    facts = Facts(done, people)
    return Verdict(story, people, Judge(story, people, facts, list(year.slack.posts())), facts)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that is gone afterwards, in memory where there is enough of it."""
    in_memory = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    with tempfile.TemporaryDirectory(prefix="exchange-year-", dir=_MEMORY if in_memory else None) as folder:
        yield Path(folder)
