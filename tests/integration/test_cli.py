"""The command line says in a line what it does, ends cleanly, and speaks plainly when something is in the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from bot import demo, manifest, sandbox
from bot.cli import app
from bot.clock import MovableClock
from bot.privacy import words
from bot.privacy.lexicon import read_lexicon
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.people import load_roster
from bot.sandbox.stories.story import shipped
from bot.settings import Settings, Transport, name_of
from bot.transport import HTTP_PATH
from storage import collectives, members
from storage.engine import Database
from tests.integration.canned_slack import canned_slack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

_PATIENCE = 30.0
CANARY = "canary7f3a"
ME = {"team_id": "T0PRACTICE", "team": "Larkspur Collective", "bot_id": "B0BOT", "user_id": "U0BOT", "user": "bot"}


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
            assert self.more.wait_for(lambda: found() or self.process.poll() is not None, _PATIENCE)
            line = found()
        assert line is not None, "\n".join(self.lines)
        return line

    def end(self, number: signal.Signals) -> int:
        """Send it this signal and wait for its end."""
        self.process.send_signal(number)
        return self.process.wait(_PATIENCE)

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


@contextmanager
def practice_server(request_url: str | None = None) -> Iterator[PracticeServer]:
    """The practice workspace alone."""
    roster = load_roster(Path(sandbox.__file__).parent / "collective.yml")
    server = PracticeServer(roster, manifest.file(), MovableClock(), request_url=request_url)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs a command in this process, in an empty folder, with these settings alone."""
    monkeypatch.chdir(tmp_path)
    for each in Settings.model_fields:
        monkeypatch.delenv(name_of(each), raising=False)

    def run(*arguments: str, **environment: str) -> Result:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(app, arguments)

    return run


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
            server.wait_until(lambda: ana.dms, timeout=_PATIENCE)
            assert ana.notice == ""
            assert command.end(number) == 0
            assert "Traceback" not in "\n".join(command.lines)


@pytest.mark.parametrize("transport", Transport)
def test_the_demo_serves_a_page_on_which_refer_opens_a_form(tmp_path: Path, transport: Transport) -> None:
    """Somebody opens the address, types /refer and sees a form; Ctrl-C ends it with 0."""
    with running(tmp_path, "demo", "--no-browser", "--transport", transport) as command:
        url = command.line_with("http://").split(" ")[-1]
        command.line_with("Ctrl-C stops")
        with urlopen(url, timeout=_PATIENCE) as page:
            assert "<html" in page.read().decode()
        told = {"act": "command", "viewer": "U01ANA", "channel": "C0REFERRALS", "text": "/refer"}
        assert _asked(f"{url}page/api/act", told)["ok"]
        view = _asked(f"{url}page/api/state?viewer=U01ANA")["view"]
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
    assert all(profile.statement and profile.concerns for profile in profiles)


def test_the_help_names_the_stories_that_ship(invoke: Callable[..., Result]) -> None:
    """Somebody who asks what there is to watch is told."""
    told = " ".join(invoke("demo", "--help", COLUMNS="400", TERMINAL_WIDTH="400").output.split())
    assert shipped()
    assert f"one that ships ({', '.join(shipped())})" in told


STORY = "title: Hello\nshows: Somebody says hello.\nstart: 2027-03-02T10:00-06:00\nsteps:\n  - Ana says: Hello!\n"


def test_a_story_is_told_and_the_page_stays_open(tmp_path: Path) -> None:
    """Each line is printed, the clock begins with the story, and afterwards there is time to look around."""
    (tmp_path / "own.yml").write_text(STORY, "utf-8")
    with running(tmp_path, "demo", "--no-browser", "--story", "own.yml", "--pace", "0") as command:
        url = command.line_with("http://").split(" ")[-1]
        command.line_with("Hello. Somebody says hello.")
        command.line_with("Ana Flores says: “Hello!”")
        state = _asked(f"{url}page/api/state?viewer=U02BEN")
        assert state["story"]["done"]
        assert state["now"].startswith("2027-03-02T16:0")
        assert command.end(signal.SIGINT) == 0


@pytest.mark.parametrize(("more", "code"), [("", 0), ("  - the clock moves: to the next thing due\n", 1)])
def test_a_story_can_be_checked(tmp_path: Path, more: str, code: int) -> None:
    """It ends by itself, with 0 where it went as it is written; else with 1, and says where it did not."""
    (tmp_path / "own.yml").write_text(STORY + more, "utf-8")
    with running(tmp_path, "demo", "--story", "own.yml", "--check") as command:
        assert command.process.wait(2 * _PATIENCE) == code
    told = "\n".join(command.lines)
    assert ("Step 2 (line 6): The clock moves to the next thing due\nNothing is due." in told) is bool(code)
    assert "http://" not in told


