"""What Slack refuses in a message or a view: its documented limits, and the shapes that slack_sdk's own models refuse.

The numbers are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit). Each complaint is in Slack's
own form, with a JSON pointer to the place.
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, BlockElement
from slack_sdk.models.views import View

from bot.sandbox.slack.elements import elements_of
from bot.sandbox.slack.shapes import part_problems, problem, shape_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
#: A longer text is cut off by chat.postMessage (docs.slack.dev/changelog, 2018-04).
MESSAGE_CHARACTERS = 40_000
#: A longer text is refused by chat.update (docs.slack.dev/reference/methods/chat.update).
UPDATE_CHARACTERS = 4000
#: All text in the blocks of a message: 12,000 "with a buffer", which was found to end here
#: (github.com/slackapi/bolt-js/issues/2509).
BLOCKS_CHARACTERS = 13_200
#: Slack names no number for metadata; this is the size of the largest message that its servers take.
METADATA_BYTES = 16_000
VIEW_BYTES = 250_000
#: The longest text object, by the type of what holds it and the field.
_TEXTS = {
    "section.text": 3000,
    "section.fields": 2000,
    "header.text": 150,
    "context.elements": 3000,
    "image.title": 2000,
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
    "button.accessibility_label": 75,
    "button.value": 2000,
    "button.url": 3000,
    "image.alt_text": 2000,
    "image.image_url": 3000,
    "markdown.text": 12_000,
    "option.url": 3000,
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


def message_problems(blocks: Sequence[Any]) -> list[str]:
    """Why Slack would refuse these blocks in a message; nothing when it would take them."""
    return list(_of_blocks(blocks, MESSAGE_BLOCKS, "message", "/blocks"))


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """Why Slack would refuse this view; nothing when it would take it."""
    blocks, kind = view.get("blocks"), view.get("type")
    missing = [name for name in ("type", "blocks") if view.get(name) is None]
    if kind not in ("modal", "home") or missing:
        unsupported = [] if kind is None else [problem(f"unsupported type: {kind}", "/view/type")]
        return [problem(f"missing required field: {name}", "/view") for name in missing] or unsupported
    found = list(_of_blocks(blocks, VIEW_BLOCKS, kind, "/view/blocks"))
    found += _refused(lambda: View(**view).to_dict(), "/view")
    found += _of_part({key: value for key, value in view.items() if key != "blocks"}, kind, "/view")
    needs_submit = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks or ())
    if kind == "modal" and needs_submit and not view.get("submit"):
        found.append(problem("submit is required when there is an input", "/view"))
    return found


def suggestion_problems(told: Mapping[str, Any]) -> list[str]:
    """Why Slack would show none of these options of an app's; nothing when it would show them."""
    return list(_of_part(told, "suggestion", ""))


def characters_in(blocks: Iterable[Mapping[str, Any]]) -> int:
    """How much text stands in blocks, as far as people see it."""
    return sum(_characters(block) for block in blocks)


def _characters(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_characters, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(map(_characters, value.values()))


def _of_blocks(blocks: Any, most: int, surface: str, at: str) -> Iterator[str]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield problem("must be an array of objects", at)
        return
    if len(blocks) > most:
        yield problem(f"no more than {most} items allowed", at)
    yield from _twice((block.get("block_id") for block in blocks), "block_id", at)
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
        yield problem("only one element can have focus_on_load", at)
    for index, block in enumerate(blocks):
        where = f"{at}/{index}"
        yield from _twice((each.get("action_id") for each in elements_of(block)), "action_id", where)
        yield from _refused(lambda block=block: _parsed(block), where)  # type: ignore[misc]
        yield from shape_problems(block, surface, where)
        yield from _of_part(block, block.get("type", ""), where)


def _twice(ids: Iterable[Any], what: str, at: str) -> list[str]:
    counted = Counter(filter(None, ids))
    return [problem(f"{what} {each} already exists", at) for each, times in counted.items() if times > 1]


def _parsed(block: dict[str, Any]) -> object:
    parsed = Block.parse(block)
    if parsed is None:
        raise ValueError(f"unsupported type: {block.get('type')}")
    _nothing_unknown(block, parsed.attributes)
    for element in elements_of(block):
        known = BlockElement.parse(element)
        if isinstance(known, BlockElement):
            _nothing_unknown(element, known.attributes)
    return parsed.to_dict()


def _nothing_unknown(told: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := set(told) - set(known):
        raise ValueError(f"invalid additional property: {', '.join(sorted(unknown))}")


def _refused(build: Callable[[], object], at: str) -> list[str]:
    """What slack_sdk's models say against it; they warn of what they do not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            build()
        except (SlackObjectFormationError, AttributeError, TypeError, ValueError, KeyError, UserWarning) as error:
            return [problem(str(error), at)]
    return []


def _of_part(holder: Mapping[str, Any], kind: str, at: str) -> Iterator[str]:
    """Every text, string and list in `holder`, and in all that it holds, against its limit and its form."""
    yield from part_problems(holder, kind, at)
    for name, value in holder.items():
        where = f"{at}/{name}"
        most = _limit(_SIZES, kind, name)
        if most is not None and isinstance(value, str) and len(value) > most:
            yield problem(f"must be less than {most + 1} characters", where)
        if most is not None and isinstance(value, list) and len(value) > most:
            yield problem(f"no more than {most} items allowed", where)
        for item, place in _inside(value, where):
            if item.get("type") in ("mrkdwn", "plain_text"):
                yield from _text(item, _limit(_TEXTS, kind, name), place)
            else:
                yield from _of_part(item, _KINDS.get(name) or item.get("type") or name, place)


def _inside(value: Any, at: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    if isinstance(value, dict):
        yield value, at
    elif isinstance(value, list):
        yield from ((each, f"{at}/{index}") for index, each in enumerate(value) if isinstance(each, dict))


def _text(item: Mapping[str, Any], most: int | None, at: str) -> Iterator[str]:
    size = len(item.get("text") or "")
    if size == 0:
        yield problem("must be more than 0 characters", f"{at}/text")
    if most is not None and size > most:
        yield problem(f"must be less than {most + 1} characters", f"{at}/text")


def _limit(table: Mapping[str, int], kind: str, name: str) -> int | None:
    return table.get(f"{kind}.{name}", table.get(f"*.{name}"))
