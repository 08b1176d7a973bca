"""Promises of `/refer`: the form opens at once, and nothing that it refuses is kept anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.exchange.moves import Why
from bot.exchange.values import Audience, Urgency
from bot.matching import Opening, OpeningKind
from bot.views import lists, refer_fields, refer_form, refusals
from bot.views.actions import Action, Form
from storage import members
from tests.factories import NEED, NOON
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, EXTERNAL, GUEST, NEWCOMER, Reply

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Json

CANARY = "Quillfeather"


def _referrals(house: House) -> int:
    return len(house.rows()["referrals"])


def test_refer_opens_the_form_with_one_call_and_keeps_nothing(house: House) -> None:
    """views.open is the first and only thing that Slack is asked; not a row is written."""
    before = house.rows()
    reply = house.command(house.sam, "/refer")

    assert (reply.status, reply.said) == (200, {})
    assert house.asked() == ["views.open"]
    assert house.form()["callback_id"] == Form.REFER
    assert house.rows() == before


def test_somebody_new_gets_the_form_at_once_too(house: House) -> None:
    """Who they are is asked when they send it, not while the door is open for three seconds."""
    house.command(NEWCOMER, "/refer")

    assert house.asked() == ["views.open"]


def test_a_small_collective_reads_why_the_best_three_are_suggested(house: House) -> None:
    """With four members it is filled in, and the reason stays there when more fields are shown."""
    for form in (house.refer_form(), house.long_form()):
        [asked] = [block for block in form["blocks"] if block.get("block_id") == refer_fields.Field.AUDIENCE]
        assert asked["element"]["initial_option"]["value"] == Audience.BEST
        assert "You are few" in asked["hint"]["text"]


def test_what_is_typed_after_refer_is_not_used(house: House) -> None:
    """It could be a client's story: the form says that it was left aside, and holds none of it."""
    house.command(house.sam, "/refer", f"{CANARY} is 15 and cuts herself")

    assert refer_form.TYPED_TOO_MUCH in str(house.form())
    assert CANARY not in str(house.form())
    assert CANARY not in str(house.rows())


def test_a_guest_is_refused_kindly(house: House) -> None:
    """They hear who may, whether the exchange has met them before or not."""
    house.submit(GUEST, house.refer_form(), **payloads.ANSWERS)
    opened = len(house.asked())
    reply = house.command(GUEST, "/refer")

    assert reply.text == refusals.sentence(Why.NOT_A_MEMBER)
    assert len(house.asked()) == opened


def test_a_guest_who_was_never_met_cannot_post_or_see_names(house: House) -> None:
    """The form may open for somebody unknown, but what they send goes nowhere."""
    for audience in (Audience.CHANNEL, Audience.NOBODY):
        for stranger in (GUEST, EXTERNAL):
            reply = house.submit(stranger, house.refer_form(), **payloads.ANSWERS, audience=audience.value)
            assert refusals.sentence(Why.NOT_A_MEMBER) in reply.errors.values()
    assert _referrals(house) == 0


@pytest.mark.parametrize("text", ["", "mine", "list", "a story"])
def test_before_the_set_up_one_hears_who_can_do_it(bare: House, text: str) -> None:
    """A kind sentence, and no form that would lead nowhere."""
    assert bare.command(bare.sam, "/refer", text).text == lists.not_set_up()
    assert bare.asked() == []


def test_help_is_a_few_lines_at_any_time(bare: House) -> None:
    """Also before the set-up, and however it is written."""
    assert bare.command(bare.sam, "/refer", " Help ").text == lists.help_text()


def test_mine_tells_what_one_posted_and_offered(house: House) -> None:
    """For the referrer and for the colleague; privately."""
    referral_id = house.posted()
    house.offered(referral_id, house.ana)

    assert "you asked; 1 offer" in str(house.command(house.sam, "/refer", "mine").said)
    assert "you are first" in str(house.command(house.ana, "/refer", "mine").said)


