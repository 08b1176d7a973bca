"""`demo` opens a practice that is ready to use, with a page, and says plainly when it cannot."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from bot import demo
from bot.clock import MovableClock
from bot.settings import Transport
from storage import collectives, members
from storage.engine import Database
from tests.integration.cli.running import PATIENCE, asked, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result


@pytest.mark.parametrize("transport", Transport)
def test_the_demo_serves_a_page_on_which_refer_opens_a_form(tmp_path: Path, transport: Transport) -> None:
    """Somebody opens the address, types /refer and sees a form; Ctrl-C ends it with 0."""
    with running(tmp_path, "demo", "--no-browser", "--transport", transport) as command:
        url = command.line_with("http://").split(" ")[-1]
        command.line_with("Ctrl-C stops")
        with urlopen(url, timeout=PATIENCE) as page:
            assert "<html" in page.read().decode()
        told = {"act": "command", "viewer": "U01ANA", "channel": "C0REFERRALS", "text": "/refer"}
        assert asked(f"{url}page/api/act", told)["ok"]
        view = asked(f"{url}page/api/state?viewer=U01ANA")["view"]
        assert view is not None
        assert view["title"]["text"]
        assert command.end(signal.SIGINT) == 0
        assert "Traceback" not in "\n".join(command.lines)


def test_a_page_whose_port_is_taken_is_said_plainly(invoke: Callable[..., Result]) -> None:
    """As when a practice runs already; exit code 1, no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = invoke("demo", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "The practice cannot start" in result.output
    assert "in use" in result.output
    assert result.output.count("\n") == 1


def test_the_demo_forgets_unless_a_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own file is emptied at each start; a file of somebody's own only when asked for."""
    monkeypatch.chdir(tmp_path)
    own = demo.place(None, fresh=False)
    named = tmp_path / "folder" / "mine.sqlite3"
    for file in (own, demo.place(named, fresh=False)):
        file.write_text("kept", "utf-8")
    assert not demo.place(None, fresh=False).exists()
    assert demo.place(named, fresh=False).exists()
    assert not demo.place(named, fresh=True).exists()


def test_the_demo_sets_up_a_collective_with_twenty_niches(tmp_path: Path) -> None:
    """Nobody has to fill in a form before a first referral; a second start on the same file finds it all there."""
    for _ in range(2):
        with demo.opened(tmp_path / "practice.sqlite3") as practice:
            url = f"sqlite:///{tmp_path / 'practice.sqlite3'}"
            assert practice.server.connections == 1
    database = Database(url)
    with database.read() as conn:
        collective = collectives.by_team(conn, "T0PRACTICE")
        assert collective is not None
        profiles = members.profiles(conn, collective, MovableClock().now())
        person = members.get(conn, collective.person_id)
    database.dispose()
    assert collective.channel_id == "C0REFERRALS"
    assert collective.outside_options
    assert person.is_admin
    assert len(profiles) == 20
    assert all(profile.statement and profile.top_concerns for profile in profiles)
    assert {term.kind for term in collective.own_terms} == {"area", "payment"}


def test_the_demo_and_the_workspace_live_in_one_calendar(tmp_path: Path) -> None:
    """Who moves the clock on the page moves it for the bot."""
    with demo.opened(tmp_path / "practice.sqlite3") as practice:
        assert practice.exchange.ctx.clock is practice.server.workspace.clock is practice.clock


def test_without_its_packages_the_demo_says_how_to_get_them(tmp_path: Path) -> None:
    """A real installation does without them, and is told kindly."""
    without = (
        "import sys; sys.modules['uvicorn'] = None; sys.argv = ['exchange', 'demo']; import bot.cli; bot.cli.main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", without], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert result.returncode == 1
    assert result.stderr == (
        "The practice workspace needs a few more packages: pip install 'referral-exchange[demo]'\n"
    )
