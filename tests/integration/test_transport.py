"""Both transports end without losing what they were handed: it is finished and acknowledged, and no more is taken."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from websockets.exceptions import ConnectionClosedError
from websockets.sync.server import serve

from bot.transport import HTTP_PATH, Socket
from tests.integration.canned_slack import canned_slack
from tests.integration.slow_listener import Slow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from websockets.sync.server import ServerConnection

    from tests.integration.canned_slack import CannedSlack

_PATIENCE = 20.0
_NAMES = ["one", "three", "two"]


class Line:
    """Slack's end of a Socket Mode connection: what it sends, and which envelopes were acknowledged."""

    def __init__(self, slack: CannedSlack) -> None:
        self.slack = slack
        self.acked: list[str] = []
        self.connections = 0
        self._connection: ServerConnection | None = None

    def hold(self, connection: ServerConnection) -> None:
        """Keep the connection until the app closes it."""
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        self._connection = connection
        self.connections += 1
        with suppress(ConnectionClosedError):
            for told in connection:
                self.acked.append(json.loads(told)["envelope_id"])

    def send(self, name: str) -> None:
        _until(lambda: self._connection is not None)
        assert self._connection is not None
        told = {"envelope_id": name, "type": "slash_commands", "payload": _command(name)}
        self._connection.send(json.dumps(told))

    def cut(self) -> None:
        """End it as a network does: nothing says that it has ended."""
        assert self._connection is not None
        self._connection.socket.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def line() -> Iterator[Line]:
    """Slack's end, waiting for the app."""
    with canned_slack() as slack:
        held = Line(slack)
        with serve(held.hold, "127.0.0.1", 0) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            port = server.socket.getsockname()[1]
            slack.answers["apps.connections.open"] = {"url": f"ws://127.0.0.1:{port}/"}
            yield held
            server.shutdown()
            thread.join()


def test_a_closing_socket_finishes_and_acknowledges_what_is_in_flight(line: Line, tmp_path: Path) -> None:
    """Three commands in flight are committed and acked, all of them, and one that comes later is left to Slack."""
    slow = Slow(tmp_path, line.slack.url)
    handler = Socket(slow.app, "xapp-1")
    handler.connect()
    for name in _NAMES:
        line.send(name)
    _until(lambda: slow.begun == _NAMES)

    closing = threading.Thread(target=handler.drain_and_close)
    closing.start()
    _until(lambda: handler.draining)
    line.send("later")
    assert closing.is_alive()
    (tmp_path / "go").touch()
    closing.join(_PATIENCE)

    assert slow.done == _NAMES
    assert sorted(line.acked) == _NAMES
    assert not handler.client.is_connected()


def test_a_socket_with_nothing_in_flight_closes_at_once(line: Line, tmp_path: Path) -> None:
    """Nothing is waited for; also not in one that was never open."""
    handler = Socket(Slow(tmp_path, line.slack.url).app, "xapp-1")
    handler.connect()
    handler.drain_and_close()
    assert not handler.client.is_connected()
    Socket(Slow(tmp_path, line.slack.url).app, "xapp-1").drain_and_close()


def test_a_socket_can_be_closed_as_soon_as_it_is_open(line: Line, tmp_path: Path) -> None:
    """Also in the moment before the client has begun to listen on it, in which it would wait for ever."""
    handler = Socket(Slow(tmp_path, line.slack.url).app, "xapp-1")
    client: Any = handler.client
    client.current_session_runner.shutdown()
    begin, receive = threading.Event(), client._run_current_session

    def receive_late() -> None:
        begin.wait(_PATIENCE)
        receive()

    client.current_session_runner = IntervalRunner(receive_late, 0.1).start()
    handler.connect()
    closing = threading.Thread(target=handler.drain_and_close)
    closing.start()
    _until(lambda: client.current_session_state.terminated)
    begin.set()
    closing.join(_PATIENCE)
    assert not closing.is_alive()


def test_a_connection_that_is_cut_without_a_word_is_replaced(line: Line, tmp_path: Path) -> None:
    """Soon: the client by itself would read nothing from it, over and over, until two of its pings have failed."""
    slow = Slow(tmp_path, line.slack.url)
    handler = Socket(slow.app, "xapp-1")
    handler.connect()
    _until(lambda: line.connections == 1)
    handler.client.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]
    line.cut()
    _until(lambda: line.connections == 2)
    (tmp_path / "go").touch()
    line.send("after")
    _until(lambda: line.acked == ["after"])
    handler.drain_and_close()


def test_a_connection_that_cannot_be_let_go_of_is_still_replaced(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong with the old one, the next look finds it cut again; the watch never ends by itself."""
    handler = Socket(Slow(tmp_path, line.slack.url).app, "xapp-1")
    handler.connect()
    _until(lambda: line.connections == 1)
    handler.client.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]
    session = handler.client.current_session
    assert session is not None
    let_go = session.disconnect
    refused: list[bool] = []

    def refuse_once() -> None:
        if not refused:
            refused.append(True)
            raise AttributeError("'NoneType' object has no attribute 'close'")
        let_go()

    monkeypatch.setattr(session, "disconnect", refuse_once)
    line.cut()
    _until(lambda: line.connections == 2)
    assert refused
    handler.drain_and_close()


def test_a_refused_app_token_is_raised_and_not_logged(
    line: Line, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever starts the exchange says it in a sentence; a log line beside it would only repeat it."""
    line.slack.answers["apps.connections.open"] = {"error": "invalid_auth"}
    handler = Socket(Slow(tmp_path, line.slack.url).app, "xapp-1")
    with pytest.raises(SlackApiError):
        handler.connect()
    handler.drain_and_close()
    assert caplog.records == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_told_to_end_answers_what_is_in_flight(tmp_path: Path, number: signal.Signals) -> None:
    """Three requests in flight get their answers, then the exchange is stopped in the worker that ran it.

    The signal goes to arbiter and worker alike, as a terminal sends Ctrl-C.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.integration.slow_listener", str(port), str(tmp_path)]
    process = subprocess.Popen(command, start_new_session=True)
    slow = Slow(tmp_path)
    try:
        _until((tmp_path / "ready").exists)
        with ThreadPoolExecutor(len(_NAMES)) as threads:
            answers = [threads.submit(_post, port, name) for name in _NAMES]
            _until(lambda: slow.begun == _NAMES)
            os.killpg(process.pid, number)
            _until(lambda: not _answers(port))
            assert slow.done == []
            (tmp_path / "go").touch()
            assert [answer.result(_PATIENCE) for answer in answers] == _NAMES
        assert process.wait(_PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
    assert (tmp_path / "started").exists()
    assert (tmp_path / "stopped").read_text("utf-8").split() == _NAMES


def _command(name: str) -> dict[str, Any]:
    return {"command": "/slow", "text": name, "team_id": "T0", "user_id": "U1", "trigger_id": name}


def _post(port: int, name: str) -> str:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    request = Request(f"http://127.0.0.1:{port}{HTTP_PATH}", urlencode(_command(name)).encode(), headers)
    with urlopen(request, timeout=_PATIENCE) as answer:
        text: str = answer.read().decode()
    return text


def _answers(port: int) -> bool:
    """Whether a request is still taken; one to which there is nothing behind is answered at once."""
    try:
        urlopen(f"http://127.0.0.1:{port}/nothing", timeout=1)
    except HTTPError:
        return True
    except OSError:
        return False
    return True


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)
