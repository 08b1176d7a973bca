"""What tests stand on: a fresh migrated database of either kind, quickly, and gone afterwards."""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
import structlog
from sqlalchemy import make_url

from storage import migrate
from storage.engine import Database
from storage.models import metadata
from tests.postgres import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

#: Where files are made in memory, on Linux; a container may have too little of it.
_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 10**9  # bytes
#: Ends what a test has left open.
_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
#: What a test can have made of the schema, as names.
_MAKE = """
    SELECT version_num, 'version' FROM alembic_version
    UNION SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT tgname, 'trigger' FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT proname, 'function' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1, 2
"""
_EMPTY = ";".join(f'DELETE FROM "{table}"' for table in metadata.tables)


def pytest_configure() -> None:
    """Temporary folders are made in memory where there is enough: SQLite waits for the disk at every commit."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server of this test process, stopped and deleted at the end."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The name of a migrated PostgreSQL database to copy; nobody may be connected to it."""
    with _postgres_database(postgres_url) as url:
        _migrate(url)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy; nobody may have it open."""
    path = tmp_path_factory.mktemp("template") / "exchange.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime | None, Path], Path]:
    """Writes into an SQLite file what the bot remembers of a practice that began at this moment, and ended at once.

    A practice that is opened on it is set up already; the first start of all has tests of its own.
    """

    @cache
    def begun(start: datetime | None) -> Path:
        from bot.clock import MovableClock
        from bot.demo import opened  # most tests need no practice, nor wait for its packages

        file = tmp_path_factory.mktemp("practised") / "practice.sqlite3"
        with opened(file, clock=MovableClock(start)):
            return file

    def write(start: datetime | None, file: Path) -> Path:
        shutil.copyfile(begun(start), file)
        return file

    return write


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    with _postgres_database(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'exchange.sqlite3'}"
    else:
        yield request.getfixturevalue("empty_postgres_url")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh migrated database, of each kind in turn; a replica is one more `Database` on it."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "exchange.sqlite3")
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("used_again").lent() as url:
            yield url


@pytest.fixture(scope="session")
def used_again(postgres_url: str, postgres_template: str) -> _UsedAgain:
    """Migrated PostgreSQL databases, lent to one test after the other."""
    return _UsedAgain(postgres_url, postgres_template)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh migrated database, of each kind in turn."""
    fresh = Database(database_url)
    yield fresh
    fresh.dispose()


@pytest.fixture
def logs_as_they_were() -> Iterator[None]:
    """What a test configures of logging, for the whole process, is taken back after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


class _UsedAgain:
    """Databases that are emptied after each use: to make one and drop it takes a third of a second."""

    def __init__(self, server_url: str, template: str) -> None:
        self._server_url = server_url
        self._template = template
        self._free: list[str] = []
        self._make: list[tuple[str, str]] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a fresh one; it is dropped afterwards where something was made of its schema."""
        name = self._free.pop() if self._free else self._made()
        yield _address(self._server_url, name)
        if self._emptied(name):
            self._free.append(name)
        else:
            _drop(self._server_url, name)

    def _made(self) -> str:
        name = _create(self._server_url, self._template)
        if not self._make:
            with psycopg.connect(_address(self._server_url, name)) as connection:
                self._make = connection.execute(_MAKE).fetchall()
        return name

    def _emptied(self, name: str) -> bool:
        """End what is still connected to it and take out every row; whether all else is as it was."""
        with psycopg.connect(_address(self._server_url, name), autocommit=True) as connection:
            connection.execute(_ALONE)
            try:
                same = connection.execute(_MAKE).fetchall() == self._make
            except psycopg.errors.UndefinedTable:
                return False
            connection.execute("SET session_replication_role = replica")  # whoever refers to whom, in any order
            connection.execute(_EMPTY)
        return same


@contextmanager
def _postgres_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """A database on the server, a copy of `template`, for as long as the block lasts."""
    name = _create(server_url, template)
    yield _address(server_url, name)
    _drop(server_url, name)


def _create(server_url: str, template: str) -> str:
    name = f"exchange_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _address(server_url: str, name: str) -> str:
    return server_url.replace("/postgres?", f"/{name}?")


def _drop(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrate(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    database.dispose()
