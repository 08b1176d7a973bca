"""What the referrer can do with a referral once it is posted: edit it, extend it, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.moves import Why
from bot.exchange.values import Status
from bot.views import lists, refusals
from bot.views.actions import Action
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House


def test_only_the_referrer_opens_the_edit(house: House) -> None:
    """Its first call to Slack opens the form; anybody else hears that it is not theirs."""
    referral_id = house.post()
    house.press(house.sam, Action.EDIT, referral_id)
    assert house.asked() == ["views.open"]

    house.press(house.ana, Action.EDIT, referral_id)
    assert house.answers() == [refusals.sentence(Why.OVER)]


def test_an_edit_that_is_sent_twice_changes_once(house: House) -> None:
    """The same answer, and one more revision."""
    referral_id = house.post()
    house.press(house.sam, Action.EDIT, referral_id)
    changed = payloads.filled(house.form(), payments=["sliding_scale"])
    sent = payloads.submission(house.sam.user_id, changed)

    assert house.hand(sent) == house.hand(sent)
    assert house.state(referral_id).referral.revision == 2


def test_an_edit_that_comes_too_late_stays_open_and_says_so(house: House) -> None:
    """After the withdrawal the sentence stands in the form."""
    referral_id = house.post()
    house.press(house.sam, Action.EDIT, referral_id)
    form = house.form()
    house.press(house.sam, Action.WITHDRAW, referral_id)

    assert refusals.sentence(Why.OVER) in house.submit(house.sam, form).errors.values()


def test_withdrawing_and_its_undo_are_the_referrers_alone(house: House) -> None:
    """A colleague's press changes nothing."""
    referral_id = house.post()
    house.press(house.ana, Action.WITHDRAW, referral_id)
    assert house.state(referral_id).status is Status.OPEN
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)]

    house.press(house.sam, Action.WITHDRAW, referral_id)
    assert house.state(referral_id).status is Status.WITHDRAWN
    house.press(house.sam, Action.UNDO_WITHDRAW, referral_id)
    assert house.state(referral_id).status is Status.OPEN


def test_extending_keeps_it_open(house: House) -> None:
    """The nudges begin anew; only the referrer may."""
    referral_id = house.post()
    assert house.press(house.sam, Action.EXTEND, referral_id).status == 200
    house.press(house.ben, Action.EXTEND, referral_id)

    assert house.state(referral_id).referral.revision == 2
    assert house.answers() == [lists.extended(), refusals.sentence(Why.NOT_YOURS)]
