"""Migrations: the schema goes up, down and up again, and is what the code believes it to be."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Kind
from bot.matching import Opening, OpeningKind
from storage import collectives, members, migrate, nudges, referrals
from storage.engine import Database
from storage.members import Person
from storage.models import metadata
from tests.factories import IDENTITY, NEED, NOON, make_collective, make_member, make_niche, make_referral

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    database = Database(empty_database_url)
    yield database
    database.dispose()


def tables(database: Database) -> set[str]:
    with database.read() as conn:
        return set(inspect(conn).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(empty: Database) -> None:
    """Every migration can be taken back, leaves nothing behind, and can be applied once more."""
    assert list(migrate.pending(empty))[:1] == ["0001"]
    migrate.upgrade(empty)
    assert not migrate.pending(empty)
    assert tables(empty) == set(metadata.tables)

    migrate.downgrade(empty, "base")
    assert not tables(empty)
    assert list(migrate.pending(empty))[:1] == ["0001"]

    migrate.upgrade(empty)
    assert tables(empty) == set(metadata.tables)


def test_down_with_rows_in_it(empty: Database) -> None:
    """A migration can be taken back from a database that is in use."""
    migrate.upgrade(empty)
    with empty.write() as conn:
        collectives.ensure(conn, IDENTITY)
    migrate.downgrade(empty, "base")
    assert not tables(empty)


def test_what_was_vouched_for_in_the_first_version_is_carried_over(empty: Database) -> None:
    """It counted the words; what each was taken for it did not know, and so it is said."""
    migrate.upgrade(empty)
    with empty.write() as conn:
        collective = make_collective(conn)
        make_referral(conn, collective, make_member(conn, collective, "Sam"))
    migrate.downgrade(empty, "0001")
    with empty.write() as conn:
        conn.execute(text("UPDATE referrals SET vouched_words = 2"))
    migrate.upgrade(empty)
    with empty.read() as conn:
        assert conn.execute(text("SELECT vouched FROM referrals")).scalars().all() == ["unknown unknown"]


def test_models_and_migrations_agree(empty: Database) -> None:
    """The migrations make exactly the schema that the code names, types and defaults included."""
    migrate.upgrade(empty)
    with empty.read() as conn:
        # On SQLite every empty default looks like another one to Alembic.
        options = {"compare_type": True, "compare_server_default": not empty.is_sqlite}
        context = MigrationContext.configure(conn, opts=options)
        assert compare_metadata(context, metadata) == []


def test_partial_indexes_are_the_same(empty: Database) -> None:
    """An index that the migrations make holds the same rows as the model's: what is compared above leaves that out."""
    migrate.upgrade(empty)
    migrated = index_conditions(empty)
    with empty.write() as conn:
        metadata.drop_all(conn)
        metadata.create_all(conn)
    assert index_conditions(empty) == migrated
    assert {name for name, condition in migrated.items() if condition} >= {"uq_claims_holder", "ix_nudges_due"}


def index_conditions(database: Database) -> dict[str | None, str | None]:
    option = "sqlite_where" if database.is_sqlite else "postgresql_where"
    with database.read() as conn:
        inspector = inspect(conn)
        return {
            index["name"]: str(index.get("dialect_options", {}).get(option, ""))
            for table in metadata.tables
            for index in inspector.get_indexes(table)
        }


def test_two_replicas_starting_at_once(empty_database_url: str) -> None:
    """Replicas that start at the same moment on an empty database migrate it once, and all of them start."""
    replicas = [Database(empty_database_url) for _ in range(4)]
    with ThreadPoolExecutor(len(replicas)) as pool:
        list(pool.map(migrate.upgrade, replicas))
    with replicas[0].read() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0005"]
    for replica in replicas:
        replica.dispose()


def test_a_database_from_the_future(database: Database) -> None:
    """A database that a newer version has migrated is named as such, and is left alone."""
    with database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (migrate.pending, migrate.upgrade):
        with pytest.raises(migrate.NewerSchema, match="9999"):
            attempt(database)


def test_foreign_keys_are_enforced_after_a_migration(empty: Database) -> None:
    """The pool's connections do not stay as the migration needed them."""
    migrate.upgrade(empty)
    if empty.is_sqlite:
        with empty.write() as conn:
            assert conn.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert conn.execute(text("PRAGMA foreign_key_check")).all() == []


def test_migrating_says_nothing(empty: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person sees at the start is for the command line to choose."""
    migrate.upgrade(empty)
    assert capsys.readouterr() == ("", "")


def test_what_members_and_referrers_said_in_the_second_version_is_carried_over(empty: Database) -> None:
    """Ages stand apart from who comes, the first three concerns are the top ones, and an opening is as it was."""
    opening = Opening(OpeningKind.NONE, until=date(2026, 4, 1), confirmed_at=NOON)
    niche = make_niche(
        top_concerns=("anxiety", "grief", "ocd"),
        concerns=("sleep",),
        age_groups=("adult",),
        client_types=("individual", "couple"),
        opening=opening,
    )
    migrate.upgrade(empty)
    with empty.write() as conn:
        collective = make_collective(conn)
        member = make_member(conn, collective, "Sam", niche=niche)
        referral = make_referral(conn, collective, member).referral
    migrate.downgrade(empty, "0002")
    with empty.read() as conn:
        kept = conn.execute(text("SELECT niche, opening, opening_until FROM members")).one()
        assert kept.opening == "none"
        assert kept.opening_until == "2026-04-01"
        old = kept.niche if isinstance(kept.niche, dict) else json.loads(kept.niche)
        assert (old["concerns"], old["client_types"]) == (["anxiety", "grief", "ocd", "sleep"], ["adult", "couple"])
    migrate.upgrade(empty)
    with empty.read() as conn:
        assert members.get(conn, member.id) == member
        state = referrals.load(conn, referral.id)
        assert state is not None
        assert state.referral.need == referral.need


def test_a_collectives_own_terms_go_with_the_version_that_brought_them(empty: Database) -> None:
    """The one before has no label for them; all else that was said beside them stays."""
    migrate.upgrade(empty)
    with empty.write() as conn:
        collective = make_collective(conn)
        member = make_member(conn, collective, "Sam", niche=make_niche(payments=("own:Larkspur Health Plan", "aetna")))
        need = replace(NEED, payments=("own:Larkspur Health Plan", "aetna"))
        make_referral(conn, collective, member, need=need)
    migrate.downgrade(empty, "0002")
    with empty.read() as conn:
        kept = [
            conn.execute(text(query)).scalar_one()
            for query in ("SELECT niche FROM members", "SELECT need FROM referrals")
        ]
    for held in kept:
        told = held if isinstance(held, dict) else json.loads(held)
        assert told["payments"] == ["aetna"]


def test_who_was_here_before_there_was_a_welcome_gets_none(empty: Database) -> None:
    """Whoever counted as a member then; a guest who becomes one later is new."""
    migrate.upgrade(empty)
    with empty.write() as conn:
        collective = make_collective(conn)
        people = [
            members.remember(
                conn, collective.id, Person(f"U{name}", name, "UTC", kind, in_channel, is_admin=False), NOON
            )
            for name, kind, in_channel in (
                ("here", Kind.FULL, True),
                ("elsewhere", Kind.FULL, False),
                ("guest", Kind.GUEST, True),
            )
        ]
    migrate.downgrade(empty, "0004")
    migrate.upgrade(empty)
    with empty.read() as conn:
        welcomed = [nudges.was_planned(conn, NudgeKind.WELCOME, member.id) for member in people]
        assert welcomed == [True, False, False]
        assert nudges.next_due(conn) is None
