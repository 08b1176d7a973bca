"""The outbox: what is to be said once, as opaque facts. The words are found when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import and_, case, func, insert, literal, select, update

from bot.exchange.notices import ASKING, MANNERS, NoticeKind, Way
from bot.exchange.values import LIVE
from storage import sending
from storage.models import UtcDateTime, cards, outbox, referrals
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from bot.exchange.notices import Notice

#: Of what asks for something so many are looked at, the newest.
_MOST_ASKED = 30
_HELD = outbox.c.state == SendState.HELD.value
#: Of a message that is on its way while what it says changes: once it is there it is held against that.
_STALE = "stale"
_ON_ITS_WAY = outbox.c.state.in_(sending.WAITING)
_LINES = (SendState.CARRIED.value, SendState.HELD.value)


_SENT_OR_STALE = case((outbox.c.shown == _STALE, SendState.RECHECK.value), else_=SendState.SENT.value)


@dataclass(frozen=True)
class Message:
    """One message to one member.

    Attributes:
        id: also the opaque key in the message's metadata.
        to_id: the member who reads it; "" where it is said in the referral channel.
        about_id: the member whom it is about, or the reason of a refusal; "" when there is neither.
        subject_id: what else it is about, as its kind knows.
        at: when it was to be said, or for a digest when it was gathered; calendar time, UTC.
        snoozed_until: its reader put it off until then, calendar time, UTC; None where they did not.
        digest_id: the message of which it is a line; "" where it is none.
        shown: of what it shows, for one that is drawn anew.
        thread_ts: the message in whose thread it stands or was tried to be put; "" for none.
        channel_id: where a private line is shown; for a direct message where it was sent, "" before.
        ts: Slack's name of the message, once it was sent.
        asking: it was posted perhaps, and has to be looked up.
        rechecking: it was sent, and may hold no more.
        tried_at: when it was first tried to post it (machine time); None before.
        token: of the lease.
    """

    id: str
    collective_id: str
    kind: NoticeKind
    to_id: str
    about_id: str
    referral_id: str | None
    thanks_id: str | None
    subject_id: str
    way: Way
    at: datetime
    snoozed_until: datetime | None
    digest_id: str
    shown: str
    thread_ts: str
    channel_id: str
    ts: str
    asking: bool
    rechecking: bool
    tried_at: datetime | None
    attempts: int
    token: str


@dataclass(frozen=True)
class Order:
    """What is to be said, and when.

    Attributes:
        way: how it comes to its reader.
        at: calendar time, UTC.
        held_until: calendar time before which it is not to be said; None: as soon as it can be sent.
        channel_id: where a private line is shown.
    """

    notice: Notice
    way: Way
    at: datetime
    held_until: datetime | None = None
    referral_id: str | None = None
    thanks_id: str | None = None
    subject_id: str = ""
    channel_id: str = ""


def put(conn: Connection, collective_id: str, order: Order, now: datetime) -> str:
    """Have something said; `now` is machine time. Gives the id of the row."""
    row_id = uuid4().hex
    conn.execute(
        insert(outbox).values(
            id=row_id,
            collective_id=collective_id,
            kind=order.notice.kind.value,
            to_id=order.notice.to or None,
            about_id=order.notice.about,
            referral_id=order.referral_id,
            thanks_id=order.thanks_id,
            subject_id=order.subject_id,
            way=order.way.value,
            at=order.at,
            held_until=order.held_until,
            channel_id=order.channel_id,
            state=(SendState.HELD if order.held_until else SendState.DUE).value,
            created_at=now,
            send_at=now,
        )
    )
    return row_id


def is_held(conn: Connection, order: Order) -> bool:
    """Whether the same waits already to be said to the same person."""
    same = _same(order.notice, order.referral_id, order.subject_id) & (
        outbox.c.thanks_id == order.thanks_id if order.thanks_id else outbox.c.thanks_id.is_(None)
    )
    return conn.execute(select(outbox.c.id).where(same, _HELD).limit(1)).first() is not None


def times_put(conn: Connection, notice: Notice, referral_id: str) -> int:
    """How often the same was to be said of a referral."""
    count = select(func.count()).select_from(outbox).where(_same(notice, referral_id, ""))
    return conn.execute(count).scalar_one()


def was_put(
    conn: Connection,
    notice: Notice,
    *,
    referral_id: str | None = None,
    subject_id: str = "",
    since: datetime | None = None,
) -> bool:
    """Whether the same was to be said before, whatever became of it; from `since` on (calendar time) where named."""
    same = _same(notice, referral_id, subject_id)
    if since is not None:
        same &= outbox.c.at >= since
    return conn.execute(select(outbox.c.id).where(same).limit(1)).first() is not None


def put_since(conn: Connection, kind: NoticeKind, to_id: str, since: datetime) -> int:
    """How often something of a kind was to be said to a member from `since` on (calendar time), and was not dropped."""
    mine = (outbox.c.to_id == to_id) & (outbox.c.kind == kind.value) & (outbox.c.at >= since)
    count = select(func.count()).select_from(outbox).where(mine, outbox.c.state != SendState.DROPPED.value)
    return conn.execute(count).scalar_one()


def recheck(conn: Connection, referral_id: str, now: datetime) -> None:
    """Have what asks for something about a referral, or is a line of a digest, and was sent held against the state.

    Args:
        now: machine time.
    """
    asks_or_stands = outbox.c.kind.in_([kind.value for kind in ASKING]) | (outbox.c.digest_id != "")
    _look_again(conn, (outbox.c.referral_id == referral_id) & asks_or_stands, now)


def recheck_line(conn: Connection, row_id: str, now: datetime) -> None:
    """The same for one message, or the digest in which it is a line."""
    _look_again(conn, outbox.c.id == row_id, now)


def recheck_of(conn: Connection, to_id: str, kind: NoticeKind, now: datetime, subject_id: str | None = None) -> None:
    """The same for all of a kind that a member was sent, or those about one subject."""
    mine = (outbox.c.to_id == to_id) & (outbox.c.kind == kind.value)
    _look_again(conn, mine if subject_id is None else mine & (outbox.c.subject_id == subject_id), now)


def recheck_posts(conn: Connection, subject_ids: Collection[str], now: datetime) -> None:
    """The same for what was said in the channel of these subjects."""
    _look_again(conn, outbox.c.to_id.is_(None) & outbox.c.subject_id.in_(subject_ids), now)


def _look_again(conn: Connection, which: ColumnElement[bool], now: datetime) -> None:
    """Have these and the digests in which they are lines held against the state of now, or of when they arrive."""
    is_sent = outbox.c.state == SendState.SENT.value
    again = {
        "state": case((is_sent, SendState.RECHECK.value), else_=outbox.c.state),
        "send_at": case((is_sent, literal(now, UtcDateTime)), else_=outbox.c.send_at),
        "attempts": case((is_sent, 0), else_=outbox.c.attempts),
        "shown": case((is_sent, outbox.c.shown), else_=_STALE),
    }
    digests = select(outbox.c.digest_id).where(which, outbox.c.digest_id != "")
    found = select(outbox.c.id).where(which).union_all(digests)
    conn.execute(update(outbox).where(outbox.c.id.in_(found), is_sent | _ON_ITS_WAY).values(again))


def lease(conn: Connection, now: datetime, limit: int) -> Sequence[Message]:
    """Take messages that are due; see `sending.lease`."""
    return tuple(map(_message, sending.lease(conn, outbox, now, limit)))


def about_to_send(conn: Connection, message: Message, channel_id: str, now: datetime) -> bool:
    """Say where it is about to be posted, before it is; from now on it was posted perhaps."""
    asking = SendState.ASKING.value
    return sending.about_to_send(conn, outbox, message.id, message.token, now, state=asking, channel_id=channel_id)


def sent(conn: Connection, message: Message, channel_id: str, ts: str, shown: str = "") -> bool:
    """It is with its reader; `shown` of what it shows, for one that may be drawn anew."""
    values = {"channel_id": channel_id, "ts": ts, "shown": shown, "state": _SENT_OR_STALE}
    return sending.finish(conn, outbox, message.id, message.token, **values)


def save_thread(conn: Connection, message: Message, thread_ts: str) -> None:
    """Note in whose thread it is about to be posted, so that it is looked for there."""
    mine = (outbox.c.id == message.id) & (outbox.c.lease_token == message.token)
    conn.execute(update(outbox).where(mine).values(thread_ts=thread_ts))


def lines_of(conn: Connection, digest_id: str) -> Sequence[Message]:
    """The lines of a digest in order, those left out aside; a snoozed one is among them until it is told again."""
    query = select(outbox).where(outbox.c.digest_id == digest_id, outbox.c.state.in_(_LINES))
    # Of what was due at one moment, the order in which it was put is the order of the nudges; no id decides.
    rows = conn.execute(query.order_by(outbox.c.at, outbox.c.created_at, outbox.c.id))
    return tuple(sorted(map(_message, rows), key=lambda line: MANNERS[line.kind].rank))


def line_for(conn: Connection, row_id: str, reader_id: str) -> Message | None:
    """The line of a digest of this reader, or one that they put off; None where there is none."""
    mine = (outbox.c.id == row_id) & (outbox.c.to_id == reader_id) & outbox.c.state.in_(_LINES)
    row = conn.execute(select(outbox).where(mine)).one_or_none()
    return _message(row) if row else None


def asking(conn: Connection, reader_id: str) -> Sequence[Message]:
    """What asks a member for something that may not be settled, the least urgent first.

    Of referrals that are over nothing is asked, and what their offers ask stands in the referral itself.
    """
    kinds = [kind.value for kind in ASKING - {NoticeKind.OFFER_MADE, NoticeKind.FIRST_IN_LINE}]
    there = [*_LINES, SendState.DUE.value, SendState.SENT.value, SendState.RECHECK.value]
    of_life = outbox.c.referral_id.is_(None) | referrals.c.status.in_([status.value for status in LIVE])
    query = (
        select(outbox)
        .outerjoin(referrals, referrals.c.id == outbox.c.referral_id)
        .where(outbox.c.to_id == reader_id, outbox.c.kind.in_(kinds), outbox.c.state.in_(there), of_life)
        .where(outbox.c.snoozed.is_(False))
        .order_by(outbox.c.at.desc(), outbox.c.kind, outbox.c.id)
        .limit(_MOST_ASKED)
    )
    rows = map(_message, conn.execute(query))
    return tuple(sorted(rows, key=lambda line: (-MANNERS[line.kind].rank, line.at)))


def put_off_by(conn: Connection, reader_id: str) -> Sequence[Message]:
    """The lines that a member put off, the one that comes again first first."""
    mine = (outbox.c.to_id == reader_id) & _HELD & outbox.c.snoozed
    rows = conn.execute(select(outbox).where(mine).order_by(outbox.c.held_until, outbox.c.at, outbox.c.kind))
    return tuple(map(_message, rows))


def put_off(conn: Connection, row_id: str, until: datetime) -> None:
    """Say a line again in a digest from `until` on (calendar time)."""
    mine = (outbox.c.id == row_id) & outbox.c.state.in_(_LINES)
    values = {"state": SendState.HELD.value, "held_until": until, "snoozed": True}
    conn.execute(update(outbox).where(mine).values(values))


def bring_back(conn: Connection, row_id: str, now: datetime) -> None:
    """A line that was put off stands in its digest as before; one that stood in none yet waits for the next.

    Args:
        now: calendar time.
    """
    mine = (outbox.c.id == row_id) & _HELD & outbox.c.snoozed
    in_one, in_none = outbox.c.digest_id != "", outbox.c.digest_id == ""
    conn.execute(update(outbox).where(mine, in_none).values(held_until=now, snoozed=False))
    values = {"state": SendState.CARRIED.value, "held_until": None, "snoozed": False}
    conn.execute(update(outbox).where(mine, in_one).values(values))


def leave_out(conn: Connection, line_ids: Sequence[str]) -> None:
    """Lines of a digest that were no longer true when it was sent."""
    conn.execute(update(outbox).where(outbox.c.id.in_(line_ids)).values(state=SendState.DROPPED.value))


def put_back(conn: Connection, message: Message, *, send_at: datetime, state: SendState | None, failed: bool) -> bool:
    """Try again at `send_at`; a failure is counted, a wait for one's turn is not. No `state`: it stays as it is."""
    values = {"send_at": send_at, "attempts": message.attempts + failed} | ({"state": state.value} if state else {})
    return sending.finish(conn, outbox, message.id, message.token, **values)


