"""Promises of `/refer setup`: only who may, only where the bot can post, and a warning where too many can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.exchange.moves import Why
from bot.exchange.values import Membership
from bot.exchange.working_time import PracticeHours
from bot.privacy import LocalWords
from bot.views import lists, refusals, setup_form
from bot.views.actions import Action, Form
from bot.views.setup_fields import Field
from bot.views.setup_form import Exposure
from tests.factories import CHANNEL
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, GUEST, NEWCOMER

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Json

OPEN_CHANNEL = {"id": CHANNEL, "name": "referrals", "is_member": True, "is_private": True}


@pytest.fixture
def form(bare: House) -> Json:
    """The form as an admin opens it, in a workspace that has a channel for it."""
    bare.slack.channel = dict(OPEN_CHANNEL)
    assert bare.command(ADMIN, "/refer", "setup").status == 200
    return bare.form()


def _line(warning: Exposure) -> str:
    [line] = setup_form.warning_lines([warning])
    text: str = line.to_dict()["text"]["text"]
    return text


def test_an_admin_sets_the_exchange_up(bare: House, form: Json) -> None:
    """What was chosen is kept, `/refer` works from now on, and the people of the channel are looked up at once."""
    assert form["callback_id"] == Form.SETUP
    shown = bare.submit(
        ADMIN,
        form,
        channel=CHANNEL,
        membership=Membership.WORKSPACE.value,
        start="08:30",
        end="18:00",
        person=bare.ana.user_id,
        extra_admin=NEWCOMER,
        outside="The county clinic",
        crisis="The county's team, 512-555-0100",
        allowed="Zelkora Health, the Marlow method",
        watched="Quarry Side",
        watch_channel=["watch"],
        weekly=[],
    ).view
    assert f"<#{CHANNEL}>" in str(shown)

    assert bare.now_set_up() == replace(
        bare.collective,
        channel_id=CHANNEL,
        membership=Membership.WORKSPACE,
        hours=PracticeHours(time(8, 30), time(18)),
        person_id=bare.ana.id,
        extra_admin_id=bare.met(NEWCOMER).id,
        outside_options="The county clinic",
        crisis_resources="The county's team, 512-555-0100",
        local_words=LocalWords(("Zelkora Health", "the Marlow method"), ("Quarry Side",)),
        watches_channel=True,
        posts_weekly=False,
    )
    assert "people" in bare.woken
    opened = len(bare.asked())
    bare.command(bare.sam, "/refer")
    assert bare.asked()[opened:] == ["views.open"]


def test_the_form_shows_what_was_chosen(bare: House, form: Json) -> None:
    """Opened again it is filled in, and Slack is asked no more than to open it."""
    bare.submit(ADMIN, form, channel=CHANNEL, person=bare.ana.user_id, outside="The county clinic")
    before = len(bare.asked())
    bare.command(ADMIN, "/refer", "setup")

    chosen = setup_form.parse(payloads.filled(bare.form()))
    assert (chosen.channel_id, chosen.person_user_id) == (CHANNEL, bare.ana.user_id)
    assert chosen.outside_options == "The county clinic"
    assert bare.asked()[before:] == ["views.open"]


@pytest.mark.parametrize("user_id", ["U0ANA", GUEST])
def test_nobody_else_sets_it_up(bare: House, form: Json, user_id: str) -> None:
    """Neither the form nor what could be sent with it is for others."""
    assert bare.command(user_id, "/refer", "setup").text == lists.only_admins()
    assert bare.submit(user_id, form, channel=CHANNEL).errors == {Field.CHANNEL: lists.only_admins()}
    assert not bare.now_set_up().is_set_up


def test_the_one_more_whom_an_admin_named_may(bare: House, form: Json) -> None:
    """Once named, they open and save it; a guest may not, whoever named them."""
    bare.submit(ADMIN, form, channel=CHANNEL, extra_admin=bare.ana.user_id)
    bare.command(bare.ana, "/refer", "setup")
    assert "errors" not in bare.submit(bare.ana, bare.form(), extra_admin=GUEST).said

    assert bare.command(GUEST, "/refer", "setup").text == lists.only_admins()


@pytest.mark.parametrize(
    ("channel", "warning"),
    [
        ({"is_private": False}, Exposure.PUBLIC),
        ({"is_ext_shared": True}, Exposure.SHARED),
        ({}, Exposure.GUESTS),
    ],
)
def test_a_channel_that_too_many_can_read_is_warned_of(
    bare: House, form: Json, channel: Json, warning: Exposure
) -> None:
    """When it is picked, and once more when it is saved; what else was picked stays, and what was typed travels not."""
    bare.slack.channel |= channel
    picked = payloads.filled(form, channel=CHANNEL, outside="The county clinic", membership="workspace")
    if warning is not Exposure.GUESTS:
        bare.slack.channel_members = [bare.ana.user_id]
    pick = payloads.press_in_form(ADMIN, Action.SET_CHANNEL, "", picked)
    assert bare.hand(pick).status == 200

    assert _line(warning) in str(bare.form())
    assert setup_form.parse(payloads.filled(bare.form())).membership is Membership.WORKSPACE
    assert "The county clinic" not in str(bare.form())
    assert _line(warning) in str(bare.submit(ADMIN, form, channel=CHANNEL).view)


def test_a_channel_without_the_bot_is_an_error_at_the_channel(bare: House, form: Json) -> None:
    """It says how to invite it; so do an archived one and one that cannot be seen. Nothing is kept."""
    for unfit in ({**OPEN_CHANNEL, "is_member": False}, {**OPEN_CHANNEL, "is_archived": True}, {}):
        bare.slack.channel = unfit
        assert bare.submit(ADMIN, form, channel=CHANNEL).errors == setup_form.cannot_post()
    assert not bare.now_set_up().is_set_up
    assert "people" not in bare.woken


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.list", "users.info"])
def test_a_slack_that_does_not_answer_is_not_taken_for_a_missing_invitation(
    bare: House, form: Json, method: str
) -> None:
    """The admin reads that nothing is saved yet and presses once more, which then works; picking does no harm."""
    trouble = (Fail(status=503), Fail("ratelimited", status=429))
    picked = payloads.press_in_form(ADMIN, Action.SET_CHANNEL, "", payloads.filled(form, channel=CHANNEL))
    for each in trouble:
        bare.slack.fail(method, each)
        reply = bare.submit(ADMIN, form, channel=CHANNEL, person=NEWCOMER)
        assert reply.errors == setup_form.no_answer()
    assert not bare.now_set_up().is_set_up
    if method != "users.info":
        bare.slack.fail(method, trouble[0])
        assert bare.hand(picked).status == 200

    assert "errors" not in bare.submit(ADMIN, form, channel=CHANNEL, person=NEWCOMER).said


def test_a_workspace_of_many_people_is_set_up_with_a_handful_of_calls(bare: House, form: Json) -> None:
    """A form waits for three seconds: one page of people is read, and whoever is known is not looked up."""
    bare.slack.page = 4
    bare.slack.channel_members = [bare.ana.user_id, GUEST]
    assert list(bare.slack.users).index(GUEST) >= bare.slack.page
    before = len(bare.asked())
    shown = bare.submit(ADMIN, form, channel=CHANNEL, person=bare.ana.user_id, extra_admin=bare.ben.user_id).view
    assert bare.asked()[before:] == ["conversations.info", "conversations.members", "users.list"]
    assert _line(Exposure.GUESTS) not in str(shown)

    bare.command(GUEST, "/refer", "setup")  # the guest is met
    assert _line(Exposure.GUESTS) in str(bare.submit(ADMIN, form, channel=CHANNEL).view)


def test_hours_that_end_before_they_begin_are_an_error_at_the_hours(bare: House, form: Json) -> None:
    """Nothing is kept, and picking a channel meanwhile does no harm."""
    wrong = payloads.filled(form, channel=CHANNEL, start="17:00", end="09:00")
    before = len(bare.asked())
    assert bare.hand(payloads.press_in_form(ADMIN, Action.SET_CHANNEL, "", wrong)).status == 200
    assert bare.asked()[before:] == []

    assert list(bare.submit(ADMIN, form, channel=CHANNEL, start="17:00", end="09:00").errors) == [Field.END]
    assert not bare.now_set_up().is_set_up


def test_a_set_up_that_is_sent_twice_is_answered_alike(bare: House, form: Json) -> None:
    """The second delivery reads as the first."""
    sent = payloads.submission(ADMIN, payloads.filled(form, channel=CHANNEL))

    assert bare.hand(sent) == bare.hand(sent)


def test_the_lookup_of_channels_is_for_who_may(bare: House, form: Json) -> None:
    """Whoever may not set up learns nothing of a channel by picking it."""
    picked = payloads.filled(form, channel=CHANNEL)
    before = len(bare.asked())
    bare.hand(payloads.press_in_form(bare.ana.user_id, Action.SET_CHANNEL, "", picked))

    assert bare.asked()[before:] == ["views.push"]
    assert refusals.sentence(Why.NOT_ADMIN) in str(bare.form())
