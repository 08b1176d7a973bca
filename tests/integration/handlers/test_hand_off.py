"""Promises from the choice to the thanks: each step by its button, by whom it belongs to, and once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.exchange.moves import Why
from bot.exchange.notices import NoticeKind
from bot.exchange.values import Outcome, Status
from bot.views import lists, refusals, thanks
from bot.views.actions import Action, pair
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House

CANARY = "Quillfeather"


def test_the_referrer_says_whom_the_client_chose(house: House) -> None:
    """The chosen colleague is told, the others are thanked, and a second press says what stands."""
    referral_id = house.handed_off()
    state = house.state(referral_id)

    assert state.status is Status.HANDED_OFF
    assert state.chosen is not None
    assert state.chosen.member_id == house.ana.id
    assert [letter.to_id for letter in house.letters(NoticeKind.LET_GO)] == [house.ben.id]
    house.press(house.sam, Action.CHOOSE, pair(referral_id, state.chosen.id))
    assert house.answers() == [refusals.sentence(Why.CHOSEN_ALREADY)]


def test_nobody_chooses_for_somebody_elses_client(house: House) -> None:
    """Not even who offers."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    for somebody in (house.ana, house.ben, GUEST):
        house.press(somebody, Action.CHOOSE, pair(referral_id, claim_id))

    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)] * 3
    assert house.state(referral_id).chosen is None


def test_an_offer_that_was_released_cannot_be_chosen(house: House) -> None:
    """The button is stale; the referrer hears so."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    house.press(house.ana, Action.RELEASE, referral_id)
    house.press(house.sam, Action.CHOOSE, pair(referral_id, claim_id))

    assert house.answers() == [refusals.sentence(Why.NO_OFFER)]


def test_a_slip_is_undone(house: House) -> None:
    """Everybody stands as they stood; undone once more there is nothing to undo."""
    referral_id = house.handed_off()
    house.press(house.sam, Action.UNDO_CHOOSE, referral_id)
    assert house.line(referral_id) == [house.ana.id, house.ben.id]

    house.press(house.sam, Action.UNDO_CHOOSE, referral_id)
    assert house.answers() == [refusals.sentence(Why.NOT_NOW)]


def test_how_it_went_is_asked_in_a_form_that_opens_at_once(house: House) -> None:
    """One call to Slack; what is picked closes the referral."""
    referral_id = house.booked()

    assert house.asked() == ["views.open"]
    assert house.state(referral_id).status is Status.CLOSED


def test_how_it_went_can_be_picked_in_the_reminder(house: House) -> None:
    """A select does the same; the same pick delivered twice is one report."""
    referral_id = house.handed_off()
    value = pair(referral_id, Outcome.WAITING.value)
    told = payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url)

    assert house.hand(told) == house.hand(told)
    assert [report.outcome for report in house.state(referral_id).reports] == [Outcome.WAITING]
    assert house.answers() == [lists.noted()] * 2


@pytest.mark.parametrize("lost", [Fail(status=0), Fail(status=500)], ids=["dropped", "refused"])
def test_a_lost_answer_leaves_what_was_done_done(house: House, lost: Fail) -> None:
    """The thanks did not arrive; the report did, and nobody reads that it may not have. The log has the class alone."""
    referral_id = house.handed_off()
    house.slack.fail("respond", lost)
    value = pair(referral_id, Outcome.WAITING.value)
    with structlog.testing.capture_logs() as logged:
        reply = house.hand(payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url))

    assert reply.status == 200
    assert [report.outcome for report in house.state(referral_id).reports] == [Outcome.WAITING]
    assert house.answers() == [lists.noted()]
    assert [line["event"] for line in logged] == ["private answer lost"]


def test_an_answer_that_slack_does_not_take_is_not_waited_for(house: House) -> None:
    """Slack hears within its three seconds that the press was dealt with."""
    referral_id = house.post()
    over = threading.Event()
    house.slack.during["respond"] = over.wait
    with structlog.testing.capture_logs() as logged:
        reply = house.press(house.sam, Action.EXTEND, referral_id)
    over.set()

    assert reply.status == 200
    assert [line["event"] for line in logged] == ["private answer lost"]


@pytest.mark.parametrize("outcome", [Outcome.NOT_A_FIT, Outcome.NO_ROOM])
def test_who_was_no_fit_is_offered_a_word_on_whom_they_help(house: House, outcome: Outcome) -> None:
    """In the answer to the pick in a message and to the form; its button works in both."""
    first, second = house.handed_off(), house.handed_off()
    value = pair(first, outcome.value)
    house.hand(payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url))
    [answer] = [asked for method, asked in house.slack.calls if method == "respond"]
    assert Action.TELL_NICHE in str(answer["blocks"])

    house.press(house.ana, Action.REPORT, second)
    shown = house.submit(house.ana, house.form(), outcome=outcome.value).view
    assert Action.TELL_NICHE in str(shown)
    assert house.press_in_form(house.ana, Action.TELL_NICHE, second, payloads.filled(shown)).status == 200
    assert thanks.niche_passed_on(house.sam) in str(house.form())


def test_the_referrers_own_no_fit_is_simply_noted(house: House) -> None:
    """They have no niche to tell themselves."""
    referral_id = house.handed_off()
    house.press(house.sam, Action.REPORT, referral_id)

    assert house.submit(house.sam, house.form(), outcome=Outcome.NOT_A_FIT.value).said == {}


def test_only_the_two_sides_say_how_it_went(house: House) -> None:
    """A colleague's report goes nowhere, and the form says so."""
    referral_id = house.handed_off()
    house.press(house.ben, Action.REPORT, referral_id)
    reply = house.submit(house.ben, house.form(), outcome=Outcome.BOOKED.value)

    assert refusals.sentence(Why.NOT_YOURS) in reply.errors.values()
    assert house.state(referral_id).reports == ()


def test_no_fit_calls_the_next_and_lets_one_tell_whom_one_helps(house: House) -> None:
    """Ben holds it now; Ana reads that Sam hears of her niche in some days, and Sam hears nothing yet."""
    referral_id = house.handed_off()
    house.press(house.ana, Action.REPORT, referral_id)
    house.submit(house.ana, house.form(), outcome=Outcome.NOT_A_FIT.value)
    assert house.line(referral_id) == [house.ben.id]

    for _ in range(2):
        assert house.press(house.ana, Action.TELL_NICHE, referral_id).status == 200
    assert house.answers() == [thanks.niche_passed_on(house.sam)] * 2
    assert house.letters(NoticeKind.TELL_NICHE) == []


def test_who_was_never_asked_has_no_niche_to_tell_about_it(house: House) -> None:
    """The button belongs to whoever was asked or offered."""
    referral_id = house.posted()
    house.press(house.met(house.sam.user_id), Action.TELL_NICHE, referral_id)

    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)]


def test_the_referrer_turns_to_the_next(house: House) -> None:
    """And nobody else does."""
    referral_id = house.handed_off()
    house.press(house.ben, Action.ASK_NEXT, referral_id)
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)]

    house.press(house.sam, Action.ASK_NEXT, referral_id)
    assert house.line(referral_id) == [house.ben.id]
