"""The command line: run the exchange, practise with it, ask what is wrong, or try the privacy check."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot import logs, settings, troubles
from bot.app import build, socket_for
from bot.clock import MovableClock
from bot.doctor import examine
from bot.privacy import Certainty, PrivacyDataError, find_identifiers, rewrite, suggestion
from bot.services import people
from bot.settings import LogFormat, SettingsError, Transport
from bot.transport import HTTP_PATH, HttpServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.app import Exchange
    from bot.demo import Telling
    from bot.privacy import Finding, Line
    from bot.sandbox.stories.story import Story
    from bot.settings import Settings

#: What the extra `demo` brings; a real installation does without it.
_DEMO_PACKAGES = frozenset({"starlette", "uvicorn", "websockets"})
_CERTAINTIES = {Certainty.CERTAIN: "✗", Certainty.DOUBTFUL: "?"}
_MARKS = {True: "✓", None: "!", False: "✗"}

#: Of the simulated year, which then has a leap day and both changes of the clocks.
_FIRST_DAY = datetime(2027, 11, 1)  # noqa: DTZ001 - a day, which the command line takes for a moment
#: Long enough to read a line.
_PACE_SECONDS = 2.0
#: How long a signal may go unnoticed.
_LOOK_SECONDS = 0.5

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would show the values of variables, and some are secret
    help="A referral exchange for a therapists' collective, in Slack.",
)


def main() -> None:
    """The script `exchange`."""
    app()


@app.command()
def run() -> None:
    """Connect to Slack and run the exchange, until Ctrl-C.

    Settings come from the environment or from a file named .env: Socket Mode with SLACK_APP_TOKEN, HTTP with
    SLACK_SIGNING_SECRET.
    """
    chosen = _settings()
    logs.configure(chosen.log_format)
    with _plainly(chosen):
        exchange = build(chosen)
        name = people.identity_of(exchange.ctx, exchange.collective.team_id).team_name
        if chosen.transport is Transport.SOCKET:
            _serve_socket(exchange, chosen, name)
        else:
            exchange.stop()  # this one has shown that everything is there; gunicorn's worker makes its own
            _serve_http(chosen, name)


@app.command()
def demo(
    *,
    port: Annotated[int, typer.Option(help="The port of the page; 0 takes one that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    transport: Annotated[Transport, typer.Option(help="How the practice workspace reaches the bot.")] = (
        Transport.SOCKET
    ),
    database: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep what the bot remembers in this file; else it starts anew each time."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Empty that file first.")] = False,
    story: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Watch a story: a YAML file, or one that ships (a-good-match, a-niche-that-stays-right, "
            "a-niche-worth-remembering, a-poor-fit-turned-into-a-win, gratitude-that-teaches, nobody-answers).",
        ),
    ] = None,
    pace: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long a story waits before each step.")
    ] = _PACE_SECONDS,
    check: Annotated[
        bool,
        typer.Option("--check", help="Tell the story at once and end, with 1 where it did not go as it is written."),
    ] = False,
) -> None:
    """Practise: a stand-in for Slack with an invented collective, on this machine alone, until Ctrl-C."""
    if check and story is None:
        raise typer.BadParameter("there is only a --story to check")
    try:
        from bot import demo as practice
    except ModuleNotFoundError as missing:
        if missing.name not in _DEMO_PACKAGES:
            raise
        _say("The practice workspace needs a few more packages: pip install 'referral-exchange[demo]'", problem=True)
        raise typer.Exit(1) from None
    logs.configure(LogFormat.CONSOLE)
    with _practising(story) as told:
        file = practice.place(database, fresh=fresh)
        clock = MovableClock(told.start if told else practice.beginning())
        with _until_told() as wait, practice.opened(file, transport, port, clock) as opened:
            if check and told:
                _check(practice.telling(opened, told, 0, _say), wait)
                return
            for line in practice.welcome(opened):
                _say(line)
            if browser:
                practice.show(opened)
            with practice.telling(opened, told, pace, _say, held=pace > 0) if told else nullcontext():
                wait()
                _say("Stopping.")


@app.command()
def doctor() -> None:
    """Say in plain words what is missing or wrong; ends with 1 when something is wrong."""
    logs.configure(LogFormat.CONSOLE, quiet=True)
    wrong = False
    for finding in examine():
        _say(f"{_MARKS[finding.ok]} {finding.says}")
        if finding.do:
            _say(f"  {finding.do}")
        wrong = wrong or finding.ok is False
    raise typer.Exit(1 if wrong else 0)


@app.command()
def simulate(
    *,
    seed: Annotated[int, typer.Option(help="Another seed, another year.")] = 1,
    members: Annotated[int, typer.Option(min=6, max=480, help="How many members there are.")] = 40,
    weeks: Annotated[int, typer.Option(min=1, max=260, help="How long the story is.")] = 52,
    begins: Annotated[
        datetime, typer.Option("--from", metavar="DATE", formats=["%Y-%m-%d"], help="Its first day.")
    ] = _FIRST_DAY,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="An empty database; else a file that is gone afterwards.")
    ] = None,
    replicas: Annotated[
        int, typer.Option(min=1, max=4, help="How many of the exchange work side by side; more than one on PostgreSQL.")
    ] = 1,
    kill: Annotated[bool, typer.Option("--kill", help="Kill the process that tells it at random moments.")] = False,
    same_as: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare all that was said with what another run kept.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Draw plots there, and keep the record of what was said.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON, week by week.")] = False,
) -> None:
    """Simulate a year of a collective, and say which promises were kept; ends with 1 when one was broken.

    Invented people post, answer and fall silent by a seeded plan; the exchange and its database are the real ones, and
    Slack is a stand-in on this machine.
    """
    from bot.simulation import run, showing
    from bot.simulation.killing import Killing
    from bot.simulation.story import Story

    logs.configure(LogFormat.CONSOLE, quiet=True)
    story = Story(seed, members, weeks, begins.date())
    told = run.tell(story, url=database, replicas=replicas, killing=Killing() if kill else None)
    if as_json:
        _say(json.dumps(told.verdict.as_json()))
    else:
        for line in showing.table(told):
            _say(line)
    try:
        same = showing.compared(told, same_as) if same_as else ()
        files = showing.keep(told, out) if out else ()
    except showing.CannotShow as trouble:
        _say(str(trouble), problem=True)
        raise typer.Exit(2) from None
    for line in (*files, *same):
        _say(line, problem=as_json)
    raise typer.Exit(0 if told.verdict.is_good and not same else 1)


@app.command()
def check_text(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A text in UTF-8; without one, what is typed or piped in."),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings, with their offsets, and the suggestion as JSON.")
    ] = False,
) -> None:
    """Try the privacy check on a text: say which words may identify somebody, as what and why, and what to write.

    Nothing is kept or sent. Ends with 1 when something is found, with 0 when nothing is.
    """
    try:
        text = (file.read_bytes() if file else sys.stdin.buffer.read()).decode("utf-8")
        found = find_identifiers(text)
        lines = rewrite(text, found)
    except (OSError, UnicodeDecodeError, PrivacyDataError) as error:
        _say(f"The text cannot be checked: {error}", problem=True)
        raise typer.Exit(2) from None
    if as_json:
        findings = [{"words": text[each.start : each.end], **asdict(each)} for each in found]
        _say(json.dumps({"findings": findings, "suggestion": suggestion(lines)}, ensure_ascii=False))
    else:
        for each in found:
            words = " ".join(text[each.start : each.end].split())
            _say(f"{_CERTAINTIES[each.certainty]} “{words}” {each.reason} ({each.kind.replace('_', ' ')})")
        _say(_sum_up(found))
        for line in _instead(lines):
            _say(line)
    raise typer.Exit(1 if found else 0)


def _sum_up(found: Sequence[Finding]) -> str:
    if not found:
        return "Nothing found that identifies anybody."
    certain = sum(each.certainty is Certainty.CERTAIN for each in found)
    return f"{certain} to take out (✗), {len(found) - certain} for the writer to judge (?)."


def _instead(lines: Sequence[Line]) -> Iterator[str]:
    """Each line of the text, and below it how it could be; nothing when every line may stay as it is."""
    if all(line.after == line.before for line in lines):
        return
    yield "Instead:"
    for line in lines:
        if line.before.strip():
            yield f"  {line.before.strip()}"
            yield f"  → {'(stays)' if line.after == line.before else line.after or '(left out)'}"


def _settings() -> Settings:
    """The settings; where some are missing or wrong, each is said on a line of its own, and the command ends with 2."""
    try:
        chosen = settings.load()
        _ = chosen.transport
    except SettingsError as error:
        _say(str(error), problem=True)
        raise typer.Exit(2) from None
    return chosen


def _serve_socket(exchange: Exchange, chosen: Settings, name: str) -> None:
    socket = socket_for(exchange, chosen)
    try:
        with _until_told() as wait:
            socket.connect()
            exchange.start()
            _say(f"Connected to {name} in Socket Mode. Ctrl-C stops.")
            wait()
            _say("Finishing what is under way.")
    finally:
        socket.drain_and_close()
        exchange.stop()


def _serve_http(chosen: Settings, name: str) -> None:
    address = f"http://{chosen.host}:{chosen.port}{HTTP_PATH}"
    HttpServer(
        build=lambda: build(chosen),
        ready=lambda: _say(f"Listening for {name} on {address}. Ctrl-C stops."),
        host=chosen.host,
        port=chosen.port,
    ).run()


def _check(telling: AbstractContextManager[Telling], wait: Callable[..., None]) -> None:
    """Tell a story to its end; the command ends with 1 when it did not go as it is written."""
    with telling as told:
        wait(until=lambda: told.over)
    if told.failure or not told.over:
        raise typer.Exit(1)


@contextmanager
def _practising(story: str | None) -> Iterator[Story | None]:
    """Read the story, if there is one; where something stands in the way of the practice, say so in a sentence."""
    from bot.sandbox.stories.story import StoryError, read_story

    try:
        yield read_story(story) if story else None
    except StoryError as error:
        _say(f"{story}: {error}", problem=True)
        raise typer.Exit(2) from None
    except (OSError, SQLAlchemyError, SettingsError) as error:
        _say(f"The practice cannot start: {error}", problem=True)
        raise typer.Exit(1) from None


@contextmanager
def _plainly(chosen: Settings) -> Iterator[None]:
    """Where something outside stands in the way, say so in a sentence and end with 1."""
    try:
        yield
    except troubles.EXPECTED as error:
        trouble = troubles.explain(error, chosen)
        _say(f"{trouble.says} {trouble.do}", problem=True)
        raise typer.Exit(1) from None


@contextmanager
def _until_told() -> Iterator[Callable[..., None]]:
    """Gives what waits for SIGTERM or Ctrl-C, or until something is so.

    A second signal does not interrupt the end that the first has begun.
    """
    told: SimpleQueue[int] = SimpleQueue()  # alone among the ways to wait it may be used by a signal's handler
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda given, _frame: told.put(given))

    def wait(until: Callable[[], bool] = lambda: False) -> None:
        # Looks up now and then: a signal that comes just before the wait begins would not end it.
        while not until():
            with suppress(Empty):
                told.get(timeout=_LOOK_SECONDS)
                return

    try:
        yield wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(line: str, *, problem: bool = False) -> None:
    Console(stderr=problem, soft_wrap=True, highlight=False).print(Text(line))
