"""The database: one door to write through and one to read through, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

#: How long a writer of another process is waited for, in milliseconds.
_BUSY_TIMEOUT_MS = 10_000


class Database:
    """Engines for one database.

    On SQLite the writers of this process queue behind one lock, taken *before* a connection is checked out, and each
    begins IMMEDIATE; readers go their own way and never wait for them. PostgreSQL locks rows instead.

    Args:
        url: a SQLAlchemy URL; "postgresql://" is taken to mean the psycopg driver.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.url = parsed
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._write_lock = threading.Lock()
        # Parameters can carry a person's words: no error or log of the engine shows them.
        self._writing = create_engine(parsed, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        self._reading = self._writing
        if self.is_sqlite:
            self._reading = create_engine(parsed, hide_parameters=True)
            _speak_sqlite(self._writing, begin="BEGIN IMMEDIATE")
            _speak_sqlite(self._reading, begin="BEGIN")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One short transaction that may change things; committed at the end, rolled back when an error leaves it."""
        if self.is_sqlite:
            with self._write_lock, self._writing.begin() as connection:
                yield connection
        else:
            with self._writing.begin() as connection:
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look that changes nothing."""
        with self._reading.connect() as connection:
            yield connection

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and for `doctor`."""
        return self._writing

    def dispose(self) -> None:
        """Close every connection."""
        self._writing.dispose()
        self._reading.dispose()


def _speak_sqlite(engine: Engine, begin: str) -> None:
    """Take transactions out of the driver's hands, and set what must be set for each connection."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={_BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
