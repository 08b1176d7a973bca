"""Slack's documented limits hold in the practice workspace, each at its edge."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.elements import with_ids
from bot.sandbox.slack.limits import message_problems, view_problems


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "words"}, **more}


def actions(**more: Any) -> dict[str, Any]:
    button = {"type": "button", "action_id": "press", "text": plain("Press"), **more}
    return {"type": "actions", "elements": [button]}


def select(options: int, text: int = 5) -> dict[str, Any]:
    offered = [{"text": plain("x" * text), "value": str(number)} for number in range(options)]
    element = {"type": "static_select", "action_id": "one", "options": offered, "placeholder": plain("Choose")}
    return {"type": "actions", "elements": [element]}


@pytest.mark.parametrize(
    ("fits", "too_much"),
    [
        ([section()] * 50, [section()] * 51),
        ([section(text=plain("x" * 3000))], [section(text=plain("x" * 3001))]),
        ([section(fields=[plain("x")] * 10)], [section(fields=[plain("x")] * 11)]),
        ([section(fields=[plain("x" * 2000)])], [section(fields=[plain("x" * 2001)])]),
        ([section(block_id="x" * 255)], [section(block_id="x" * 256)]),
        ([section(block_id="a"), section(block_id="b")], [section(block_id="a"), section(block_id="a")]),
        ([actions(text=plain("x" * 75))], [actions(text=plain("x" * 76))]),
        ([actions(value="x" * 2000)], [actions(value="x" * 2001)]),
        ([actions(action_id="x" * 255)], [actions(action_id="x" * 256)]),
        ([select(100)], [select(101)]),
        ([select(1, 75)], [select(1, 76)]),
        ([{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
        ([section()], [section(text=plain(""))]),
        ([section()], [{"type": "nonsense"}]),
        ([section()], ["words"]),
    ],
)
def test_blocks_fit_or_are_refused(fits: list[Any], too_much: list[Any]) -> None:
    """One step within the limit is taken, one beyond is not."""
    assert message_problems(fits) == []
    assert message_problems(too_much) != []


def option(value: str = "1", **more: Any) -> dict[str, Any]:
    return {"text": plain(value), "value": value, **more}


def acting(kind: str, **more: Any) -> list[dict[str, Any]]:
    """A message with one element in an actions block."""
    return [{"type": "actions", "elements": [{"type": kind, "action_id": "one", **more}]}]


def asking(kind: str, **more: Any) -> list[dict[str, Any]]:
    """A message with one element in an input block."""
    return [{"type": "input", "label": plain("What"), "element": {"type": kind, "action_id": "one", **more}}]


def many(count: int) -> list[dict[str, Any]]:
    return [option(str(number)) for number in range(count)]


def confirming(**more: Any) -> list[dict[str, Any]]:
    told = {"title": plain("Sure?"), "text": plain("Quite?"), "confirm": plain("Yes"), "deny": plain("No"), **more}
    return [actions(confirm={name: value for name, value in told.items() if value is not None})]


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": list(elements)}]


def image(**more: Any) -> list[dict[str, Any]]:
    told = {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "A picture", **more}
    return [{name: value for name, value in told.items() if value is not None}]


MRKDWN = {"type": "mrkdwn", "text": "words"}
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "words"}]}
LINES = {"type": "rich_text_list", "style": "bullet", "elements": [WORDS]}


@pytest.mark.parametrize(
    ("fits", "refused", "complaint"),
    [
        (image(), image(alt_text=None), "missing required field: alt_text"),
        (image(alt_text="x" * 2000), image(alt_text="x" * 2001), "less than 2001 characters"),
        (image(), image(image_url=None), "exactly one of image_url, slack_file"),
        (image(), image(image_url="file:///etc"), "valid URL"),
        (image(title=plain("x" * 2000)), image(title=plain("x" * 2001)), "less than 2001 characters"),
        (
            acting("datepicker", initial_date="2026-11-30"),
            acting("datepicker", initial_date="30.11.2026"),
            "YYYY-MM-DD",
        ),
        (
            acting("datepicker", initial_date="2026-12-31"),
            acting("datepicker", initial_date="2026-13-01"),
            "YYYY-MM-DD",
        ),
        (acting("timepicker", initial_time="23:59"), acting("timepicker", initial_time="24:00"), "HH:mm"),
        (
            acting("datetimepicker", initial_date_time=1_780_000_000),
            acting("datetimepicker", initial_date_time=178),
            "10 digits",
        ),
        (confirming(), confirming(text=None), "missing required field: text"),
        (confirming(title=plain("x" * 100)), confirming(title=plain("x" * 101)), "less than 101 characters"),
        (confirming(text=plain("x" * 300)), confirming(text=plain("x" * 301)), "less than 301 characters"),
        (confirming(confirm=plain("x" * 30)), confirming(confirm=plain("x" * 31)), "less than 31 characters"),
        (confirming(text=MRKDWN), confirming(title=MRKDWN), "plain_text"),
        (acting("radio_buttons", options=many(10)), acting("radio_buttons", options=many(11)), "no more than 10 items"),
        (acting("checkboxes", options=many(10)), acting("checkboxes", options=many(11)), "no more than 10 items"),
        (acting("checkboxes", options=many(1)), acting("checkboxes", options=[]), "no fewer than 1 items"),
        (acting("overflow", options=many(5)), acting("overflow", options=many(6)), "no more than 5 items"),
        (acting("overflow", options=many(1)), acting("overflow", options=[]), "no fewer than 1 items"),
        (acting("checkboxes", options=[option("x" * 75)]), acting("checkboxes", options=[option("x" * 76)]), "than 76"),
        (
            acting("radio_buttons", options=[option(description=plain("x" * 75))]),
            acting("radio_buttons", options=[option(description=plain("x" * 76))]),
            "less than 76 characters",
        ),
        (
            acting("radio_buttons", options=[{"text": MRKDWN, "value": "1"}]),
            acting("static_select", options=[{"text": MRKDWN, "value": "1"}]),
            "plain_text",
        ),
        (
            acting("overflow", options=[option(url="https://example.com")]),
            acting("static_select", options=[option(url="https://example.com")]),
            "invalid additional property: url",
        ),
        (
            acting("static_select", options=many(2), initial_option=option("1")),
            acting("static_select", options=many(2), initial_option=option("2")),
            "initial option",
        ),
        (
            acting("static_select", option_groups=[{"label": plain("x" * 75), "options": many(100)}]),
            acting("static_select", option_groups=[{"label": plain("x" * 76), "options": many(1)}]),
            "less than 76 characters",
        ),
        (
            acting("multi_external_select", max_selected_items=1),
            acting("multi_external_select", max_selected_items=0),
            "greater than 0",
        ),
        (
            asking("plain_text_input", min_length=3, max_length=3000),
            asking("plain_text_input", min_length=3, max_length=3001),
            "between min_length and 3000",
        ),
        (
            asking("plain_text_input", min_length=3, max_length=3),
            asking("plain_text_input", min_length=4, max_length=3),
            "between min_length and 3000",
        ),
        (
            asking("plain_text_input", placeholder=plain("x" * 150)),
            asking("plain_text_input", placeholder=plain("x" * 151)),
            "less than 151 characters",
        ),
        ([{"type": "header", "text": plain("x")}], [{"type": "header", "text": MRKDWN}], "plain_text"),
        ([actions()], [actions(text=MRKDWN)], "plain_text"),
        ([actions(style="danger")], [actions(style="blue")], "style"),
        ([actions()], [actions(colour="red")], "invalid additional property: colour"),
        ([actions()], [{"type": "actions", "elements": []}], "no fewer than 1 items"),
        (
            [{"type": "context", "elements": [MRKDWN]}],
            [{"type": "context", "elements": [MRKDWN] * 11}],
            "than 10 items",
        ),
        ([{"type": "context", "elements": image()}], [{"type": "context", "elements": many(1)}], "unsupported type"),
        (rich(WORDS, LINES), rich({"type": "nonsense"}), "unsupported type: nonsense"),
        (rich(WORDS), rich({**WORDS, "elements": [{"type": "nonsense"}]}), "unsupported type: nonsense"),
        (rich(LINES), rich({**LINES, "style": "dashed"}), "bullet, ordered"),
        (rich(LINES), rich({**LINES, "elements": [{"type": "text", "text": "x"}]}), "unsupported type: text"),
        (asking("plain_text_input"), acting("plain_text_input"), "unsupported type: plain_text_input"),
        (acting("overflow", options=many(1)), asking("overflow", options=many(1)), "unsupported type: overflow"),
        ([section(accessory=image()[0])], [section(accessory={"type": "plain_text_input"})], "unsupported type"),
        ([{"type": "markdown", "text": "x" * 12_000}], [{"type": "markdown", "text": "x" * 12_001}], "than 12001"),
    ],
)
def test_parts_of_blocks_fit_or_are_refused(fits: list[Any], refused: list[Any], complaint: str) -> None:
    """What may stand where, what has to be there, and in what form; the complaint names it."""
    assert message_problems(fits) == []
    assert complaint in "\n".join(message_problems(refused))


MODAL = {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": [section()]}


@pytest.mark.parametrize(
    ("fits", "too_much"),
    [
        ({"title": plain("x" * 24)}, {"title": plain("x" * 25)}),
        ({"submit": plain("x" * 24)}, {"submit": plain("x" * 25)}),
        ({"private_metadata": "x" * 3000}, {"private_metadata": "x" * 3001}),
        ({"callback_id": "x" * 255}, {"callback_id": "x" * 256}),
        ({"blocks": [section()] * 100}, {"blocks": [section()] * 101}),
        ({}, {"title": None}),
        ({}, {"blocks": None}),
    ],
)
def test_views_fit_or_are_refused(fits: dict[str, Any], too_much: dict[str, Any]) -> None:
    """One step within the limit is taken, one beyond is not."""
    assert view_problems({**MODAL, **fits}) == []
    assert view_problems({**MODAL, **too_much}) != []


def test_what_has_no_id_is_given_one() -> None:
    """As Slack does; what was sent is left as it was."""
    sent = {"type": "actions", "elements": [{"type": "button", "text": plain("Press")}]}
    (block,) = with_ids([sent])
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][0]["text"] == {"type": "plain_text", "text": "Press", "emoji": True}
    assert "block_id" not in sent


def on(surface: str, blocks: list[dict[str, Any]]) -> list[str]:
    """What is said against these blocks on a surface."""
    if surface == "message":
        return message_problems(blocks)
    return view_problems({"type": "home", "blocks": blocks} if surface == "home" else {**MODAL, "blocks": blocks})


@pytest.mark.parametrize(
    ("blocks", "surfaces"),
    [
        (asking("plain_text_input"), {"message", "modal", "home"}),
        (asking("multi_external_select"), {"message", "modal", "home"}),
        (acting("multi_users_select"), {"message", "modal", "home"}),
        (acting("external_select"), {"message", "modal", "home"}),
        (acting("datepicker"), {"message", "modal", "home"}),
        (acting("timepicker"), {"message", "modal", "home"}),
        (acting("datetimepicker"), {"message", "modal"}),
        (asking("rich_text_input"), {"modal", "home"}),
        (asking("email_text_input"), {"modal"}),
        (asking("url_text_input"), {"modal"}),
        (asking("number_input", is_decimal_allowed=False), {"modal"}),
        ([{"type": "markdown", "text": "words"}], {"message"}),
        (rich(WORDS), {"message", "modal", "home"}),
        (image(), {"message", "modal", "home"}),
    ],
)
def test_each_surface_takes_what_it_can_show(blocks: list[dict[str, Any]], surfaces: set[str]) -> None:
    """Messages, forms and the Home tab do not take the same."""
    assert {surface for surface in ("message", "modal", "home") if on(surface, blocks) == []} == surfaces


def test_a_home_holds_as_much_as_a_form() -> None:
    """A hundred blocks, and no title is needed."""
    assert on("home", [section()] * 100) == []
    assert "no more than 100 items allowed [json-pointer:/view/blocks]" in on("home", [section()] * 101)


def test_one_field_alone_has_the_focus() -> None:
    """Two that claim it are refused."""
    first = asking("plain_text_input", focus_on_load=True)
    assert on("modal", first) == []
    assert "focus_on_load" in "\n".join(on("modal", first * 2))


def test_a_complaint_says_where() -> None:
    """With a JSON pointer, as Slack does."""
    found = on("modal", [actions(), actions(value="x" * 2001)])
    assert "must be less than 2001 characters [json-pointer:/view/blocks/1/elements/0/value]" in found
