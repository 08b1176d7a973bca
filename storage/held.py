"""What is held until a moment of the calendar: messages, lines for digests, invitations; and the digests they become.

All times here are calendar time but `now` of those functions that let something be sent, which is machine time. What is
due is given in an order that no random id decides, so that two replicas do what one would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, literal, select, type_coerce, update

from bot.exchange.notices import MANNERS, Face, NoticeKind, Way
from bot.exchange.reminders import PausedBy
from storage.models import cards, members, outbox
from storage.reminders import is_reminded
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

    from bot.exchange.notices import Notice

_LINE = outbox.c.way == Way.DIGEST.value
_HELD = outbox.c.state == SendState.HELD.value
#: What a pause that the bot made does not hold; see `bot.exchange.digests.is_hushed`.
_OF_THEIR_CLIENT = and_(
    members.c.paused_by == PausedBy.BOT.value,
    outbox.c.way.in_([Way.THREAD.value, Way.AT_ONCE.value]),
    outbox.c.kind.in_([kind.value for kind, manner in MANNERS.items() if manner.client_waits]),
)
#: Digests of so many days are looked at: a week, and a day for whoever travels.
_LATELY = timedelta(days=8)


@dataclass(frozen=True)
class HeldRow:
    """A message or an invitation that is held.

    Attributes:
        reader_id: whom it is for; "" for the channel.
        held_until: UTC.
    """

    id: str
    collective_id: str
    reader_id: str
    referral_id: str | None
    held_until: datetime


@dataclass(frozen=True)
class Line:
    """What waits for somebody's digest."""

    id: str
    kind: NoticeKind
    held_until: datetime


def messages(conn: Connection, now: datetime, limit: int) -> Sequence[HeldRow]:
    """Messages of their own that were held until `now` and that no pause holds, the longest held first."""
    heard = is_reminded(now) | _OF_THEIR_CLIENT | outbox.c.to_id.is_(None)
    query = (
        select(outbox, members.c.user_id)
        .outerjoin(members, members.c.id == outbox.c.to_id)
        .where(_HELD, ~_LINE, outbox.c.held_until <= now, heard)
        .order_by(outbox.c.held_until, outbox.c.at, members.c.user_id, outbox.c.kind, outbox.c.id)
        .limit(limit)
    )
    return tuple(_row(row, row.to_id or "") for row in conn.execute(query))


def invitations(conn: Connection, now: datetime, limit: int) -> Sequence[HeldRow]:
    """The same for invitations, which are cards."""
    query = (
        select(cards)
        .join(members, members.c.id == cards.c.member_id)
        .where(cards.c.state == SendState.HELD.value, cards.c.held_until <= now, is_reminded(now))
        .order_by(cards.c.held_until, members.c.user_id, cards.c.id)
        .limit(limit)
    )
    return tuple(_row(row, row.member_id) for row in conn.execute(query))


def readers(conn: Connection, now: datetime, after: str, limit: int) -> Sequence[str]:
    """The ids of members for whom a line is due, who are not paused, by Slack id, from the one after `after` on."""
    query = (
        select(members.c.id, members.c.user_id)
        .join(outbox, outbox.c.to_id == members.c.id)
        .where(_HELD, _LINE, outbox.c.held_until <= now, is_reminded(now), members.c.user_id > after)
        .distinct()
        .order_by(members.c.user_id)
        .limit(limit)
    )
    return tuple(row.id for row in conn.execute(query))


def lines(conn: Connection, member_id: str, now: datetime) -> Sequence[Line]:
    """What waits for a member's digest; what they snoozed only once it is due."""
    ready = outbox.c.snoozed.is_(False) | (outbox.c.held_until <= now)
    query = select(outbox).where(outbox.c.to_id == member_id, _HELD, _LINE, ready)
    rows = conn.execute(query.order_by(outbox.c.at, outbox.c.created_at, outbox.c.id))
    return tuple(Line(row.id, NoticeKind(row.kind), row.held_until) for row in rows)


def digests_sent(conn: Connection, member_id: str, now: datetime) -> Sequence[datetime]:
    """When the digests of the last eight days were gathered for a member, such as had nothing left to say aside."""
    mine = (outbox.c.to_id == member_id) & (outbox.c.kind == NoticeKind.DIGEST.value)
    said = outbox.c.state.not_in([SendState.DROPPED.value])
    query = select(outbox.c.at).where(mine, said, outbox.c.at > now - _LATELY)
    return tuple(conn.execute(query.order_by(outbox.c.at)).scalars())


def last_said(conn: Connection, notice: Notice, now: datetime) -> datetime | None:
    """When the like of a notice was last said, of whatever referral and in whatever message (calendar time).

    Returns:
        `now` where it waits to be said; None where it never was.
    """
    digest = outbox.alias()
    said = case((_HELD, literal(now, outbox.c.at.type)), else_=func.coalesce(digest.c.at, outbox.c.at))
    to_them = (outbox.c.to_id == notice.to) & (outbox.c.about_id == notice.about)
    like = to_them & (outbox.c.kind == notice.kind.value) & (outbox.c.state != SendState.DROPPED.value)
    lines = outbox.outerjoin(digest, digest.c.id == outbox.c.digest_id)
    newest = select(type_coerce(func.max(said), outbox.c.at.type)).select_from(lines).where(like)
    found: datetime | None = conn.execute(newest).scalar_one()
    return found


