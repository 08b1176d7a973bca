"""What the database costs: looking for what is due, an offer, and reading while somebody writes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event
from time import sleep
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text

from bot.clock import MovableClock
from bot.exchange.nudges import NudgeKind
from bot.services import claiming, referring
from bot.services.context import Context
from storage import nudges
from storage.engine import Database
from storage.models import nudges as rows
from storage.models import referrals
from storage.nudges import NudgeStatus
from tests.benchmarks.comparing import Side
from tests.factories import NOON, make_collective, make_members, make_referral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from tests.benchmarks.comparing import Bench

_NAMES = ("Sam", "Ana", "Ben", "Cleo", "Dev", "Eva", "Fay", "Gil", "Hana", "Ivo", "Jun", "Kim")
#: A long history and a short present: each referral has one pending nudge, and few of those are due.
_REFERRALS, _DONE_OF_EACH, _DUE = 1_000, 199, 40
_NUDGES = _REFERRALS * (_DONE_OF_EACH + 1)
_PARTIAL = " WHERE status = 'pending'"
_LISTED, _HELD_SECONDS = 5, 0.05


def test_look_for_due_nudges(bench: Bench, database: Database) -> None:
    """Looking for what is due among 200,000 nudges costs what is pending, not what has been."""
    with database.write() as conn:
        _fill(conn)

    def look(_indexed: None) -> None:
        with database.read() as conn:
            assert len(nudges.due(conn, NOON, _DUE + 1)) == _DUE

    def with_indexes(where: str) -> Side[None]:
        def prepare() -> None:
            _index(database, where)
            look(None)  # who looks first after a change of the schema pays for it

        return Side(prepare, look)

    bench.compare(
        f"look for due nudges among {_NUDGES:,}, {_kind(database)}",
        with_indexes(_PARTIAL),
        with_indexes(""),
        against="the same indexes over all rows",
        rounds=8,
    )


@pytest.mark.usefixtures("careful_postgres")
def test_offer(bench: Bench, database: Database) -> None:
    """An offer with all that follows from it, against the least that a commit to the same disk can cost."""
    ctx, collective, (sam, ana, *others) = _house(database)

    def post() -> str:
        with database.write() as conn:
            return make_referral(conn, collective, sam, invited=others[:3]).referral.id

    with closing(database.engine.raw_connection()) as bare:
        cursor = bare.cursor()
        cursor.execute("CREATE TABLE bare (id VARCHAR(32) PRIMARY KEY)")
        bare.commit()

        def insert_one(row_id: str) -> None:
            cursor.execute(f"INSERT INTO bare VALUES ('{row_id}')")
            bare.commit()

        bench.compare(
            f"an offer, {_kind(database)}",
            Side(post, lambda referral_id: claiming.offer(ctx, collective, ana, referral_id, uuid4().hex)),
            Side(lambda: uuid4().hex, insert_one),
            against="one bare INSERT and COMMIT",
            rounds=60,
            warm_up=5,
        )


class _OneDoor(Database):
    """Reads as it writes, as with a single engine."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.write() as connection:
            yield connection


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_list_while_somebody_writes(bench: Bench, database: Database) -> None:
    """`/refer list` does not wait for a writer that holds the lock for 50 ms."""
    ctx, collective, (sam, ana, *_) = _house(database)
    with database.write() as conn:
        for _ in range(_LISTED):
            make_referral(conn, collective, sam)
    one_door = _OneDoor(str(database.url))

    with _writer(database) as hold, _writer(one_door) as hold_the_only_one:

        def read_from(door: Database, begin: Callable[[], Future[None]]) -> Side[Future[None]]:
            ours = replace(ctx, database=door)
            return Side(begin, lambda _held: referring.open_to(ours, collective, ana), Future.result)

        bench.compare(
            f"/refer list of {_LISTED} while a writer holds the lock {_HELD_SECONDS * 1000:.0f} ms, sqlite",
            read_from(database, hold),
            read_from(one_door, hold_the_only_one),
            against="the same through the write door",
            rounds=30,
        )
    one_door.dispose()


def _kind(database: Database) -> str:
    return database.url.get_backend_name()


def _house(database: Database) -> tuple[Context, Collective, tuple[Member, ...]]:
    with database.write() as conn:
        collective = make_collective(conn)
        people = tuple(make_members(conn, collective, *_NAMES))
    return Context(database, MovableClock(NOON, frozen=True)), collective, people


def _fill(conn: Connection) -> None:
    collective = make_collective(conn)
    (sam,) = make_members(conn, collective, "Sam")
    ids = [make_referral(conn, collective, sam).referral.id for _ in range(_REFERRALS)]
    row = {"collective_id": collective.id, "kind": NudgeKind.INVITE_NEXT.value}
    done = {"referral_id": ids[0], "status": NudgeStatus.DONE.value}
    history = [
        row | done | {"id": f"{day:08x}", "due_at": NOON - timedelta(days=day + 1)} for day in range(_DONE_OF_EACH)
    ]
    conn.execute(insert(rows), history)
    copied = (
        select(
            (func.substr(referrals.c.id, 1, 24) + rows.c.id).label("id"),
            referrals.c.id.label("referral_id"),
            *(rows.c[name] for name in ("collective_id", "kind", "due_at", "status")),
        )
        .join_from(rows, referrals, rows.c.referral_id != referrals.c.id)
        .where(rows.c.referral_id == ids[0])
    )
    conn.execute(insert(rows).from_select(copied.selected_columns.keys(), copied))
    pending = [
        row
        | {"id": f"{place:032x}", "referral_id": referral_id, "status": NudgeStatus.PENDING.value}
        | {"due_at": NOON + timedelta(minutes=place - _DUE + 1)}
        for place, referral_id in enumerate(ids)
    ]
    conn.execute(insert(rows), pending)


def _index(database: Database, where: str) -> None:
    """Both indexes of nudges made anew, over the rows that `where` names."""
    with database.write() as conn:
        for name, column in (("ix_nudges_due", "due_at"), ("ix_nudges_referral", "referral_id")):
            conn.execute(text(f"DROP INDEX {name}"))
            conn.execute(text(f"CREATE INDEX {name} ON nudges ({column}){where}"))
        if not database.is_sqlite:
            conn.execute(text("ANALYZE nudges"))  # which PostgreSQL does by itself, but later


@contextmanager
def _writer(database: Database) -> Iterator[Callable[[], Future[None]]]:
    """Gives what begins to hold the database's write lock, and returns as soon as it is held."""
    with ThreadPoolExecutor(1) as threads:

        def hold(held: Event) -> None:
            with database.write():
                held.set()
                sleep(_HELD_SECONDS)

        def begin() -> Future[None]:
            held = Event()
            holding = threads.submit(hold, held)
            held.wait()
            return holding

        yield begin
