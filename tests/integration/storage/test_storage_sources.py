"""Sources are kept for one member alone, and what is deleted is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.exchange.sources import Origin, Reason, Source, SourceKind
from storage import sources
from storage.models import origins as origins_table
from storage.models import sources as sources_table
from tests.factories import NOON, make_referral

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.engine import Database
    from tests.integration.storage.conftest import World

LAKEVIEW = Source("s1", "Lakeview Pediatrics", SourceKind.PHYSICIANS, 3, date(2028, 2, 29), date(2026, 1, 5), 2)
ARBOR = Source("s2", "arbor school", SourceKind.SCHOOL, 0, None, date(2026, 1, 6))


def _kept(conn: Connection) -> tuple[int, int]:
    """How many sources and origins there are in all."""
    first, other = (
        conn.execute(select(func.count()).select_from(table)).scalar_one() for table in (sources_table, origins_table)
    )
    return first, other


def test_a_source_comes_back_as_it_was(database: Database, world: World) -> None:
    """Each of its fields, on either database; the list goes by name, whatever its letter case."""
    with database.write() as conn:
        for each in (LAKEVIEW, ARBOR):
            sources.add(conn, world.collective.id, world.ana.id, each)
        assert sources.of_member(conn, world.ana.id) == (ARBOR, LAKEVIEW)
        assert sources.get(conn, world.ana.id, "s1") == LAKEVIEW
        changed = replace(LAKEVIEW, name="Lakeview", months=12, last_contact=None, drafts=3)
        sources.save(conn, world.ana.id, changed)
        assert sources.get(conn, world.ana.id, "s1") == changed


def test_nobody_else_reads_changes_or_deletes_it(database: Database, world: World) -> None:
    """Not by its id either."""
    with database.write() as conn:
        sources.add(conn, world.collective.id, world.ana.id, LAKEVIEW)
        assert sources.of_member(conn, world.ben.id) == ()
        assert sources.get(conn, world.ben.id, "s1") is None
        sources.save(conn, world.ben.id, replace(LAKEVIEW, name="Ben's"))
        sources.forget(conn, world.ben.id, "s1")
        sources.forget_all(conn, world.ben.id)
        assert sources.get(conn, world.ana.id, "s1") == LAKEVIEW


def test_a_member_is_asked_once_about_a_referral(database: Database, world: World) -> None:
    """What they answer is kept beside the question, and nobody else can give it."""
    with database.write() as conn:
        sources.add(conn, world.collective.id, world.rae.id, LAKEVIEW)
        assert sources.ask(conn, world.collective.id, world.rae.id, world.referral.id, "o1", NOON)
        assert not sources.ask(conn, world.collective.id, world.rae.id, world.referral.id, "o2", NOON)
        asked = Origin(world.referral.id, None, None, skipped=False, at=NOON)
        assert sources.origin(conn, world.rae.id, world.referral.id) == asked
        told = replace(asked, source_id="s1", reason=Reason.NICHE)
        sources.settle(conn, world.ana.id, told)
        assert sources.origin(conn, world.rae.id, world.referral.id) == asked
        sources.settle(conn, world.rae.id, told)
        assert sources.origin(conn, world.rae.id, world.referral.id) == told
        assert sources.origin(conn, world.ana.id, world.referral.id) is None


def test_what_was_asked_last_comes_first(database: Database, world: World) -> None:
    """As many as are wanted."""
    with database.write() as conn:
        for days in range(3):
            referral = make_referral(conn, world.collective, world.rae).referral
            at = NOON + timedelta(days=days)
            sources.ask(conn, world.collective.id, world.rae.id, referral.id, f"o{days}", at)
        latest = sources.origins_of(conn, world.rae.id, 2)
        assert [origin.at for origin in latest] == [NOON + timedelta(days=2), NOON + timedelta(days=1)]
        assert len(sources.origins_of(conn, world.rae.id)) == 3
        assert not sources.origins_of(conn, world.ana.id)


def test_what_is_deleted_is_gone(database: Database, world: World) -> None:
    """With a source goes which clients came from it; with the whole list, what was asked as well."""
    with database.write() as conn:
        for each in (LAKEVIEW, ARBOR):
            sources.add(conn, world.collective.id, world.rae.id, each)
        other = make_referral(conn, world.collective, world.rae).referral
        for place, referral_id in enumerate((world.referral.id, other.id)):
            sources.ask(conn, world.collective.id, world.rae.id, referral_id, f"o{place}", NOON)
        told = Origin(world.referral.id, "s1", Reason.FULL, skipped=False, at=NOON)
        sources.settle(conn, world.rae.id, told)
        sources.forget(conn, world.rae.id, "s1")
        assert sources.of_member(conn, world.rae.id) == (ARBOR,)
        assert _kept(conn) == (1, 1)
        sources.forget_all(conn, world.rae.id)
        assert _kept(conn) == (0, 0)
