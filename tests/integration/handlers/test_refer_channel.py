"""Promises of `/refer` where the channel is in no state to be posted to, or Slack does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.values import Audience
from bot.views import refer_fields
from tests.factories import CHANNEL
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Json


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ({"id": CHANNEL, "name": "referrals", "is_member": True, "is_archived": True}, "archived"),
        ({"id": CHANNEL, "name": "referrals", "is_member": False}, "/invite"),
        ({}, "/invite"),
    ],
    ids=["archived", "not in it", "cannot see it"],
)
def test_a_card_that_could_not_be_posted_is_not_promised(house: House, channel: Json, says: str) -> None:
    """The form stays open and says what keeps the exchange out of the channel; the best three can be asked anyway."""
    house.slack.channel = channel
    form = house.refer_form()
    reply = house.submit(house.sam, form, **payloads.ANSWERS, audience=Audience.CHANNEL.value)

    assert list(reply.errors) == [refer_fields.Field.AUDIENCE]
    assert says in reply.errors[refer_fields.Field.AUDIENCE]
    assert len(house.rows()["referrals"]) == 0
    assert house.submit(house.sam, form, **payloads.ANSWERS, audience=Audience.BEST.value).said == {}
    assert len(house.rows()["referrals"]) == 1


def test_where_slack_does_not_say_how_the_channel_is_the_card_may_wait(house: House) -> None:
    """What is posted is not lost: delivery tries until it can."""
    house.slack.fail("conversations.info", Fail(status=500))
    assert house.submit(house.sam, house.refer_form(), **payloads.ANSWERS, audience=Audience.CHANNEL.value).said == {}
    assert len(house.rows()["referrals"]) == 1


def test_a_silent_slack_is_asked_once_while_a_form_is_sent(house: House) -> None:
    """Each silence takes two of the three seconds in which a form has to be answered; the card waits for delivery."""
    form = house.refer_form()
    house.everybody_is_stale()
    house.slack.fail("users.info", Fail(status=0))

    assert house.submit(house.sam, form, **payloads.ANSWERS, audience=Audience.CHANNEL.value).said == {}
    assert house.asked() == ["views.open", "users.info"]
    assert len(house.rows()["referrals"]) == 1


def test_a_no_about_the_referrer_leaves_time_to_look_at_the_channel(house: House) -> None:
    """It comes at once, so what keeps the card from being posted is said all the same."""
    form = house.refer_form()
    house.everybody_is_stale()
    house.slack.fail("users.info", Fail(error="missing_scope"))
    house.slack.channel = {}

    assert house.submit(house.sam, form, **payloads.ANSWERS, audience=Audience.CHANNEL.value).errors
