"""What a form promises whose text says, or may say, who somebody is: it shows where, offers a way, and asks once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.drafts import Draft
from bot.privacy import Known, LocalWords, find_identifiers, rewrite, suggestion
from bot.services.checking import IdentifyingTextError, check, remaining, vouched_in
from bot.views import refer_fields, refer_form, review
from bot.views.actions import Action
from bot.views.review import Review, Verdict
from tests.slack_limits import violations
from tests.unit.views.filled_in import submitted
from tests.unit.views.forms_shown import IDENTIFYING, LONG_DOUBT, MANY_DOUBTS, checked, noted

if TYPE_CHECKING:
    from slack_sdk.models.views import View

NOTE = refer_fields.Field.NOTE
DOUBTFUL = "The Zelkora or Quillfeather way"


def questions(view: View) -> list[dict[str, Any]]:
    return [block for block in view.to_dict()["blocks"] if block.get("block_id", "").startswith(f"{NOTE}.")]


def asked(view: View) -> list[dict[str, Any]]:
    return [block for block in questions(view) if block["type"] == "input"]


def answered(view: View, *verdicts: Verdict, **changes: dict[str, Any]) -> dict[str, Any]:
    """The form sent back with these answers to its questions, in their order."""
    picked = {
        block["block_id"]: {"selected_option": {"value": verdict.value}}
        for block, verdict in zip(asked(view), verdicts, strict=True)
    }
    return submitted(view, **picked, **changes)


def test_each_line_stands_there_as_it_is_and_as_it_could_be() -> None:
    """What was found is set off in it, and the arrow shows what the button would make of it."""
    [shown] = [block for block in checked(IDENTIFYING).to_dict()["blocks"] if block["type"] == "rich_text"]
    quotes = [part for part in shown["elements"] if part["type"] == "rich_text_quote"]
    assert "\n".join("".join(bit["text"] for bit in part["elements"]) for part in quotes) == IDENTIFYING
    set_off = {bit["text"] for part in quotes for bit in part["elements"] if bit.get("style")}
    assert {"Marfa", "Maria", "512-555-0142"} <= set_off
    arrows = [part["elements"][0]["text"] for part in shown["elements"] if part["type"] == "rich_text_section"]
    found = find_identifiers(IDENTIFYING)
    assert arrows == [f"→ {line.after or 'left out'}" for line in rewrite(IDENTIFYING, found)]


def test_a_line_that_may_stay_is_not_shown() -> None:
    """Nobody has to read twice what they wrote once."""
    note = "Warm, knows farm life\nCall 512-555-0142"
    [shown] = [block for block in checked(note).to_dict()["blocks"] if block["type"] == "rich_text"]
    assert "farm" not in str(shown)


def test_where_nothing_would_be_left_the_button_says_so() -> None:
    """An empty note is a way on as well."""
    assert suggestion(rewrite("512-555-0142", find_identifiers("512-555-0142"))) == ""
    assert "Leave it out" in str(checked("512-555-0142").to_dict())


def test_each_doubtful_word_is_one_question() -> None:
    """Once however often it stands there, with the reason where the question does not say it; one of two answers."""
    view = checked(f"{DOUBTFUL}, zelkora, fenwick")
    assert [block["label"]["text"] for block in asked(view)] == [
        "Is “Zelkora” a person, a place or a workplace?",
        "Is “Quillfeather” a person, a place or a workplace?",
        "Is “fenwick” a person, a place or a workplace?",
    ]
    for block in asked(view):
        assert [option["value"] for option in block["element"]["options"]] == list(Verdict)
    assert ["hint" in block for block in asked(view)] == [False, False, True]


@pytest.mark.parametrize("note", [DOUBTFUL, MANY_DOUBTS, LONG_DOUBT], ids=["two", "many", "long"])
def test_every_doubtful_note_can_be_vouched_for(note: str) -> None:
    """However many its words are and however long a stretch is; the answers let it through."""
    view = checked(note)
    assert violations("views.open", {"view": view.to_dict()}) == []
    draft = refer_form.parse(answered(view, *[Verdict.NOBODY] * len(asked(view))))
    kinds = check(note, Known(), draft.not_identifying)
    assert len(kinds) == len(find_identifiers(note))


def test_more_doubts_than_a_form_holds_are_asked_about_in_turns() -> None:
    """Twenty at a time, so that Slack takes the form."""
    words = ["".join(("zel", chr(97 + at % 26), "qu", chr(97 + at // 26), "rk")) for at in range(40)]
    note = f"Knows {' and '.join(words)}"
    view = checked(note)
    assert len(asked(view)) == 20
    assert violations("views.open", {"view": view.to_dict()}) == []
    draft = refer_form.parse(answered(view, *[Verdict.NOBODY] * 20))
    assert len(remaining(note, Known(), draft.not_identifying)) == len(find_identifiers(note)) - 20


def test_an_answer_speaks_for_its_word_in_every_later_round() -> None:
    """It is not asked again, however the words around it change; a new word is."""
    draft = refer_form.parse(answered(checked(DOUBTFUL), Verdict.NOBODY, Verdict.NOBODY))
    later = refer_form.parse(submitted(refer_form.render(draft), note={"value": "Brackwood, not zelkora"}))
    left = remaining(later.need.note, Known(), later.not_identifying)
    assert [each.words(later.need.note) for each in left] == ["Brackwood"]


def test_no_answer_makes_the_certain_pass() -> None:
    """What is certain has no question, and its key is of no use."""
    note = "my client Maria Lopez"
    keys = frozenset(each.key(note) for each in find_identifiers(note))
    with pytest.raises(IdentifyingTextError) as refused:
        check(note, Known(), keys)
    assert "Maria" not in str(refused.value)
    assert asked(checked(note)) == []


def test_what_the_writer_wants_out_is_told_apart() -> None:
    """One word out, the other stays."""
    view = answered(checked(DOUBTFUL), Verdict.OUT, Verdict.NOBODY)
    out = review.to_take_out(view, NOTE, DOUBTFUL, find_identifiers(DOUBTFUL))
    assert [each.words(DOUBTFUL) for each in out] == ["Zelkora"]


def test_sent_again_unchanged_the_form_says_what_is_still_to_do() -> None:
    """At the note, so that Slack scrolls there; a note that was changed is read anew."""
    note = f"512-555-0142, {DOUBTFUL}"
    view, found = submitted(checked(note)), find_identifiers(note)
    problems = review.errors(view, NOTE, note, found)
    assert set(problems) == {NOTE}
    assert "512-555-0142" in problems[NOTE]
    assert not [block for block in asked(checked(note)) if block["optional"]]  # Slack sends no form without an answer
    changed = "Call 512-555-0143"
    assert review.errors(view, NOTE, changed, find_identifiers(changed)) == {}


@pytest.mark.parametrize(
    ("shown", "sent"),
    [("my client marlow, evenings", "marlow needs someone, evenings"), ("Zelkora, evenings", "Zelkora, weekends")],
    ids=["certain, then doubtful", "another text"],
)
def test_what_is_shown_speaks_of_the_text_that_was_sent(shown: str, sent: str) -> None:
    """The same words elsewhere in a text, or otherwise certain, are shown anew."""
    assert review.errors(submitted(checked(shown)), NOTE, sent, find_identifiers(sent)) == {}


def test_a_yes_to_a_place_is_none_to_a_person() -> None:
    """An answer speaks for the words as they were read."""
    town, person = "someone near magnolia", "magnolia's mom called"
    [asked_about], [found] = find_identifiers(town), find_identifiers(person)
    assert asked_about.words(town) == found.words(person)
    assert asked_about.key(town) != found.key(person)


def test_more_answers_than_a_form_remembers_are_asked_once_more() -> None:
    """A form's metadata has room for about a hundred."""
    keys = frozenset(f"{at:012x}" for at in range(150))
    view = refer_form.render(Draft("form1", not_identifying=keys))
    assert violations("views.open", {"view": view.to_dict()}) == []
    assert len(refer_form.parse(submitted(view)).not_identifying) == 100


