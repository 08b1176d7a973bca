"""A practice workspace, and the small app connected to it by each way that Slack has to reach an app."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.clock import MovableClock
from bot.sandbox.server import PracticeServer
from tests.integration.sandbox.browser import Browser
from tests.integration.sandbox.tiny import MANIFEST, ROSTER, Stage, connect, disconnect, tiny_app

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def manifest() -> dict[str, Any]:
    """What the small app declares; a module that needs more declares its own."""
    return MANIFEST


@pytest.fixture
def server(clock: MovableClock, manifest: dict[str, Any]) -> Iterator[PracticeServer]:
    """A practice workspace that no app has connected to, with seconds cut to fractions."""
    practice = PracticeServer(ROSTER, manifest, clock, ack_seconds=0.5, retry_seconds=(0.01, 0.01, 0.01))
    practice.start()
    yield practice
    practice.stop()


@pytest.fixture
def client(server: PracticeServer) -> WebClient:
    return WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_line: Any) -> None:
        pass


@pytest.fixture(params=["socket", "http"])
def stage(request: pytest.FixtureRequest, clock: MovableClock, manifest: dict[str, Any]) -> Iterator[Stage]:
    """The same, by each way that Slack has to reach an app."""
    if request.param == "socket":
        server = request.getfixturevalue("server")
        tiny = tiny_app(server)
        handler = connect(server, tiny)
        yield Stage(server, tiny)
        tiny.held.set()
        disconnect(server, handler)
        return
    listener = make_server("127.0.0.1", 0, lambda _environ, _start: [], WSGIServer, _Quiet)
    practice = PracticeServer(
        ROSTER,
        manifest,
        clock,
        request_url=f"http://127.0.0.1:{listener.server_port}/slack/events",
        ack_seconds=0.5,
        retry_seconds=(0.01, 0.01, 0.01),
    )
    practice.start()
    tiny = tiny_app(practice)
    listener.set_app(SlackRequestHandler(tiny.app))
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Stage(practice, tiny)
    tiny.held.set()
    practice.stop()
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    opened = Browser(stage.server)
    yield opened
    opened.connection.close()
