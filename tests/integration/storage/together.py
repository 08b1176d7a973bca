"""Doing the same thing at the same moment, as two replicas do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from storage.engine import Database

T = TypeVar("T")


def at_once(databases: Sequence[Database], work: Callable[[Connection], T], *, each: int = 2) -> Sequence[T]:
    """Do `work` in a transaction of its own `each` times on each database, all starting together."""
    start = Barrier(len(databases) * each)

    def one(database: Database) -> T:
        start.wait(timeout=30)
        with database.write() as conn:
            return work(conn)

    with ThreadPoolExecutor(start.parties) as pool:
        return list(pool.map(one, [database for database in databases for _ in range(each)]))
