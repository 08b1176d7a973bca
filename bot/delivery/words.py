"""What a message of the outbox says, found when it is sent from the state of that moment; nothing where it is late."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.delivery import niche_words, source_words
from bot.exchange.moves import Why
from bot.exchange.notices import Notice, NoticeKind
from bot.services import weekly
from bot.services.scenes import scene_of
from bot.views import attention, notices, refusals
from bot.views import weekly as weekly_view
from bot.views.message import plain
from bot.views.thanks import niche_told, thank_you
from bot.views.why import with_why
from storage import members, thanks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message


def words_of(ctx: Context, conn: Connection, message: Message) -> View | None:
    """What it says; None where it is no longer true or no longer of use."""
    if say := _WORDS.get(message.kind):
        return say(ctx, conn, message)
    scene = scene_of(conn, message.referral_id or "", ctx.clock.now())
    return notices.render(_notice(message), scene) if scene else None


def message_of(ctx: Context, conn: Connection, message: Message) -> View | None:
    """The same for what is a message of its own: why it came, and how to hear less, stands beneath it."""
    said = words_of(ctx, conn, message)
    if said is None or not message.to_id:
        return said
    return with_why(said, message.kind, message.way, members.get(conn, message.to_id))


def settled_words(ctx: Context, conn: Connection, message: Message) -> View:
    """What a message says once it is no longer true; it has no buttons any more."""
    if say := _SETTLED.get(message.kind):
        return say(ctx, conn, message)
    scene = scene_of(conn, message.referral_id or "", ctx.clock.now())
    return notices.settled(_notice(message), scene) if scene else attention.settled()


def _notice(message: Message) -> Notice:
    return Notice(message.kind, message.to_id, message.about_id)


def _refused(_ctx: Context, _conn: Connection, message: Message) -> View:
    return plain(refusals.sentence(Why(message.about_id)))


def _thanks(_ctx: Context, conn: Connection, message: Message) -> View:
    note = thanks.get(conn, message.thanks_id or "")
    to_share = note.id if note.from_agrees and not note.weekly_id else ""
    return thank_you(members.get(conn, message.about_id), note.words, to_share, agrees=note.to_agrees)


def _tell_niche(_ctx: Context, conn: Connection, message: Message) -> View | None:
    return niche_told(members.get(conn, message.about_id))


def _paused(ctx: Context, conn: Connection, message: Message) -> View | None:
    reader = members.get(conn, message.to_id)
    return attention.paused() if reader.reminders.is_paused(ctx.clock.now()) else None


def _weekly_post(_ctx: Context, conn: Connection, message: Message) -> View | None:
    """Once it is in the channel it stays there, and says so when nothing of it is left."""
    week = weekly.shown(conn, message.subject_id)
    return weekly_view.render(week) if message.ts or not week.is_empty else None


#: Kinds that are not about a referral alone.
_WORDS: Mapping[NoticeKind, Callable[[Context, Connection, Message], View | None]] = MappingProxyType(
    {
        NoticeKind.REFUSED: _refused,
        NoticeKind.THANKS: _thanks,
        NoticeKind.TELL_NICHE: _tell_niche,
        NoticeKind.PAUSED: _paused,
        **niche_words.WORDS,
        NoticeKind.WEEKLY_POST: _weekly_post,
        **source_words.WORDS,
    }
)
#: What those of them that may be settled say then.
_SETTLED: Mapping[NoticeKind, Callable[[Context, Connection, Message], View]] = MappingProxyType(
    {**niche_words.SETTLED, **source_words.SETTLED, NoticeKind.PAUSED: lambda *_: attention.went_on()}
)
