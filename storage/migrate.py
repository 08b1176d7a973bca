"""Migrations, run from code: the schema brought up to date at the start, by one replica while the others wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.engine import Database


class NewerSchema(Exception):
    """A newer version of the exchange has migrated this database; this version does not know what it did."""


def upgrade(database: Database) -> None:
    """Apply every migration that was not applied yet, all of them or none.

    Raises:
        NewerSchema: the database is ahead of this version.
    """
    with database.migrate() as connection:
        _missing(connection)
        command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str) -> None:
    """Go back to `revision`; "base" is an empty database. What was kept in dropped tables is lost."""
    with database.migrate() as connection:
        command.downgrade(_config(connection), revision)


def pending(database: Database) -> Sequence[str]:
    """The revisions that were not applied yet, the next first.

    Raises:
        NewerSchema: the database is ahead of this version.
    """
    with database.read() as connection:
        return _missing(connection)


def _missing(connection: Connection) -> Sequence[str]:
    applied = MigrationContext.configure(connection).get_current_heads()
    scripts = ScriptDirectory.from_config(_config(connection)).iterate_revisions("heads", applied)
    try:
        return tuple(reversed([script.revision for script in scripts]))
    except ResolutionError as unknown:
        raise NewerSchema(", ".join(applied)) from unknown


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage:migrations")
    return config
