"""An app whose one command lasts until it is let go, run over HTTP as `exchange run` does.

    python -m tests.integration.slow_listener <port> <folder>

Let go by a file named "go" in the folder; it leaves a file there for each thing that it does.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.transport import HttpServer

if TYPE_CHECKING:
    from slack_bolt import Ack


class Slow:
    """An exchange of one command, `/slow <name>`."""

    def __init__(self, folder: Path, api_url: str = "http://127.0.0.1:1/") -> None:
        self._folder = folder
        self.app = App(
            client=WebClient(base_url=api_url, retry_handlers=[]),
            authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T0", bot_id="B0", bot_user_id="U0"),
            signing_secret="unused",
            request_verification_enabled=False,
            process_before_response=True,
        )
        self.app.command("/slow")(self._slow)

    @property
    def begun(self) -> list[str]:
        return self._named("began")

    @property
    def done(self) -> list[str]:
        return self._named("done")

    def start(self) -> None:
        (self._folder / "started").touch()

    def stop(self) -> None:
        (self._folder / "stopped").write_text(" ".join(self.done), "utf-8")

    def _slow(self, ack: Ack, body: dict[str, Any]) -> None:
        (self._folder / f"began-{body['text']}").touch()
        while not (self._folder / "go").exists():
            time.sleep(0.01)
        (self._folder / f"done-{body['text']}").touch()
        ack(body["text"])

    def _named(self, deed: str) -> list[str]:
        return sorted(file.name.removeprefix(f"{deed}-") for file in self._folder.glob(f"{deed}-*"))


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    HttpServer(lambda: Slow(folder), (folder / "ready").touch, "127.0.0.1", int(sys.argv[1])).run()
