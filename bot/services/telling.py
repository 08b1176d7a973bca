"""Having something said to somebody: at once, once they work again, or with the rest of what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.digests import held_until, is_hushed, may_be_told, way_to
from bot.exchange.notices import Way
from bot.exchange.values import Kind
from bot.services.context import machine_now
from storage import members, outbox
from storage.outbox import Order

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.notices import Notice
    from bot.exchange.values import Collective
    from bot.services.context import Context


def tell(
    ctx: Context,
    conn: Connection,
    collective: Collective,
    notice: Notice,
    *,
    referrer_id: str = "",
    referral_id: str | None = None,
    thanks_id: str | None = None,
    subject_id: str = "",
    channel_id: str = "",
) -> None:
    """Have a notice said in the way of its kind; not at all to who is gone or muted it, or where it waits already.

    Args:
        conn: of the transaction that is the reason for it.
        referrer_id: of whoever posted the referral that it is about.
        subject_id: what else it is about, as its kind knows.
        channel_id: where a private line is shown.
    """
    now, reader = ctx.clock.now(), members.get(conn, notice.to)
    if reader.kind is Kind.GONE or not may_be_told(notice.kind, reader.reminders):
        return
    way = way_to(notice, referrer_id, reader.reminders, now)
    until = held_until(way, notice.kind, reader.working_time(collective.hours), now)
    # Of a line its digest decides when it is sent, and of a paused reader the end of the pause.
    waits = until > now or way is Way.DIGEST or is_hushed(way, notice.kind, reader.reminders, now)
    order = Order(
        notice,
        way,
        now,
        until if waits else None,
        referral_id=referral_id,
        thanks_id=thanks_id,
        subject_id=subject_id,
        channel_id=channel_id,
    )
    if not outbox.is_held(conn, order):
        outbox.put(conn, collective.id, order, machine_now())
