"""A form's state is what Slack would send: what it starts with, what is typed, what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.forms import REQUIRED, initial_values, missing, typed_values, with_told

BLUE = {"text": {"type": "plain_text", "text": "Blue"}, "value": "blue"}
RED = {"text": {"type": "plain_text", "text": "Red"}, "value": "red"}


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": block_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


BLOCKS = [
    field("name", {"type": "plain_text_input", "action_id": "text", "max_length": 5, "min_length": 2}),
    field("colour", {"type": "static_select", "action_id": "one", "options": [BLUE, RED], "initial_option": RED}),
    field(
        "colours",
        {
            "type": "multi_static_select",
            "action_id": "many",
            "option_groups": [{"options": [BLUE]}, {"options": [RED]}],
            "max_selected_items": 1,
        },
        optional=True,
    ),
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "press"},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-01-02"},
            {"type": "external_select", "action_id": "hue"},
        ],
    },
]
FIRST: dict[str, dict[str, dict[str, Any]]] = {
    "name": {"text": {"type": "plain_text_input", "value": None}},
    "colour": {"one": {"type": "static_select", "selected_option": RED}},
    "colours": {"many": {"type": "multi_static_select", "selected_options": []}},
    "row": {
        "day": {"type": "datepicker", "selected_date": "2026-01-02"},
        "hue": {"type": "external_select", "selected_option": None},
    },
}


def test_a_form_starts_with_its_initial_values() -> None:
    """Every element that holds something is there, buttons are not."""
    assert initial_values(BLOCKS) == FIRST


def test_what_was_typed_stays_when_the_form_is_changed() -> None:
    """As long as the field is there and of the same kind."""
    typed = {"name": {"text": {"type": "plain_text_input", "value": "Ana"}}, "gone": {"x": {"type": "x"}}}
    assert initial_values(BLOCKS, typed)["name"] == typed["name"]
    other_kind = {"name": {"text": {"type": "static_select", "selected_option": RED}}}
    assert initial_values(BLOCKS, other_kind) == FIRST


def test_plain_values_become_slacks_state() -> None:
    """By action, or by block where it has one field; options by their value or whole."""
    after = typed_values(BLOCKS, initial_values(BLOCKS), {"name": "Ana", "one": "blue", "colours": ["red"]})
    assert after["name"]["text"] == {"type": "plain_text_input", "value": "Ana"}
    assert after["colour"]["one"] == {"type": "static_select", "selected_option": BLUE}
    assert after["colours"]["many"] == {"type": "multi_static_select", "selected_options": [RED]}
    row = typed_values(BLOCKS, initial_values(BLOCKS), {"day": "2027-01-01", "hue": BLUE})["row"]
    assert row["day"] == {"type": "datepicker", "selected_date": "2027-01-01"}
    assert row["hue"] == {"type": "external_select", "selected_option": BLUE}


def test_what_a_page_tells_goes_over_what_was_there() -> None:
    """Field by field; what the form does not have is left out."""
    day = {"type": "datepicker", "selected_date": "2027-01-01"}
    told = with_told(initial_values(BLOCKS), {"row": {"day": day, "gone": day}, "gone": {}})
    assert told == {**FIRST, "row": {**FIRST["row"], "day": day}}


def test_what_the_form_does_not_have_cannot_be_typed() -> None:
    """Neither a field nor an option; nor can a block with two fields be meant."""
    with pytest.raises(KeyError, match="no field row"):
        typed_values(BLOCKS, FIRST, {"row": "2027-01-01"})
    with pytest.raises(KeyError, match="no field nowhere"):
        typed_values(BLOCKS, FIRST, {"nowhere": "x"})
    with pytest.raises(ValueError, match="no option green"):
        typed_values(BLOCKS, FIRST, {"colour": "green"})


@pytest.mark.parametrize(
    ("typed", "complaints"),
    [
        ({}, {"name": REQUIRED}),
        ({"name": "Ana"}, {}),
        ({"name": "A"}, {"name": "This entry must be 2 characters or more."}),
        ({"name": "Ana Flores"}, {"name": "This entry must be 5 characters or fewer."}),
        ({"name": "Ana", "colours": ["red", "blue"]}, {"colours": "Please choose 1 or fewer."}),
        ({"name": "Ana", "colour": None}, {"colour": REQUIRED}),
    ],
)
def test_slacks_client_holds_a_form_back(typed: dict[str, Any], complaints: dict[str, str]) -> None:
    """What is required must be there, and within its bounds."""
    assert missing(BLOCKS, typed_values(BLOCKS, initial_values(BLOCKS), typed)) == complaints
