"""A command in a process of its own, and how a test speaks to the page that it serves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from bot.settings import Settings, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 30.0


@dataclass
class Running:
    """A command in a process of its own.

    Attributes:
        lines: what it has printed so far.
    """

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    more: threading.Condition = field(default_factory=threading.Condition)

    def line_with(self, words: str) -> str:
        """The first line with these words, once it is there."""

        def found() -> str | None:
            return next((line for line in self.lines if words in line), None)

        with self.more:
            assert self.more.wait_for(lambda: found() or self.process.poll() is not None, PATIENCE)
            line = found()
        assert line is not None, "\n".join(self.lines)
        return line

    def end(self, number: signal.Signals) -> int:
        """Send it this signal and wait for its end."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.more:
                self.lines.append(line.rstrip("\n"))
                self.more.notify_all()
        with self.more:
            self.more.notify_all()


@contextmanager
def running(folder: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    """`exchange` with these arguments, in an empty folder, and without settings but these."""
    names = {name_of(field) for field in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    command = Running(process)
    reader = threading.Thread(target=command.read)
    reader.start()
    try:
        yield command
    finally:
        process.kill()
        process.wait()
        reader.join()
        assert process.stdout is not None
        process.stdout.close()


def asked(url: str, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the page answers to a deed, or to a question when there is none."""
    body = json.dumps(told).encode() if told else None
    with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=PATIENCE) as answer:
        said: dict[str, Any] = json.load(answer)
    return said