def test_list_shows_what_is_open_to_whoever_could_offer(house: House) -> None:
    """With the button; one's own is not among it, and what asks the best three only never is."""
    referral_id = house.posted()
    house.post(audience=Audience.BEST, post_anyway=True)

    shown = str(house.command(house.ana, "/refer", "list").said)
    assert shown.count(Action.OFFER.value) == 1
    assert referral_id in shown
    assert house.command(house.sam, "/refer", "list").text == lists.open_list([]).text


@pytest.mark.parametrize("text", ["mine", "list"])
def test_the_lists_are_for_members_alone(house: House, text: str) -> None:
    """A guest learns nothing of what is open."""
    house.posted()
    reply = house.command(GUEST, "/refer", text)

    assert reply.said == {}
    assert house.answers() == [refusals.sentence(Why.NOT_A_MEMBER)]


def test_a_door_that_closed_is_said_to_be_closed(house: House) -> None:
    """Slack takes a trigger for three seconds: afterwards one is asked to type it again."""
    house.slack.fail("views.open", Fail("expired_trigger_id"))

    assert house.command(house.sam, "/refer").status == 200
    assert house.answers() == [lists.too_late()]


def test_a_command_that_comes_twice_opens_one_form(house: House) -> None:
    """Slack takes a trigger once: the second delivery is answered in silence."""
    house.slack.fail("views.open", Fail("exchanged_trigger_id"))

    assert house.command(house.sam, "/refer") == Reply(200)
    assert house.answers() == []


def test_a_form_that_is_sent_becomes_a_referral(house: House) -> None:
    """The form closes, the need is kept as it was picked, and three colleagues are asked."""
    reply = house.submit(house.sam, house.refer_form(), **payloads.ANSWERS, urgency=Urgency.SOON.value)

    assert (reply.status, reply.said) == (200, {})
    [listed] = house.rows()["referrals"]
    assert "anxiety" in listed
    assert Urgency.SOON.value in listed
    assert len(house.rows()["invitations"]) == 3


def test_without_consent_the_form_stays_open(house: House) -> None:
    """The tick is asked for at the tick, and nothing is kept."""
    reply = house.submit(house.sam, house.refer_form(), **{**payloads.ANSWERS, "consent": []})

    assert list(reply.errors) == [refer_fields.Field.CONSENT]
    assert _referrals(house) == 0


def test_the_same_submission_twice_makes_one_referral(house: House) -> None:
    """Slack may bring it again, and a person may press twice."""
    form = house.refer_form()
    sent = payloads.submission(house.sam.user_id, payloads.filled(form, **payloads.ANSWERS))

    assert house.hand(sent) == house.hand(sent)
    assert house.submit(house.sam, form, **payloads.ANSWERS).said == {}
    assert _referrals(house) == 1


def test_more_keeps_what_was_filled_in(house: House) -> None:
    """The further fields come below what one has said already; nothing is kept."""
    shown = house.long_form()

    assert house.asked() == ["views.open", "views.update"]
    assert refer_form.parse(payloads.filled(shown)).need == replace(NEED, note="")
    assert any(block.get("block_id") == refer_fields.Field.NOTE for block in shown["blocks"])
    assert _referrals(house) == 0


def test_more_pressed_twice_does_no_harm(house: House) -> None:
    """The second press finds that the form has moved on, and that is all."""
    form = house.refer_form()
    house.slack.fail("views.update", Fail("hash_conflict"))
    with structlog.testing.capture_logs() as logged:
        reply = house.press_in_form(house.sam, Action.MORE, "more", payloads.filled(form))

    assert (reply.status, logged) == (200, [])
    assert house.asked()[-1] == "views.update"


