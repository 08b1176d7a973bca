"""The words about sources, to the member whose list it is: contact that is due, and who sent a client."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.notices import NoticeKind
from bot.exchange.values import Kind, Status
from bot.services.sourcing import as_of_today, today_of
from bot.views import attention, origin_form, source_words
from bot.views import sources as views
from storage import members, referrals, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message


def _contact_due(ctx: Context, conn: Connection, message: Message) -> View | None:
    """It holds until there was contact, or none is wanted; to somebody who has left nothing is said."""
    reader, source = members.get(conn, message.to_id), sources.get(conn, message.to_id, message.subject_id)
    if source is None or source.due_on is None or reader.kind is Kind.GONE:
        return None
    if source.due_on > today_of(ctx, reader):
        return None
    return views.contact_due(source, source_words.keep_in_touch(as_of_today(ctx, reader), source.drafts))


def _was_in_touch(_ctx: Context, conn: Connection, message: Message) -> View:
    """Of a source that is deleted nothing stands in the message any more."""
    source = sources.get(conn, message.to_id, message.subject_id)
    return views.in_touch_since(source) if source and source.last_contact else attention.settled()


def _origin_asked(_ctx: Context, conn: Connection, message: Message) -> View | None:
    """It holds until it is answered, and not of what was taken back."""
    origin, state = sources.origin(conn, message.to_id, message.subject_id), referrals.load(conn, message.subject_id)
    if origin is None or not origin.is_open or state is None or state.status is Status.WITHDRAWN:
        return None
    return origin_form.question(message.subject_id, state.referral.need)


def _origin_settled(_ctx: Context, conn: Connection, message: Message) -> View:
    origin = sources.origin(conn, message.to_id, message.subject_id)
    return attention.settled() if origin is None or origin.is_open else origin_form.settled(skipped=origin.skipped)


WORDS: Mapping[NoticeKind, Callable[[Context, Connection, Message], View | None]] = MappingProxyType(
    {NoticeKind.CONTACT_DUE: _contact_due, NoticeKind.ORIGIN_ASKED: _origin_asked}
)
#: What they say once that is settled.
SETTLED: Mapping[NoticeKind, Callable[[Context, Connection, Message], View]] = MappingProxyType(
    {NoticeKind.CONTACT_DUE: _was_in_touch, NoticeKind.ORIGIN_ASKED: _origin_settled}
)
