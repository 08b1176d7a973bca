"""Promises of the digest as it stands in Slack: it shows what is so now, and after three ignored ones the bot stops."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange.moves import Withdraw
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.reminders import Later, PausedBy
from bot.services import attention, nudging
from bot.services.moving import make_move
from bot.services.telling import tell
from bot.views.actions import Action
from storage import members

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.delivery.conftest import House


def _ask(house: House, to: Member) -> None:
    """Ask a colleague whether it still fits, in their digest."""
    with house.ctx.database.write() as conn:
        notice = Notice(NoticeKind.STILL_A_FIT, to.id)
        tell(house.ctx, conn, house.collective, notice, referrer_id=house.rae.id, referral_id=house.referral_id)


def _deliver(house: House) -> None:
    while nudging.look(house.ctx):
        pass
    house.machine.move(5)
    house.send_for(5)


def _to(house: House, who: Member) -> list[dict[str, Any]]:
    return house.slack.messages[f"D0{who.user_id}"]


def _shown(message: dict[str, Any]) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def _first_digest(house: House) -> dict[str, Any]:
    house.offer(house.ana)
    _deliver(house)
    _ask(house, house.ana)
    _deliver(house)
    return _to(house, house.ana)[-1]


def _line(house: House) -> str:
    [row] = [row for row in house.letters() if row.kind == NoticeKind.STILL_A_FIT.value]
    return str(row.id)


def _reminded(house: House, who: Member) -> Any:
    with house.ctx.database.read() as conn:
        return members.get(conn, who.id).reminders


def test_after_three_ignored_digests_the_bot_stops_and_whoever_counts_on_them_hears_it(house: House) -> None:
    """One message to them, one to the referrer, and not a word more from then on."""
    house.offer(house.ana)
    _deliver(house)
    for _ in range(3):
        _ask(house, house.ana)
        _deliver(house)
        house.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
    digests = [message for message in _to(house, house.ana) if "Why this came" in _shown(message)]
    assert len(digests) == 3
    said = len(_to(house, house.ana))
    for _ in range(3):
        _ask(house, house.ana)
        _deliver(house)
        house.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
    [paused] = _to(house, house.ana)[said:]
    assert Action.RESUME.value in _shown(paused)
    pause = _reminded(house, house.ana).pause
    assert pause
    assert pause.by is PausedBy.BOT
    [quiet] = [message for message in _to(house, house.rae) if "I don't reach" in message["text"]]

    attention.noticed(house.ctx, _now(house, house.ana))
    _deliver(house)
    assert "That has changed since" in _shown(quiet)
    assert "Why this came" in _shown(_to(house, house.ana)[-1]), "what still waits comes in one digest"
    assert len(_to(house, house.ana)) == said + 2


def test_a_line_that_was_put_off_says_until_when_and_stands_again_after_an_undo(house: House) -> None:
    """In the message in which it came, without a further one."""
    digest = _first_digest(house)
    said, count = _shown(digest), len(_to(house, house.ana))
    attention.put_off(house.ctx, house.collective, house.ana, _line(house), Later.NEXT_WEEK, "put off")
    _deliver(house)
    assert "Put off until March 10" in _shown(digest)
    attention.bring_back(house.ctx, house.collective, house.ana, _line(house), "undo")
    _deliver(house)
    assert _shown(digest) == said
    assert len(_to(house, house.ana)) == count


def test_a_line_that_was_put_off_and_is_settled_by_then_is_not_told_again(house: House) -> None:
    """Its old place says that it is settled, and no digest comes on the day."""
    digest = _first_digest(house)
    attention.put_off(house.ctx, house.collective, house.ana, _line(house), Later.NEXT_WEEK, "put off")
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), uuid4().hex)
    _deliver(house)
    assert "settled by now" in _shown(digest)
    assert "Put off" not in _shown(digest)
    house.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
    _deliver(house)
    count = len(_to(house, house.ana))
    for _ in range(7):
        house.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
        _deliver(house)
    assert len(_to(house, house.ana)) == count


def _now(house: House, who: Member) -> Member:
    with house.ctx.database.read() as conn:
        return members.get(conn, who.id)
