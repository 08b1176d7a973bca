"""Promises of the ⋯ menu: a line put off, stopped or paused with two taps, and each taken back with one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from bot.exchange.moves import Choose, Why
from bot.exchange.notices import NoticeKind
from bot.exchange.reminders import Later, Pause, PausedBy, Topic
from bot.services import nudging
from bot.services.moving import make_move
from bot.views import later_form, refusals
from bot.views.actions import Action, Form, pair
from bot.views.attention import muted, put_off, resumed, unmuted
from storage import reminders
from storage.sending import SendState
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House


@pytest.fixture
def line(house: House) -> str:
    """A line of Ana's digest: how did it go?"""
    referral_id = house.post()
    claim_id = house.offered(referral_id, house.ana)
    make_move(house.exchange.ctx, house.collective, referral_id, Choose(house.sam.id, claim_id), uuid4().hex)
    for _ in range(9):
        house.exchange.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
        while nudging.look(house.exchange.ctx):
            pass
    assert _line(house).state == SendState.CARRIED
    return str(_line(house).id)


def _line(house: House) -> Any:
    [row] = house.letters(NoticeKind.OUTCOME_REMINDER.value)
    return row


def _pick(house: House, line: str, later: Later) -> None:
    told = payloads.overflow(house.ana.user_id, Action.LATER, pair(line, later.value), response_url=house.response_url)
    assert house.hand(told).status == 200


def test_tomorrow_is_one_pick_and_one_undo(house: House, line: str) -> None:
    """The answer says when, and takes it back."""
    _pick(house, line, Later.TOMORROW)
    row = _line(house)
    assert (row.state, row.snoozed) == (SendState.HELD, True)
    assert house.answers() == [put_off(house.ana, row.held_until, line).text]

    house.press(house.ana, Action.UNSNOOZE, line)
    assert _line(house).state == SendState.CARRIED


def test_a_date_is_asked_for_in_a_form(house: House, line: str) -> None:
    """A day that is over is asked for again, and nothing is put off meanwhile."""
    _pick(house, line, Later.ON_A_DATE)
    form = house.form()
    assert form["callback_id"] == Form.LATER
    assert later_form.ON in house.submit(house.ana, form, on="2026-03-12").errors
    assert _line(house).state == SendState.CARRIED
    assert house.submit(house.ana, form, on="2026-03-20").said == {}
    assert _line(house).held_until.date() == date(2026, 3, 20)


def test_a_kind_is_stopped_and_told_again(house: House, line: str) -> None:
    """Of the whole topic, for that is what the answer names."""
    _pick(house, line, Later.NEVER)
    assert house.member(house.ana).reminders.muted == {Topic.FOLLOW_UP}
    house.press(house.ana, Action.UNMUTE, Topic.FOLLOW_UP)
    assert house.member(house.ana).reminders.muted == frozenset()
    assert house.answers() == [muted(Topic.FOLLOW_UP).text, unmuted(Topic.FOLLOW_UP).text]


@pytest.mark.parametrize("on", [None, "2026-03-20"])
def test_everything_is_paused_from_a_line(house: House, line: str, on: str | None) -> None:
    """Until a day, or without one until they say so; the form then says how it goes on, and ends it."""
    _pick(house, line, Later.PAUSE)
    paused = house.submit(house.ana, house.form(), on=on).view
    pause = house.member(house.ana).reminders.pause
    assert pause
    assert (pause.by, bool(pause.until)) == (PausedBy.MEMBER, bool(on))
    assert Action.RESUME in str(paused)
    assert ("March 20" in str(paused)) is bool(on)

    house.press_in_form(house.ana, Action.RESUME, "resume", paused | {"id": "V0FORM"})
    assert house.member(house.ana).reminders.pause is None
    assert resumed().text in str(house.form())


def test_a_pause_until_yesterday_is_asked_for_again(house: House, line: str) -> None:
    """What was picked stays in the form, and nothing is paused."""
    _pick(house, line, Later.PAUSE)
    assert later_form.ON in house.submit(house.ana, house.form(), on="2026-03-01").errors
    assert house.member(house.ana).reminders.pause is None


def test_the_line_of_somebody_else_is_left_alone(house: House, line: str) -> None:
    """Whoever made up such a press reads that nothing changed."""
    value = pair(line, Later.TOMORROW.value)
    house.hand(payloads.overflow(house.ben.user_id, Action.LATER, value, response_url=house.response_url))
    assert house.answers() == [refusals.sentence(Why.NOT_NOW)]
    assert _line(house).state == SendState.CARRIED


def test_whatever_somebody_does_ends_a_pause_that_the_bot_made(house: House) -> None:
    """A press on any message says that they read again."""
    with house.exchange.ctx.database.write() as conn:
        chosen = house.member(house.ana).reminders
        reminders.save(conn, house.ana.id, type(chosen)(pause=Pause(PausedBy.BOT)))
    house.press(house.ana, Action.OFFER, house.post())
    assert house.member(house.ana).reminders.pause is None


def test_the_button_of_the_last_message_ends_it_too(house: House) -> None:
    """And says so."""
    with house.exchange.ctx.database.write() as conn:
        reminders.save(conn, house.ana.id, type(house.ana.reminders)(pause=Pause(PausedBy.BOT)))
    house.press(house.ana, Action.RESUME, "resume")
    assert house.member(house.ana).reminders.pause is None
    assert house.answers() == [resumed().text]
