"""Promises where few fit: nothing typed is lost, each way on is one press, and names are shown to be copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.exchange.moves import Why
from bot.exchange.notices import Face
from bot.exchange.values import Answer, Audience
from bot.matching import Constraint, Opening, OpeningKind, OwnTerm
from bot.services import claiming
from bot.views import names, refer_fields, refer_form, refusals, shortage
from bot.views.actions import Action, Form, pair
from bot.views.cards import render
from storage import collectives, members
from tests.factories import NEED, make_niche
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Json

MEDICAID = {"payments": ["medicaid"]}
CANARY = "Quillfeather"
WARM = "Somebody warm and patient"


def _referrals(house: House) -> int:
    return len(house.rows()["referrals"])


def _held(house: House, **answers: object) -> Json:
    """The long form, sent with what nobody takes, as it comes back."""
    return house.submit(house.sam, house.long_form(), **{**MEDICAID, **answers}).view


def _pressed(view: Json, action: Action) -> list[Json]:
    return [
        element
        for block in view["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == action
    ]


def _press(house: House, view: Json, action: Action, **answers: object) -> None:
    [button] = _pressed(view, action)
    reply = house.press_in_form(house.sam, action, button["value"], payloads.filled(view, **answers))
    assert (reply.status, reply.said) == (200, {})


def test_where_nobody_fits_the_form_says_why_and_keeps_what_was_typed(house: House) -> None:
    """The constraint is named, and how many would fit without it; nothing is posted."""
    shown = _held(house, note=WARM)

    assert shown["title"]["text"] == shortage.TITLE
    assert "Nobody who fits otherwise takes Medicaid." in str(shown)
    assert "three would fit" in str(shown)
    assert refer_form.parse(payloads.filled(shown)).need == replace(NEED, payments=("medicaid",), note=WARM)
    assert _referrals(house) == 0


def test_sent_once_more_it_is_posted_as_it_is(house: House) -> None:
    """The channel may know somebody outside."""
    shown = _held(house)

    assert shown["submit"]["text"] == "Post it as it is"
    assert house.submit(house.sam, shown).said == {}
    assert house.state(house.only_referral()).referral.need.payments == ("medicaid",)


def test_one_press_asks_without_what_stood_in_the_way(house: House) -> None:
    """It is posted with the note, colleagues read that payment is open, and the form says that it is done."""
    _press(house, _held(house, note=WARM), Action.FORM_WITHOUT)

    state = house.state(house.only_referral())
    assert (state.referral.need.payments, state.referral.need.note) == (("not_sure",), WARM)
    assert len(state.invitations) == 3
    assert shortage.asked_without(Constraint.PAYMENT) in str(house.form())


def test_where_it_takes_two_steps_the_next_one_follows(house: House) -> None:
    """After the first wish is given up the form names the second; what was typed stays in its field alone."""
    with house.exchange.ctx.database.write() as conn:
        for member in (house.ana, house.ben, house.cleo):
            members.save_niche(conn, member.id, make_niche(times=("weekends",)), "")
    shown = _held(house, times=["evenings"], note=WARM)
    asked = len(house.slack.calls)
    _press(house, shown, Action.FORM_WITHOUT)
    again = house.form()

    assert _referrals(house) == 0
    assert WARM not in str(house.slack.calls[asked:])
    assert again["title"]["text"] == shortage.TITLE
    [button] = _pressed(again, Action.FORM_WITHOUT)
    assert {button["value"], _pressed(shown, Action.FORM_WITHOUT)[0]["value"]} == {"payment", "time"}
    before = {block["block_id"] for block in shown["blocks"] if block["type"] == "input"}
    kept = {block["block_id"] for block in again["blocks"] if block["type"] == "input"}
    assert len(kept - before) == 1  # or Slack would keep what was picked there
    assert refer_fields.Field.NOTE in kept


@pytest.mark.parametrize(
    "changed",
    [{"note": "Call Maria Lopez, 212-555-0199"}, {"consent": []}, {"note": "28yo nurse, husband cheated, they fight"}],
)
def test_what_was_changed_meanwhile_is_looked_at_before_anything_is_posted(house: House, changed: Json) -> None:
    """The form is drawn without the wish and without a word that was typed; its own button tells what is missing."""
    shown = _held(house)
    asked = len(house.slack.calls)
    _press(house, shown, Action.FORM_WITHOUT, **changed)

    assert _referrals(house) == 0
    assert not [word for word in ("Lopez", "nurse") if word in str(house.slack.calls[asked:])]
    assert refer_form.parse(payloads.filled(house.form())).need.payments == ("not_sure",)


def test_danger_that_was_typed_meanwhile_stops_every_way_on(house: House) -> None:
    """The presses do nothing then: whoever sends the form reads whom to call."""
    with house.exchange.ctx.database.write() as conn:
        members.save_opening(conn, house.ana.id, Opening(OpeningKind.NONE, date(2026, 12, 3)))
    shown = _held(house, payments=["private_pay"], kept_from=[house.ben.user_id, house.cleo.user_id])
    asked = len(house.slack.calls)
    note = "my client wants to kill herself tonight"
    for action, value in ((Action.FORM_FULL, "full"), (Action.FORM_WITHOUT, "payment")):
        house.press_in_form(house.sam, action, value, payloads.filled(shown, note=note))

    assert house.slack.calls[asked:] == []
    assert _referrals(house) == 0


def test_who_is_full_is_shown_on_top_of_the_form(house: House) -> None:
    """With the day from which they have room; nobody is asked and nothing is kept."""
    with house.exchange.ctx.database.write() as conn:
        for member in (house.ana, house.ben, house.cleo):
            members.save_opening(conn, member.id, Opening(OpeningKind.NONE, date(2026, 12, 3)))
    shown = _held(house, payments=["private_pay"])
    before = house.rows()
    _press(house, shown, Action.FORM_FULL)

    assert house.asked()[-1] == "views.push"
    assert "No room before December 3" in str(house.form())
    assert house.rows() == before


def test_who_asks_nobody_is_shown_names_without_it_and_comes_back_to_the_form(house: House) -> None:
    """The names lie on top of the form, which stays as it is."""
    shown = _held(house, audience=Audience.NOBODY.value, consent=[])
    before = house.rows()
    _press(house, shown, Action.FORM_WITHOUT)

    assert house.asked()[-1] == "views.push"
    assert house.form()["callback_id"] == Form.NAMES
    assert house.ana.user_id in str(house.form())
    assert house.rows() == before


def test_the_words_in_the_names_go_nowhere(house: House) -> None:
    """Whoever is done closes all of it; what they wrote into the field for copying is not read."""
    answers = {**payloads.ANSWERS, "audience": Audience.NOBODY.value}
    shown = house.submit(house.sam, house.refer_form(), **answers).on_top
    before = house.rows()
    reply = house.submit(house.sam, shown, **{names.WORDS: f"Dear {CANARY}"})

    assert reply.said == {"response_action": "clear"}
    assert house.rows() == before


def test_who_offered_stands_first_among_the_names_of_a_referral(house: House) -> None:
    """The button on the referrer's copy opens them; whoever passed is not among them."""
    referral_id = house.post()
    claiming.decline(house.exchange.ctx, house.collective, house.ana, referral_id, Answer.NOT_A_FIT, "trigger-1")
    house.offered(referral_id, house.cleo)
    house.press(house.sam, Action.NAMES, referral_id)

    shown = str(house.form())
    named = [house.cleo.user_id, house.ben.user_id]
    assert [shown.index(f"*<@{each}>*") for each in named] == sorted(shown.index(f"*<@{each}>*") for each in named)
    assert f"*<@{house.cleo.user_id}>* can take this" in shown
    assert house.ana.user_id not in shown
    assert "Has offered to take this on." in shown


