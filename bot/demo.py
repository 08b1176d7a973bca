"""The practice: a stand-in for Slack and the exchange in one process, with an invented collective that is set up."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import manifest, sandbox
from bot.app import build, socket_for
from bot.clock import MovableClock
from bot.exchange.nudges import reader_of
from bot.sandbox.page.agenda import Due, nothing_due
from bot.sandbox.page.playback import Stopped
from bot.sandbox.page.tour import load_tour
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.people import load_roster
from bot.sandbox.stories.story import StoryFailed
from bot.sandbox.stories.storyteller import Storyteller
from bot.seed import COLLECTIVE, seed, when_all_work
from bot.services import agenda
from bot.settings import Transport, load
from bot.transport import HTTP_PATH
from bot.views import agenda as said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from slack_bolt import App

    from bot.app import Exchange, Tempo
    from bot.sandbox.page.agenda import Agenda
    from bot.sandbox.stories.story import Story
    from bot.services.context import Context
    from bot.settings import Settings

_TOUR = Path(sandbox.__file__).parent / "page" / "tour.yml"
#: Where the bot remembers, when nobody names a file.
_DATABASE = Path(".demo") / "practice.sqlite3"
#: More than anybody reads of what is due.
_MOST_DUE = 50


@dataclass(frozen=True)
class Practice:
    """A practice that runs.

    Attributes:
        server: the practice workspace; `page_url` is what a browser opens.
        clock: the calendar that workspace and exchange share.
    """

    server: PracticeServer
    exchange: Exchange
    clock: MovableClock


@dataclass
class Telling:
    """A story that is told meanwhile.

    Attributes:
        over: it was told to its end, or as far as it went as it is written; not when it was broken off.
        failure: at which step it did not go as it is written, and what was there instead; empty while all is well.
    """

    over: bool = False
    failure: str = ""


def place(database: Path | None, *, fresh: bool) -> Path:
    """The database's file, with its folder; emptied when it is nobody's or `fresh`.

    The practice workspace forgets everything when it stops, so what the bot remembers of an earlier one helps nobody
    who did not ask for it.
    """
    file = database or _DATABASE
    file.parent.mkdir(parents=True, exist_ok=True)
    if fresh or database is None:
        for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            each.unlink(missing_ok=True)
    return file


@contextmanager
def opened(
    database: Path,
    transport: Transport = Transport.SOCKET,
    port: int = 0,
    clock: MovableClock | None = None,
    machine: MovableClock | None = None,
    tempo: Tempo | None = None,
) -> Iterator[Practice]:
    """Start the practice workspace and the exchange in it; at the end what is under way is finished first.

    Args:
        database: an SQLite file; made when it is not there.
        transport: how the workspace reaches the bot.
        port: of the page; 0 takes one that is free.
        clock: calendar time for both; by default it starts at the machine's present.
        machine: machine time for what the exchange sends, where a test moves it.
        tempo: how soon the exchange does by itself what it does, where a test is in a hurry.
    """
    clock = clock or MovableClock()
    due = _Agenda()
    with ExitStack() as stack:
        http = stack.enter_context(_HttpServer(("127.0.0.1", 0), _Quiet)) if transport is Transport.HTTP else None
        request_url = f"http://127.0.0.1:{http.server_port}{HTTP_PATH}" if http else None
        server = workspace(clock, port=port, request_url=request_url, agenda=due)
        stack.callback(server.stop)
        server.start()
        settings = settings_for(server, database, transport)
        exchange = build(settings, clock, changed=server.workspace.touch, machine=machine, tempo=tempo)
        stack.callback(exchange.stop)
        seed(exchange, settings)
        due.begin(exchange.ctx)
        stack.callback(due.end)
        if http is not None:
            stack.enter_context(_answering(http, exchange.app))
        else:
            socket = socket_for(exchange, settings)
            stack.callback(socket.drain_and_close)
            socket.connect()
        exchange.start()
        yield Practice(server, exchange, clock)


def workspace(
    clock: MovableClock, *, port: int = 0, request_url: str | None = None, agenda: Agenda = nothing_due
) -> PracticeServer:
    """The practice workspace alone, with its invented collective and a tour, not yet started.

    Args:
        port: of the page; 0 takes one that is free.
        request_url: where the bot listens for signed HTTP; Socket Mode when left out.
        agenda: tells what the bot will do by itself.
    """
    return PracticeServer(
        load_roster(COLLECTIVE),
        manifest.file(),
        clock,
        port=port,
        request_url=request_url,
        agenda=agenda,
        tour=load_tour(_TOUR),
    )


def beginning() -> datetime:
    """When a practice without a story begins, UTC: at night and on a holiday nobody in it would hear of anything."""
    return when_all_work(datetime.now(UTC))


def welcome(practice: Practice) -> Sequence[str]:
    """What somebody who has just started it reads."""
    begins = practice.clock.now()
    return (
        f"The practice workspace is open at {practice.server.page_url}",
        "  1. Type /refer as Ana, and send the form.",
        "  2. Become a colleague who was asked, and raise a hand on the card.",
        "  3. Move the clock forward, and read the reminders in your direct messages.",
        f"Its calendar begins on {begins:%A, %B} {begins.day}: people there hear of things in their working hours.",
        "Everybody in it is invented, and nothing leaves this machine. Ctrl-C stops.",
    )


def show(practice: Practice) -> None:
    """Open the page in the browser of whoever sits in front of this machine, if somebody does."""
    graphical = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if graphical and sys.stdout.isatty():
        webbrowser.open(practice.server.page_url)


@contextmanager
def telling(
    practice: Practice, story: Story, pace: float, heard: Callable[[str], object], *, held: bool = False
) -> Iterator[Telling]:
    """Tell a story in the practice, on a thread of its own; at the end of the context it is broken off.

    Args:
        pace: seconds of the machine's time before each step.
        heard: is told each line, and the failure if there is one.
        held: it begins only once somebody presses Start on the page, so that they miss nothing.

    Raises:
        StoryError: somebody in it is not there.
    """
    teller = Storyteller(practice.server, story, pace=pace, heard=heard)
    told = Telling()
    heard(f"{story.title}. {story.shows}")
    if held:
        teller.playback.pause()
        heard("Open the page and press Start.")

    def tell() -> None:
        try:
            teller.tell()
        except Stopped:
            return
        except StoryFailed as failed:
            told.failure = str(failed)
        told.over = True
        if told.failure:
            heard(f"The story did not go as it is written.\n{told.failure}")

    thread = threading.Thread(target=tell, name="practice-story")
    thread.start()
    try:
        yield told
    finally:
        teller.playback.stop()
        thread.join()


def settings_for(server: PracticeServer, database: Path, transport: Transport) -> Settings:
    """The practice's own settings for a bot in it: a real installation's `.env` plays no part."""
    socket = transport is Transport.SOCKET
    return load(
        env_file=None,
        slack_bot_token=server.bot_token,
        slack_app_token=server.app_token if socket else None,
        slack_signing_secret=None if socket else server.signing_secret,
        slack_api_url=server.api_url,
        database_url=f"sqlite:///{database}",
    )


class _Agenda:
    """Tells the workspace what the exchange will do by itself, while there is an exchange."""

    def __init__(self) -> None:
        self._ctx: Context | None = None
        self._reading = threading.Lock()

    def begin(self, ctx: Context) -> None:
        self._ctx = ctx

    def end(self) -> None:
        """Read no more; the database is about to be let go of."""
        with self._reading:
            self._ctx = None

    def __call__(self) -> Sequence[Due]:
        """What is due, soonest first."""
        with self._reading:
            return _due(self._ctx) if self._ctx else ()


def _due(ctx: Context) -> Sequence[Due]:
    found = []
    for nudge, scene in agenda.nudges_ahead(ctx, _MOST_DUE):
        reader = reader_of(nudge.kind, scene.state)
        delay = ctx.times.of(nudge.kind, scene.state.referral.urgency)
        words = said.nudge(nudge.kind, scene, delay)
        found.append(Due(nudge.due_at, scene.people[reader].user_id, words.what, words.why, words.ends))
    for nudge, member in agenda.habits_ahead(ctx):
        words = said.habit(nudge.kind, member)
        reader = member.user_id if member else ""
        found.append(Due(nudge.due_at, reader, words.what, words.why, words.ends, by_habit=True))
    for waiting in agenda.held_ahead(ctx, _MOST_DUE):
        words = said.waiting(waiting.reader, waiting.face, is_digest=waiting.is_digest)
        found.append(Due(waiting.at, waiting.reader.user_id, words.what, words.why, words.ends))
    for held in agenda.held_back(ctx, _MOST_DUE):
        words = said.held(held.reader, held.face, in_doubt=held.in_doubt, failed=held.failed)
        reader = held.reader.user_id if held.reader else ""
        found.append(Due(held.at, reader, words.what, words.why, words.ends, by_machine=True))
    return sorted(found, key=lambda due: due.at)[:_MOST_DUE]


class _HttpServer(ThreadingMixIn, WSGIServer):
    """Takes the workspace's requests within this process, which gunicorn's workers do not: the clock is shared."""

    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base gives it
        """A request is not worth a line."""


@contextmanager
def _answering(http: _HttpServer, app: App) -> Iterator[None]:
    """Answer requests; at the end those in flight are finished."""
    http.set_app(SlackRequestHandler(app, path=HTTP_PATH))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.1}, name="practice-bot-http")
    thread.start()
    try:
        yield
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
