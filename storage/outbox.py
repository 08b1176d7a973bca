"""The outbox: what is to be said once, as opaque facts. The words are found when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from storage import sending
from storage.models import cards, outbox
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


class Extra(StrEnum):
    """Messages that no rule of a referral asks for, beside the kinds of `bot.exchange.notices.NoticeKind`."""

    REFUSED = "refused"  # a private line on why an offer by reaction could not be taken; `about` is the reason
    THANKS = "thanks"
    TELL_NICHE = "tell_niche"


@dataclass(frozen=True)
class Message:
    """One message to one member.

    Attributes:
        id: also the opaque key in the message's metadata.
        kind: a `NoticeKind` or an `Extra`.
        to_id: the member who reads it.
        about_id: the member whom it is about, or the reason of a refusal; "" when there is neither.
        channel_id: where a private line is shown; for a direct message where it was sent, "" before.
        ts: Slack's name of the message, once it was sent.
        asking: it was posted perhaps, and has to be looked up.
        rechecking: it was sent, and may hold no more.
        tried_at: when it was first tried to post it (machine time); None before.
        token: of the lease.
    """

    id: str
    collective_id: str
    kind: str
    to_id: str
    about_id: str
    referral_id: str | None
    thanks_id: str | None
    channel_id: str
    ts: str
    created_at: datetime
    asking: bool
    rechecking: bool
    tried_at: datetime | None
    attempts: int
    token: str


def put(
    conn: Connection,
    collective_id: str,
    kind: str,
    to_id: str,
    now: datetime,
    *,
    about_id: str = "",
    referral_id: str | None = None,
    thanks_id: str | None = None,
    channel_id: str = "",
) -> None:
    """Have something said; `now` is machine time."""
    conn.execute(
        insert(outbox).values(
            id=uuid4().hex,
            collective_id=collective_id,
            kind=str(kind),
            to_id=to_id,
            about_id=about_id,
            referral_id=referral_id,
            thanks_id=thanks_id,
            channel_id=channel_id,
            state=SendState.DUE.value,
            at=now,
            created_at=now,
            send_at=now,
        )
    )


def recheck(conn: Connection, referral_id: str, kinds: Collection[str], now: datetime) -> None:
    """Have what was sent about a referral held against the state of now; `now` is machine time."""
    sent_ones = (outbox.c.referral_id == referral_id) & (outbox.c.state == SendState.SENT.value)
    asking = outbox.c.kind.in_([str(kind) for kind in kinds])
    again = {"state": SendState.RECHECK.value, "send_at": now, "attempts": 0}
    conn.execute(update(outbox).where(sent_ones, asking).values(again))


def was_put(conn: Connection, kind: str, to_id: str, *, about_id: str, referral_id: str) -> bool:
    """Whether the same was to be said before."""
    same = (outbox.c.kind == str(kind)) & (outbox.c.to_id == to_id) & (outbox.c.about_id == about_id)
    return conn.execute(select(outbox.c.id).where(same, outbox.c.referral_id == referral_id)).first() is not None


def lease(conn: Connection, now: datetime, limit: int) -> Sequence[Message]:
    """Take messages that are due; see `sending.lease`."""
    return tuple(map(_message, sending.lease(conn, outbox, now, limit)))


def about_to_send(conn: Connection, message: Message, channel_id: str, now: datetime) -> bool:
    """Say where it is about to be posted, before it is; from now on it was posted perhaps."""
    asking = SendState.ASKING.value
    return sending.about_to_send(conn, outbox, message.id, message.token, now, state=asking, channel_id=channel_id)


def sent(conn: Connection, message: Message, channel_id: str, ts: str) -> bool:
    return sending.finish(
        conn, outbox, message.id, message.token, state=SendState.SENT.value, channel_id=channel_id, ts=ts
    )


def put_back(conn: Connection, message: Message, *, send_at: datetime, state: SendState | None, failed: bool) -> bool:
    """Try again at `send_at`; a failure is counted, a wait for one's turn is not. No `state`: it stays as it is."""
    values = {"send_at": send_at, "attempts": message.attempts + failed} | ({"state": state.value} if state else {})
    return sending.finish(conn, outbox, message.id, message.token, **values)


def end(conn: Connection, message: Message, state: SendState) -> bool:
    """The message is dropped, or unknown."""
    return sending.finish(conn, outbox, message.id, message.token, state=state.value)


def unknown(conn: Connection) -> Sequence[tuple[str, str]]:
    """What could not be resolved: (id, kind) of messages and cards."""
    messages = conn.execute(select(outbox.c.id, outbox.c.kind).where(outbox.c.state == SendState.UNKNOWN.value)).all()
    living = conn.execute(select(cards.c.id, cards.c.face).where(cards.c.state == SendState.UNKNOWN.value)).all()
    return tuple((row[0], row[1]) for row in (*messages, *living))


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        collective_id=row.collective_id,
        kind=row.kind,
        to_id=row.to_id,
        about_id=row.about_id,
        referral_id=row.referral_id,
        thanks_id=row.thanks_id,
        channel_id=row.channel_id,
        ts=row.ts,
        created_at=row.created_at,
        asking=row.state == SendState.ASKING,
        rechecking=row.state == SendState.RECHECK,
        tried_at=row.tried_at,
        attempts=row.attempts,
        token=row.lease_token or "",
    )
