"""Digests and threads on their way to Slack: once, in their place, and true for as long as they stand there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.exchange.moves import Withdraw
from bot.exchange.notices import Card, Face, Notice, NoticeKind
from bot.exchange.reminders import Later
from bot.services import attention, nudging, telling
from bot.services.moving import make_move
from bot.views.actions import Action
from storage import cards, outbox, reminders
from storage.models import outbox as outbox_table
from storage.sending import SendState
from tests.factories import make_claim, make_referral, save_claims
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member
    from tests.integration.delivery.conftest import House

K = NoticeKind


def _offered(house: House, who: Member) -> None:
    """Rae's referral is held by `who`."""
    with house.ctx.database.write() as conn:
        house.state = save_claims(conn, house.state, make_claim(who))


def _tell(house: House, kind: NoticeKind, to: Member, about: Member | None = None) -> None:
    notice = Notice(kind, to.id, about.id if about else "")
    with house.ctx.database.write() as conn:
        telling.tell(house.ctx, conn, house.collective, notice, referrer_id=house.rae.id, referral_id=house.referral_id)


def _digest(house: House, *kinds: NoticeKind) -> None:
    """Ana's digest with these lines is sent."""
    for kind in kinds:
        _tell(house, kind, house.ana)
    _look(house)
    house.send_for(3)


def _look(house: House) -> None:
    while nudging.look(house.ctx):
        pass


def _to(house: House, member: Member) -> Sequence[dict[str, Any]]:
    return house.slack.messages[f"D0{member.user_id}"]


def _said(message: dict[str, Any]) -> str:
    return str(message["blocks"])


def _line(house: House, kind: NoticeKind) -> Any:
    with house.ctx.database.read() as conn:
        return conn.execute(select(outbox_table).where(outbox_table.c.kind == kind.value)).one()


def test_a_digest_is_one_message_with_the_buttons_and_the_menu_of_each_line(house: House) -> None:
    """Two things wait for Ana; she gets one message, and what notifications say is the first of them.

    What is only news has nothing to be put off.
    """
    _offered(house, house.ana)
    _digest(house, K.STILL_A_FIT, K.BACK_IN_LINE)
    [message] = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert "changed what is needed" in message["text"]
    assert message["text"].endswith("And 1 more.")
    assert _said(message).count(Action.LATER.value) == 1
    assert "your offer stands" in _said(message)
    with house.ctx.database.read() as conn:
        assert reminders.unanswered(conn, house.ana.id) == 1


def test_what_was_long_on_its_way_waits_until_its_reader_works_again(house: House) -> None:
    """Slack was out of reach until the evening: the message and the digest come in the morning, once."""
    _offered(house, house.ana)
    for kind in (K.STILL_A_FIT, K.FIRST_IN_LINE):
        _tell(house, kind, house.ana)
    _look(house)
    house.ctx.clock.move(timedelta(hours=12))  # type: ignore[attr-defined]
    house.send_for(3)
    assert not _to(house, house.ana)

    house.ctx.clock.move(timedelta(hours=12))  # type: ignore[attr-defined]
    _look(house)
    house.send_for(3)
    assert sorted("I write once a day at most" in _said(message) for message in _to(house, house.ana)) == [False, True]
    assert Action.RELEASE.value in _said(_to(house, house.ana)[-1])


def test_an_invitation_that_was_long_on_its_way_waits_too(house: House) -> None:
    """Nobody is asked at night, whatever held it up."""
    with house.ctx.database.write() as conn:
        make_referral(conn, house.collective, house.rae, invited=[house.ben])
    house.ctx.clock.move(timedelta(hours=12))  # type: ignore[attr-defined]
    house.send_for(3)
    assert not _to(house, house.ben)

    house.ctx.clock.move(timedelta(hours=12))  # type: ignore[attr-defined]
    _look(house)
    house.send_for(3)
    assert len(_to(house, house.ben)) == 1


