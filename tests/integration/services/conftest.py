"""A collective and the surroundings that services are handed, on both databases, with a clock that tests move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.clock import MovableClock
from bot.exchange.drafts import Draft
from bot.services import referring
from bot.services.context import Context
from storage import members, nudges, referrals
from storage.models import outbox as outbox_table
from tests.factories import NEED, NOON, make_collective, make_member, make_members

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from bot.exchange.nudges import NudgeKind
    from bot.exchange.values import Collective, Member, ReferralState
    from storage.engine import Database


@dataclass
class House:
    """The collective under test, and short ways to look at what the services made of it."""

    ctx: Context
    clock: MovableClock
    collective: Collective
    sam: Member
    colleagues: Sequence[Member]

    def post(self, draft: Draft | None = None) -> str:
        """Sam posts, by a form of its own; gives the referral's id."""
        result = referring.submit(self.ctx, self.collective, self.sam, draft or self.draft(), uuid4().hex)
        assert isinstance(result, referring.Posted)
        return result.referral_id

    def draft(self, **fields: object) -> Draft:
        return Draft(**({"form_id": uuid4().hex, "need": NEED, "consent": True} | fields))  # type: ignore[arg-type]

    def state(self, referral_id: str) -> ReferralState:
        with self.ctx.database.read() as conn:
            state = referrals.load(conn, referral_id)
        assert state is not None
        return state

    def said(self, kind: str) -> Sequence[str]:
        """The ids of the members to whom a message of this kind is to be sent."""
        with self.ctx.database.read() as conn:
            rows = conn.execute(outbox_table.select().where(outbox_table.c.kind == kind))
            return [row.to_id for row in rows]

    def pending(self, referral_id: str) -> set[NudgeKind]:
        with self.ctx.database.read() as conn:
            return {nudge.kind for nudge in nudges.pending(conn, referral_id)}

    def member(self, member: Member) -> Member:
        """The member as they are remembered now."""
        with self.ctx.database.read() as conn:
            return members.get(conn, member.id)

    def move(self, by: timedelta) -> None:
        self.clock.move(by)


@pytest.fixture
def house(database: Database) -> House:
    clock = MovableClock(NOON, frozen=True)
    with database.write() as conn:
        collective = make_collective(conn)
        sam = make_member(conn, collective, "Sam")
        colleagues = make_members(conn, collective, "Ana", "Ben", "Cleo", "Dev", "Eva", "Fay")
    return House(Context(database, clock, small_below=3), clock, collective, sam, colleagues)
