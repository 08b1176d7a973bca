"""Promises of Home: what needs me, what I put off, how I am reminded; what is changed there shows at once."""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from bot.exchange.moves import Choose, Why
from bot.exchange.notices import NoticeKind
from bot.exchange.reminders import Pause, PausedBy, Reminders, Topic
from bot.exchange.values import Outcome
from bot.exchange.working_time import PracticeHours
from bot.services import nudging
from bot.services.moving import make_move
from bot.views import hours_form, lists, refusals
from bot.views.actions import Action, Form, pair
from storage import reminders
from tests.factories import NEED
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST, NEWCOMER

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.handlers.conftest import House, Json


def _open(house: House, who: Member | str) -> Json:
    user_id = who if isinstance(who, str) else who.user_id
    assert house.tell(payloads.home_opened(user_id)).status == 200
    return house.homes(who)[-1]


def _words(view: Json) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def _needs(view: Json) -> str:
    """What stands below the first heading and above the next."""
    blocks: list[Json] = view["blocks"]
    heads = [place for place, block in enumerate(blocks) if block["type"] == "header"]
    return json.dumps(blocks[heads[0] : heads[1]], ensure_ascii=False)


def _tick(house: House, home: Json, *topics: Topic) -> None:
    told = payloads.press_in_form(house.ana.user_id, Action.TOPICS, "", home)
    del told["actions"][0]["value"]
    told["actions"][0] |= {"type": "checkboxes", "selected_options": [{"value": topic.value} for topic in topics]}
    assert house.hand(told).status == 200


def _handed_off(house: House) -> str:
    referral_id = house.post()
    claim_id = house.offered(referral_id, house.ana)
    make_move(house.exchange.ctx, house.collective, referral_id, Choose(house.sam.id, claim_id), uuid4().hex)
    return referral_id


def _days(house: House, count: int) -> None:
    for _ in range(count):
        house.exchange.ctx.clock.move(timedelta(days=1))  # type: ignore[attr-defined]
        while nudging.look(house.exchange.ctx):
            pass


def _press(house: House, by: Member, action: Action, value: str, home: Json) -> Json:
    assert house.press_in_form(by, action, value, home).status == 200
    return house.homes(by)[-1]


def test_where_nothing_waits_home_says_so(house: House) -> None:
    """And how I am reminded stands there all the same."""
    home = _open(house, house.ana)
    assert "Nothing right now." in _needs(home)
    for words in ("What is put off",):
        assert words not in _words(home)
    for words in ("How I want to be reminded", "Reminders are on", "Monday to Friday, 09:00 to 17:00", "New York"):
        assert words in _words(home)


def test_each_sees_what_a_referral_asks_of_them(house: House) -> None:
    """Whoever is asked their answer; then the referrer the choice; then the colleague how it went. One press each."""
    referral_id = house.post()
    assert Action.NOT_A_FIT in _needs(_open(house, house.ana))
    assert "Nothing right now." in _needs(_open(house, house.sam))

    home = _press(house, house.ana, Action.OFFER, referral_id, house.homes(house.ana)[-1])
    assert "first in line" in _needs(home)
    choice = _open(house, house.sam)
    claim = house.state(referral_id).holder
    assert claim
    assert "Has your client chosen?" in _needs(choice)

    home = _press(house, house.sam, Action.CHOOSE, pair(referral_id, claim.id), choice)
    assert "Nothing right now." in _needs(home)
    assert Action.REPORT_AS in _needs(_open(house, house.ana))


def test_home_says_nothing_of_a_client_that_is_not_said_elsewhere(house: House) -> None:
    """Neither the note nor who else was asked."""
    house.post()
    for who in (house.ana, house.sam):
        assert NEED.note not in _words(_open(house, who))
    assert house.ben.name not in _words(_open(house, house.ana))


def test_more_than_a_phone_holds_is_counted(house: House) -> None:
    """Five are shown, the rest is a number."""
    for _ in range(7):
        house.offered(house.post(post_anyway=True), house.ana)
    home = _open(house, house.sam)
    assert _needs(home).count("Has your client chosen?") == 5
    assert "And 2 more" in _needs(home)


