"""Slack's documented limits hold in the practice workspace, each at its edge."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.limits import message_problems, view_problems, with_ids


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
