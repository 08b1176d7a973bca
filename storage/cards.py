"""Cards: living messages. Each counts how often it was to be drawn anew, and knows which of these it shows.

However often a referral changes, a card is sent the state of the moment, one send at a time, until shown = wanted. The
count is the card's own: names, links and dates that it shows change without any move of the referral.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import case, insert, literal, or_, select, update

from bot.exchange.notices import Card, Face
from bot.exchange.values import LIVE
from storage import sending
from storage.models import UtcDateTime, cards, referrals
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from bot.exchange.values import Referral

#: Reactions on these are offers.
_REACTABLE = (Face.CHANNEL.value, Face.AGAIN.value, Face.INVITATION.value)
_ONCE_MORE = cards.c.wanted + 1
_IS_LIVE = referrals.c.status.in_([status.value for status in LIVE])


@dataclass(frozen=True)
class CardRow:
    """A card as delivery handles it.

    Attributes:
        id: also the opaque key in the message's metadata.
        member_id: whose direct message it stands in; "" for the channel.
        channel_id: where it is, or was tried to be put; "" before.
        ts: Slack's name of the message; "" before it was posted.
        wanted: how often it was to be drawn, when it was leased; what is drawn after that shows all of it.
        digest: of what it shows, so that an update that changes nothing is not sent.
        asking: it was posted perhaps, and has to be looked up.
        tried_at: when it was first tried to post it (machine time); None before.
        token: of the lease; "" where none is held.
    """

    id: str
    collective_id: str
    referral_id: str
    face: Face
    member_id: str
    channel_id: str
    ts: str
    wanted: int
    digest: str
    asking: bool
    tried_at: datetime | None
    attempts: int
    token: str


def show(conn: Connection, referral: Referral, card: Card, now: datetime, held_until: datetime | None = None) -> None:
    """Show a living message from now on; one that is shown already stays, one that is gone comes back.

    Args:
        now: machine time.
        held_until: calendar time before which a new one is not to be posted; None: at once.
    """
    where = (
        (cards.c.referral_id == referral.id) & (cards.c.face == card.face.value) & (cards.c.member_id == card.member_id)
    )
    # Locked, so that whoever is deleting it this moment finds afterwards that more is wanted.
    known = conn.execute(select(cards).where(where).with_for_update()).one_or_none()
    if known is None:
        conn.execute(
            insert(cards).values(
                id=uuid4().hex,
                collective_id=referral.collective_id,
                referral_id=referral.id,
                face=card.face.value,
                member_id=card.member_id,
                wanted=1,
                shown=0,
                swept=card.face.value not in _REACTABLE,
                state=(SendState.HELD if held_until else SendState.DUE).value,
                held_until=held_until,
                send_at=now,
            )
        )
    elif known.state == SendState.GONE:
        conn.execute(update(cards).where(where).values(send_at=now, **_anew()))
    elif known.state in sending.WAITING:
        conn.execute(update(cards).where(where).values(wanted=_ONCE_MORE))


def want(conn: Connection, referral: Referral, now: datetime) -> None:
    """Every card of the referral should show what is so now, or what will be when this transaction ends."""
    _draw_anew(conn, cards.c.referral_id == referral.id, now)


def want_all(conn: Connection, collective_id: str, now: datetime) -> None:
    """The same for every card of the collective's live referrals."""
    living = select(referrals.c.id).where(referrals.c.collective_id == collective_id, _IS_LIVE)
    # Moves lock the referral before its cards; whoever locks several does so in the order of their ids.
    conn.execute(living.order_by(referrals.c.id).with_for_update(key_share=True))
    _draw_anew(conn, cards.c.referral_id.in_(living), now)


def lease(conn: Connection, now: datetime, limit: int) -> Sequence[CardRow]:
    """Take cards that are due; see `sending.lease`."""
    return tuple(map(_card, sending.lease(conn, cards, now, limit)))


def set_permalink(conn: Connection, card: CardRow, permalink: str, now: datetime) -> None:
    """Keep where the card can be read, and have the messages that link to it drawn once more."""
    # Moves lock the referral before its cards; whoever writes several cards does so in the same order.
    conn.execute(select(referrals.c.id).where(referrals.c.id == card.referral_id).with_for_update(key_share=True))
    conn.execute(update(cards).where(cards.c.id == card.id).values(permalink=permalink))
    _draw_anew(conn, (cards.c.referral_id == card.referral_id) & (cards.c.id != card.id), now)


def about_to_send(conn: Connection, card: CardRow, channel_id: str, now: datetime) -> bool:
    """Say where it is about to be posted or changed, before it is.

    From now on a new card was posted perhaps; and what another one shows is not known until it is recorded.
    """
    state = SendState.DUE if card.ts else SendState.ASKING
    return sending.about_to_send(
        conn, cards, card.id, card.token, now, state=state.value, channel_id=channel_id, digest=""
    )


def found(conn: Connection, card: CardRow, ts: str) -> bool:
    """A post in doubt was made; what it shows is not known, so the card is due at once."""
    return sending.finish(conn, cards, card.id, card.token, ts=ts, attempts=0, state=SendState.DUE.value)


def shown(conn: Connection, card: CardRow, *, digest: str, channel_id: str, ts: str) -> bool:
    """The message shows what was wanted when the card was leased; it stays due where more is wanted since."""
    up_to_date = cards.c.wanted == card.wanted
    return sending.finish(
        conn,
        cards,
        card.id,
        card.token,
        shown=card.wanted,
        digest=digest,
        channel_id=channel_id,
        ts=ts,
        attempts=0,
        state=case((up_to_date, SendState.SHOWN.value), else_=SendState.DUE.value),
    )


