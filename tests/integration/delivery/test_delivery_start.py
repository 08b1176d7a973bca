"""Promises of the exchange as a whole: what it does when it starts, and that it ends soon when it is told to."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.app import Exchange, build
from bot.clock import MovableClock
from bot.exchange.notices import Notice, NoticeKind, Way
from bot.exchange.values import Status
from bot.services import nudging
from bot.services.context import machine_now
from bot.settings import Settings
from storage import cards, outbox, referrals
from storage.models import outbox as outbox_table
from storage.outbox import Order
from storage.sending import SendState
from tests.factories import CHANNEL, NOON, make_collective, make_members, make_referral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.integration.delivery.fake_slack import FakeSlack

_PATIENCE = 20.0


@pytest.fixture
def exchange(slack: FakeSlack, sqlite_template: Path, tmp_path: Path) -> Iterator[Exchange]:
    """An exchange that is set up and not yet started."""
    database = shutil.copy(sqlite_template, tmp_path / "exchange.sqlite3")
    told = {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": "shh",
        "SLACK_API_URL": slack.url,
        "database_url": f"sqlite:///{database}",
    }
    built = build(Settings(_env_file=None, **told), MovableClock(NOON, frozen=True))  # type: ignore[call-arg, arg-type]
    with built.ctx.database.write() as conn:
        make_collective(conn)
    yield built
    built.stop()


def test_a_hand_that_was_raised_while_nobody_listened_counts_after_the_start(
    exchange: Exchange, slack: FakeSlack
) -> None:
    """Cards that were looked at before are looked at once more, for no event tells of what was missed."""
    with exchange.ctx.database.write() as conn:
        collective = make_collective(conn)
        rae, ana = make_members(conn, collective, "Rae", "Ana")
        referral_id = make_referral(conn, collective, rae).referral.id
        [card] = cards.lease(conn, NOON, 10)
        cards.shown(conn, card, digest="d", channel_id=CHANNEL, ts="1.0001")
        cards.mark_swept(conn, card)
    slack.reactions = [{"name": "raised_hand", "users": [ana.user_id], "count": 1}]
    exchange.start()

    def is_claimed() -> bool:
        with exchange.ctx.database.read() as conn:
            state = referrals.load(conn, referral_id)
        return state is not None and state.status is Status.CLAIMED

    _until(is_claimed)


def test_the_end_waits_for_the_message_in_hand_and_for_no_other(exchange: Exchange, slack: FakeSlack) -> None:
    """However much is due, the end comes within one call to Slack; what is in hand is sent and recorded."""
    with exchange.ctx.database.write() as conn:
        collective = make_collective(conn)
        readers = make_members(conn, collective, *(f"Colleague{number}" for number in range(15)))
        for reader in readers:
            told = Notice(NoticeKind.TELL_NICHE, reader.id, about=readers[0].id)
            outbox.put(conn, collective.id, Order(told, Way.AT_ONCE, NOON), machine_now())
    ending = threading.Thread(target=exchange.stop)

    def end() -> None:
        if not exchange.stopping.is_set():
            ending.start()
            assert exchange.stopping.wait(_PATIENCE)

    slack.during["chat.postMessage"] = end
    exchange.start()
    _until(exchange.stopping.is_set)
    ending.join(_PATIENCE)

    assert not ending.is_alive()
    assert slack.count("chat.postMessage") == 1
    with exchange.ctx.database.read() as conn:
        states = list(conn.execute(select(outbox_table.c.state)).scalars())
    assert sorted(states) == sorted([SendState.SENT, *[SendState.DUE] * 14])


def test_the_end_does_not_wait_for_nudges_without_end(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long night's nudges are left to the next start."""
    looked = threading.Event()

    def always_more(_: object) -> int:
        looked.set()
        return 1

    monkeypatch.setattr(nudging, "fire_due", always_more)
    exchange.start()
    assert looked.wait(_PATIENCE)
    ending = threading.Thread(target=exchange.stop, daemon=True)
    ending.start()
    ending.join(_PATIENCE)

    assert not ending.is_alive()


def test_the_end_waits_for_one_look_at_reactions(exchange: Exchange, slack: FakeSlack) -> None:
    """The sweep leaves the cards that it has not begun to the next start."""
    with exchange.ctx.database.write() as conn:
        collective = make_collective(conn)
        [rae] = make_members(conn, collective, "Rae")
        for number in range(5):
            make_referral(conn, collective, rae)
            [card] = cards.lease(conn, NOON, 10)
            cards.shown(conn, card, digest="d", channel_id=CHANNEL, ts=f"1.{number}")
    slack.during["reactions.get"] = exchange.stopping.set
    exchange.start()
    _until(lambda: slack.count("reactions.get"))
    exchange.stop()

    assert slack.count("reactions.get") == 1


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)
