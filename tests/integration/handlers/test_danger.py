"""Promises of `/refer` where somebody may be in danger: it says whom to call, and nothing goes anywhere."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from bot.exchange.values import Audience
from bot.views import crisis, refer_fields
from bot.views.actions import Action
from bot.views.crisis import Line
from storage import collectives
from tests.factories import NEED
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Json

CANARY = "moonflower"
DANGER = f"{CANARY} wants to kill herself"
ELSE = "her husband hits her"
TICKED = {"not_now": ["not_now"]}


def with_note(house: House) -> Json:
    house.press_in_form(house.sam, Action.MORE, "more", payloads.filled(house.refer_form(), **payloads.ANSWERS))
    return house.form()


def stopped(house: House) -> Json:
    """Sam's form, stopped at `DANGER`."""
    return house.submit(house.sam, with_note(house), note=DANGER).view


def block(view: Json, block_id: str) -> Json:
    [found] = [each for each in view["blocks"] if each.get("block_id", "") == block_id]
    return found  # type: ignore[no-any-return]


def tick(view: Json) -> Json:
    """The block of the tick that lets a form go on."""
    [found] = [each for each in view["blocks"] if each.get("block_id", "").startswith("not_now:")]
    return found  # type: ignore[no-any-return]


def ids(view: Json) -> list[str]:
    return [each["block_id"] for each in view["blocks"] if each.get("block_id", "") in list(Line)]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("consent", [[], ["agreed"]], ids=["without consent", "with consent"])
def test_present_danger_stops_the_form_whoever_is_to_be_asked(
    house: House, audience: Audience, consent: list[str]
) -> None:
    """Nothing is posted, kept, ranked or named, also where only names are wanted; danger is said before all else."""
    form = with_note(house)
    before, asked = house.rows(), house.asked()
    reply = house.submit(house.sam, form, note=DANGER, audience=audience.value, consent=consent)

    assert reply.view["title"]["text"] == crisis.TITLE
    assert "988" in reply.view["blocks"][0]["text"]["text"]
    assert block(reply.view, "note")["element"]["initial_value"] == DANGER
    assert (house.rows(), house.asked()) == (before, asked)


def test_the_collectives_own_crisis_line_stands_beside_988(house: House) -> None:
    """As its admin wrote it in the set-up."""
    with house.exchange.ctx.database.write() as conn:
        collectives.save(conn, replace(house.collective, crisis_resources="Larkspur line"))

    assert "Larkspur line" in stopped(house)["blocks"][0]["text"]["text"]


def test_an_edit_is_stopped_too_and_changes_nothing(house: House) -> None:
    """The card stays as it was."""
    referral_id = house.posted()
    house.press(house.sam, Action.EDIT, referral_id)
    reply = house.submit(house.sam, house.form(), note=DANGER)

    assert reply.view["title"]["text"] == crisis.TITLE
    assert house.state(referral_id).referral.need.note != DANGER
    assert house.submit(house.sam, reply.view, **TICKED).said == {}
    assert house.state(referral_id).referral.need.note == DANGER


def test_sent_again_without_the_tick_one_is_led_to_it(house: House) -> None:
    """Slack scrolls to the block that an error names; there is still no referral."""
    form = stopped(house)
    reply = house.submit(house.sam, form)

    assert reply.errors == {tick(form)["block_id"]: crisis.STILL_ASKED}
    assert house.rows()["referrals"] == []


def test_what_is_not_happening_now_goes_its_way(house: House) -> None:
    """With the tick the form is as any other, and a resend makes no second referral."""
    form = stopped(house)

    assert house.submit(house.sam, form, **TICKED).said == {}
    assert house.submit(house.sam, form, **TICKED).said == {}
    assert len(house.rows()["referrals"]) == 1


def test_a_tick_speaks_for_no_other_danger(house: House) -> None:
    """Whoever writes of another is asked about that one alone, with a tick of its own that is not ticked."""
    form = stopped(house)
    reply = house.submit(house.sam, form, note=f"{DANGER}. {ELSE}", **TICKED)

    assert tick(reply.view)["block_id"] != tick(form)["block_id"]
    assert tick(reply.view)["element"].get("initial_options") is None
    assert ELSE[4:] in str(tick(reply.view))
    assert "kill herself" not in str(tick(reply.view))
    assert house.rows()["referrals"] == []


@pytest.mark.parametrize("kept", [DANGER, ELSE])
def test_who_ticked_for_two_phrases_and_deletes_one_is_not_asked_again(house: House, kept: str) -> None:
    """Neither at once, nor after the form came back for another reason; and the two need no second tick."""
    both = f"Maria Lopez, {DANGER}. {ELSE}"
    form = house.submit(house.sam, house.submit(house.sam, with_note(house), note=both).view, **TICKED).view
    assert "Maria Lopez" in str(form)
    house.submit(house.sam, form, note=kept)

    [row] = house.rows()["referrals"]
    assert kept in str(row)