def put_back(conn: Connection, card: CardRow, *, send_at: datetime, state: SendState | None, failed: bool) -> bool:
    """Try again at `send_at`; a failure is counted, a wait for one's turn is not. No `state`: it stays as it is."""
    values = {"send_at": send_at, "attempts": card.attempts + failed} | ({"state": state.value} if state else {})
    return sending.finish(conn, cards, card.id, card.token, **values)


def hold(conn: Connection, card: CardRow, until: datetime) -> bool:
    """It is not to be posted before `until` (calendar time)."""
    values = {"state": SendState.HELD.value, "held_until": until}
    return sending.finish(conn, cards, card.id, card.token, **values)


def deleted(conn: Connection, card: CardRow) -> bool:
    """It was deleted, as was wanted when it was leased; where more is wanted since then it is to be drawn anew."""
    # Locked before it is compared: an undo that is about to commit would not be seen otherwise.
    held = select(cards.c.wanted).where(cards.c.id == card.id, cards.c.lease_token == card.token)
    wanted = conn.execute(held.with_for_update()).scalar_one_or_none()
    if wanted is None:
        return False
    if wanted == card.wanted:
        return end(conn, card, SendState.GONE)
    conn.execute(update(cards).where(cards.c.id == card.id).values(_anew()))
    return True


def end(conn: Connection, card: CardRow, state: SendState) -> bool:
    """The card is gone whatever is wanted, or it is unknown whether it was posted."""
    return sending.finish(conn, cards, card.id, card.token, state=state.value, swept=True)


def at(conn: Connection, channel_id: str, ts: str) -> CardRow | None:
    """The card that stands at this place, or None."""
    where = (cards.c.channel_id == channel_id) & (cards.c.ts == ts)
    row = conn.execute(select(cards).where(where)).one_or_none()
    return _card(row) if row else None


def place_of(conn: Connection, referral_id: str, face: Face, member_id: str) -> tuple[str, str] | None:
    """Where a living message stands, as (channel, ts); ("", "") while it is on its way, None when there is none."""
    where = (cards.c.referral_id == referral_id) & (cards.c.face == face.value) & (cards.c.member_id == member_id)
    row = conn.execute(select(cards).where(where)).one_or_none()
    if row is None or row.state in (SendState.GONE.value, SendState.UNKNOWN.value):
        return None
    return (row.channel_id, row.ts) if row.ts else ("", "")


def channel_url(conn: Connection, referral_id: str) -> str:
    """Where the card in the channel can be read, or "" while it is not there."""
    where = (cards.c.referral_id == referral_id) & (cards.c.face == Face.CHANNEL.value)
    there = where & (cards.c.state != SendState.GONE.value)
    return conn.execute(select(cards.c.permalink).where(there)).scalar_one_or_none() or ""


def unswept(conn: Connection, limit: int) -> Sequence[CardRow]:
    """Cards of live referrals whose reactions were not looked up since they were posted or since the start."""
    query = (
        select(cards)
        .join(referrals, referrals.c.id == cards.c.referral_id)
        .where(cards.c.swept.is_(False), cards.c.ts != "", _IS_LIVE)
        .limit(limit)
    )
    return tuple(map(_card, conn.execute(query)))


def mark_swept(conn: Connection, card: CardRow) -> None:
    conn.execute(update(cards).where(cards.c.id == card.id).values(swept=True))


def sweep_again(conn: Connection) -> None:
    """Have the reactions on the cards of live referrals looked up once more, as at the start."""
    living = select(referrals.c.id).where(_IS_LIVE)
    there = (cards.c.state != SendState.GONE.value) & cards.c.face.in_(_REACTABLE)
    conn.execute(update(cards).where(there, cards.c.referral_id.in_(living)).values(swept=False))


def _draw_anew(conn: Connection, which: ColumnElement[bool], now: datetime) -> None:
    """Have cards drawn once more; one that is being sent this moment comes again after that.

    One that failed is tried at once, for what changed may have been in its way; a post in doubt waits to be looked up.
    """
    failed = (cards.c.state == SendState.DUE.value) & (cards.c.attempts > 0)
    at_once = or_(cards.c.state == SendState.SHOWN.value, failed)
    conn.execute(
        update(cards)
        .where(which, cards.c.state.in_((*sending.WAITING, SendState.SHOWN.value)))
        .values(
            wanted=_ONCE_MORE,
            state=case((at_once, SendState.DUE.value), else_=cards.c.state),
            send_at=case((at_once, literal(now, UtcDateTime)), else_=cards.c.send_at),
        )
    )


def _anew() -> dict[str, Any]:
    """A card that is to be posted. Its id is new, for it is the key: the deleted message must not be taken for it."""
    return {
        "id": uuid4().hex,
        "ts": "",
        "digest": "",
        "permalink": "",
        "wanted": _ONCE_MORE,
        "state": SendState.DUE.value,
        "swept": cards.c.face.not_in(_REACTABLE),
        "attempts": 0,
        "lease_token": None,
        "leased_until": None,
        "tried_at": None,
    }


def _card(row: Row[Any]) -> CardRow:
    return CardRow(
        id=row.id,
        collective_id=row.collective_id,
        referral_id=row.referral_id,
        face=Face(row.face),
        member_id=row.member_id,
        channel_id=row.channel_id,
        ts=row.ts,
        wanted=row.wanted,
        digest=row.digest,
        asking=row.state == SendState.ASKING,
        tried_at=row.tried_at,
        attempts=row.attempts,
        token=row.lease_token or "",
    )
