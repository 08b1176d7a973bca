"""What the whole bot costs: from a command to its form, from nothing to ready, and in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.app import build, socket_for
from bot.clock import MovableClock
from bot.demo import opened, settings_for, workspace
from bot.exchange.drafts import Draft
from bot.matching import Need
from bot.seed import seed
from bot.settings import Transport
from bot.views import refer_fields, refer_form
from bot.views.actions import Action
from tests.benchmarks import bare_bolt
from tests.benchmarks.comparing import Side
from tests.integration.sandbox.tiny import disconnect
from tests.integration.whole.telling import CHANNEL, REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.models.views import View

    from bot.sandbox.acting.participant import Participant
    from bot.sandbox.server import PracticeServer
    from bot.settings import Settings
    from tests.benchmarks.comparing import Bench

_ANA = "U01ANA"
_DRAFT = Draft(form_id=uuid4().hex, need=Need(states=("TX",)))
_EXCHANGE = str(Path(sys.executable).with_name("exchange"))
_STATUS = Path("/proc/self/status")
_PEAK = "VmHWM:"
_IMPORT = "import slack_bolt"
_IMPORT_AND_TELL = f"{_IMPORT}; print(open('{_STATUS}').read())"


@pytest.mark.parametrize(
    ("form", "against"),
    [
        (None, "a Bolt app that only acknowledges"),
        (refer_form.render(_DRAFT), "a Bolt app that opens the same form, ready-made"),
    ],
    ids=["acknowledged", "opened"],
)
def test_command_to_form(bench: Bench, tmp_path: Path, form: View | None, against: str) -> None:
    """From `/refer` to the open form, over a real socket; the workspace takes its part of the time on both sides."""
    with opened(tmp_path / "practice.sqlite3") as practice, _workspace() as other, bare_bolt.connected(other, form):
        ana, elsewhere = practice.server.person(_ANA), other.person(_ANA)

        def open_form(_: None) -> None:
            ana.command("/refer", CHANNEL)
            assert ana.view

        bench.compare(
            "/refer to its open form, Socket Mode",
            Side(lambda: None, open_form),
            Side(lambda: None, lambda _: elsewhere.command("/refer", CHANNEL)),
            against=against,
            rounds=60,
            warm_up=5,
        )
        assert not elsewhere.notice
        assert (elsewhere.view is None) == (form is None)


@pytest.mark.parametrize("typed", ["", "an"], ids=["opened", "typed"])
def test_what_a_long_list_offers(bench: Bench, tmp_path: Path, typed: str) -> None:
    """From a letter that was typed to what it may mean, over a real socket: to be within 50 ms."""
    ready_made = refer_form.render(_DRAFT)
    with (
        opened(tmp_path / "practice.sqlite3") as practice,
        _workspace() as other,
        bare_bolt.connected(other, ready_made),
    ):
        ana, elsewhere = practice.server.person(_ANA), other.person(_ANA)
        for person in (ana, elsewhere):
            person.command("/refer", CHANNEL)

        def suggested(person: Participant) -> object:
            return person.suggest(refer_fields.Field.CONCERNS, Action.CONCERNS, typed)

        bench.compare(
            "a letter typed in the concerns to what is offered" if typed else "the concerns opened to what is offered",
            Side(lambda: ana, suggested),
            Side(lambda: elsewhere, suggested),
            against="a Bolt app that offers one option, whatever is typed",
            rounds=60,
            warm_up=5,
        )
        assert suggested(elsewhere) != suggested(ana) != {"options": []}


@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_build(bench: Bench, tmp_path: Path, first: bool) -> None:
    """From settings to connected, within a process that has imported everything; the first start makes the database."""
    with _workspace() as server:
        kept = tmp_path / "kept.sqlite3"
        build(settings_for(server, kept, Transport.SOCKET)).stop()
        fresh = tmp_path / "fresh.sqlite3"

        def prepare() -> tuple[Settings, ExitStack]:
            for file in tmp_path.glob("fresh.*"):
                file.unlink()
            return settings_for(server, fresh if first else kept, Transport.SOCKET), ExitStack()

        def start(prepared: tuple[Settings, ExitStack]) -> None:
            settings, stack = prepared
            exchange = build(settings)
            stack.callback(exchange.stop)
            socket = socket_for(exchange, settings)
            stack.callback(socket.drain_and_close)
            socket.connect()
            exchange.start()

        bench.compare(
            "build to ready, " + ("with a new database" if first else "with the database there"),
            Side(prepare, start, lambda prepared: prepared[1].close()),
            Side(ExitStack, lambda stack: stack.callback(disconnect, server, bare_bolt.begin(server)), ExitStack.close),
            against="a Bolt app that only acknowledges, to ready",
            rounds=5,
        )


def test_help(bench: Bench) -> None:
    """What somebody waits for who asks the command line how it is used."""
    bench.compare(
        "exchange --help",
        Side(lambda: None, lambda _: _run(_EXCHANGE, "--help")),
        _importing(),
        against=f'python -c "{_IMPORT}"',
        rounds=5,
    )


@pytest.mark.skipif(not _STATUS.exists(), reason="this system does not tell a process's peak memory in /proc")
def test_run_and_its_memory(bench: Bench, tmp_path: Path) -> None:
    """`exchange run` from nothing to connected; and its peak memory, once a form was opened, checked and ranked."""
    peaks: list[int] = []
    with _workspace() as server:
        settings = settings_for(server, tmp_path / "exchange.sqlite3", Transport.SOCKET)
        exchange = build(settings)
        seed(exchange, settings)
        exchange.stop()
        running: list[subprocess.Popen[bytes]] = []

        def start(_: None) -> None:
            running.append(subprocess.Popen([_EXCHANGE, "run"], env=_environment(settings), stdout=subprocess.DEVNULL))
            server.wait_until(lambda: server.connections, timeout=30)

        def finish(_: None) -> None:
            process = running.pop()
            _ask_for_names(server)
            peaks.append(_peak(Path(f"/proc/{process.pid}/status").read_text()))
            process.terminate()
            assert process.wait(30) == 0
            server.wait_until(lambda: not server.connections)

        against = f'python -c "{_IMPORT}"'
        ours = Side(lambda: None, start, finish)
        try:
            bench.compare("exchange run to connected", ours, _importing(), against=against, rounds=3)
        finally:
            for process in running:
                process.kill()
                process.wait()
    bare = [_peak(_run(sys.executable, "-c", _IMPORT_AND_TELL)) for _ in peaks]
    bench.add_bytes("peak memory of exchange run, in use", peaks, bare, against=against)


@contextmanager
def _workspace() -> Iterator[PracticeServer]:
    server = workspace(MovableClock())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _importing() -> Side[None]:
    return Side(lambda: None, lambda _: _run(sys.executable, "-c", _IMPORT))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _environment(settings: Settings) -> dict[str, str]:
    assert settings.slack_app_token
    return os.environ | {
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "EXCHANGE_DATABASE_URL": settings.database_url,
    }


def _ask_for_names(server: PracticeServer) -> None:
    """Ana fills the form in and is shown three names, which stores nothing."""
    ana = server.person(_ANA)
    ana.command("/refer", CHANNEL)
    ana.submit(REQUEST | {"audience": "nobody"})
    server.settle()
    assert ana.view
    assert not ana.view.notice


def _peak(status: str) -> int:
    """The peak of a process's memory in bytes, from what Linux tells of it in KiB."""
    line = next(each for each in status.splitlines() if each.startswith(_PEAK))
    return int(line.split()[1]) * 1024
