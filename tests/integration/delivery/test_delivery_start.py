"""Promises of the exchange as a whole: what it does when it starts, and that it ends soon when it is told to."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from bot.app import Exchange, build
from bot.clock import MovableClock
from bot.exchange.values import Status
from bot.settings import Settings
from storage import cards, referrals
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


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)