def hold(conn: Connection, message: Message, until: datetime) -> bool:
    """A message that was on its way is not to be sent before `until` (calendar time)."""
    values = {"state": SendState.HELD.value, "held_until": until}
    return sending.finish(conn, outbox, message.id, message.token, **values)


def take_apart(conn: Connection, message: Message, until: datetime) -> bool:
    """A digest that was on its way is none any more; its lines wait for the next, `until` at least (calendar time)."""
    if not end(conn, message, SendState.DROPPED):
        return False
    lines = (outbox.c.digest_id == message.id) & (outbox.c.state == SendState.CARRIED.value)
    waiting = {"state": SendState.HELD.value, "held_until": until, "digest_id": ""}
    conn.execute(update(outbox).where(lines).values(waiting))
    return True


def end(conn: Connection, message: Message, state: SendState) -> bool:
    """The message is dropped, unknown, or settled, or it holds as it was sent."""
    values: dict[str, Any] = {"state": state.value}
    if state is SendState.SENT:
        values = {"state": _SENT_OR_STALE, "shown": case((outbox.c.shown == _STALE, ""), else_=outbox.c.shown)}
    return sending.finish(conn, outbox, message.id, message.token, **values)


def unknown(conn: Connection) -> Sequence[tuple[str, str]]:
    """What could not be resolved: (id, kind) of messages and cards."""
    messages = conn.execute(select(outbox.c.id, outbox.c.kind).where(outbox.c.state == SendState.UNKNOWN.value)).all()
    living = conn.execute(select(cards.c.id, cards.c.face).where(cards.c.state == SendState.UNKNOWN.value)).all()
    return tuple((row[0], row[1]) for row in (*messages, *living))


def _same(notice: Notice, referral_id: str | None, subject_id: str) -> ColumnElement[bool]:
    return and_(
        outbox.c.to_id == notice.to,
        outbox.c.kind == notice.kind.value,
        outbox.c.about_id == notice.about,
        outbox.c.referral_id == referral_id if referral_id else outbox.c.referral_id.is_(None),
        outbox.c.subject_id == subject_id,
    )


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        collective_id=row.collective_id,
        kind=NoticeKind(row.kind),
        to_id=row.to_id or "",
        about_id=row.about_id,
        referral_id=row.referral_id,
        thanks_id=row.thanks_id,
        subject_id=row.subject_id,
        way=Way(row.way),
        at=row.at,
        snoozed_until=row.held_until if row.snoozed else None,
        digest_id=row.digest_id,
        shown=row.shown,
        thread_ts=row.thread_ts,
        channel_id=row.channel_id,
        ts=row.ts,
        asking=row.state == SendState.ASKING,
        rechecking=row.state == SendState.RECHECK,
        tried_at=row.tried_at,
        attempts=row.attempts,
        token=row.lease_token or "",
    )
