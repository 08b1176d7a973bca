"""The database: one door to write through and one to read through, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from psycopg import Error as PostgresError
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine, ExceptionContext

#: How long a writer of another process is waited for, in milliseconds.
_BUSY_TIMEOUT_MS = 10_000
#: The name of PostgreSQL's lock on changing the schema; any number that nobody else uses.
_MIGRATION_LOCK = 7_305_731
#: And of that on looking after what is due.
_DUE_LOCK = 7_305_733


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
        self._due_lock = threading.Lock()
        # Parameters can carry a person's words: no error or log of the engine shows them.
        self._writing = create_engine(parsed, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            self._reading = create_engine(parsed, hide_parameters=True)
            _speak_sqlite(self._writing, begin="BEGIN IMMEDIATE")
            _speak_sqlite(self._reading, begin="BEGIN", query_only="ON")
        else:
            # One snapshot for all that is read together; it shares the pool of the writers.
            self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            _hush_postgresql(self._writing)

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

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one, of all replicas on this database, that looks after what is due; the others wait.

        The lock is a session's, held beside the transactions that are made meanwhile, and ends with its process. SQLite
        has one process at work, so a lock of the process will do.
        """
        if self.is_sqlite:
            with self._due_lock:
                yield
        else:
            with self._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(select(func.pg_advisory_lock(_DUE_LOCK)))
                try:
                    yield
                finally:
                    connection.execute(select(func.pg_advisory_unlock(_DUE_LOCK)))

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """One transaction that may change the schema; whoever starts at the same time waits until it ends.

        Foreign keys are not enforced in it on SQLite, where a changed table is a new one under the old name.
        """
        if self.is_sqlite:
            with self._write_lock, self._writing.connect() as connection:
                _pragma(connection, "foreign_keys=OFF")  # does nothing within a transaction, so it comes first
                try:
                    with connection.begin():
                        yield connection
                finally:
                    _pragma(connection, "foreign_keys=ON")
        else:
            with self._writing.begin() as connection:
                connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                yield connection

    @property
    def engine(self) -> Engine:
        """The writing engine itself, for measuring what is laid upon the bare driver."""
        return self._writing

    def dispose(self) -> None:
        """Close every connection."""
        self._writing.dispose()
        self._reading.dispose()


def _speak_sqlite(engine: Engine, begin: str, query_only: str = "OFF") -> None:
    """Take transactions out of the driver's hands, and set what must be set for each connection."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_BUSY_TIMEOUT_MS}",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"query_only={query_only}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        _use_wal(connection)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers and the writer of the file go their own ways.

    Two who switch a new file over at once get in each other's way, and SQLite does not make one of them wait.
    """
    deadline = time.monotonic() + _BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _pragma(connection: Connection, pragma: str) -> None:
    """Set a pragma behind SQLAlchemy's back, which would begin a transaction first."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {pragma}").close()


def _hush_postgresql(engine: Engine) -> None:
    """Have the server's errors say what kind they are and where, never which values they met.

    PostgreSQL quotes whole rows ("Failing row contains ..."), and `hide_parameters` does not reach those.
    """

    @event.listens_for(engine, "handle_error")
    def _on_error(context: ExceptionContext) -> None:
        error, outer = context.original_exception, context.sqlalchemy_exception
        if not isinstance(error, PostgresError) or error.sqlstate is None:
            return  # the driver's own, on the connection: no values in it, and `doctor` needs its words
        places = (error.diag.table_name, error.diag.column_name, error.diag.constraint_name)
        said = " ".join((type(error).__name__, error.sqlstate, *filter(None, places)))
        error.args = (said,)
        if outer is not None:
            outer.args = (said,)
