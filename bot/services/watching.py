"""What people type into the referral channel by hand, where an admin asked that it be looked at; none of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.privacy import Certainty, Known, find_identifiers
from bot.services.context import machine_now
from storage import deliveries, members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Collective
    from bot.privacy import Kind
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
        names = tuple(member.name for member in members.of_collective(conn, collective))
    known = Known(collective.known_words, names=names)
    stood, found = set(_certain(before, known)), _certain(text, known)
    return tuple(dict.fromkeys(kind for kind, words in found if (kind, words) not in stood))


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


def _certain(text: str, known: Known) -> Sequence[tuple[Kind, str]]:
    """What certainly identifies somebody: the class of each, and a key of its words."""
    text = text[:_MOST]
    found = find_identifiers(text, known)
    return [(each.kind, each.key(text)) for each in found if each.certainty is Certainty.CERTAIN]


def _message(channel_id: str, ts: str) -> str:
    return f"{channel_id}:{ts}"
