"""Deliveries come as Slack's do: at least once, signed over HTTP, and over again when the app fails or moves on."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as connect_websocket

from bot.sandbox.delivery.gateway import Channel, Delivery
from bot.sandbox.delivery.http_mode import HttpMode
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, Stage, connect, disconnect, tiny_app

if TYPE_CHECKING:
    from bot.sandbox.server import PracticeServer


def react(server: PracticeServer, name: str = "hand") -> None:
    """Have something to tell the app."""
    ben = server.person(BEN)
    message = ben.say(CHANNEL, "words")
    ben.react(CHANNEL, message.ts, name)


def test_an_event_that_the_app_fails_on_comes_again(stage: Stage) -> None:
    """With the same event_id, until it is taken."""
    stage.tiny.failures = 2
    react(stage.server)
    stage.server.settle(10)
    assert len(stage.tiny.told) == 3
    assert len({each["event_id"] for each in stage.tiny.told}) == 1


def test_an_event_that_always_fails_is_given_up(stage: Stage) -> None:
    """After the first try and three more, as Slack does it."""
    stage.tiny.failures = 100
    react(stage.server)
    stage.server.settle(10)
    assert len(stage.tiny.told) == 4


def test_a_command_that_fails_does_not_come_again(stage: Stage) -> None:
    """Only events are tried again."""
    stage.server.person(ANA).command("/fault")
    stage.server.settle()
    assert len(stage.tiny.told) == 1


def test_everything_can_be_delivered_twice(stage: Stage) -> None:
    """An event with its event_id, a command with its trigger_id; the person sees one form."""
    stage.server.faults.copies = 2
    react(stage.server)
    stage.server.settle()
    assert len({each["event_id"] for each in stage.tiny.told}) == 1
    stage.tiny.told.clear()
    ana = stage.server.person(ANA)
    ana.command("/form")
    stage.server.settle()
    assert len(stage.tiny.told) == 2
    assert len({each["trigger_id"] for each in stage.tiny.told}) == 1
    assert len(stage.server.workspace.views.stack(ANA)) == 1


def test_an_event_waits_for_the_app_to_come(server: PracticeServer) -> None:
    """What happened while no connection was open is delivered to the first; a command fails at once."""
    react(server)
    ana = server.person(ANA)
    ana.command("/form")
    assert ana.notice == '/form failed with the error "dispatch_failed"'
    tiny = tiny_app(server)
    handler = connect(server, tiny)
    server.settle()
    assert len(tiny.told) == 1
    disconnect(server, handler)


def test_an_event_whose_connection_ended_goes_to_the_next(server: PracticeServer) -> None:
    """What was sent and not acknowledged when the socket closed comes again."""
    url = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)["url"]
    with connect_websocket(url) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        react(server)
        unanswered: dict[str, Any] = json.loads(socket.recv())
    tiny = tiny_app(server)
    handler = connect(server, tiny)
    server.settle()
    assert unanswered["type"] == "events_api"
    assert unanswered["payload"]["event_id"] == tiny.told[0]["event_id"]
    disconnect(server, handler)


def test_a_warning_moves_the_app_to_a_new_connection(server: PracticeServer) -> None:
    """slack_sdk's client opens another before the old one ends, and goes on hearing."""
    tiny = tiny_app(server)
    handler = connect(server, tiny)
    before = handler.client.session_id()
    server.warn_sockets(grace_seconds=0.2)
    server.wait_until(lambda: handler.client.session_id() != before and server.connections == 1, timeout=10)
    react(server)
    server.settle(10)
    assert len({each["event_id"] for each in tiny.told}) == 1
    disconnect(server, handler)


def test_a_socket_url_works_once(server: PracticeServer) -> None:
    """apps.connections.open gives an address for one connection, and with ten open it gives none."""
    web = WebClient(base_url=server.api_url)
    url = web.apps_connections_open(app_token=server.app_token)["url"]
    with connect_websocket(url) as socket:
        hello = json.loads(socket.recv())
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(InvalidStatus), connect_websocket(url):
            pass
        urls = [web.apps_connections_open(app_token=server.app_token)["url"] for _ in range(9)]
        with ExitStack() as stack:
            for each in urls:
                stack.enter_context(connect_websocket(each)).recv()
            with pytest.raises(SlackApiError, match="too_many_websockets"):
                web.apps_connections_open(app_token=server.app_token)


def test_http_deliveries_are_signed_with_the_secret_that_was_given() -> None:
    """The signature is the one that slack_sdk verifies; nothing is delivered off this machine."""
    seen: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            seen.append((body, dict(self.headers)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_line: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        threading.Thread(target=listener.serve_forever, args=(0.02,)).start()
        way = HttpMode(f"http://127.0.0.1:{listener.server_port}/slack/events", "secret")
        asyncio.run(way.send(Delivery(Channel.EVENT, {"type": "event_callback"}, attempt=1, reason="timeout")))
        way.close()
        listener.shutdown()
    ((body, headers),) = seen
    assert SignatureVerifier("secret").is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)
    assert (headers["X-Slack-Retry-Num"], headers["X-Slack-Retry-Reason"]) == ("1", "http_timeout")
    with pytest.raises(ValueError, match="this machine alone"):
        HttpMode("http://example.com/slack/events", "secret")