def test_a_referral_that_nobody_fits_can_give_it_up_with_two_presses(house: House) -> None:
    """The referrer's copy leads to what would help; once it is given up the others are asked."""
    referral_id = house.post(need=replace(NEED, payments=("medicaid",)), told_nobody=True)
    house.press(house.sam, Action.WHO_ELSE, referral_id)
    shown = house.form()
    assert "Nobody else who fits otherwise takes Medicaid." in str(shown)

    _press(house, shown, Action.ASK_WITHOUT)
    assert len(house.state(referral_id).invitations) == 3
    assert shortage.asked_without(Constraint.PAYMENT) in str(house.form())


def test_a_referral_that_takes_more_is_led_to_the_next_step(house: House) -> None:
    """While nobody was found to ask, the form says what else stands in the way."""
    with house.exchange.ctx.database.write() as conn:
        for member in (house.ana, house.ben, house.cleo):
            members.save_niche(conn, member.id, make_niche(times=("weekends",)), "")
            members.save_opening(conn, member.id, Opening(OpeningKind.NONE, date(2026, 12, 3)))
    need = replace(NEED, payments=("medicaid",), times=("evenings",))
    referral_id = house.post(need=need, told_nobody=True)
    house.press(house.sam, Action.WHO_ELSE, referral_id)
    assert _pressed(house.form(), Action.ASK_WITHOUT) == []  # nobody has room, whatever is given up

    with house.exchange.ctx.database.write() as conn:
        for member in (house.ana, house.ben, house.cleo):
            members.save_opening(conn, member.id, Opening())
    house.press(house.sam, Action.WHO_ELSE, referral_id)
    for _ in range(2):
        _press(house, house.form(), Action.ASK_WITHOUT)
    assert len(house.state(referral_id).invitations) == 3


