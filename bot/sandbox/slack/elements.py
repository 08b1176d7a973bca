"""Blocks as the workspace keeps them: which elements a person can act on, and what Slack adds to what an app sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Elements that a person can act on, which therefore have an action_id.
INTERACTIVE = frozenset(
    {
        "button",
        "checkboxes",
        "datepicker",
        "datetimepicker",
        "email_text_input",
        "number_input",
        "overflow",
        "plain_text_input",
        "radio_buttons",
        "rich_text_input",
        "timepicker",
        "url_text_input",
        *(
            f"{many}{source}_select"
            for many in ("", "multi_")
            for source in ("static", "external", "users", "conversations", "channels")
        ),
    }
)


def elements_of(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that a person can act on."""
    held = [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]
    return [each for each in held if isinstance(each, dict) and each.get("type") in INTERACTIVE]


def with_ids(blocks: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The blocks as Slack gives them back: whatever has no id is given one, and texts carry their defaults."""
    done = []
    for block in blocks:
        whole = _with_defaults(block)
        whole.setdefault("block_id", uuid4().hex[:5])
        for element in elements_of(whole):
            element.setdefault("action_id", uuid4().hex[:5])
        done.append(whole)
    return tuple(done)


def _with_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_defaults(each) for each in value]
    if not isinstance(value, dict):
        return value
    copied = {key: _with_defaults(each) for key, each in value.items()}
    if copied.get("type") == "plain_text":
        copied.setdefault("emoji", True)
    if copied.get("type") == "mrkdwn":
        copied.setdefault("verbatim", False)
    return copied
