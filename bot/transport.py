"""How Slack reaches the app: Socket Mode by slack_sdk's client, or HTTP by gunicorn. Both drain before they close."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import App
    from slack_sdk.socket_mode.builtin import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

#: How long work in flight may take at the end; then the connection closes all the same.
DRAIN_SECONDS = 20.0
#: Where Slack sends commands, forms and events, with HTTP.
HTTP_PATH = "/slack/events"


class Socket(SocketModeHandler):
    """Socket Mode that can stop without losing what it was handed.

    While it drains, new envelopes are left unanswered, so Slack brings them to another connection or to the next start;
    what is in flight is finished and acknowledged first.
    """

    def __init__(self, app: App, app_token: str) -> None:
        super().__init__(app, app_token, logger=logging.getLogger("slack_sdk.socket_mode"))
        self._in_flight = 0
        self._draining = False
        self._changed = threading.Condition()

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Let the app answer one envelope."""
        with self._flight() as taken:
            if taken:
                super().handle(client, req)

    def drain_and_close(self) -> None:
        """Take nothing more, finish and acknowledge what is in flight, then close."""
        with self._changed:
            self._draining = True
            self._changed.wait_for(lambda: self._in_flight == 0, timeout=DRAIN_SECONDS)
        self.close()

    @contextmanager
    def _flight(self) -> Iterator[bool]:
        with self._changed:
            if self._draining:
                yield False
                return
            self._in_flight += 1
        try:
            yield True
        finally:
            with self._changed:
                self._in_flight -= 1
                self._changed.notify_all()


class HttpServer(BaseApplication):  # type: ignore[misc]
    """One gunicorn worker with threads. The app is built in the worker, after the fork; SIGTERM drains it.

    Args:
        build: makes the Bolt app; called once, in the worker.
        close: called in the worker when it ends.
    """

    def __init__(self, build: Callable[[], App], close: Callable[[], None], host: str, port: int) -> None:
        self._build = build
        self._options: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": 10,
            "graceful_timeout": int(DRAIN_SECONDS),
            "worker_exit": lambda _arbiter, _worker: close(),
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> SlackRequestHandler:
        return SlackRequestHandler(self._build(), path=HTTP_PATH)