def test_who_is_full_is_shown_for_a_referral_too(house: House) -> None:
    """On top of what would help."""
    with house.exchange.ctx.database.write() as conn:
        for member in (house.ana, house.ben, house.cleo):
            members.save_opening(conn, member.id, Opening(OpeningKind.NONE, date(2026, 12, 3)))
    referral_id = house.post(told_nobody=True)
    house.press(house.sam, Action.WHO_ELSE, referral_id)
    _press(house, house.form(), Action.SEE_FULL)

    assert house.asked()[-1] == "views.push"
    assert "No room before December 3" in str(house.form())


def test_nobody_else_can_look(house: House) -> None:
    """Neither a colleague nor somebody who was never met."""
    referral_id = house.post()
    asked = len(house.asked())
    for who in (house.ana, GUEST):
        for action in (Action.NAMES, Action.WHO_ELSE):
            house.press(who, action, referral_id)
    assert house.asked()[asked:] == []
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)] * 4


def test_a_wish_given_up_twice_is_given_up_once(house: House) -> None:
    """Slack may bring a press again."""
    referral_id = house.post(need=replace(NEED, payments=("medicaid",)), told_nobody=True)
    house.press(house.sam, Action.WHO_ELSE, referral_id)
    value = pair(referral_id, Constraint.PAYMENT)
    told = payloads.press_in_form(house.sam.user_id, Action.ASK_WITHOUT, value, payloads.filled(house.form()))
    assert [house.hand(told).status for _ in range(2)] == [200, 200]
    assert len(house.state(referral_id).invitations) == 3


def test_a_door_that_closed_before_the_names_is_said_to_be_closed(house: House) -> None:
    """As for every form."""
    referral_id = house.post()
    house.slack.fail("views.open", Fail("expired_trigger_id"))
    assert house.press(house.sam, Action.NAMES, referral_id).status == 200
    assert len(house.answers()) == 1


def test_an_area_is_asked_for_under_more_and_read_by_the_referrer_alone(house: House) -> None:
    """Three have an office there; neither the card nor anybody who is asked reads of it."""
    collective = replace(house.collective, own_terms=(OwnTerm("area", "Zelkora Heights"),))
    with house.exchange.ctx.database.write() as conn:
        collectives.save(conn, collective)
        for member in (house.ana, house.ben, house.cleo):
            members.save_niche(conn, member.id, make_niche(areas=("own:Zelkora Heights",)), "")
    answers = {"format": "in_person", "areas": ["own:Zelkora Heights"]}
    assert house.submit(house.sam, house.long_form(), **answers).said == {}

    referral_id = house.only_referral()
    assert "Zelkora" in str(render(Face.REFERRER, house.sam.id, house.scene(referral_id)))
    assert house.state(referral_id).referral.need.areas == ("own:Zelkora Heights",)
    house.offered(referral_id, house.ana)
    scene = house.scene(referral_id)
    others = [(Face.CHANNEL, ""), (Face.CLAIM, house.ana.id), (Face.INVITATION, house.ben.id)]
    assert not [face for face, member_id in others if "Zelkora" in str(render(face, member_id, scene))]
    house.press(house.ben, Action.FIT, referral_id)  # "Why me?"
    assert "In person" in str(house.form())
    assert "Zelkora" not in str(house.form())