def test_what_is_settled_before_it_is_sent_is_left_out(house: House) -> None:
    """A line that is no longer true is not in it, and with nothing left there is no message and nothing counted."""
    _offered(house, house.ana)
    for kind in (K.STILL_A_FIT, K.BACK_IN_LINE):
        _tell(house, kind, house.ana)
    _look(house)
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdrawn")
    house.send_for(3)
    assert not [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert {_line(house, kind).state for kind in (K.STILL_A_FIT, K.BACK_IN_LINE, K.DIGEST)} == {SendState.DROPPED}
    with house.ctx.database.read() as conn:
        assert reminders.unanswered(conn, house.ana.id) == 0


def test_what_is_settled_afterwards_loses_its_buttons(house: House) -> None:
    """The digest is changed, not sent again, and only the settled line of it says so."""
    _offered(house, house.ana)
    _digest(house, K.STILL_A_FIT)
    [before] = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert Action.RELEASE.value in _said(before)
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdrawn")
    house.send_for(3)
    [after] = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert Action.RELEASE.value not in _said(after)
    assert "settled by now" in _said(after)


def test_a_move_that_changes_no_line_draws_nothing_anew(house: House) -> None:
    """However often the referral changes, a digest that says the same is left as it is."""
    _offered(house, house.ana)
    _digest(house, K.STILL_A_FIT)
    updates = house.slack.count("chat.update")
    with house.ctx.database.write() as conn:
        outbox.recheck(conn, house.referral_id, house.machine.now())
    house.send_for(2)
    assert house.slack.count("chat.update") == updates
    assert _line(house, K.DIGEST).state == SendState.SENT


def test_a_line_that_is_put_off_says_so_and_comes_again(house: House) -> None:
    """Its old place says until when; on that morning it is in a new digest with its buttons, and there alone."""
    _offered(house, house.ana)
    _digest(house, K.STILL_A_FIT)
    row_id = _line(house, K.STILL_A_FIT).id
    attention.put_off(house.ctx, house.collective, house.ana, row_id, Later.NEXT_WEEK, "put off")
    house.send_for(2)
    [first] = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert "Put off until March 10" in _said(first)
    assert Action.RELEASE.value not in _said(first)
    house.ctx.clock.move(timedelta(days=7))  # type: ignore[attr-defined]
    _look(house)
    house.send_for(3)
    _, second = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert Action.RELEASE.value in _said(second)


def test_a_digest_in_doubt_is_looked_up_and_drawn_once_more(house: House) -> None:
    """Slack took it and did not say so: it is found, not sent twice, and shows what is so now."""
    _offered(house, house.ana)
    house.send_for(2)
    _tell(house, K.STILL_A_FIT, house.ana)
    _look(house)
    house.slack.fail("chat.postMessage", Fail(status=0, done=True))
    house.send()
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdrawn")
    house.send_for(60)
    [message] = [each for each in _to(house, house.ana) if "Why this came" in _said(each)]
    assert Action.RELEASE.value not in _said(message)
    with house.ctx.database.read() as conn:
        assert reminders.unanswered(conn, house.ana.id) == 1


def test_the_referrer_hears_in_the_thread_of_their_own_copy(house: House) -> None:
    """The line waits for the copy, stands in its thread, and names them, so that Slack tells them of it."""
    _offered(house, house.ana)
    _tell(house, K.OFFER_MADE, house.rae, about=house.ana)
    with house.ctx.database.write() as conn:
        cards.show(conn, house.state.referral, Card(Face.REFERRER, house.rae.id), house.machine.now())
    house.send_for(6)
    copy, news = _to(house, house.rae)
    assert news["thread_ts"] == copy["ts"]
    assert f"<@{house.rae.user_id}>" in _said(news)


def test_without_a_copy_the_referrer_hears_all_the_same(house: House) -> None:
    """There is no thread to say it in, so it is a message of its own."""
    _offered(house, house.ana)
    _tell(house, K.OFFER_MADE, house.rae, about=house.ana)
    house.send_for(3)
    [news] = _to(house, house.rae)
    assert "thread_ts" not in news


@pytest.mark.parametrize("done", [True, False])
def test_a_line_of_a_thread_in_doubt_is_looked_for_in_the_thread(house: House, *, done: bool) -> None:
    """No history tells of it; whether Slack took it or not, in the end it stands there once."""
    _offered(house, house.ana)
    with house.ctx.database.write() as conn:
        cards.show(conn, house.state.referral, Card(Face.REFERRER, house.rae.id), house.machine.now())
    house.send_for(3)
    _tell(house, K.OFFER_MADE, house.rae, about=house.ana)
    house.slack.fail("chat.postMessage", Fail(status=0, done=done))
    house.send_for(60)
    assert len([each for each in _to(house, house.rae) if "thread_ts" in each]) == 1
    assert _line(house, K.OFFER_MADE).state == SendState.SENT
