"""Promises of the note in `/refer`: whoever it could point to is asked about first, and refused words are nowhere."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.exchange.values import Audience
from bot.privacy import Known, LocalWords, PrivacyDataError
from bot.services import checking
from bot.views import lists, refer_fields, refer_form
from bot.views.actions import Action, Form
from bot.views.forms import block_id
from bot.views.review import Verdict
from storage import collectives
from tests.factories import NEED
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    import pytest

    from tests.integration.handlers.conftest import House, Json

NAMED = "My client Maria Lopez of Albany wants somebody calm, call 212-555-0199"
CANARY = "Quillfeather"


def _referrals(house: House) -> int:
    return len(house.rows()["referrals"])


def _questions(view: Json) -> list[Json]:
    note = f"{refer_fields.Field.NOTE}."
    return [block for block in view["blocks"] if block["type"] == "input" and block["block_id"].startswith(note)]


def test_a_note_that_names_somebody_keeps_the_form_open_and_is_kept_nowhere(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """The words are named at the note; no table, no log and no call to Slack holds them."""
    caplog.set_level(logging.WARNING)
    form = house.long_form()
    before, asked = house.rows(), len(house.slack.calls)
    with structlog.testing.capture_logs() as logged:
        note = f"{NAMED}, born {CANARY} 3/4/1999 {CANARY}@example.org"
        reply = house.submit(house.sam, form, note=note)

    assert "Nothing is sent yet" in str(reply.view)
    assert "“Maria Lopez” reads as a name" in str(reply.view)
    assert refer_form.parse(payloads.filled(reply.view)).need.note == note
    assert house.rows() == before
    assert not [word for word in ("Maria", CANARY) if word in str(house.slack.calls[asked:])]
    assert logged == []
    assert caplog.records == []


def test_a_doubtful_word_is_asked_about_and_an_answer_lets_it_pass(house: House) -> None:
    """The form comes back as it was filled in; the answer to the question is kept with the referral, not the word."""
    note = f"Someone who gets {CANARY}"
    shown = house.submit(house.sam, house.long_form(), note=note).view

    [question] = _questions(shown)
    assert question["label"]["text"] == f"Is “{CANARY}” a person, a place or a workplace?"
    kept = payloads.filled(shown)
    assert refer_form.parse(kept).need == replace(NEED, note=note)
    assert refer_form.parse(kept).consent

    assert list(house.submit(house.sam, shown).errors) == [refer_fields.Field.NOTE]
    assert _referrals(house) == 0
    assert house.submit(house.sam, shown, **{question["block_id"]: Verdict.NOBODY.value}).said == {}
    assert house.state(house.only_referral()).referral.vouched == ("name",)


def test_a_doubtful_word_can_be_taken_out_and_is_read_once_more(house: House) -> None:
    """Whoever asks for it sees what is left before anybody else does; then it is sent."""
    shown = house.submit(house.sam, house.long_form(), note=f"Someone warm, like {CANARY}").view
    [question] = _questions(shown)
    again = house.submit(house.sam, shown, **{question["block_id"]: Verdict.OUT.value}).view

    assert f"I took out “{CANARY}”" in str(again)
    assert CANARY not in refer_form.parse(payloads.filled(again)).need.note
    assert _referrals(house) == 0
    assert house.submit(house.sam, again).said == {}
    assert house.state(house.only_referral()).referral.need.note.startswith("Someone warm")


def test_the_other_wording_is_taken_with_one_press(house: House) -> None:
    """The form is drawn with it and with all else that was filled in; the words that were found travel nowhere."""
    shown = house.submit(house.sam, house.long_form(), note=f"{NAMED} lives in Marfa. Someone warm, evenings").view
    asked = len(house.slack.calls)
    house.press_in_form(house.sam, Action.USE_NOTE, refer_fields.Field.NOTE, payloads.filled(shown))
    rewritten = house.form()

    draft = refer_form.parse(payloads.filled(rewritten))
    assert "warm" in draft.need.note
    assert replace(draft.need, note="") == replace(NEED, note="")
    assert not [word for word in ("Maria ", "Lopez", "Marfa") if word in str(house.slack.calls[asked:])]
    before = {block["block_id"] for block in shown["blocks"] if block["type"] == "input"}
    assert block_id(rewritten, refer_fields.Field.NOTE) not in before  # or Slack would keep what was typed
    assert house.submit(house.sam, rewritten).said == {}
    assert _referrals(house) == 1


def test_danger_that_was_typed_meanwhile_does_not_travel(house: House) -> None:
    """The press that takes the other wording does nothing then: whoever sends the form reads whom to call."""
    shown = house.submit(house.sam, house.long_form(), note=NAMED).view
    asked = len(house.slack.calls)
    note = "my client wants to kill herself tonight"
    reply = house.press_in_form(house.sam, Action.USE_NOTE, refer_fields.Field.NOTE, payloads.filled(shown, note=note))
    assert (reply.status, house.slack.calls[asked:]) == (200, [])
    assert "988" in str(house.submit(house.sam, shown, note=note).view)


def test_what_is_shown_stays_while_concerns_are_picked(house: House) -> None:
    """Questions and the other wording are not taken away by a line with 988; that comes when the form is sent."""
    shown = house.submit(house.sam, house.long_form(), note=NAMED).view
    asked = len(house.slack.calls)
    house.press_in_form(house.sam, Action.CONCERNS, "suicidality", payloads.filled(shown, concerns=["suicidality"]))
    assert house.slack.calls[asked:] == []


def test_a_vouched_word_that_becomes_a_person_is_asked_about_again(house: House) -> None:
    """The answer spoke for it as it was read."""
    shown = house.submit(house.sam, house.long_form(), note="near magnolia, someone warm").view
    [question] = _questions(shown)
    answer = {question["block_id"]: Verdict.NOBODY.value}
    again = house.submit(house.sam, shown, **answer, note="magnolia's mom called, someone warm").view
    assert "magnolia" in str(_questions(again))


def test_a_long_note_of_danger_is_stopped_before_it_is_shortened(house: House) -> None:
    """First whom to call, then the length; and the danger is not asked to fit."""
    note = f"{'Warm and patient, evenings. ' * 12}She wants to kill herself tonight"
    assert "988" in str(house.submit(house.sam, house.long_form(), note=note).view)
    reply = house.submit(house.sam, house.long_form(), note="Warm and patient, evenings. " * 12)
    assert list(reply.errors) == [refer_fields.Field.NOTE]
    assert "300" in reply.errors[refer_fields.Field.NOTE]


def test_names_alone_are_shown_for_a_note_about_the_client(house: House) -> None:
    """Nothing is sent then, so there is nothing to say better."""
    note = "28yo nurse, husband cheated, they fight in front of the kids"
    shown = house.submit(house.sam, house.long_form(), note=note, audience=Audience.NOBODY.value).on_top
    assert shown["callback_id"] == Form.NAMES


def test_sent_again_unchanged_the_certain_words_are_named_at_the_note(house: House) -> None:
    """So that Slack scrolls there."""
    shown = house.submit(house.sam, house.long_form(), note=NAMED).view
    reply = house.submit(house.sam, shown)

    assert list(reply.errors) == [refer_fields.Field.NOTE]
    assert "Maria Lopez" in reply.errors[refer_fields.Field.NOTE]
    assert _referrals(house) == 0


def test_a_note_about_the_client_is_offered_in_other_words_once(house: House) -> None:
    """No word of it identifies: it may go as it is when it is sent again, or as the form puts it."""
    note = "28yo nurse, husband cheated, they fight in front of the kids"
    shown = house.submit(house.sam, house.long_form(), note=note).view
    assert "tells a good deal about your client" in str(shown)
    assert "→ adult, couples, infidelity" in str(shown)
    assert _referrals(house) == 0

    house.press_in_form(house.sam, Action.USE_NOTE, refer_fields.Field.NOTE, payloads.filled(shown))
    assert refer_form.parse(payloads.filled(house.form())).need.note == "adult, couples, infidelity"
    assert house.submit(house.sam, shown).said == {}
    assert house.state(house.only_referral()).referral.need.note == note


def test_an_edit_does_not_ask_again_about_what_was_answered(house: House) -> None:
    """A word that was vouched for stays vouched for; a new one is asked about."""
    shown = house.submit(house.sam, house.long_form(), note=f"Someone who gets {CANARY}").view
    [question] = _questions(shown)
    house.submit(house.sam, shown, **{question["block_id"]: Verdict.NOBODY.value})
    referral_id = house.only_referral()
    house.press(house.sam, Action.EDIT, referral_id)
    form = house.form()

    [other] = _questions(house.submit(house.sam, form, note=f"{CANARY} or Brackwood").view)
    assert "Brackwood" in other["label"]["text"]
    assert house.submit(house.sam, form, payments=["sliding_scale"]).said == {}
    assert house.state(referral_id).referral.vouched == ("name",)


def test_the_collective_s_own_words_count(house: House) -> None:
    """What an admin allowed is not asked about, and what they watch for stops the note."""
    with house.exchange.ctx.database.write() as conn:
        words = LocalWords(allowed=("Zelkora Health",), watched=("the quarry side",))
        collectives.save(conn, replace(house.collective, local_words=words))
    shown = house.submit(house.sam, house.long_form(), note="takes zelkora health, near the quarry side").view

    assert "your collective watches for" in str(shown)
    assert _questions(shown) == []
    assert house.submit(house.sam, shown, note="takes zelkora health, evenings").said == {}


def test_when_the_check_cannot_run_nothing_is_sent_and_the_form_stays_open(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer reads so in the form, with a reference that stands in the log; the note stands nowhere."""

    def broken(_text: str, _known: Known) -> None:
        raise PrivacyDataError("no words")

    monkeypatch.setattr(checking, "find_identifiers", broken)
    with structlog.testing.capture_logs() as logged:
        reply = house.submit(house.sam, house.long_form(), note=f"Calm, like {CANARY}")

    [line] = logged
    assert list(reply.errors.values()) == [lists.check_unavailable(line["reference"])]
    assert CANARY not in str(logged)
    assert _referrals(house) == 0
