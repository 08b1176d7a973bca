"""The judge of what is sent: it lets good calls through and finds each broken limit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.slack_limits import violations


def text(size: int, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": kind, "text": "x" * size}


def section(size: int = 5, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": text(size), **more}


def button(label: int = 5, value: int = 5, action_id: str = "a") -> dict[str, Any]:
    return {"type": "button", "text": text(label, "plain_text"), "value": "v" * value, "action_id": action_id}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(options: int, label: int = 5, value: int = 3) -> dict[str, Any]:
    many = [{"text": text(label, "plain_text"), "value": str(n).rjust(value, "v")} for n in range(options)]
    return {"type": "static_select", "action_id": "s", "options": many}


def asked(block_id: str = "b") -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "p"}
    return {"type": "input", "block_id": block_id, "label": text(5, "plain_text"), "element": element}


def view(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    title, submit = text(24, "plain_text"), text(5, "plain_text")
    return {"view": {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks), **more}}


def message(*blocks: dict[str, Any], said: str = "hello") -> dict[str, Any]:
    return {"text": said, "blocks": list(blocks)}


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("chat.postMessage", message(section(3000), actions(button(75, 2000), select(100, 75, 150)))),
        ("chat.postMessage", {"text": "hello", "blocks": json.dumps([section()])}),
        ("chat.postMessage", message(*[section()] * 50)),
        ("chat.delete", {"channel": "C", "ts": "1"}),
        ("views.open", view(*[section()] * 99, asked(), private_metadata="m" * 3000)),
        ("views.open", {"view": json.dumps(view(asked())["view"])}),
    ],
)
def test_what_slack_takes_passes(method: str, args: dict[str, Any]) -> None:
    """Nothing at its limit is called a violation."""
    assert violations(method, args) == []


@pytest.mark.parametrize(
    ("method", "args", "complaint"),
    [
        ("chat.postMessage", message(section(), said=" "), "no top-level text"),
        ("chat.update", {"text": "hello"}, "deletes the blocks"),
        ("chat.postMessage", message(section(), said="x" * 40_001), "40001 characters"),
        ("chat.postMessage", message(*[section()] * 51), "no more than 50 items"),
        ("chat.postMessage", message(section(3001)), "3001"),
        ("chat.postMessage", message({"type": "section", "fields": [text(2001)]}), "2001"),
        ("chat.postMessage", message({"type": "section", "fields": [text(5)] * 11}), "no more than 10 items"),
        ("chat.postMessage", message({"type": "section"}), "text or fields"),
        ("chat.postMessage", message(section(0)), "more than 0 characters"),
        ("chat.postMessage", message(actions(button(76))), "76"),
        ("chat.postMessage", message(actions(button(value=2001))), "2001"),
        ("chat.postMessage", message(actions(button(action_id="a" * 256))), "256"),
        ("chat.postMessage", message(actions(button(), button())), "action_id a already exists"),
        ("chat.postMessage", message(section(block_id="b"), section(block_id="b")), "block_id b already exists"),
        ("chat.postMessage", message(actions(select(101))), "no more than 100 items"),
        ("chat.postMessage", message(actions(select(2, label=76))), "76"),
        ("chat.postMessage", message(actions(select(2, value=151))), "151"),
        ("chat.postMessage", message({"type": "poem", "text": text(5)}), "unsupported type: poem"),
        ("chat.postMessage", message(section(colour="red")), "colour"),
        ("views.open", view(*[section()] * 101), "no more than 100 items"),
        ("views.open", view(asked(), title=text(25, "plain_text")), "25"),
        ("views.open", view(asked(), private_metadata="m" * 3001), "3001"),
        ("views.open", view(asked(), submit=None), "submit is required"),
    ],
)
def test_each_broken_limit_is_found(method: str, args: dict[str, Any], complaint: str) -> None:
    """The complaint names what is wrong."""
    assert complaint in "\n".join(violations(method, args))