def test_deleting_a_phrase_is_no_tick(house: House) -> None:
    """What is left of the danger is asked about still, at the tick that the form shows."""
    form = house.submit(house.sam, with_note(house), note=f"{DANGER}. {ELSE}").view

    assert house.submit(house.sam, form, note=DANGER).errors == {tick(form)["block_id"]: crisis.STILL_ASKED}
    assert house.submit(house.sam, form, note="Warm, steady").said == {}


def test_a_tick_that_is_taken_back_counts_no_more(house: House) -> None:
    """Also when the form was drawn anew in between, for its concerns."""
    told = payloads.filled(stopped(house), concerns=["suicidality"], **TICKED)
    house.press_in_form(house.sam, Action.CONCERNS, "", told)
    told["private_metadata"] = house.form()["private_metadata"]
    reply = house.submit(house.sam, {**told, "blocks": house.form()["blocks"]}, note=DANGER, not_now=[])

    assert list(reply.errors.values()) == [crisis.STILL_ASKED]


def test_danger_typed_after_refer_opens_the_form_with_whom_to_call(house: House) -> None:
    """The first and only call to Slack opens it. It holds no word of what was typed, and no key."""
    with house.exchange.ctx.database.write() as conn:
        collectives.save(conn, replace(house.collective, crisis_resources="Larkspur line"))
    calm = house.refer_form()
    house.command(house.sam, "/refer", f"{DANGER} tonight, has pills")
    form = house.form()

    assert house.asked() == ["views.open", "views.open"]
    assert form["title"]["text"] == crisis.TITLE
    assert all(word in form["blocks"][0]["text"]["text"] for word in ("988", "911", "Larkspur line"))
    assert not [word for word in (CANARY, "kill", "pills", "not_now:") if word in str(form)]
    about, usual = (json.loads(each["private_metadata"]) for each in (form, calm))
    assert {**about, "form_id": ""} == {**usual, "form_id": ""}
    assert house.submit(house.sam, form, **payloads.ANSWERS).said == {}


def test_other_words_after_refer_open_the_form_as_always(house: House) -> None:
    """Nobody who names an insurer reads of danger."""
    house.command(house.sam, "/refer", "denies si, aetna plan")

    assert house.form()["title"]["text"] != crisis.TITLE
    assert "988" not in str(house.form())


def test_the_privacy_check_still_reads_what_was_ticked(house: House) -> None:
    """A name is told once the danger is answered, and the danger is not asked about again."""
    form = house.submit(house.sam, with_note(house), note="Maria Lopez wants to kill herself").view
    told = house.submit(house.sam, form, **TICKED).said

    assert "Maria Lopez" in str(told)
    assert crisis.STILL_ASKED not in str(told)
    assert house.rows()["referrals"] == []


def test_a_note_that_was_stopped_is_in_no_row_log_line_or_call(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """It goes back to its writer in the answer, and nowhere else; also when the concerns are picked anew meanwhile."""
    caplog.set_level(logging.WARNING)
    with structlog.testing.capture_logs() as logged:
        form = stopped(house)
        filled = payloads.filled(form, concerns=["suicidality"], note=f"{DANGER} tonight")
        house.press_in_form(house.sam, Action.CONCERNS, "", filled)
        house.submit(house.sam, form)

    assert house.form()["title"]["text"] == crisis.TITLE
    assert CANARY not in str(house.rows())
    assert CANARY not in str(house.slack.calls)
    assert (logged, caplog.records) == ([], [])


def test_a_concern_brings_its_line_and_takes_it_away(house: House) -> None:
    """One call where the lines change, none where they stay; everything else stays as it was picked."""

    def pick(form: Json, *concerns: str, **answers: Any) -> Json:
        told = payloads.filled(form, **{**payloads.ANSWERS, "concerns": list(concerns), **answers})
        assert house.press_in_form(house.sam, Action.CONCERNS, "", told).status == 200
        return house.form()

    form = pick(house.refer_form(), "anxiety")
    assert house.asked() == ["views.open"]
    form = pick(form, "suicidality", age_group="teen")
    assert ids(form) == [Line.CRISIS]
    assert block(form, "age_group")["element"]["initial_option"]["value"] == "teen"
    form = pick(form, "suicidality", "violence")
    assert house.asked().count("views.update") == 1
    form = pick(form, "substance_use")
    assert ids(form) == [Line.PART_2]
    assert ids(pick(form)) == []


def test_a_form_that_moved_on_is_left_alone(house: House) -> None:
    """Two picks may come close together: the second draws the form, and nobody reads of a fault."""
    house.slack.fail("views.update", Fail("hash_conflict"))
    told = payloads.filled(house.refer_form(), concerns=["self_harm"])

    assert house.press_in_form(house.sam, Action.CONCERNS, "", told).status == 200
    assert house.answers() == []


def test_the_line_is_there_in_an_edit_that_opens_with_its_concern(house: House) -> None:
    """Also when nothing is picked anew."""
    referral_id = house.post(need=replace(NEED, concerns=("self_harm",)))
    house.press(house.sam, Action.EDIT, referral_id)

    assert ids(house.form()) == [Line.CRISIS]
    assert refer_fields.Field.NOTE in str(house.form())
