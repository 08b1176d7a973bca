"""Insert where a row may be there already: the one thing that SQLAlchemy leaves to each database's own dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Table


def upsert(
    conn: Connection,
    table: Table,
    unique: Sequence[str],
    row: Mapping[str, Any],
    *,
    keep: Sequence[str] = (),
    where: ColumnElement[bool] | None = None,
) -> bool:
    """Insert the row, or overwrite the one with the same `unique` columns, save for what is to `keep`.

    Returns:
        False when the row that is there does not fulfil `where`, and stays as it is.
    """
    changes = {name: value for name, value in row.items() if name not in (*unique, *keep)}
    new = _dialect(conn).insert(table).values(row)
    return _wrote(conn, new.on_conflict_do_update(index_elements=unique, set_=changes, where=where))


def insert_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one like it is there; False when it was."""
    return _wrote(conn, _dialect(conn).insert(table).values(row).on_conflict_do_nothing())


def _wrote(conn: Connection, new: Any) -> bool:
    """Whether a row was written: counted by what comes back, for the drivers do not agree on a row count of inserts."""
    return conn.execute(new.returning(literal(1))).first() is not None


def _dialect(conn: Connection) -> Any:
    return sqlite if conn.dialect.name == "sqlite" else postgresql
