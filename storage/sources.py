"""Sources: who refers to a member from outside Slack, and whose client a referral was. Every query names the member."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.exchange.sources import Origin, Reason, Source, SourceKind
from storage.models import origins, sources
from storage.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row


def of_member(conn: Connection, member_id: str) -> Sequence[Source]:
    """All of a member's sources, by name."""
    found = (_source(row) for row in conn.execute(select(sources).where(sources.c.member_id == member_id)))
    return tuple(sorted(found, key=lambda source: (source.name.casefold(), source.added_on)))


def get(conn: Connection, member_id: str, source_id: str) -> Source | None:
    """One of a member's sources; None where they have no such source, whoever else may."""
    row = conn.execute(select(sources).where(_mine(member_id, source_id))).one_or_none()
    return _source(row) if row else None


def add(conn: Connection, collective_id: str, member_id: str, source: Source) -> None:
    """Put a source into a member's list."""
    row = {"collective_id": collective_id, "member_id": member_id, "id": source.id, **_values(source)}
    conn.execute(insert(sources).values(row))


def save(conn: Connection, member_id: str, source: Source) -> None:
    """Keep a source that has changed; one that is gone stays so."""
    conn.execute(update(sources).where(_mine(member_id, source.id)).values(_values(source)))


def forget(conn: Connection, member_id: str, source_id: str) -> None:
    """Delete one of a member's sources for good, and with it whose clients came from it."""
    of_it = (origins.c.member_id == member_id) & (origins.c.source_id == source_id)
    conn.execute(delete(origins).where(of_it))
    conn.execute(delete(sources).where(_mine(member_id, source_id)))


def forget_all(conn: Connection, member_id: str) -> None:
    """Delete everything of a member's for good; what they were asked goes too."""
    conn.execute(delete(origins).where(origins.c.member_id == member_id))
    conn.execute(delete(sources).where(sources.c.member_id == member_id))


def ask(conn: Connection, collective_id: str, member_id: str, referral_id: str, new_id: str, at: datetime) -> bool:
    """Note that a member is asked who sent the client of a referral; False when they were asked before.

    Args:
        new_id: of the row.
        at: calendar time.
    """
    row = {"id": new_id, "collective_id": collective_id, "member_id": member_id, "referral_id": referral_id, "at": at}
    return insert_once(conn, origins, row)


def origin(conn: Connection, member_id: str, referral_id: str) -> Origin | None:
    """What a member was asked about a referral, and has said; None where they were not."""
    row = conn.execute(select(origins).where(_asked(member_id, referral_id))).one_or_none()
    return _origin(row) if row else None


def origins_of(conn: Connection, member_id: str, limit: int | None = None) -> Sequence[Origin]:
    """What a member was asked, the latest first."""
    query = select(origins).where(origins.c.member_id == member_id).order_by(origins.c.at.desc()).limit(limit)
    return tuple(map(_origin, conn.execute(query)))


def settle(conn: Connection, member_id: str, origin: Origin) -> None:
    """Keep what a member answered, or that they skipped it."""
    values = {
        "source_id": origin.source_id,
        "why": origin.reason.value if origin.reason else "",
        "skipped": origin.skipped,
    }
    conn.execute(update(origins).where(_asked(member_id, origin.referral_id)).values(values))


def _mine(member_id: str, source_id: str) -> ColumnElement[bool]:
    return (sources.c.member_id == member_id) & (sources.c.id == source_id)


def _asked(member_id: str, referral_id: str) -> ColumnElement[bool]:
    return (origins.c.member_id == member_id) & (origins.c.referral_id == referral_id)


def _values(source: Source) -> Mapping[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind.value,
        "months": source.months,
        "last_contact": source.last_contact.isoformat() if source.last_contact else None,
        "added_on": source.added_on.isoformat(),
        "drafts": source.drafts,
        "reminded": source.reminded,
        "reminded_on": source.reminded_on.isoformat() if source.reminded_on else None,
    }


def _source(row: Row[Any]) -> Source:
    return Source(
        id=row.id,
        name=row.name,
        kind=SourceKind(row.kind),
        months=row.months,
        last_contact=date.fromisoformat(row.last_contact) if row.last_contact else None,
        added_on=date.fromisoformat(row.added_on),
        drafts=row.drafts,
        reminded=row.reminded,
        reminded_on=date.fromisoformat(row.reminded_on) if row.reminded_on else None,
    )


def _origin(row: Row[Any]) -> Origin:
    return Origin(row.referral_id, row.source_id, Reason(row.why) if row.why else None, row.skipped, row.at)
