"""A practice with three members and one referral, on either database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from storage.engine import Database
from tests.factories import make_collective, make_members, make_referral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.values import Collective, Member, Referral, ReferralState


@dataclass(frozen=True)
class World:
    """What most tests of storage stand on: `ana` and `ben` are asked, `rae` refers."""

    collective: Collective
    rae: Member
    ana: Member
    ben: Member
    state: ReferralState

    @property
    def referral(self) -> Referral:
        return self.state.referral


@pytest.fixture
def world(database: Database) -> World:
    with database.write() as conn:
        collective = make_collective(conn)
        rae, ana, ben = make_members(conn, collective, "Rae", "Ana", "Ben")
        return World(collective, rae, ana, ben, make_referral(conn, collective, rae, invited=(ana, ben)))


@pytest.fixture
def replicas(database: Database, database_url: str) -> Iterator[Sequence[Database]]:
    """Two processes' worth of connections to the same database; they share no lock but the database's own."""
    other = Database(database_url)
    yield database, other
    other.dispose()
