"""`run` says in a line what it does, ends cleanly, and speaks plainly when something is in the way."""

from __future__ import annotations

import signal
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import manifest, sandbox
from bot.clock import MovableClock
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.people import load_roster
from bot.settings import Transport
from bot.transport import HTTP_PATH
from tests.integration.canned_slack import canned_slack
from tests.integration.cli.running import PATIENCE, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

CANARY = "canary7f3a"
ME = {"team_id": "T0PRACTICE", "team": "Larkspur Collective", "bot_id": "B0BOT", "user_id": "U0BOT", "user": "bot"}


@contextmanager
def practice_server(request_url: str | None = None) -> Iterator[PracticeServer]:
    """The practice workspace alone."""
    roster = load_roster(Path(sandbox.__file__).parent / "collective.yml")
    server = PracticeServer(roster, manifest.file(), MovableClock(), request_url=request_url)
    server.start()
    yield server
    server.stop()


def test_without_settings_each_is_named_on_a_line(invoke: Callable[..., Result]) -> None:
    """Exit code 2, as for any command that was called wrongly."""
    result = invoke("run", EXCHANGE_PORT="no")
    assert result.exit_code == 2
    assert [line.split(" ")[0] for line in result.output.splitlines()] == ["SLACK_BOT_TOKEN", "EXCHANGE_PORT"]


def test_without_a_transport_both_are_named(invoke: Callable[..., Result]) -> None:
    """A bot token alone is not enough to run."""
    result = invoke("run", SLACK_BOT_TOKEN="xoxb-1")
    assert result.exit_code == 2
    assert "SLACK_APP_TOKEN" in result.output
    assert "SLACK_SIGNING_SECRET" in result.output


@pytest.mark.parametrize(
    ("method", "token"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")]
)
def test_a_wrong_token_gives_one_plain_sentence(invoke: Callable[..., Result], method: str, token: str) -> None:
    """Exit code 1, which token it is and where to find it; no traceback, and not the token itself."""
    with canned_slack() as slack:
        slack.answers |= {"auth.test": ME, method: {"error": "invalid_auth"}}
        tokens = {"SLACK_BOT_TOKEN": f"xoxb-{CANARY}", "SLACK_APP_TOKEN": f"xapp-{CANARY}"}
        result = invoke("run", SLACK_API_URL=slack.url, **tokens)
    assert result.exit_code == 1
    assert result.output.startswith(f"Slack does not accept {token} (invalid_auth). Copy it again from https://")
    assert result.output.count("\n") == 1
    assert CANARY not in result.output


def test_a_slack_that_cannot_be_reached_gives_one_plain_sentence(invoke: Callable[..., Result]) -> None:
    """As when the machine is offline."""
    result = invoke("run", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SLACK_API_URL="http://127.0.0.1:1/api/")
    assert result.exit_code == 1
    assert result.output.startswith("Slack cannot be reached at http://127.0.0.1:1/api/. ")
    assert result.output.count("\n") == 1


def test_a_database_that_cannot_be_reached_gives_one_plain_sentence(invoke: Callable[..., Result]) -> None:
    """With its address, and without its password."""
    result = invoke(
        "run",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        EXCHANGE_DATABASE_URL=f"postgresql://exchange:{CANARY}@127.0.0.1:1/exchange",
    )
    assert result.exit_code == 1
    assert result.output.startswith("The database postgresql://exchange:***@127.0.0.1:1/exchange cannot be used: ")
    assert result.output.count("\n") == 1
    assert CANARY not in result.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_connects_in_socket_mode_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """One line says what it does; told to end, it closes its connection and the code is 0."""
    with practice_server() as server, running(tmp_path, "run", **_tokens(server, Transport.SOCKET)) as command:
        line = command.line_with("Connected")
        assert line == "Connected to Larkspur Collective in Socket Mode. Ctrl-C stops."
        assert server.connections == 1
        assert command.end(number) == 0
        server.wait_until(lambda: server.connections == 0)
        assert "Traceback" not in "\n".join(command.lines)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_listens_for_http_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """A signed command is answered; told to end, the code is 0."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}{HTTP_PATH}"
    with practice_server(address) as server:
        settings = _tokens(server, Transport.HTTP) | {"EXCHANGE_PORT": str(port)}
        with running(tmp_path, "run", **settings) as command:
            line = command.line_with("Listening")
            assert line == f"Listening for Larkspur Collective on {address}. Ctrl-C stops."
            ana = server.person("U01ANA")
            ana.command("/refer help")
            server.wait_until(lambda: ana.dms, timeout=PATIENCE)
            assert ana.notice == ""
            assert command.end(number) == 0
            assert "Traceback" not in "\n".join(command.lines)


def _tokens(server: PracticeServer, transport: Transport) -> dict[str, str]:
    settings = {"SLACK_BOT_TOKEN": server.bot_token, "SLACK_API_URL": server.api_url}
    if transport is Transport.SOCKET:
        return settings | {"SLACK_APP_TOKEN": server.app_token}
    return settings | {"SLACK_SIGNING_SECRET": server.signing_secret}
