"""The words about niches: a welcome, two questions to a member, and the clarity check."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.services.niche_habits import is_new, is_run_out
from bot.views import clarity as clarity_views
from bot.views import niche_habits
from bot.views.needs import in_short
from storage import clarity, collectives, members, nudges

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message


def _welcome(_ctx: Context, conn: Connection, message: Message) -> View | None:
    reader, collective = members.get(conn, message.to_id), collectives.get(conn, message.collective_id)
    return niche_habits.welcome(reader, collective) if is_new(conn, collective, reader) else None


def _still_right(_ctx: Context, conn: Connection, message: Message) -> View | None:
    """It holds as long as the niche was neither saved nor confirmed since it was asked."""
    since = nudges.waiting_since(conn, NudgeKind.NICHE_STILL_RIGHT, message.to_id)
    if since is None or since >= message.at:
        return None
    return niche_habits.still_right(members.get(conn, message.to_id))


def _is_right(_ctx: Context, _conn: Connection, _message: Message) -> View:
    return niche_habits.is_right()


def _openings_run_out(ctx: Context, conn: Connection, message: Message) -> View | None:
    reader = members.get(conn, message.to_id)
    if not is_run_out(reader, ctx.clock.now()):
        return None
    return niche_habits.openings_run_out(reader.niche.opening, ctx.full_for // timedelta(weeks=1))


def _openings_now(_ctx: Context, conn: Connection, message: Message) -> View:
    return niche_habits.openings_now(members.get(conn, message.to_id).niche.opening)


def _clarity_ask(_ctx: Context, conn: Connection, message: Message) -> View | None:
    asked = clarity.get(conn, message.subject_id)
    if asked is None or not asked.awaits(message.to_id):
        return None
    return clarity_views.question(asked, members.get(conn, message.about_id))


def _clarity_answered(_ctx: Context, conn: Connection, message: Message) -> View:
    asked = clarity.get(conn, message.subject_id)
    if asked and asked.has_answer_of(message.to_id):
        return clarity_views.answered(members.get(conn, message.about_id))
    return clarity_views.no_longer_asked()


def _clarity_result(_ctx: Context, conn: Connection, message: Message) -> View | None:
    told = clarity.get(conn, message.subject_id)
    if told is None or told.result is None:
        return None
    return clarity_views.result(told.result, in_short(told.invented.requests[told.invented.right]))


def _clarity_deleted(_ctx: Context, _conn: Connection, _message: Message) -> View:
    return clarity_views.deleted()


#: What each says; None where it is no longer true.
WORDS: Mapping[NoticeKind, Callable[[Context, Connection, Message], View | None]] = MappingProxyType(
    {
        NoticeKind.WELCOME: _welcome,
        NoticeKind.NICHE_STILL_RIGHT: _still_right,
        NoticeKind.OPENINGS_RUN_OUT: _openings_run_out,
        NoticeKind.CLARITY_ASK: _clarity_ask,
        NoticeKind.CLARITY_RESULT: _clarity_result,
    }
)
#: What each says once it is settled.
SETTLED: Mapping[NoticeKind, Callable[[Context, Connection, Message], View]] = MappingProxyType(
    {
        NoticeKind.NICHE_STILL_RIGHT: _is_right,
        NoticeKind.OPENINGS_RUN_OUT: _openings_now,
        NoticeKind.CLARITY_ASK: _clarity_answered,
        NoticeKind.CLARITY_RESULT: _clarity_deleted,
    }
)
