"""How Slack reaches the app: Socket Mode by slack_sdk's client, or HTTP by gunicorn. Both drain before they close."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from gunicorn.app.base import BaseApplication
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.socket_mode.interval_runner import IntervalRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt import App
    from slack_sdk.socket_mode.builtin import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

#: How long work in flight may take at the end; then the connection closes all the same.
DRAIN_SECONDS = 20.0
_MOMENT = 0.05
#: How often it is looked whether Slack's end of the connection is still there.
_LOOK_SECONDS = 1.0
#: Where Slack sends commands, forms and events, with HTTP.
HTTP_PATH = "/slack/events"


class Socket(SocketModeHandler):
    """Socket Mode that can stop without losing what it was handed.

    While it drains, new envelopes are left unanswered, so Slack brings them to another connection or to the next start;
    what is in flight is finished and acknowledged first. A connection that is cut is replaced within seconds.
    """

    def __init__(self, app: App, app_token: str) -> None:
        super().__init__(app, app_token, logger=logging.getLogger("slack_sdk.socket_mode"))
        self._look = IntervalRunner(self._replace_if_cut, _LOOK_SECONDS)
        self._in_flight = 0
        self._draining = False
        self._changed = threading.Condition()

    @property
    def draining(self) -> bool:
        """It takes nothing more."""
        return self._draining

    def connect(self) -> None:
        """Open the connection.

        Raises:
            slack_sdk.errors.SlackApiError: Slack does not know the app token.
        """
        # The client would ask for the address by itself, and log a refusal before it raises it.
        self.client.wss_uri = self.app.client.apps_connections_open(app_token=self.app_token)["url"]
        self.client.connect()
        self._look.start()

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
        self._look.shutdown()  # type: ignore[no-untyped-call]
        self._hang_up()
        self.client.close()

    def _replace_if_cut(self) -> None:
        """Connect anew when the other side went without a word.

        The client's receiving thread takes the end of a stream for silence: it reads nothing, as fast as it can, until
        the pings that it sends every ten seconds fail (slack_sdk 3.47).
        """
        session = self.client.current_session
        if self._draining or session is None or not _has_ended(session.sock):
            return
        try:
            session.disconnect()
            self.client.connect_to_new_endpoint()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next look or the client's next ping tries again
            self.client.logger.warning("could not connect again: %s", type(error).__name__)

    def _hang_up(self) -> None:
        """End the client's receiving thread, and wake the one that waits for what it receives.

        The client's own `close` waits for the first for ever when the connection is younger than the thread's last look
        at it (slack_sdk 3.47 unsets `terminated` then), else for up to three seconds of silence on the line; and for
        the second up to one, unless it learns of the end together with what wakes it.
        """
        receiver, session = self.client.current_session_runner, self.client.current_session
        receiver.event.set()
        self.client.closed = True
        self.client.message_processor.event.set()
        self.client.message_queue.put(None)
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        while receiver.is_alive():
            self.client.current_session_state.terminated = True
            receiver.thread.join(_MOMENT)

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


def _has_ended(line: socket.socket | None) -> bool:
    """Whether all was read and no more will come; with TLS too, for this looks beneath it."""
    if line is None:
        return False
    try:
        # Without waiting: the receiving thread may have read meanwhile what was there.
        look = socket.MSG_PEEK | socket.MSG_DONTWAIT
        return bool(select.select([line], [], [], 0)[0]) and not socket.socket.recv(line, 1, look)
    except (OSError, ValueError):  # nothing to read after all, or closed from here meanwhile
        return False


class Runnable(Protocol):
    """What answers Slack, as `bot.app.build` makes it."""

    @property
    def app(self) -> App: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class HttpServer(BaseApplication):  # type: ignore[misc]
    """One gunicorn worker with threads. SIGTERM and Ctrl-C let it answer what it was handed, and then end it.

    Args:
        build: makes the exchange; called in the worker, after the fork, which starts it and stops it at its end.
        ready: called in the worker, when it begins to take requests.
    """

    def __init__(self, build: Callable[[], Runnable], ready: Callable[[], None], host: str, port: int) -> None:
        self._build = build
        self._ready = ready
        self._running: Runnable | None = None
        self._options: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": 10,
            "graceful_timeout": int(DRAIN_SECONDS),
            "when_ready": self._when_ready,
            "worker_exit": self._worker_exit,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> SlackRequestHandler:
        # The terminal sends Ctrl-C to the worker too, whom gunicorn would have drop everything: the arbiter decides.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._running = self._build()
        self._running.start()
        self._ready()
        return SlackRequestHandler(self._running.app, path=HTTP_PATH)

    def _when_ready(self, _arbiter: object) -> None:
        signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))

    def _worker_exit(self, _arbiter: object, _worker: object) -> None:
        if self._running is not None:
            self._running.stop()
