"""What Slack refuses in a message or a view: its documented limits, and the shapes that slack_sdk's own models refuse.

The numbers are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit).
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 40_000
VIEW_BYTES = 250_000
#: The longest text object, by the type of what holds it and the field.
_TEXTS = {
    "section.text": 3000,
    "section.fields": 2000,
    "header.text": 150,
    "context.elements": 3000,
    "input.label": 2000,
    "input.hint": 2000,
    "button.text": 75,
    "modal.title": 24,
    "modal.submit": 24,
    "modal.close": 24,
    "option.text": 75,
    "option.description": 75,
    "option_group.label": 75,
    "confirm.title": 100,
    "confirm.text": 300,
    "confirm.confirm": 30,
    "confirm.deny": 30,
    "*.placeholder": 150,
}
#: The longest plain string and the longest list, in the same way.
_SIZES = {
    "*.action_id": 255,
    "*.block_id": 255,
    "*.callback_id": 255,
    "*.external_id": 255,
    "*.private_metadata": 3000,
    "button.value": 2000,
    "button.url": 3000,
    "option.value": 150,
    "plain_text_input.initial_value": 3000,
    "section.fields": 10,
    "context.elements": 10,
    "actions.elements": 25,
    "radio_buttons.options": 10,
    "checkboxes.options": 10,
    "overflow.options": 5,
    "*.options": 100,
    "*.option_groups": 100,
}
_KINDS = {
    "options": "option",
    "initial_options": "option",
    "initial_option": "option",
    "option_groups": "option_group",
    "confirm": "confirm",
}
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


def message_problems(blocks: Sequence[Any]) -> list[str]:
    """Why Slack would refuse these blocks in a message; nothing when it would take them."""
    return list(_of_blocks(blocks, MESSAGE_BLOCKS))


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """Why Slack would refuse this view; nothing when it would take it."""
    if not isinstance(view.get("blocks"), list) or view.get("type") not in ("modal", "home"):
        return ["a view needs type and blocks"]
    found = [*_of_blocks(view["blocks"], VIEW_BLOCKS), *_refused(lambda: View(**view).to_dict(), "view")]
    found += _too_long({key: value for key, value in view.items() if key != "blocks"}, view["type"], "view")
    if view["type"] == "modal":
        if not view.get("title"):
            found.append("view: missing required field: title")
        if not view.get("submit") and any(block.get("type") == "input" for block in view["blocks"]):
            found.append("view: submit is required when there is an input")
    return found


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


def _of_blocks(blocks: Sequence[Any], most: int) -> Iterator[str]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "blocks must be a list of objects"
        return
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, no more than {most} allowed"
    yield from _twice((block.get("block_id") for block in blocks), "block_id")
    for index, block in enumerate(blocks):
        where = f"blocks/{index}"
        yield from _twice((each.get("action_id") for each in elements_of(block)), f"{where}: action_id")
        yield from _refused(lambda block=block: _parsed(block), where)  # type: ignore[misc]
        yield from _too_long(block, block.get("type", ""), where)


def _twice(ids: Iterable[Any], what: str) -> list[str]:
    return [f"{what} {each} already exists" for each, times in Counter(filter(None, ids)).items() if times > 1]


def _parsed(block: dict[str, Any]) -> object:
    parsed = Block.parse(block)
    if parsed is None:
        raise ValueError(f"unsupported block: {block.get('type')}")
    if unknown := set(block) - parsed.attributes:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    return parsed.to_dict()


def _refused(build: Callable[[], object], where: str) -> list[str]:
    """What slack_sdk's models say against it; they warn of what they do not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            build()
        except (SlackObjectFormationError, AttributeError, TypeError, ValueError, KeyError, UserWarning) as error:
            return [f"{where}: {error}"]
    return []


def _too_long(holder: Mapping[str, Any], kind: str, where: str) -> Iterator[str]:
    """Every text, string and list in `holder`, and in all that it holds, against its limit."""
    for name, value in holder.items():
        at = f"{where}/{name}"
        most = _limit(_SIZES, kind, name)
        if most is not None and isinstance(value, str | list) and len(value) > most:
            yield f"{at}: {len(value)}, no more than {most} allowed"
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, dict):
                continue
            if item.get("type") in ("mrkdwn", "plain_text"):
                yield from _text(item, _limit(_TEXTS, kind, name), at)
            else:
                yield from _too_long(item, _KINDS.get(name) or item.get("type") or name, at)


def _text(item: Mapping[str, Any], most: int | None, where: str) -> Iterator[str]:
    size = len(item.get("text") or "")
    if size == 0:
        yield f"{where}: must be more than 0 characters"
    if most is not None and size > most:
        yield f"{where}: {size} characters, no more than {most} allowed"


def _limit(table: Mapping[str, int], kind: str, name: str) -> int | None:
    return table.get(f"{kind}.{name}", table.get(f"*.{name}"))
