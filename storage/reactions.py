"""Reactions on cards, as Slack's events tell of them: a member's own count in the order of their `event_ts`."""

from __future__ import annotations

from dataclasses import dataclass
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
    """One person's one emoji on one card; `name` with its skin tone, as Slack keeps them apart."""

    card: CardRow
    member_id: str
    name: str


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
    }
    if insert_once(conn, reactions, new):
        return True
    where = _same(reaction)
    known = conn.execute(select(reactions).where(where).with_for_update()).one()
    news: dict[str, Any] = {"present": present}
    fresh: bool
    if event_ts == FOUND:
        fresh = known.present != present  # the time of the last event stays, so that an older one is known as such
    else:
        fresh = _order(event_ts) > _order(known.event_ts)
        news["event_ts"] = event_ts
    if fresh:
        conn.execute(update(reactions).where(where).values(news))
    return fresh


def set_missing(conn: Connection, reaction: Reaction) -> None:
    """A look at the card did not find the reaction; later news of it still counts."""
    conn.execute(update(reactions).where(_same(reaction)).values(present=False))


def any_left(conn: Connection, referral_id: str, member_id: str) -> bool:
    """Whether the member still shows an offering reaction on any card of the referral."""
    mine = (reactions.c.referral_id == referral_id) & (reactions.c.member_id == member_id)
    return bool(
        conn.execute(select(func.count()).select_from(reactions).where(mine, reactions.c.present.is_(True))).scalar()
    )


def on_card(conn: Connection, card: CardRow) -> Sequence[Reaction]:
    """The reactions that are known to be on a card."""
    here = (reactions.c.channel_id == card.channel_id) & (reactions.c.ts == card.ts) & reactions.c.present.is_(True)
    return tuple(Reaction(card, row.member_id, row.name) for row in conn.execute(select(reactions).where(here)))


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
