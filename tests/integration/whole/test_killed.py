"""A bot that is killed between any two steps of an offer: nothing is lost, and nobody reads anything twice."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import build, socket_for
from bot.clock import MovableClock
from bot.demo import settings_for, workspace
from bot.exchange.notices import Face
from bot.settings import Transport
from storage.engine import Database
from storage.models import cards, claims, outbox
from storage.sending import WAITING
from tests.hurry import A_WORKING_DAY, HURRIED
from tests.integration.whole import dying_bot
from tests.integration.whole.telling import CHANNEL, Teller, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkServerContext, ForkServerProcess
    from pathlib import Path

    from bot.sandbox.server import PracticeServer
    from bot.settings import Settings

#: From the moment at which the offer arrives to the moment at which everybody concerned has read of it.
STEPS = [
    ("before", "bot.services.claiming:reacted"),  # it has arrived
    ("before", "bot.services.moving:decide"),  # the transaction has begun
    ("after", "bot.services.moving:_send"),  # everything is written, nothing committed
    ("after", "bot.services.claiming:reacted"),  # committed
    ("before", "slack_bolt.adapter.socket_mode.builtin:send_response"),  # answered within the app
    ("after", "slack_bolt.adapter.socket_mode.builtin:send_response"),  # acknowledged
    ("before", "bot.delivery.cards:deliver"),  # a card is leased
    ("before", "slack_sdk.web.client:WebClient.chat_postMessage"),  # about to be posted
    ("after", "slack_sdk.web.client:WebClient.chat_postMessage"),  # posted, not recorded
    ("before", "slack_sdk.web.client:WebClient.chat_update"),  # about to be changed
    ("after", "slack_sdk.web.client:WebClient.chat_update"),  # changed, not recorded
    ("after", "bot.delivery.cards:_record"),  # recorded
    ("before", "bot.delivery.letters:_sent"),  # a notice is posted, not recorded
    ("after", "bot.delivery.letters:_sent"),  # and recorded
]


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """The practice workspace, which outlives every bot and is the judge of what was said."""
    practice = workspace(MovableClock(A_WORKING_DAY))
    practice.start()
    yield practice
    practice.stop()


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Processes that need not load the bot's packages anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([dying_bot.__name__])
    return context


@pytest.mark.parametrize(("when", "step"), STEPS, ids=lambda part: part.rpartition(":")[2])
def test_an_offer_survives_a_kill(
    server: PracticeServer,
    tmp_path: Path,
    practised: Callable[[datetime | None, Path], Path],
    forks: ForkServerContext,
    when: str,
    step: str,
) -> None:
    """One bot posts the referral, a second dies at the step, a third comes: all is as if none had died."""
    database = practised(A_WORKING_DAY, tmp_path / "exchange.sqlite3")
    settings = settings_for(server, database, Transport.SOCKET)
    with _healthy(settings):
        tell = Teller(server)
        card = tell.ask()
        ben, *_ = tell.invited()
        tell.wait(lambda: _nothing_waits(database))

    with _mortal(forks, settings, when, step) as process:
        server.wait_until(lambda: server.connections, timeout=20)
        ben.react(CHANNEL, card.ts, "raised_hand")
        process.join(20)
        assert process.exitcode == -9

    _let_a_minute_pass(database)
    with _healthy(settings):
        tell.wait(lambda: tell.card_shows(f"<@{ben.id}> offered first"))
        tell.wait_for(ben, "You are first.")
        tell.wait_for(tell.ana, f"<@{ben.id}> can take this")
        tell.wait(lambda: _nothing_waits(database))

    assert tell.count(ben, "You are first.") == 1
    assert sum(message.text.startswith(f"<@{ben.id}> can take this") for message in tell.ana.dms) == 1
    assert len(tell.ana.messages(CHANNEL)) == 1
    assert _most_often_said(server) == 1
    with _reading(database) as conn:
        assert len(conn.execute(claims.select()).all()) == 1


@contextmanager
def _healthy(settings: Settings) -> Iterator[None]:
    """A bot that nobody kills, in this process."""
    exchange = build(settings, MovableClock(A_WORKING_DAY), tempo=HURRIED)
    socket = socket_for(exchange, settings)
    socket.connect()
    exchange.start()
    try:
        yield
    finally:
        socket.drain_and_close()
        exchange.stop()


@contextmanager
def _mortal(forks: ForkServerContext, settings: Settings, when: str, step: str) -> Iterator[ForkServerProcess]:
    """A bot in a process of its own that is killed at the step."""
    assert settings.slack_app_token
    told = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "EXCHANGE_DATABASE_URL": settings.database_url,
    }
    process = forks.Process(target=dying_bot.run, args=(when, step, told))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _let_a_minute_pass(database: Path) -> None:
    """Machine time moves by moving what is measured against it: leases end, and doubts may be looked into."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    kept = Database(f"sqlite:///{database}")
    with kept.write() as conn:
        for table in (cards, outbox):
            conn.execute(table.update().where(table.c.leased_until.is_not(None)).values(leased_until=past))
            conn.execute(table.update().where(table.c.state.in_(WAITING)).values(send_at=past))
    kept.dispose()


def _nothing_waits(database: Path) -> bool:
    """Whether everything that was to be sent is sent, and every card of the channel was looked at for reactions."""
    with _reading(database) as conn:
        waiting = [conn.execute(table.select().where(table.c.state.in_(WAITING))).first() for table in (cards, outbox)]
        unseen = conn.execute(cards.select().where(cards.c.face == Face.CHANNEL, cards.c.swept.is_(False))).first()
    return waiting == [None, None] and unseen is None


@contextmanager
def _reading(database: Path) -> Iterator[Any]:
    kept = Database(f"sqlite:///{database}")
    with kept.read() as conn:
        yield conn
    kept.dispose()


def _most_often_said(server: PracticeServer) -> int:
    """How often the message that was posted most often was posted; each carries its key."""
    with server.workspace.lock:
        said = [m for c in server.workspace.conversations.values() for m in c.messages.values() if m.metadata]
    assert said
    assert all(words_of(message) for message in said)
    return max(Counter(message.metadata["event_payload"]["key"] for message in said if message.metadata).values())