def test_a_similar_open_referral_is_pointed_out_first(house: House) -> None:
    """With the form as it was filled in; posting anyway makes a second one."""
    house.submit(house.sam, house.refer_form(), **payloads.ANSWERS)
    shown = house.submit(house.sam, house.refer_form(), **payloads.ANSWERS, urgency=Urgency.SOON.value).view

    assert "similar one open" in str(shown)
    assert refer_form.parse(payloads.filled(shown)).urgency is Urgency.SOON
    assert _referrals(house) == 1
    assert house.submit(house.sam, shown, post_anyway=["another"]).said == {}
    assert _referrals(house) == 2


def test_the_similar_one_can_be_edited_instead(house: House) -> None:
    """The form turns into the edit of the open one; saving it changes that one and makes no other."""
    referral_id = house.post()
    shown = house.submit(house.sam, house.refer_form(), **payloads.ANSWERS).view
    house.press_in_form(house.sam, Action.EDIT_SIMILAR, referral_id, payloads.filled(shown))
    editing = house.form()

    assert house.submit(house.sam, editing, payments=["sliding_scale"]).said == {}
    assert house.state(referral_id).referral.need.payments == ("sliding_scale",)
    assert _referrals(house) == 1


def test_a_similar_one_that_ended_meanwhile_is_said_to_have_ended(house: House) -> None:
    """A button in a form has no place for a private line: the sentence comes on top of the form."""
    referral_id = house.post()
    shown = house.submit(house.sam, house.refer_form(), **payloads.ANSWERS).view
    house.press(house.sam, Action.WITHDRAW, referral_id)
    reply = house.press_in_form(house.sam, Action.EDIT_SIMILAR, referral_id, payloads.filled(shown))

    assert reply.status == 200
    assert house.asked()[-1] == "views.push"
    assert refusals.sentence(Why.OVER) in str(house.form())


def test_names_are_shown_and_nothing_is_kept(house: House) -> None:
    """Asking nobody needs no consent and leaves no trace."""
    form = house.refer_form()
    before = house.rows()
    shown = house.submit(house.sam, form, **{**payloads.ANSWERS, "consent": []}, audience=Audience.NOBODY.value).on_top

    assert shown["callback_id"] == Form.NAMES
    assert house.ana.user_id in str(shown)
    assert house.sam.user_id not in str(shown)
    assert house.rows() == before


def test_names_say_of_room_what_is_so_today(house: House) -> None:
    """ "Room now" runs out; after that nobody is told that there is room."""
    with house.exchange.ctx.database.write() as conn:
        said = Opening(OpeningKind.SOME, until=date(2026, 3, 3), confirmed_at=NOON - timedelta(days=42))
        members.save_opening(conn, house.ana.id, said)
    answers = {**payloads.ANSWERS, "audience": Audience.NOBODY.value}
    shown = str(house.submit(house.sam, house.refer_form(), **answers).on_top)

    told = shown[shown.index(house.ana.user_id) :].partition("divider")[0]
    assert "Has room" not in told
    assert "Hasn't said lately" in told


@pytest.mark.parametrize("change", [{"payments": ["sliding_scale"]}, {"urgency": "soon"}, {"audience": "channel"}])
def test_a_form_that_was_changed_and_sent_again_says_that_the_first_stands(house: House, change: Json) -> None:
    """After a time-out one cannot know that it was posted: what was changed is not dropped in silence."""
    form = house.refer_form()
    assert house.submit(house.sam, form, **payloads.ANSWERS).said == {}
    shown = house.submit(house.sam, form, **{**payloads.ANSWERS, **change}).view

    assert lists.posted_as_first_sent() in str(shown)
    assert _referrals(house) == 1


def test_an_unknown_admin_is_no_member_by_that_alone(house: House) -> None:
    """Who is in the channel counts; an admin outside it does not post."""
    house.slack.channel_members.remove(ADMIN)
    reply = house.submit(ADMIN, house.refer_form(), **payloads.ANSWERS)

    assert refusals.sentence(Why.NOT_A_MEMBER) in reply.errors.values()
