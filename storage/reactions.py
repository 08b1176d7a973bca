"""Reactions on cards, as events and looks tell of them: a member's own events count in the order of their `event_ts`.

An event can come while Slack answers a look at a card, so a look changes nothing that was noted since it began.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import func, select, update

from storage.models import reactions
from storage.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from storage.cards import CardRow

#: Older than every event: a look at the card found it, and whatever event comes may correct that.
FOUND = "0"


@dataclass(frozen=True)
class Reaction:
    """One person's one emoji on one card.

    Attributes:
        name: with its skin tone, as Slack keeps them apart.
        as_of: when the event that told of it came, or when the look that did began (machine time).
    """

    card: CardRow
    member_id: str
    name: str
    as_of: datetime = field(default_factory=lambda: datetime.now(UTC))


def set_present(conn: Connection, reaction: Reaction, *, event_ts: str, present: bool) -> bool:
    """Note that a reaction is there, or is no more.

    Args:
        event_ts: Slack's time of the event, or `FOUND`.

    Returns:
        False when newer news was here already, and this is to be ignored.
    """
    new = {
        "id": uuid4().hex,
        "collective_id": reaction.card.collective_id,
        "referral_id": reaction.card.referral_id,
        "member_id": reaction.member_id,
        "channel_id": reaction.card.channel_id,
        "ts": reaction.card.ts,
        "name": reaction.name,
        "event_ts": event_ts,
        "present": present,
        "noted_at": reaction.as_of,
    }
    if insert_once(conn, reactions, new):
        return True
    where = _same(reaction)
    known = conn.execute(select(reactions).where(where).with_for_update()).one()
    news: dict[str, Any] = {"present": present, "noted_at": reaction.as_of}
    fresh: bool
    if event_ts == FOUND:
        # The time of the last event stays, so that an older one is known as such.
        fresh = known.present != present and known.noted_at < reaction.as_of
    else:
        fresh = _order(event_ts) > _order(known.event_ts)
        news["event_ts"] = event_ts
    if fresh:
        conn.execute(update(reactions).where(where).values(news))
    return fresh


def set_missing(conn: Connection, reaction: Reaction) -> None:
    """A look at the card did not find the reaction; what was noted since it began stays, and later news counts."""
    before = _same(reaction) & (reactions.c.noted_at < reaction.as_of)
    conn.execute(update(reactions).where(before).values(present=False, noted_at=reaction.as_of))


def any_left(conn: Connection, referral_id: str, member_id: str) -> bool:
    """Whether the member still shows an offering reaction on any card of the referral."""
    mine = (reactions.c.referral_id == referral_id) & (reactions.c.member_id == member_id)
    return bool(
        conn.execute(select(func.count()).select_from(reactions).where(mine, reactions.c.present.is_(True))).scalar()
    )


def on_card(conn: Connection, card: CardRow, as_of: datetime) -> Sequence[Reaction]:
    """The reactions that are known to be on a card, for a look at it that began at `as_of` (machine time)."""
    here = (reactions.c.channel_id == card.channel_id) & (reactions.c.ts == card.ts) & reactions.c.present.is_(True)
    known = conn.execute(select(reactions).where(here))
    return tuple(Reaction(card, row.member_id, row.name, as_of) for row in known)


def _same(reaction: Reaction) -> ColumnElement[bool]:
    return (
        (reactions.c.member_id == reaction.member_id)
        & (reactions.c.channel_id == reaction.card.channel_id)
        & (reactions.c.ts == reaction.card.ts)
        & (reactions.c.name == reaction.name)
    )


def _order(event_ts: str) -> tuple[int, int]:
    seconds, _, fraction = event_ts.partition(".")
    return int(seconds or 0), int(fraction.ljust(6, "0")[:6] or 0)
