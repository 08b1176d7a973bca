"""Deliveries: the ids of what Slack has handed us, so that what comes twice is done once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from storage.models import deliveries
from storage.upsert import insert_once

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Slack retries within the hour; a day leaves room for a restart.
KEPT = timedelta(hours=24)


def record(conn: Connection, collective_id: str, delivery_id: str, now: datetime) -> bool:
    """Remember a delivery in the transaction that acts on it.

    Args:
        delivery_id: `event_id` of an event, `trigger_id` of a command, a button or a form.
        now: machine time.

    Returns:
        False when it was here before, and is not to be acted on again.
    """
    return insert_once(conn, deliveries, {"id": delivery_id, "collective_id": collective_id, "seen_at": now})


def is_known(conn: Connection, delivery_id: str) -> bool:
    """Whether a delivery was acted on."""
    return conn.execute(select(deliveries.c.id).where(deliveries.c.id == delivery_id)).first() is not None


def forget(conn: Connection, delivery_id: str) -> None:
    """It was not acted on after all, and is to be when it comes again."""
    conn.execute(delete(deliveries).where(deliveries.c.id == delivery_id))


def forget_old(conn: Connection, now: datetime) -> None:
    """Drop ids that can no longer come again."""
    conn.execute(delete(deliveries).where(deliveries.c.seen_at < now - KEPT))
