"""What will happen by itself: the nudges that are pending, and the messages that have to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.notices import Face
from bot.services.context import machine_now
from bot.services.scenes import scene_of
from storage import members, nudges, sending
from storage.models import cards, outbox
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.scene import Scene
    from bot.exchange.values import Member
    from bot.services.context import Context
    from storage.nudges import DueNudge

#: Whoever waits less than this for a turn in the channel is not held back.
_A_MOMENT = timedelta(seconds=5)


@dataclass(frozen=True)
class Held:
    """A message that cannot be sent yet.

    Attributes:
        at: calendar time at which it is tried.
        reader: None for the channel.
        face: which living message it is; None for one that is said once.
        in_doubt: it was posted perhaps, and is looked up first.
        failed: it was tried before, in vain.
    """

    at: datetime
    reader: Member | None
    face: Face | None
    in_doubt: bool
    failed: bool


def nudges_ahead(ctx: Context, limit: int) -> Sequence[tuple[DueNudge, Scene]]:
    """What is due by the nudge table, the next first, each with the referral that it is about."""
    with ctx.database.read() as conn:
        ahead = nudges.upcoming(conn, limit)
        now = ctx.clock.now()
        scenes = {referral_id: scene_of(conn, referral_id, now) for referral_id in {n.referral_id for n in ahead}}
    return [(nudge, scene) for nudge in ahead if (scene := scenes[nudge.referral_id])]


def held_back(ctx: Context, limit: int) -> Sequence[Held]:
    """The messages for which Slack has to be waited, or has to be asked what became of them; the next first."""
    now = machine_now()
    ahead = ctx.clock.now() - now
    with ctx.database.read() as conn:
        waiting = [
            (row, Face(row.face) if table is cards else None, row.member_id if table is cards else row.to_id)
            for table in (cards, outbox)
            for row in sending.held_back(conn, table, now + _A_MOMENT, limit)
        ]
        readers = members.get_many(conn, {reader_id for _, _, reader_id in waiting if reader_id})
    held = (
        Held(
            at=row.send_at + ahead,
            reader=readers.get(reader_id),
            face=face,
            in_doubt=row.state == SendState.ASKING,
            failed=row.attempts > 0,
        )
        for row, face, reader_id in waiting
    )
    return sorted(held, key=lambda each: each.at)[:limit]
