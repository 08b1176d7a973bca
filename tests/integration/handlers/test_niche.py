"""`/niche`: a member says whom they help best, is coached while they write, and sees what colleagues will read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.moves import Why
from bot.exchange.oversight import licences_key
from bot.matching import OpeningKind
from bot.services import oversight
from bot.views import lists, niche_form, refusals
from bot.views.actions import Action
from bot.views.forms import about_of, block_id
from bot.views.review import Verdict
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST, NEWCOMER

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House, Reply

Json = dict[str, Any]

CANARY = "Quillfeather"
WHOLE = "I help couples who found out about an affair. They leave able to talk."


def _typing(house: House, view: Json, **answers: Any) -> Reply:
    """Ana typed a letter in the statement; this is what stands in the form then."""
    return house.hand(payloads.typed_in_form(house.ana.user_id, "statement", payloads.filled(view, **answers)))


def _coaching(view: Json) -> str:
    [block] = [each for each in view["blocks"] if each.get("block_id") == "coaching"]
    return str(block["elements"][0]["text"])


def _set_off(view: Json) -> list[Json]:
    return [
        bit
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"]
        for bit in part["elements"]
        if bit.get("style")
    ]


def test_niche_opens_at_once_and_is_kept(house: House) -> None:
    """One call to Slack; the room that one has is as of today, and runs out in time."""
    house.command(house.ana, "/niche")
    assert house.asked() == ["views.open"]
    statement = "I help couples who have stopped talking."
    shown = house.submit(house.ana, house.form(), statement=statement, contact="ana@practice.example").view

    assert "Saved" in str(shown)
    kept = house.member(house.ana)
    assert (kept.niche.statement, kept.practice_contact) == (statement, "ana@practice.example")
    opening = kept.niche.opening
    assert opening.kind is OpeningKind.SOME
    assert opening.confirmed_at == house.exchange.ctx.clock.now()
    assert opening.until is not None
    assert opening.on(opening.until).kind is OpeningKind.UNKNOWN


def test_niche_is_for_members(house: House) -> None:
    """A guest who is known hears so at once, one who is not when they send it; somebody new may."""
    house.command(house.sam, "/niche")
    form = house.form()
    assert refusals.sentence(Why.NOT_A_MEMBER) in house.submit(GUEST, form, statement="I help.").errors.values()
    assert house.command(GUEST, "/niche").text == refusals.sentence(Why.NOT_A_MEMBER)
    assert "Saved" in str(house.submit(NEWCOMER, form, statement="I help adults sleep.").view)


def test_niche_before_the_set_up_says_who_can_do_it(bare: House) -> None:
    """As `/refer` does."""
    assert bare.command(bare.ana, "/niche").text == lists.not_set_up()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"opening": "some", "only": ["payment.cigna"], "payments": ["aetna"]}, "only"),
        ({"opening": "none"}, "until"),
        ({"opening": "none", "until": "2026-03-03"}, "until"),
    ],
)
def test_what_is_to_be_mended_stands_at_its_field(house: House, answers: Json, field: str) -> None:
    """The form stays open, and nothing is kept."""
    house.command(house.ana, "/niche")
    before = house.rows()

    assert list(house.submit(house.ana, house.form(), **answers).errors) == [field]
    assert house.rows() == before


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"statement": "I helped my client Gloria Lopez."}, "statement"),
        ({"opening": "some", "limits": "not my client Gloria Lopez"}, "limits"),
    ],
)
def test_whoever_is_named_in_a_niche_is_shown_and_taken_out_with_one_press(
    house: House, answers: dict[str, str], field: str
) -> None:
    """The form stays open, nothing is kept, and neither those words nor what stands in another field travels."""
    house.command(house.ana, "/niche")
    before, filled = house.rows(), {**answers, "contact": "212-555-0100 at the mill"}
    shown = house.submit(house.ana, house.form(), **filled).view
    assert [bit["text"] for bit in _set_off(shown)] == ["Gloria Lopez"]
    assert list(house.submit(house.ana, shown).errors) == [field]
    assert house.rows() == before

    asked = len(house.slack.calls)
    house.press_in_form(house.ana, Action.USE_NICHE, field, payloads.filled(shown))
    assert not [word for word in ("Gloria", "Lopez", "mill") if word in str(house.slack.calls[asked:])]
    assert block_id(house.form(), field) == f"{field}:1"
    assert "Saved" in str(house.submit(house.ana, house.form(), contact="212-555-0100").view)


def test_a_place_of_ones_own_practice_may_stand_in_the_niche(house: House) -> None:
    """It is about oneself: there is no client in it. About any other doubtful word the member is asked, once."""
    house.command(house.ana, "/niche")
    form, statement = house.form(), f"I work with couples across New York in the {CANARY} way."
    shown = house.submit(house.ana, form, statement=statement).view
    [question] = [block for block in shown["blocks"] if block.get("block_id", "").startswith("statement.")][1:]
    assert CANARY in question["label"]["text"]

    saved = house.submit(house.ana, shown, **{question["block_id"]: Verdict.NOBODY.value}).view
    assert "Saved" in str(saved)
    house.command(house.ana, "/niche")
    assert "Saved" in str(house.submit(house.ana, house.form(), contact="212-555-0100").view)


def test_the_form_says_how_the_statement_reads_while_it_is_typed(house: House) -> None:
    """Nothing is read or asked of Slack while there is nothing else to say, and no typed word goes along."""
    house.command(house.ana, "/niche")
    _typing(house, house.form(), statement="I")  # what stood there before said more
    once = len(house.slack.calls)
    for letters in ("I h", "I help", "I help cou", "I help coupl"):
        assert _typing(house, house.form(), statement=letters).status == 200
    assert len(house.slack.calls) == once

    _typing(house, house.form(), statement="I help couples in a safe place", contact=f"{CANARY} Practice")
    assert len(house.slack.calls) == once + 1
    drawn = house.form()
    assert "It says who" in _coaching(drawn)
    assert "“safe place”" in _coaching(drawn)
    assert CANARY not in str(house.slack.calls)
    assert not [block for block in drawn["blocks"] if "initial_value" in block.get("element", {})]
    assert len(about_of(drawn)["coached"]) < 200

    _typing(house, drawn, statement=WHOLE)
    assert "a colleague can picture them" in _coaching(house.form())


def test_an_example_near_to_what_they_treat_best_is_offered_when_it_is_picked(house: House) -> None:
    """The first of the top three tells at once; the others and what was picked stay."""
    house.command(house.ana, "/niche")
    picked = payloads.filled(house.form(), statement="I help.", first="grief", second="sleep", payments=["aetna"])
    house.press_in_form(house.ana, _action_of(picked, "first"), "grief", picked)
    drawn = house.form()
    assert "after a death" in _coaching(drawn)
    niche, _ = niche_form.parse(payloads.filled(drawn))
    assert (niche.top_concerns, niche.payments) == (("grief", "sleep"), ("aetna",))


def _action_of(view: Json, name: str) -> Action:
    return next(Action(b["element"]["action_id"]) for b in view["blocks"] if b.get("block_id") == name)


def _no(code: str) -> Fail:
    return Fail(body=f'{{"ok": false, "error": "{code}"}}')


@pytest.mark.parametrize(
    "failure",
    [
        Fail(body='{"ok": false, "error": "hash_conflict"}'),
        Fail(body='{"ok": false, "error": "fatal_error"}'),
        Fail(status=0),
    ],
    ids=["drawn anew meanwhile", "refused", "silent"],
)
def test_a_hint_that_does_not_come_disturbs_nobody(house: House, failure: Fail) -> None:
    """No apology is laid on top of the words."""
    house.command(house.ana, "/niche")
    form = house.form()
    house.slack.fail("views.update", failure, failure)
    assert _typing(house, form, statement="I see nobody in a safe space").status == 200
    assert "views.push" not in house.asked()


def test_what_the_check_found_is_not_drawn_over(house: House) -> None:
    """While the form shows words to be looked at, the statement is not coached."""
    house.command(house.ana, "/niche")
    shown = house.submit(house.ana, house.form(), statement="I helped my client Gloria Lopez.").view
    [statement] = [block for block in shown["blocks"] if block.get("block_id") == "statement"]
    assert not statement.get("dispatch_action")
    asked = len(house.slack.calls)
    picked = payloads.filled(shown, first="grief")
    assert house.press_in_form(house.ana, _action_of(picked, "first"), "grief", picked).status == 200
    assert len(house.slack.calls) == asked


def test_the_further_fields_come_with_a_press(house: House) -> None:
    """And nothing that was typed goes along."""
    house.command(house.ana, "/niche")
    filled = payloads.filled(house.form(), statement=f"I help {CANARY}", contact=f"{CANARY} Practice", third="grief")
    house.press_in_form(house.ana, Action.MORE_NICHE, Action.MORE_NICHE, filled)
    form = house.form()
    assert CANARY not in str(house.slack.calls)
    assert "Saved" in str(house.submit(house.ana, form, statement=WHOLE, languages=["es"], modalities=["emdr"]).view)
    kept = house.member(house.ana)
    assert (kept.niche.languages, kept.niche.modalities) == (("es",), ("emdr",))
    assert kept.niche.top_concerns[-1] == "grief"


def test_a_member_sees_what_colleagues_will_read_before_saving(house: House) -> None:
    """The card with its reasons, the licences as they are known, and what would help; nothing is kept."""
    house.command(house.ana, "/niche")
    before = house.rows()
    filled = payloads.filled(house.form(), statement=WHOLE, first="infidelity", payments=["aetna"])
    house.press_in_form(house.ana, Action.PREVIEW_NICHE, Action.PREVIEW_NICHE, filled)
    assert house.asked()[-1] == "views.push"
    shown = str(house.form())
    for told in (
        WHOLE,
        "infidelity",
        "takes Aetna",
        "self-declared",
        "Nothing is saved yet",
        "One more under your top",
    ):
        assert told in shown
    assert house.rows() == before


def test_the_preview_calls_only_those_licences_checked_that_were_looked_up(house: House) -> None:
    """With another state in the form it is the member's word alone, as it will be once that is saved."""
    listed = licences_key(house.ana.niche.licences)
    oversight.check_licence(house.exchange.ctx, house.collective, house.sam, house.ana.user_id, listed, "looked-up")
    house.command(house.ana, "/niche")
    form = house.form()
    for states, told in ((["NY"], "licence checked on March 3, 2026"), (["NY", "NJ"], "self-declared")):
        filled = payloads.filled(form, full_licences=states)
        house.press_in_form(house.ana, Action.PREVIEW_NICHE, Action.PREVIEW_NICHE, filled)
        assert told in str(house.form())


