"""A collective with one referral, a Slack on a real socket, and senders between the two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.delivery.sender import Sender
from bot.delivery.slack import delivery_client
from bot.exchange.notices import Face, Notice, NoticeKind, Way
from bot.services import claiming
from bot.services.context import Context
from storage import outbox
from storage.engine import Database
from storage.models import cards as cards_table
from storage.models import outbox as outbox_table
from storage.outbox import Order
from tests.factories import CHANNEL, NOON, make_collective, make_members, make_referral
from tests.integration.delivery.fake_slack import FakeSlack, Machine, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk import WebClient
    from sqlalchemy import Row

    from bot.exchange.values import Collective, Member, ReferralState


@dataclass
class House:
    """The collective under test: Rae has asked the channel, where Ana and Ben are."""

    ctx: Context
    client: WebClient
    machine: Machine
    slack: FakeSlack
    collective: Collective
    rae: Member
    ana: Member
    ben: Member
    state: ReferralState

    @property
    def referral_id(self) -> str:
        return self.state.referral.id

    def sender(self) -> Sender:
        return Sender(self.ctx, self.client, self.machine.now)

    def send(self) -> int:
        return self.sender().run_once()

    def send_for(self, seconds: int) -> None:
        """Look now and after every second."""
        for _ in range(seconds):
            self.send()
            self.machine.move(1)
        self.send()

    def notify(
        self, kind: NoticeKind = NoticeKind.UNANSWERED, to: Member | None = None, about_id: str = "", **more: Any
    ) -> None:
        """Have a notice sent, to Rae unless it says otherwise."""
        with self.ctx.database.write() as conn:
            notice = Notice(kind, (to or self.rae).id, about_id)
            order = Order(notice, Way.AT_ONCE, NOON, **({"referral_id": self.referral_id} | more))
            outbox.put(conn, self.collective.id, order, self.machine.now())

    def offer(self, member: Member) -> None:
        """The member offers, so that the card has something new to show."""
        claiming.offer(self.ctx, self.collective, member, self.referral_id, f"offer-of-{member.id}")

    def card(self, face: Face = Face.CHANNEL) -> Row[Any]:
        with self.ctx.database.read() as conn:
            return conn.execute(select(cards_table).where(cards_table.c.face == face.value)).one()

    def letters(self) -> list[Row[Any]]:
        with self.ctx.database.read() as conn:
            return list(conn.execute(select(outbox_table).order_by(outbox_table.c.created_at)))

    def in_channel(self) -> list[dict[str, Any]]:
        return self.slack.messages[CHANNEL]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSlack]:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    fake = FakeSlack(Machine())
    with Server(fake):
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return delivery_client("xoxb-test", slack.url)


@pytest.fixture
def house(database: Database, slack: FakeSlack, client: WebClient) -> House:
    ctx = Context(database, MovableClock(NOON, frozen=True))
    with database.write() as conn:
        collective = make_collective(conn)
        rae, ana, ben = make_members(conn, collective, "Rae", "Ana", "Ben")
        state = make_referral(conn, collective, rae)
    return House(ctx, client, slack.machine, slack, collective, rae, ana, ben, state)


@pytest.fixture
def other(house: House, database_url: str) -> Iterator[House]:
    """The same house as another replica sees it."""
    database = Database(database_url)
    yield replace(house, ctx=replace(house.ctx, database=database))
    database.dispose()