def test_typed_characters_are_shown_as_typed() -> None:
    """Nothing that somebody wrote becomes a mention, a link or a letter that it was not."""
    shown = checked("see https://lena.example.org/?a=1&lt=2").to_dict()["blocks"]
    [why] = [block["text"]["text"] for block in shown if "web address" in str(block.get("text"))]
    assert "a=1&amp;lt=2" in why


def test_leaving_all_of_it_out_is_asked_about_first() -> None:
    """It is the only copy of what somebody wrote."""
    [row] = [block for block in checked("512-555-0142").to_dict()["blocks"] if "Leave it out" in str(block)]
    assert "confirm" in row["elements"][0]


def test_while_editing_the_questions_stand_at_fields_that_are_there() -> None:
    """An edit has block ids of its own."""
    draft = noted(DOUBTFUL)
    found = find_identifiers(DOUBTFUL)
    view = refer_form.render(draft.__class__(form_id="form1", need=draft.need, editing="ref1"), reviewed=Review(found))
    problems = review.errors(submitted(view), NOTE, DOUBTFUL, found)
    assert len(problems) == 1
    assert set(problems) <= {block.get("block_id") for block in view.to_dict()["blocks"]}


def test_the_way_on_is_one_press() -> None:
    """The button carries the field's name and nothing that was typed."""
    [row] = [block for block in checked(IDENTIFYING).to_dict()["blocks"] if Action.USE_NOTE.value in str(block)]
    [button] = row["elements"]
    assert (button["action_id"], button["value"]) == (Action.USE_NOTE.value, NOTE)


def test_a_word_that_passed_is_known_by_its_key() -> None:
    """Whoever edits a referral is not asked about its words again; where the check sees another thing now, they are."""
    kinds = [each.kind.value for each in find_identifiers(DOUBTFUL)]
    assert remaining(DOUBTFUL, Known(), vouched_in(DOUBTFUL, Known(), kinds)) == []
    assert vouched_in(DOUBTFUL, Known(), ["place"]) == frozenset()
    watched = Known(LocalWords(watched=("Zelkora",)))
    assert len(remaining(DOUBTFUL, watched, vouched_in(DOUBTFUL, watched, kinds))) == 2
