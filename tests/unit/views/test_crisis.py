"""What the form promises where somebody may be in danger: whom to call comes first, and there is a way on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.privacy import dangers
from bot.views import crisis, refer_fields, refer_form
from bot.views.crisis import Line, Stop
from tests.slack_limits import violations
from tests.unit.views.filled_in import submitted
from tests.unit.views.forms_shown import CRISIS, DANGER, noted
from tests.unit.views.scenes import NEED, draft

if TYPE_CHECKING:
    from slack_sdk.models.views import View

    from bot.exchange.drafts import Draft

TICKED = {"selected_options": [{"value": "not_now"}]}
PHRASES = dangers(DANGER.need.note)


def stopped(at: Draft = DANGER, resources: str = CRISIS) -> View:
    return refer_form.render(at, more=True, stop=Stop(dangers(at.need.note), resources))


def lines(view: View) -> list[str]:
    return [block["block_id"] for block in view.to_dict()["blocks"] if block.get("block_id", "").startswith("line_")]


def picked(*concerns: str, **changes: Any) -> dict[str, Any]:
    """A form without lines, in which these concerns were picked."""
    view = refer_form.render(draft(need=replace(NEED, note="Calm & kind")))
    return submitted(view, concerns={"selected_options": [{"value": each} for each in concerns]}, **changes)


@pytest.mark.parametrize("resources", ["", CRISIS])
def test_988_comes_first_and_911_is_never_missing(resources: str) -> None:
    """Whatever the collective adds stands between them, as its admin wrote it."""
    [told, *_] = stopped(resources=resources).to_dict()["blocks"]
    numbers = [line for line in told["text"]["text"].splitlines() if line.startswith("• ")]
    assert "*<tel:988|988>*" in numbers[0]
    assert "*<tel:911|911>*" in numbers[-1]
    assert len(numbers) == 2 + len(resources.splitlines())


def test_a_stop_is_seen_wherever_the_phone_has_scrolled_to() -> None:
    """The title and the button say it as well, also while editing."""
    for view in (stopped(), stopped(replace(DANGER, editing="ref1"))):
        assert (view.to_dict()["title"]["text"], view.to_dict()["submit"]["text"]) == (crisis.TITLE, crisis.SUBMIT)


def test_a_stopped_form_holds_all_that_was_typed() -> None:
    """Nobody types twice; and the tick is not ticked beforehand."""
    assert refer_form.parse(submitted(stopped())) == replace(DANGER, not_now=frozenset())


@pytest.mark.parametrize("editing", ["", "ref1"])
def test_a_tick_speaks_for_the_danger_at_which_it_was_ticked(editing: str) -> None:
    """It is remembered when the form is drawn anew for another reason."""
    at = replace(DANGER, editing=editing)
    tick = crisis.tick_shown(stopped(at).to_dict(), refer_fields.Field.NOT_NOW)
    ticked = refer_form.parse(submitted(stopped(at), **{tick: TICKED}))
    assert ticked.not_now == frozenset(PHRASES)
    assert refer_form.parse(submitted(refer_form.render(ticked))).not_now == ticked.not_now


def test_what_is_to_be_ticked_is_said_only_once_the_form_shows_it() -> None:
    """The first time, and after the note tells of other danger, the form is drawn anew instead."""
    assert refer_form.still_asked(submitted(stopped()), PHRASES)
    assert refer_form.still_asked(submitted(stopped()), {**PHRASES, **dangers("He hits her")}) == {}
    assert refer_form.still_asked(submitted(refer_form.render(DANGER)), PHRASES) == {}


def test_a_note_full_of_danger_still_makes_a_form_that_slack_takes() -> None:
    """The longest note, the longest text of the set-up, and characters that are written longer than they are."""
    long = noted(("kill her & <him> " * 3 + "wants to kill herself. ") * 5)
    many = noted("".join(f"gonna kill {who}." for who in ("mom", "dad", "her", "him", "me", "us", "kids")) * 3)
    for at in (long, many):
        assert violations("views.update", {"view": stopped(at, "&" * 500).to_dict()}) == []


def test_a_form_remembers_what_was_ticked_last_and_stays_small() -> None:
    """However often danger is typed and ticked, beside all the words that were vouched for."""
    words = frozenset(f"{at:016x}" for at in range(200))
    at = replace(DANGER, not_identifying=words, not_now=frozenset(f"{at:08x}" for at in range(30)))
    tick = crisis.tick_shown(stopped(at).to_dict(), refer_fields.Field.NOT_NOW)
    ticked = refer_form.parse(submitted(stopped(at), **{tick: TICKED}))
    assert PHRASES.keys() <= ticked.not_now
    assert violations("views.update", {"view": stopped(ticked).to_dict()}) == []


@pytest.mark.parametrize(
    ("concerns", "shown"),
    [
        (("anxiety",), []),
        (("suicidality",), [Line.CRISIS]),
        (("self_harm",), [Line.CRISIS]),
        (("anxiety", "violence", "suicidality"), [Line.CRISIS]),
        (("substance_use",), [Line.PART_2]),
        (("substance_use", "suicidality"), [Line.CRISIS, Line.PART_2]),
    ],
)
def test_lines_stand_under_the_concerns_that_they_are_about(concerns: tuple[str, ...], shown: list[Line]) -> None:
    """988 where life is at risk, 42 CFR Part 2 where substance use is; each once."""
    assert lines(refer_form.render(draft(need=replace(NEED, concerns=concerns)))) == shown
    redrawn = refer_form.with_other_lines(picked(*concerns), "")
    assert (lines(redrawn) if redrawn else []) == shown


def test_a_form_is_drawn_anew_only_when_its_lines_change() -> None:
    """A second concern of the same line, or one without a line, changes nothing."""
    shown = refer_form.render(draft(need=replace(NEED, concerns=("suicidality",))))
    more = {"selected_options": [{"value": "suicidality"}, {"value": "violence"}]}
    less: dict[str, Any] = {"selected_options": []}
    assert refer_form.with_other_lines(picked("anxiety", "infidelity"), "") is None
    assert refer_form.with_other_lines(submitted(shown, concerns=more), "") is None
    assert lines(refer_form.with_other_lines(submitted(shown, concerns=less), "") or shown) == []


def test_no_typed_word_is_in_a_form_that_is_drawn_for_its_lines() -> None:
    """It travels as a call to Slack. A stop stays, with its tick, and quotes nothing."""
    view = submitted(stopped(), concerns={"selected_options": [{"value": "substance_use"}]})
    redrawn = refer_form.with_other_lines(view, CRISIS)
    assert redrawn is not None
    told = str(redrawn.to_dict())
    assert redrawn.to_dict()["title"]["text"] == crisis.TITLE
    assert refer_form.still_asked(submitted(redrawn), PHRASES)
    assert "512-555-0177" in told
    assert not [word for word in ("kill herself", "pills", "tonight", "initial_value") if word in told]