def test_a_line_is_put_off_in_home_and_brought_back_there(house: House) -> None:
    """It moves from the one part to the other and back, without a form on top."""
    _handed_off(house)
    _days(house, 9)
    [line] = house.letters(NoticeKind.OUTCOME_REMINDER.value)
    home = _open(house, house.ana)
    assert Action.LATER in _needs(home)
    told = payloads.press_in_form(house.ana.user_id, Action.LATER, "", home)
    del told["actions"][0]["value"]
    told["actions"][0] |= {"type": "overflow", "selected_option": {"value": pair(line.id, "next_week")}}
    house.hand(told)
    home = house.homes(house.ana)[-1]
    assert "Nothing right now." in _needs(home)
    assert "Bring it back now" in _words(home)

    home = _press(house, house.ana, Action.UNSNOOZE, line.id, home)
    assert Action.LATER in _needs(home)
    assert "What is put off" not in _words(home)
    assert not [method for method in house.asked() if method in ("views.open", "views.push")]


def test_what_is_settled_leaves_home(house: House) -> None:
    """An old line whose answer came by another way needs nobody."""
    referral_id = _handed_off(house)
    _days(house, 9)
    home = _open(house, house.ana)
    told = payloads.press_in_form(house.ana.user_id, Action.REPORT_AS, "", home)
    del told["actions"][0]["value"]
    told["actions"][0] |= {
        "type": "static_select",
        "selected_option": {"value": pair(referral_id, Outcome.BOOKED.value)},
    }
    house.hand(told)
    assert Action.REPORT_AS not in _needs(house.homes(house.ana)[-1])


def test_topics_are_ticked_and_count_at_once(house: House) -> None:
    """What is not ticked is muted; at another choice Slack must forget what was ticked before."""
    home = _open(house, house.ana)
    _tick(house, home, Topic.NEWS, Topic.NICHE)
    assert house.member(house.ana).reminders.muted == frozenset(Topic) - {Topic.NEWS, Topic.NICHE}
    after = house.homes(house.ana)[-1]
    ids = [[block["block_id"] for block in view["blocks"] if "topics:" in str(block)] for view in (home, after)]
    assert ids[0] != ids[1]
    _tick(house, after, *Topic)
    assert house.member(house.ana).reminders.muted == frozenset()


@pytest.mark.parametrize(("on", "says"), [(None, "until you say so"), ("2026-03-20", "until March 20")])
def test_a_pause_begins_and_ends_in_home(house: House, on: str | None, says: str) -> None:
    """Both show at once."""
    home = _open(house, house.ana)
    house.press_in_form(house.ana, Action.PAUSE, "pause", home)
    house.submit(house.ana, house.form(), on=on)
    home = house.homes(house.ana)[-1]
    assert f"Paused {says}" in _words(home)
    home = _press(house, house.ana, Action.RESUME, "resume", home)
    assert "Reminders are on" in _words(home)


def test_looking_does_not_end_a_pause_that_the_bot_made_and_a_press_does(house: House) -> None:
    """Home says why it stopped; whoever reads that has not answered yet."""
    with house.exchange.ctx.database.write() as conn:
        reminders.save(conn, house.ana.id, Reminders(pause=Pause(PausedBy.BOT)))
    home = _open(house, house.ana)
    assert "I stopped" in _words(home)
    assert house.member(house.ana).reminders.pause
    _tick(house, home, *Topic)
    assert house.member(house.ana).reminders.pause is None
    assert "Reminders are on" in _words(house.homes(house.ana)[-1])


