"""Digests on their way to Slack: drawn line by line when they are sent, and anew when a line of theirs changes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from bot.delivery.words import settled_words, words_of
from bot.exchange.digests import MOST_UNANSWERED
from bot.exchange.notices import MANNERS
from bot.views import digest
from bot.views.digest import Line
from storage import members, outbox, reminders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message


def first_drawing(ctx: Context, conn: Connection, message: Message) -> tuple[View | None, Sequence[str]]:
    """What a digest says when it is sent, and the ids of the lines that are no longer true, which it leaves out.

    None where nothing is left to say.
    """
    lines, late = [], []
    for line in outbox.lines_of(conn, message.id):
        said = words_of(ctx, conn, line)
        if said is None:
            late.append(line.id)
        else:
            lines.append(Line(line.id, line.kind, said))
    zone = members.get(conn, message.to_id).zone
    asks = any(MANNERS[line.kind].asks for line in lines)
    is_last = asks and reminders.unanswered(conn, message.to_id) == MOST_UNANSWERED - 1
    return (digest.render(lines, zone, is_last=is_last) if lines else None), late


def drawing_of_now(ctx: Context, conn: Connection, message: Message) -> View | None:
    """What a digest that was sent should show now: what is settled says so, what is snoozed until when."""
    lines = [_line_of_now(ctx, conn, line) for line in outbox.lines_of(conn, message.id)]
    return digest.render(lines, members.get(conn, message.to_id).zone) if lines else None


def count_if_it_asks(conn: Connection, message: Message) -> None:
    """A digest that is with its reader and asks for something is waiting for an answer."""
    if any(MANNERS[line.kind].asks for line in outbox.lines_of(conn, message.id)):
        reminders.count_unanswered(conn, message.to_id)


def key_of(view: View) -> str:
    """Tells whether two drawings are the same."""
    return hashlib.sha256(json.dumps(view.payload(), sort_keys=True).encode()).hexdigest()


def _line_of_now(ctx: Context, conn: Connection, line: Message) -> Line:
    said = words_of(ctx, conn, line)
    if said is None:
        return Line(line.id, line.kind, settled_words(ctx, conn, line), is_settled=True)
    return Line(line.id, line.kind, said, line.snoozed_until)
