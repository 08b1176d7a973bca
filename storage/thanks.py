"""Thanks: what one member wrote to another, with a line of niche in it, and who may read of it in the weekly post."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, update

from bot.exchange.gratitude import Given
from bot.exchange.moves import Choose
from bot.exchange.values import Standing
from storage.models import claims, events, members, referrals, thanks
from storage.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row


@dataclass(frozen=True)
class Thanks:
    """Gratitude from one member to a colleague; the words have passed the privacy check.

    Attributes:
        referral_id: after which hand-off it was written; None where it was not after one.
        draft: the key of the draft that the words began as; "" for none.
        from_agrees, to_agrees: what either of the two said of its standing in the weekly post; None: nothing.
        weekly_id: the weekly post in which it stood; "" while it was in none.
    """

    id: str
    from_id: str
    to_id: str
    words: str
    referral_id: str | None = None
    draft: str = ""
    from_agrees: bool | None = None
    to_agrees: bool | None = None
    weekly_id: str = ""


def add(conn: Connection, collective_id: str, form_id: str, new: Thanks, at: datetime) -> bool:
    """Keep a thank-you; False when its form has made one before. `at` is calendar time."""
    return insert_once(conn, thanks, {**asdict(new), "collective_id": collective_id, "form_id": form_id, "at": at})


def sent_since(conn: Connection, from_id: str, to_id: str, since: datetime) -> bool:
    """Whether one member has thanked another since then (calendar time)."""
    same = (thanks.c.from_id == from_id) & (thanks.c.to_id == to_id) & (thanks.c.at >= since)
    return conn.execute(select(thanks.c.id).where(same).limit(1)).first() is not None


def get(conn: Connection, thanks_id: str) -> Thanks:
    """The thank-you with this id, which must exist."""
    return _thanks(conn.execute(select(thanks).where(thanks.c.id == thanks_id)).one())


def find(conn: Connection, collective_id: str, thanks_id: str) -> Thanks | None:
    """A thank-you of this collective, its row held until the transaction ends; None where there is none."""
    mine = (thanks.c.id == thanks_id) & (thanks.c.collective_id == collective_id)
    row = conn.execute(select(thanks).where(mine).with_for_update()).one_or_none()
    return _thanks(row) if row else None


def given(conn: Connection, from_id: str) -> Sequence[Given]:
    """The thanks that a member wrote from a draft, the newest first."""
    mine = (thanks.c.from_id == from_id) & (thanks.c.draft != "")
    query = select(thanks.c.draft, thanks.c.to_id, thanks.c.at).where(mine)
    return tuple(Given(*row) for row in conn.execute(query.order_by(thanks.c.at.desc())))


def reader_agrees(conn: Connection, thanks_id: str, *, agrees: bool) -> None:
    """Keep what whoever was thanked said of its standing in the weekly post."""
    conn.execute(update(thanks).where(thanks.c.id == thanks_id).values(to_agrees=agrees))


def agreed(conn: Connection, collective_id: str, before: datetime) -> Sequence[Thanks]:
    """The thanks of which both people agreed that they may stand in the weekly post, and that stood in none yet.

    Not where there was a hand-off between the two after `before` (calendar time), whether or not the thanks followed
    that one: whoever reads of it must not guess whose client it was about.

    Returns:
        The oldest first.
    """
    giver, reader = members.alias(), members.alias()
    query = (
        select(thanks)
        .join(giver, giver.c.id == thanks.c.from_id)
        .join(reader, reader.c.id == thanks.c.to_id)
        .where(
            thanks.c.collective_id == collective_id,
            thanks.c.weekly_id == "",
            thanks.c.from_agrees.is_(True),
            thanks.c.to_agrees.is_(True),
            ~_handed_off_after(before),
        )
    )
    rows = conn.execute(query.order_by(thanks.c.at, giver.c.user_id, reader.c.user_id))
    return tuple(map(_thanks, rows))


def stand_in(conn: Connection, thanks_ids: Sequence[str], weekly_id: str) -> None:
    """They have their place in a weekly post, and come in no other."""
    conn.execute(update(thanks).where(thanks.c.id.in_(thanks_ids)).values(weekly_id=weekly_id))


def _handed_off_after(moment: datetime) -> ColumnElement[bool]:
    """Whether a client of either of the two was handed to the other since then, or that hand-off itself was."""
    late = (events.c.move == Choose.__name__) & (events.c.at > moment)
    own = exists().where(late, events.c.referral_id == thanks.c.referral_id)
    between = or_(
        and_(referrals.c.referrer_id == thanks.c.to_id, claims.c.member_id == thanks.c.from_id),
        and_(referrals.c.referrer_id == thanks.c.from_id, claims.c.member_id == thanks.c.to_id),
    )
    chosen = (claims.c.referral_id == referrals.c.id) & (claims.c.standing == Standing.CHOSEN.value)
    another = exists().where(late, events.c.referral_id == referrals.c.id, chosen, between)
    return or_(own, another)


def _thanks(row: Row[Any]) -> Thanks:
    return Thanks(
        id=row.id,
        from_id=row.from_id,
        to_id=row.to_id,
        words=row.words,
        referral_id=row.referral_id,
        draft=row.draft,
        from_agrees=row.from_agrees,
        to_agrees=row.to_agrees,
        weekly_id=row.weekly_id,
    )