def test_own_hours_days_and_holidays(house: House) -> None:
    """They show at once, and what is as everybody's stays no choice of one's own."""
    home = _open(house, house.ana)
    house.press_in_form(house.ana, Action.HOURS, "hours", home)
    form = house.form()
    assert form["callback_id"] == Form.HOURS
    house.submit(house.ana, form)
    assert house.member(house.ana).reminders == Reminders()
    told = {hours_form.ON: ["1", "3"], hours_form.FROM: "10:00", hours_form.UNTIL: "18:30", hours_form.HOLIDAYS: "none"}
    house.submit(house.ana, form, **told)
    chosen = house.member(house.ana).reminders
    assert chosen.hours == PracticeHours(time(10), time(18, 30))
    assert (sorted(chosen.days), chosen.region) == ([1, 3], "")
    assert "Tuesday and Thursday, 10:00 to 18:30" in _words(house.homes(house.ana)[-1])


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({hours_form.FROM: "18:00", hours_form.UNTIL: "09:00"}, hours_form.UNTIL),
        ({hours_form.ON: []}, hours_form.ON),
    ],
)
def test_hours_that_cannot_be_are_sent_back(house: House, told: dict[str, Any], where: str) -> None:
    """The form stays with what was picked, and nothing is changed."""
    house.press_in_form(house.ana, Action.HOURS, "hours", _open(house, house.ana))
    assert where in house.submit(house.ana, house.form(), **told).errors
    assert house.member(house.ana).reminders == Reminders()


def test_what_one_agreed_to_is_switched_there(house: House) -> None:
    """The check of one's own niche, and helping with those of others."""
    home = _open(house, house.ana)
    home = _press(house, house.ana, Action.WANT_CLARITY, "x", home)
    home = _press(house, house.ana, Action.HELP_CLARITY, "x", home)
    assert {Action.WANT_NO_CLARITY.value, Action.HELP_NO_CLARITY.value} <= set(_words(home).split('"'))


def test_a_press_that_comes_too_late_is_told_and_home_is_right_again(house: House) -> None:
    """The reason comes on top of Home, which then shows what is so."""
    referral_id = _handed_off(house)
    home = _open(house, house.ben)
    _press(house, house.ben, Action.OFFER, referral_id, home)
    assert refusals.sentence(Why.CHOSEN_ALREADY) in _words(house.form())
    assert len(house.homes(house.ben)) == 2


def test_a_home_that_cannot_be_shown_disturbs_nothing(house: House) -> None:
    """The move is made and acknowledged; the next time it is opened it is right."""
    referral_id = house.post()
    home = _open(house, house.ana)
    house.slack.fail("views.publish", Fail("internal_error", status=500))
    assert house.press_in_form(house.ana, Action.OFFER, referral_id, home).status == 200
    assert house.line(referral_id) == [house.ana.id]
    assert "first in line" in _needs(_open(house, house.ana))


@pytest.mark.parametrize("who", [GUEST])
def test_a_guest_reads_kindly_whom_it_is_for(house: House, who: str) -> None:
    """And nothing else."""
    home = _open(house, who)
    assert refusals.sentence(Why.NOT_A_MEMBER) in _words(home)
    assert "What needs me" not in _words(home)


def test_somebody_new_has_a_home_too(house: House) -> None:
    """They are met as they open it."""
    assert "Nothing right now." in _words(_open(house, NEWCOMER))


def test_before_the_set_up_it_says_who_can_do_it(bare: House) -> None:
    """Nobody reads an empty page."""
    assert lists.not_set_up() in _words(_open(bare, bare.ana))


def test_the_messages_tab_draws_nothing(house: House) -> None:
    """Only the Home tab is drawn when it is opened."""
    house.tell(payloads.home_opened(house.ana.user_id, tab="messages"))
    assert house.homes(house.ana) == []


def test_nobody_reads_how_others_are_reminded(house: House) -> None:
    """A colleague's pause is in nobody else's Home."""
    referral_id = house.post()
    house.offered(referral_id, house.ana)
    before = _words(_open(house, house.sam))
    with house.exchange.ctx.database.write() as conn:
        reminders.save(conn, house.ana.id, Reminders(pause=Pause(PausedBy.MEMBER), muted=frozenset(Topic)))
    assert _words(_open(house, house.sam)) == before