def test_a_story_that_is_broken_off_was_not_checked(tmp_path: Path) -> None:
    """Whoever interrupts it does not learn that all went well."""
    (tmp_path / "own.yml").write_text(f"{STORY}  - Ana sees: what nobody ever says\n", "utf-8")
    with running(tmp_path, "demo", "--story", "own.yml", "--check") as command:
        command.line_with("Ana Flores says: “Hello!”")
        assert command.end(signal.SIGINT) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title: x", "own.yml: “shows” is missing."),
        (f"{STORY}  - Bem says: Hello!\n", "own.yml: Step 2 (line 6): nobody is called Bem. There are Ana, "),
    ],
)
def test_a_story_that_cannot_be_told_is_refused(
    invoke: Callable[..., Result], tmp_path: Path, text: str, complaint: str
) -> None:
    """As any command that was called wrongly: in a sentence, and with 2."""
    (tmp_path / "own.yml").write_text(text, "utf-8")
    result = invoke("demo", "--story", "own.yml", "--check")
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert complaint in result.output


def test_only_a_story_can_be_checked(invoke: Callable[..., Result]) -> None:
    """Without one there is nothing to check."""
    assert invoke("demo", "--check").exit_code == 2


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
        [sys.executable, "-c", without], cwd=tmp_path, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert result.returncode == 1
    assert result.stderr == (
        "The practice workspace needs a few more packages: pip install 'referral-exchange[demo]'\n"
    )


def _tokens(server: PracticeServer, transport: Transport) -> dict[str, str]:
    settings = {"SLACK_BOT_TOKEN": server.bot_token, "SLACK_API_URL": server.api_url}
    if transport is Transport.SOCKET:
        return settings | {"SLACK_APP_TOKEN": server.app_token}
    return settings | {"SLACK_SIGNING_SECRET": server.signing_secret}


def _asked(url: str, told: dict[str, Any] | None = None) -> dict[str, Any]:
    body = json.dumps(told).encode() if told else None
    with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=_PATIENCE) as answer:
        said: dict[str, Any] = json.load(answer)
    return said


NOTE = """my client maria, 512-555-0142, likes the Zelkora approach
needs someone for panic attacks
a teacher, 34, whose husband cheated
"""


def test_a_text_is_checked_and_each_finding_told(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """Its words, why they identify, and as what; then each line as it could be; 1 says that something was found."""
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    result = invoke("check-text", "note.txt")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "✗ “maria” reads as a name (name)",
        "✗ “512-555-0142” is a phone number (phone)",
        "? “Zelkora” may be a person, a place or a workplace (name)",
        "2 to take out (✗), 1 for the writer to judge (?).",
        "Instead:",
        "  my client maria, 512-555-0142, likes the Zelkora approach",
        "  → (left out)",
        "  needs someone for panic attacks",
        "  → (stays)",
        "  a teacher, 34, whose husband cheated",
        "  → adult, couples, infidelity",
    ]


def test_a_text_that_is_piped_in_is_checked() -> None:
    """Without a file the text is what comes in; a clean one ends with 0."""
    result = CliRunner().invoke(app, ["check-text"], input="evenings, aetna, trauma")
    assert (result.exit_code, result.output) == (0, "Nothing found that identifies anybody.\n")


def test_findings_can_be_had_as_json(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """With offsets in characters, for a program to read."""
    (tmp_path / "note.txt").write_text("ssn ends in 1120, wants emdr", encoding="utf-8")
    result = invoke("check-text", "--json", "note.txt")
    assert result.exit_code == 1
    finding = {
        "words": "1120",
        "start": 12,
        "end": 16,
        "kind": "ssn",
        "certainty": "certain",
        "reason": "is part of a Social Security number",
    }
    assert json.loads(result.output) == {"findings": [finding], "suggestion": "emdr"}


def test_a_text_that_cannot_be_read_is_no_clean_text(invoke: Callable[..., Result], tmp_path: Path) -> None:
    """A missing file, or one that is no text, ends with 2 and a plain sentence."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    for name in ("nothing.txt", "photo.jpg"):
        result = invoke("check-text", name)
        assert result.exit_code == 2
        assert result.output.startswith("The text cannot be checked: ")


def test_a_text_is_not_called_clean_when_the_word_lists_are_missing(
    invoke: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has read it then: 2, and a sentence that says so."""
    monkeypatch.setattr(words, "lexicon", lambda: read_lexicon(tmp_path))
    (tmp_path / "note.txt").write_text("evenings, aetna", encoding="utf-8")
    result = invoke("check-text", "note.txt")
    assert result.exit_code == 2
    assert "cannot be checked" in result.output
