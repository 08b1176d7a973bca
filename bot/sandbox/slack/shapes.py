"""What may stand where in blocks, as Slack's Block Kit reference has it: which element in which block on which surface,
what has to be there, and in what form (docs.slack.dev/reference/block-kit)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MESSAGE, _MODAL, _HOME = "message", "modal", "home"
_EVERYWHERE = frozenset({_MESSAGE, _MODAL, _HOME})
#: Blocks that not every surface shows.
_BLOCK_SURFACES = {name: frozenset({_MESSAGE}) for name in ("context_actions", "file", "markdown", "table")}
_SELECTS = {
    f"{many}{source}_select": (frozenset({"section", "actions", "input"}), _EVERYWHERE)
    for many in ("", "multi_")
    for source in ("static", "external", "users", "conversations", "channels")
}
#: In which blocks an element may stand, and on which surfaces.
_PLACES = _SELECTS | {
    "button": (frozenset({"section", "actions"}), _EVERYWHERE),
    "checkboxes": (frozenset({"section", "actions", "input"}), _EVERYWHERE),
    "datepicker": (frozenset({"section", "actions", "input"}), _EVERYWHERE),
    "datetimepicker": (frozenset({"actions", "input"}), frozenset({_MESSAGE, _MODAL})),
    "email_text_input": (frozenset({"input"}), frozenset({_MODAL})),
    "file_input": (frozenset({"input"}), frozenset({_MODAL})),
    "image": (frozenset({"section", "context"}), _EVERYWHERE),
    "mrkdwn": (frozenset({"context"}), _EVERYWHERE),
    "number_input": (frozenset({"input"}), frozenset({_MODAL})),
    "overflow": (frozenset({"section", "actions"}), _EVERYWHERE),
    "plain_text": (frozenset({"context"}), _EVERYWHERE),
    "plain_text_input": (frozenset({"input"}), _EVERYWHERE),
    "radio_buttons": (frozenset({"section", "actions", "input"}), _EVERYWHERE),
    "rich_text_input": (frozenset({"input"}), frozenset({_MODAL, _HOME})),
    "timepicker": (frozenset({"section", "actions", "input"}), _EVERYWHERE),
    "url_text_input": (frozenset({"input"}), frozenset({_MODAL})),
    "workflow_button": (frozenset({"section", "actions"}), frozenset({_MESSAGE})),
}
_HOLDERS = frozenset({"section", "actions", "input", "context"})

#: What cannot be left out, by the kind of thing.
_REQUIRED = {
    "actions": ("elements",),
    "button": ("text",),
    "checkboxes": ("options",),
    "confirm": ("title", "text", "confirm", "deny"),
    "context": ("elements",),
    "header": ("text",),
    "image": ("alt_text",),
    "input": ("label", "element"),
    "modal": ("title",),
    "number_input": ("is_decimal_allowed",),
    "option": ("text", "value"),
    "option_group": ("label", "options"),
    "overflow": ("options",),
    "radio_buttons": ("options",),
    "rich_text": ("elements",),
    "rich_text_list": ("elements", "style"),
    "rich_text_preformatted": ("elements",),
    "rich_text_quote": ("elements",),
    "rich_text_section": ("elements",),
}
#: Lists that may not be empty.
_FILLED = frozenset({"elements", "options", "option_groups", "fields"})
#: Texts that take no mrkdwn, by the kind of thing and the field.
_PLAIN = frozenset(
    {
        "header.text",
        "button.text",
        "input.label",
        "input.hint",
        "image.title",
        "modal.title",
        "modal.submit",
        "modal.close",
        "option_group.label",
        "confirm.title",
        "confirm.confirm",
        "confirm.deny",
    }
)
_PLAIN_OPTIONS = frozenset({"overflow", "static_select", "multi_static_select"})
_RICH = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
_INLINE = frozenset({"text", "link", "emoji", "user", "usergroup", "channel", "team", "broadcast", "color", "date"})
_URL = re.compile(r"https?://\S+")
#: Whole seconds of ten digits, as datetimepicker has them.
_MOMENT = range(10**9, 10**10)
_LONGEST_ENTRY = 3000


def shape_problems(block: Mapping[str, Any], surface: str, at: str) -> Iterator[str]:
    """What stands in a block where it may not; `surface` is "message", "modal" or "home", `at` is a JSON pointer."""
    kind = block.get("type", "")
    if surface not in _BLOCK_SURFACES.get(kind, _EVERYWHERE):
        yield problem(f"unsupported type: {kind}", f"{at}/type")
    if kind == "rich_text":
        yield from _rich_text(block, at)
    elif kind in _HOLDERS:
        for element, where in _held(block, at):
            name = element.get("type", "")
            blocks, surfaces = _PLACES.get(name, (frozenset(), frozenset()))
            if kind not in blocks or surface not in surfaces:
                yield problem(f"unsupported type: {name}", f"{where}/type")


def part_problems(part: Mapping[str, Any], kind: str, at: str) -> Iterator[str]:
    """What is missing or malformed in one part of a block or a view: a block, an element, an option, ..."""
    for name in _REQUIRED.get(kind, ()):
        if part.get(name) is None:
            yield problem(f"missing required field: {name}", at)
    for name in _FILLED & part.keys():
        if part[name] == []:
            yield problem("no fewer than 1 items allowed", f"{at}/{name}")
    for name, value in part.items():
        plain = f"{kind}.{name}" in _PLAIN or name == "placeholder"
        if plain and isinstance(value, dict) and value.get("type") != "plain_text":
            yield problem("must be a plain_text object", f"{at}/{name}")
    check = _CHECKS.get(kind)
    if check is not None:
        yield from check(part, at)


def problem(words: str, at: str) -> str:
    """A complaint in the form that Slack gives it."""
    return f"{words} [json-pointer:{at}]"


def _held(block: Mapping[str, Any], at: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    many = enumerate(block.get("elements") or ())
    held = [*((each, f"{at}/elements/{index}") for index, each in many)]
    held += [(block[name], f"{at}/{name}") for name in ("accessory", "element") if block.get(name) is not None]
    return ((each, where) for each, where in held if isinstance(each, dict))


def _rich_text(block: Mapping[str, Any], at: str) -> Iterator[str]:
    for element, where in _held(block, at):
        if element.get("type") not in _RICH:
            yield problem(f"unsupported type: {element.get('type')}", f"{where}/type")
            continue
        inner = frozenset({"rich_text_section"}) if element["type"] == "rich_text_list" else _INLINE
        for each, place in _held(element, where):
            if each.get("type") not in inner:
                yield problem(f"unsupported type: {each.get('type')}", f"{place}/type")


def _image(part: Mapping[str, Any], at: str) -> Iterator[str]:
    url = part.get("image_url")
    if (url is None) == (part.get("slack_file") is None):
        yield problem("must have exactly one of image_url, slack_file", at)
    if url is not None and not _URL.fullmatch(str(url)):
        yield problem("must be a valid URL", f"{at}/image_url")


def _select(part: Mapping[str, Any], at: str) -> Iterator[str]:
    if part.get("max_selected_items", 1) < 1:
        yield problem("must be greater than 0", f"{at}/max_selected_items")
    if part["type"] in ("static_select", "multi_static_select"):
        yield from _options(part, at)


def _options(part: Mapping[str, Any], at: str) -> Iterator[str]:
    """An option that is chosen at first is one of those that there are; menus show no mrkdwn in theirs."""
    groups = part.get("option_groups") or [part]
    offered = [each for group in groups for each in group.get("options") or () if isinstance(each, dict)]
    chosen = [*(part.get("initial_options") or ()), *filter(None, [part.get("initial_option")])]
    known = {each.get("value") for each in offered}
    if any(not isinstance(each, dict) or each.get("value") not in known for each in chosen):
        yield problem("initial option is not one of the options", at)
    if part["type"] in _PLAIN_OPTIONS:
        texts = [each.get(name) for each in offered for name in ("text", "description")]
        if any(isinstance(text, dict) and text.get("type") != "plain_text" for text in texts):
            yield problem("must be a plain_text object", f"{at}/options")
    if part["type"] != "overflow" and any("url" in each for each in offered):
        yield problem("invalid additional property: url", f"{at}/options")


def _moment(part: Mapping[str, Any], at: str) -> Iterator[str]:
    moment = part.get("initial_date_time")
    if moment is not None and (not isinstance(moment, int) or moment not in _MOMENT):
        yield problem("must be a Unix timestamp of 10 digits", f"{at}/initial_date_time")


def _entry(part: Mapping[str, Any], at: str) -> Iterator[str]:
    least, most = part.get("min_length", 0), part.get("max_length", _LONGEST_ENTRY)
    if not 0 <= least <= _LONGEST_ENTRY:
        yield problem(f"must be between 0 and {_LONGEST_ENTRY}", f"{at}/min_length")
    if not 1 <= most <= _LONGEST_ENTRY or most < least:
        yield problem(f"must be between min_length and {_LONGEST_ENTRY}", f"{at}/max_length")


def _list(part: Mapping[str, Any], at: str) -> Iterator[str]:
    if part.get("style") not in (None, "bullet", "ordered"):
        yield problem("must be one of bullet, ordered", f"{at}/style")


_CHECKS = {
    "checkboxes": _options,
    "datetimepicker": _moment,
    "image": _image,
    "overflow": _options,
    "plain_text_input": _entry,
    "radio_buttons": _options,
    "rich_text_list": _list,
    **dict.fromkeys(_SELECTS, _select),
}
