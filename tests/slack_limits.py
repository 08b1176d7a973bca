"""Slack's documented limits, as a judge of every Web API call that tests make (docs.slack.dev, 2026)."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_BLOCKS_IN_MESSAGE = 50
_BLOCKS_IN_VIEW = 100
_MESSAGE_TEXT = 40_000
#: The longest text by where it stands: (type of what holds it, field).
_TEXTS = {
    ("section", "text"): 3000,
    ("section", "fields"): 2000,
    ("header", "text"): 150,
    ("context", "elements"): 3000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("button", "text"): 75,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("", "placeholder"): 150,
    ("option", "text"): 75,
    ("option", "description"): 75,
    ("option_group", "label"): 75,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
}
#: The longest plain string by where it stands; "" is anywhere.
_STRINGS = {
    ("", "action_id"): 255,
    ("", "block_id"): 255,
    ("", "callback_id"): 255,
    ("", "external_id"): 255,
    ("", "private_metadata"): 3000,
    ("button", "value"): 2000,
    ("button", "url"): 3000,
    ("option", "value"): 150,
    ("plain_text_input", "initial_value"): 3000,
}
#: The most items by where they stand.
_COUNTS = {
    ("section", "fields"): 10,
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("radio_buttons", "options"): 10,
    ("checkboxes", "options"): 10,
    ("overflow", "options"): 5,
    ("", "options"): 100,
    ("", "option_groups"): 100,
}
_SPEAKING = {"chat.postMessage", "chat.update", "chat.postEphemeral"}


def violations(method: str, args: Mapping[str, Any]) -> list[str]:
    """Every limit that a call breaks, a line each; none when Slack would take it.

    Args:
        method: as in "chat.postMessage".
        args: the call's arguments; `blocks` and `view` as values or as JSON.
    """
    view = _decoded(args.get("view"))
    blocks = _decoded(view.get("blocks") if view else args.get("blocks")) or []
    found = [*_of_message(method, args, blocks), *_of_blocks(blocks, _BLOCKS_IN_VIEW if view else _BLOCKS_IN_MESSAGE)]
    if view:
        found += [*_of_view(view, blocks), *_within(view, view.get("type", ""), "view")]
    else:
        for index, block in enumerate(blocks):
            found += _within(block, block.get("type", ""), f"block {index}")
    return [f"{method}: {line}" for line in found]


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _of_message(method: str, args: Mapping[str, Any], blocks: Sequence[Any]) -> Iterator[str]:
    text = args.get("text") or ""
    if method in _SPEAKING and not text.strip():
        yield "no top-level text, which is all that notifications and screen readers have"
    if len(text) > _MESSAGE_TEXT:
        yield f"text of {len(text)} characters, limit {_MESSAGE_TEXT}"
    if method == "chat.update" and text and not blocks:
        yield "an update without blocks deletes the blocks"


def _of_blocks(blocks: Sequence[Any], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, limit {most}"
    for block_id in _repeated(block.get("block_id") for block in blocks):
        yield f"block_id {block_id} stands twice"
    for index, block in enumerate(blocks):
        elements = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for action_id in _repeated(e.get("action_id") for e in elements if isinstance(e, dict)):
            yield f"block {index}: action_id {action_id} stands twice"
        yield from _complaint(Block.parse, block, f"block {index}")


def _of_view(view: Mapping[str, Any], blocks: Sequence[Any]) -> Iterator[str]:
    has_input = any(block.get("type") == "input" for block in blocks)
    if view.get("type") == "modal" and has_input and not view.get("submit"):
        yield "a modal with an input needs submit"
    yield from _complaint(lambda shape: View(**shape), view, "view")


def _complaint(parse: Any, shape: Any, where: str) -> Iterator[str]:
    """What slack_sdk's own validators say."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parsed = parse(shape)
            if parsed is None:
                yield f"{where}: Slack knows no such block"
            else:
                parsed.to_dict()
                for key in sorted(set(shape) - parsed.attributes):
                    yield f"{where}: Slack knows no {key} here"
        except (SlackObjectFormationError, TypeError, ValueError, UserWarning) as error:
            yield f"{where}: {error}"


def _repeated(ids: Iterator[Any]) -> list[str]:
    return [each for each, times in Counter(filter(None, ids)).items() if times > 1]


def _within(holder: Mapping[str, Any], kind: str, where: str) -> Iterator[str]:
    """Every text, string and list in `holder`, and in all that it holds, against its limit."""
    for field, value in holder.items():
        at = f"{where}.{field}"
        for limit, size in _measures(kind, field, value):
            if size > limit:
                yield f"{at}: {size}, limit {limit}"
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, dict):
                place = f"{at}[{index}]" if isinstance(value, list) else at
                yield from _within_item(item, kind, field, place)


def _within_item(item: Mapping[str, Any], kind: str, field: str, where: str) -> Iterator[str]:
    if item.get("type") in ("mrkdwn", "plain_text"):
        size = len(item["text"])
        limit = _TEXTS.get((kind, field), _TEXTS.get(("", field)))
        if size == 0:
            yield f"{where}: an empty text"
        if limit is not None and size > limit:
            yield f"{where}: {size} characters, limit {limit}"
        return
    kinds = {
        "options": "option",
        "initial_options": "option",
        "initial_option": "option",
        "option_groups": "option_group",
    }
    yield from _within(item, kinds.get(field) or item.get("type") or field, where)


def _measures(kind: str, field: str, value: Any) -> Iterator[tuple[int, int]]:
    table = _STRINGS if isinstance(value, str) else _COUNTS if isinstance(value, list) else {}
    limit = table.get((kind, field), table.get(("", field)))
    if limit is not None:
        yield limit, len(value)