def carry(conn: Connection, digest_id: str, line_ids: Sequence[str]) -> None:
    """Make lines part of a digest."""
    values = {"state": SendState.CARRIED.value, "digest_id": digest_id, "snoozed": False, "held_until": None}
    conn.execute(update(outbox).where(outbox.c.id.in_(line_ids), _HELD).values(values))


def hold_lines(conn: Connection, member_id: str, now: datetime, until: datetime) -> None:
    """Let what is due for a member's digest wait longer."""
    due = (outbox.c.to_id == member_id) & (outbox.c.held_until <= now)
    conn.execute(update(outbox).where(due, _HELD, _LINE).values(held_until=until))


def hold(conn: Connection, message_id: str, until: datetime) -> None:
    """Let a held message wait longer."""
    conn.execute(update(outbox).where(outbox.c.id == message_id, _HELD).values(held_until=until))


def let_go(conn: Connection, message_id: str, now: datetime) -> None:
    """Let a held message be sent; `now` is machine time."""
    _free(conn, outbox, message_id, now)


def drop(conn: Connection, message_id: str) -> None:
    """Leave a held message unsaid."""
    conn.execute(update(outbox).where(outbox.c.id == message_id, _HELD).values(state=SendState.DROPPED.value))


def invitations_of(conn: Connection, referral_id: str) -> Mapping[str, datetime]:
    """Until when each invitation to a referral is held that is held, by member id."""
    mine = (cards.c.referral_id == referral_id) & (cards.c.state == SendState.HELD.value)
    return {row.member_id: row.held_until for row in conn.execute(select(cards).where(mine))}


def drop_all(conn: Connection, member_id: str) -> None:
    """Nothing that is held for a member is ever said."""
    conn.execute(update(outbox).where(outbox.c.to_id == member_id, _HELD).values(state=SendState.DROPPED.value))
    mine = (cards.c.member_id == member_id) & (cards.c.state == SendState.HELD.value)
    conn.execute(update(cards).where(mine).values(state=SendState.GONE.value, swept=True))


def hold_invitation(conn: Connection, card_id: str, until: datetime) -> None:
    """Let a held invitation wait longer."""
    is_held = cards.c.state == SendState.HELD.value
    conn.execute(update(cards).where(cards.c.id == card_id, is_held).values(held_until=until))


def let_invitation_go(conn: Connection, card_id: str, now: datetime) -> None:
    """Let a held invitation be sent; `now` is machine time."""
    _free(conn, cards, card_id, now)


def drop_invitation(conn: Connection, card_id: str) -> None:
    """An invitation that nobody needs any more is never sent."""
    is_held = cards.c.state == SendState.HELD.value
    values = {"state": SendState.GONE.value, "swept": True}
    conn.execute(update(cards).where(cards.c.id == card_id, is_held).values(values))


def ahead(conn: Connection, limit: int) -> Sequence[tuple[HeldRow, Face | None]]:
    """What is held and is no line of a digest, the next first; with the face of what is an invitation."""
    queries = (select(outbox).where(_HELD, ~_LINE), select(cards).where(cards.c.state == SendState.HELD.value))
    letters, living = (conn.execute(query.order_by("held_until").limit(limit)).all() for query in queries)
    found: list[tuple[HeldRow, Face | None]] = [(_row(row, row.to_id or ""), None) for row in letters]
    found += [(_row(row, row.member_id), Face(row.face)) for row in living]
    return sorted(found, key=lambda each: each[0].held_until)[:limit]


def digests_ahead(conn: Connection, limit: int) -> Sequence[tuple[str, datetime]]:
    """The members for whom lines wait, and when the first of these is due; the next first."""
    soonest = func.min(outbox.c.held_until)
    query = select(outbox.c.to_id, soonest).where(_HELD, _LINE).group_by(outbox.c.to_id).order_by(soonest)
    return tuple((to_id, at) for to_id, at in conn.execute(query.limit(limit)))


def next_moment(conn: Connection, after: datetime) -> datetime | None:
    """When, later than `after`, something that is held may be said or a pause ends; None where that is never."""
    waits = (
        (outbox.c.held_until, _HELD),
        (cards.c.held_until, cards.c.state == SendState.HELD.value),
        (members.c.paused_until, members.c.paused_by != ""),
    )
    moments = (
        conn.execute(select(func.min(until)).where(holds, until > after)).scalar_one_or_none() for until, holds in waits
    )
    return min((moment for moment in moments if moment), default=None)


def _free(conn: Connection, table: Any, row_id: str, now: datetime) -> None:
    is_held = table.c.state == SendState.HELD.value
    values = {"state": SendState.DUE.value, "held_until": None, "send_at": now}
    conn.execute(update(table).where(table.c.id == row_id, is_held).values(values))


def _row(row: Row[Any], reader_id: str) -> HeldRow:
    return HeldRow(row.id, row.collective_id, reader_id, row.referral_id, row.held_until)
