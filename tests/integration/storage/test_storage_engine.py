"""The two doors: reading never waits, what is read together belongs together, and no error carries a person's words."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from bot.privacy import LocalWords
from storage import collectives, deliveries, referrals
from storage.engine import Database
from storage.models import deliveries as delivery_rows
from storage.models import referrals as referral_rows
from tests.factories import IDENTITY, NEED, NOON, make_collective, make_referral
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.integration.storage.conftest import World

BARE = NOON.replace(tzinfo=None)
CANARY = "Zephyrine from Tuesday"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(moment=st.datetimes(BARE.replace(year=1990), BARE.replace(year=2200), timezones=st.timezones()))
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, moment: datetime) -> None:
    """Whatever zone a moment is told in, it is kept to the microsecond and comes back in UTC."""
    with database.write() as conn:
        collective = collectives.ensure(conn, IDENTITY)
        deliveries.record(conn, collective.id, "Ev1", moment)
        kept = conn.execute(select(delivery_rows.c.seen_at)).scalar_one()
        conn.execute(delivery_rows.delete())
    assert kept == moment.astimezone(UTC)
    assert kept.tzinfo is UTC


def test_moments_compare_across_zones(database: Database) -> None:
    """A moment told in another zone is compared by what it means, not by how it is written."""
    tokyo = timezone(timedelta(hours=9))
    with database.write() as conn:
        collective = collectives.ensure(conn, IDENTITY)
        deliveries.record(conn, collective.id, "Ev1", NOON)
        deliveries.forget_old(conn, (NOON + deliveries.KEPT).astimezone(tokyo))
        assert not deliveries.record(conn, collective.id, "Ev1", NOON)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    """A moment that could mean anything is not kept."""
    with pytest.raises(StatementError, match="without a time zone"), database.write() as conn:
        deliveries.record(conn, "any", "Ev1", BARE)


def test_readers_do_not_wait_for_a_writer(database: Database, world: World) -> None:
    """While somebody writes, others read what was there before, and see the change once it is committed."""
    with database.write() as writing:
        referrals.start(writing, replace(world.referral, id="another", form_id="another"))
        with database.read() as reading:
            assert len(referrals.live(reading, world.collective.id)) == 1
    with database.read() as reading:
        assert len(referrals.live(reading, world.collective.id)) == 2


def test_what_is_read_together_belongs_together(database: Database, world: World) -> None:
    """A reader who looks twice sees the same, though somebody has written in between."""
    with database.read() as reading:
        before = collectives.get(reading, world.collective.id)
        with database.write() as writing:
            collectives.save(writing, replace(before, outside_options="A helpline"))
        assert collectives.get(reading, world.collective.id) == before


def test_a_reader_cannot_write(database: Database, world: World) -> None:
    """What is written through the reading door would be lost silently; so it is an error."""
    with database.read() as reading, pytest.raises(DBAPIError):
        collectives.save(reading, world.collective)


def test_a_writer_waits_for_another(database: Database, world: World) -> None:
    """Two who change the same referral do so one after the other, each on what the other left."""
    locked, loaded = Event(), []

    def second() -> None:
        with database.write() as conn:
            locked.set()
            loaded.append(referrals.load(conn, world.referral.id, lock=True))

    with database.write() as conn:
        first = referrals.load(conn, world.referral.id, lock=True)
        assert first is not None
        other = Thread(target=second)
        other.start()
        if not database.is_sqlite:
            locked.wait(timeout=30)
        after = replace(first, referral=replace(first.referral, revision=2))
        referrals.save(conn, first, after, move="edit", by=world.rae.id, now=NOON)
    other.join(timeout=30)
    assert [state.referral.revision for state in loaded if state] == [2]


def test_an_error_leaves_nothing_behind(database: Database) -> None:
    """A transaction that fails has changed nothing."""

    def fail() -> None:
        with database.write() as conn:
            make_collective(conn)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.read() as conn:
        assert collectives.by_team(conn, IDENTITY.team_id) is None


def test_two_replicas_meet_a_new_workspace(replicas: Sequence[Database]) -> None:
    """Replicas that start at once agree on one collective."""
    found = at_once(replicas, lambda conn: collectives.ensure(conn, IDENTITY))
    assert len({collective.id for collective in found}) == 1


def test_many_open_a_new_file_at_once(tmp_path: Path) -> None:
    """Processes that meet a file that nobody has opened before all get in."""
    for number in range(10):
        replicas = [Database(f"sqlite:///{tmp_path / str(number)}") for _ in range(4)]
        assert at_once(replicas, lambda conn: conn.execute(select(1)).scalar(), each=1) == [1, 1, 1, 1]
        for replica in replicas:
            replica.dispose()


@pytest.mark.parametrize("fault", ["null", "duplicate", "too long"])
def test_no_error_carries_a_persons_words(
    database: Database, world: World, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever goes wrong with a row, neither the error nor what led to it nor the log quotes the note."""
    caplog.set_level(logging.DEBUG)
    with database.write() as conn:
        make_referral(conn, world.collective, world.rae, need=replace(NEED, note=CANARY), form_id=CANARY)
    statement = {
        "null": update(referral_rows).where(referral_rows.c.note == CANARY).values(status=None),
        "duplicate": update(referral_rows).values(form_id=CANARY),
        # SQLite keeps strings of any length, so there it is a row that nobody owns.
        "too long": insert(delivery_rows).values(id=CANARY * 20, collective_id="nobody", seen_at=NOON),
    }[fault]
    with pytest.raises(DBAPIError) as caught, database.write() as conn:
        conn.execute(statement)
    assert CANARY not in "".join(traceback_of(caught.value)) + caplog.text