def test_the_preview_leaves_out_what_was_not_asked_about_yet(house: House) -> None:
    """It goes out by a call: doubtful words and an unsaved contact are not in it."""
    house.command(house.ana, "/niche")
    form = house.form()
    filled = payloads.filled(
        form, statement=f"I help, the {CANARY} way.", limits="call 555-0142", contact=f"{CANARY} Practice"
    )
    house.press_in_form(house.ana, Action.PREVIEW_NICHE, Action.PREVIEW_NICHE, filled)
    assert CANARY not in str(house.slack.calls)
    assert "555-0142" not in str(house.slack.calls)
    assert "I left them out here" in str(house.form())


def test_a_newcomer_can_look_at_an_empty_niche(house: House) -> None:
    """Nothing said yet is no fault: the preview says what to add first."""
    house.command(NEWCOMER, "/niche")
    filled = payloads.filled(house.form())
    house.hand(payloads.press_in_form(NEWCOMER, Action.PREVIEW_NICHE, Action.PREVIEW_NICHE, filled))
    assert "Your top three" in str(house.form())


def test_after_saving_they_read_what_colleagues_will_see(house: House) -> None:
    """With what would make matches better; three sentences and a vague phrase are kept as they are."""
    house.command(house.ana, "/niche")
    long = "I offer a safe space. I help couples. I stay."
    shown = str(house.submit(house.ana, house.form(), statement=long, contact="").view)
    assert long in shown
    assert "One more under your top three" in shown
    assert house.member(house.ana).niche.statement == long
