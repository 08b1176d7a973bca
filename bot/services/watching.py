"""What people type into the referral channel by hand, where an admin asked that it be looked at; none of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services import checking
from bot.services.context import machine_now
from storage import deliveries, members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Collective
    from bot.privacy import Finding, Kind
    from bot.services.context import Context

#: Characters of one message that are read: more would take the check longer than Slack waits.
_MOST = 12_000


def identifying(ctx: Context, collective: Collective, text: str, before: str = "") -> Sequence[Kind]:
    """What certainly identifies somebody in a message, by class, each once; the names of colleagues do not count.

    Args:
        text: as people read it.
        before: what stood there before an edit: only what is new counts.

    Raises:
        PrivacyDataError: the check cannot run.
    """
    with ctx.database.read() as conn:
        names = [member.name for member in members.of_collective(conn, collective)]
    stood = {(each.kind, words) for each, words in _found(before, names)}
    found = _found(text, names)
    return tuple(dict.fromkeys(each.kind for each, words in found if (each.kind, words) not in stood))


def tell_once(ctx: Context, collective: Collective, channel_id: str, ts: str) -> bool:
    """Note that the author of a message is about to be told of it; False when they were, or are being told.

    It is noted first, so that a fault in between leaves a line unsaid and never says one twice.
    """
    with ctx.database.write() as conn:
        return deliveries.record(conn, collective.id, _message(channel_id, ts), machine_now())


def not_told(ctx: Context, channel_id: str, ts: str) -> None:
    """Slack did not take the line, and the author may be told when the message is brought again."""
    with ctx.database.write() as conn:
        deliveries.forget(conn, _message(channel_id, ts))


def _found(text: str, names: Sequence[str]) -> Sequence[tuple[Finding, str]]:
    """Each finding with its words."""
    text = text[:_MOST]
    return [(each, text[each.start : each.end].casefold()) for each in checking.certain(text, names=names)]


def _message(channel_id: str, ts: str) -> str:
    return f"{channel_id}:{ts}"
