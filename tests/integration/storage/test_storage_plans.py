"""What is asked often is answered from an index: nothing becomes slow because years of rows lie behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from storage import cards, clarity, held, invitations, members, nudges, outbox, reactions, thanks, weekly_posts
from tests.factories import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.engine import Database
    from tests.integration.storage.conftest import World

#: How a plan names a table that grows with every referral and is read from end to end.
_READ_WHOLE = re.compile(
    r"^SCAN (cards|claims|events|invitations|nudges|outbox|reactions|thanks|weekly_posts)(?!.*INDEX)"
    r"|Seq Scan on (cards|claims|events|invitations|nudges|outbox|reactions|thanks|weekly_posts)"
)

_LOOKS: dict[str, Callable[[Connection, World], object]] = {
    "cards that are due": lambda conn, _: cards.lease(conn, NOON, 10),
    "messages that are due": lambda conn, _: outbox.lease(conn, NOON, 10),
    "nudges that are due": lambda conn, _: nudges.due(conn, NOON, 10),
    "cards to be swept": lambda conn, _: cards.unswept(conn, 10),
    "what was said before": lambda conn, w: outbox.was_put(
        conn, Notice(NoticeKind.CHOSEN, w.rae.id), referral_id=w.referral.id
    ),
    "what was said of a referral": lambda conn, w: outbox.recheck(conn, w.referral.id, NOON),
    "what may be said by now": lambda conn, _: held.messages(conn, NOON, 10),
    "who may be asked by now": lambda conn, _: held.invitations(conn, NOON, 10),
    "for whom a line is due": lambda conn, _: held.readers(conn, NOON, "", 10),
    "what waits for a digest": lambda conn, w: held.lines(conn, w.rae.id, NOON),
    "when digests went out": lambda conn, w: held.digests_sent(conn, w.rae.id, NOON),
    "what a digest says": lambda conn, w: outbox.lines_of(conn, w.referral.id),
    "who was asked often": lambda conn, w: invitations.asked_often(conn, w.collective.id, NOON, 3),
    "whether a habit waits": lambda conn, w: nudges.waiting_since(conn, NudgeKind.WELCOME, w.ana.id),
    "whether a habit ever was": lambda conn, w: nudges.was_planned(conn, NudgeKind.WELCOME, w.ana.id),
    "what was asked of a member": lambda conn, w: outbox.recheck_of(conn, w.ana.id, NoticeKind.CLARITY_ASK, NOON, "x"),
    "how clear niches are": lambda conn, w: clarity.going_on(conn, w.collective.id),
    "who was asked lately": lambda conn, w: members.profiles(conn, w.collective, NOON),
    "what is said of a referral in the weekly posts": lambda conn, w: outbox.recheck_posts(
        conn, weekly_posts.showing(conn, w.referral), NOON
    ),
    "when the weekly post is due": lambda conn, w: nudges.planned(conn, w.collective.id, NudgeKind.WEEKLY_POST),
    "who still shows a hand": lambda conn, w: reactions.any_left(conn, w.referral.id, w.ana.id),
    "who thanked whom": lambda conn, w: thanks.sent_since(conn, w.rae.id, w.ana.id, NOON),
}


@pytest.mark.parametrize("look", _LOOKS.values(), ids=_LOOKS)
def test_no_table_that_grows_is_read_whole(
    database: Database, world: World, look: Callable[[Connection, World], object]
) -> None:
    """The database can answer from an index, however long the collective has been at it."""
    with database.write() as conn:
        if not database.is_sqlite:
            conn.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows are quicker read without an index
        steps = _plan(conn, lambda: look(conn, world))
    assert [step for step in steps if _READ_WHOLE.search(step)] == []


def _plan(conn: Connection, look: Callable[[], object]) -> list[str]:
    """How the database goes about every statement of a look, step by step."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(conn, "before_cursor_execute", note)
    look()
    event.remove(conn, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if conn.dialect.name == "sqlite" else "EXPLAIN "
    return [row[-1] for statement, values in asked for row in conn.exec_driver_sql(explain + statement, values)]
