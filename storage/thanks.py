"""Thanks: what one member wrote to another, with a line of niche in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.models import thanks
from storage.upsert import insert_once

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True)
class Thanks:
    """Gratitude from one member to a colleague; the words have passed the privacy check."""

    id: str
    from_id: str
    to_id: str
    words: str


def add(conn: Connection, collective_id: str, form_id: str, new: Thanks, at: datetime) -> bool:
    """Keep a thank-you; False when its form has made one before. `at` is calendar time."""
    return insert_once(conn, thanks, {**asdict(new), "collective_id": collective_id, "form_id": form_id, "at": at})


def sent_since(conn: Connection, from_id: str, to_id: str, since: datetime) -> bool:
    """Whether one member has thanked another since then (calendar time)."""
    same = (thanks.c.from_id == from_id) & (thanks.c.to_id == to_id) & (thanks.c.at >= since)
    return conn.execute(select(thanks.c.id).where(same).limit(1)).first() is not None


def get(conn: Connection, thanks_id: str) -> Thanks:
    """The thank-you with this id, which must exist."""
    row = conn.execute(select(thanks).where(thanks.c.id == thanks_id)).one()
    return Thanks(row.id, row.from_id, row.to_id, row.words)