def traceback_of(error: BaseException | None) -> list[str]:
    said = []
    while error is not None:
        said += [str(error), repr(error), str(getattr(error, "args", ""))]
        error = error.__cause__ or error.__context__
    return said


def test_an_error_says_where_it_happened(database: Database, world: World) -> None:
    """Without its values an error still names its kind and the column, for whoever has to mend it."""
    with pytest.raises(DBAPIError, match=r"referrals[. ]status"), database.write() as conn:
        conn.execute(update(referral_rows).where(referral_rows.c.id == world.referral.id).values(status=None))


def test_opening_hours_of_a_collective_come_back(database: Database) -> None:
    """All that the set-up chose comes back as it was chosen."""
    with database.write() as conn:
        chosen = make_collective(
            conn,
            person_id="p" * 32,
            extra_admin_id="a" * 32,
            outside_options="A helpline: 988",
            crisis_resources="The county's team\n512-555-0100",
            local_words=LocalWords(("Zelkora Health", "the Marlow method"), ("Quarry Side",)),
            watches_channel=True,
        )
    with database.read() as conn:
        assert collectives.get(conn, chosen.id) == collectives.by_team(conn, chosen.team_id) == chosen
        assert collectives.identity(conn, chosen.team_id) == IDENTITY
        assert collectives.identity(conn, "T0OTHER") is None


def test_deliveries_are_done_once(replicas: Sequence[Database]) -> None:
    """However many replicas are handed the same delivery at once, one of them acts on it."""
    with replicas[0].write() as conn:
        collective = make_collective(conn)
    for n in range(5):
        done = at_once(replicas, lambda conn, n=n: deliveries.record(conn, collective.id, f"Ev{n}", NOON))  # type: ignore[misc]
        assert sorted(done) == [False, False, False, True]


def test_old_deliveries_are_forgotten(database: Database) -> None:
    """An id is kept for a day, and no longer."""
    with database.write() as conn:
        collective = make_collective(conn)
        deliveries.record(conn, collective.id, "old", NOON)
        deliveries.record(conn, collective.id, "new", NOON + timedelta(seconds=1))
        deliveries.forget_old(conn, NOON + timedelta(hours=24, seconds=1))
        assert deliveries.record(conn, collective.id, "old", NOON)
        assert not deliveries.record(conn, collective.id, "new", NOON)
