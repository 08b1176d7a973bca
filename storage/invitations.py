"""How often members were asked, over all referrals; what one referral asks whom is `storage.referrals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.models import invitations

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

#: The first half of PostgreSQL's lock on asking; the other half is the collective's.
_ASKING = 7_305_732


def take_turns(conn: Connection, collective_id: str) -> None:
    """Whoever else asks somebody of the collective waits until this transaction ends; SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_ASKING, func.hashtext(collective_id))))


def asked_often(conn: Connection, collective_id: str, since: datetime, most: int) -> frozenset[str]:
    """The ids of members who were asked `most` times or more after `since` (calendar time)."""
    query = (
        select(invitations.c.member_id)
        .where(invitations.c.collective_id == collective_id, invitations.c.invited_at > since)
        .group_by(invitations.c.member_id)
        .having(func.count() >= most)
    )
    return frozenset(conn.execute(query).scalars())
