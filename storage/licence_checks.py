"""Licence checks: that an admin looked a member's licence up, and what ended that; nothing here is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import insert, select, update

from bot.matching import Licence, LicenceScope
from storage.models import licence_checks, members

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True)
class LicenceCheck:
    """One entry of the log.

    Attributes:
        by_id: who looked it up; or who took that back, or changed what is listed.
        licences: what was listed at that moment.
        holds: it was looked up; False ends what was said before.
        at: calendar time, UTC.
    """

    member_id: str
    by_id: str
    licences: Sequence[Licence]
    holds: bool
    at: datetime


def add(conn: Connection, collective_id: str, check: LicenceCheck) -> None:
    """Write it into the log, and what is true from now on beside the member."""
    row = {
        "id": uuid4().hex,
        "collective_id": collective_id,
        "member_id": check.member_id,
        "by_id": check.by_id,
        "licences": [[licence.state, licence.scope.value] for licence in check.licences],
        "holds": check.holds,
        "at": check.at,
    }
    conn.execute(insert(licence_checks).values(row))
    standing = check.at if check.holds else None
    conn.execute(update(members).where(members.c.id == check.member_id).values(licence_checked_at=standing))


def log(conn: Connection, member_id: str) -> Sequence[LicenceCheck]:
    """Everything that was said of a member's licences, oldest first."""
    query = select(licence_checks).where(licence_checks.c.member_id == member_id).order_by(licence_checks.c.at)
    return tuple(
        LicenceCheck(
            row.member_id,
            row.by_id,
            tuple(Licence(state, LicenceScope(scope)) for state, scope in row.licences),
            row.holds,
            row.at,
        )
        for row in conn.execute(query)
    )
