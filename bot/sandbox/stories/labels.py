"""What a person finds by its label: buttons, options and fields, and how they are used. A beginning is enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import is_emoji
from bot.sandbox.slack.elements import elements_of
from bot.sandbox.slack.views import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.sandbox.acting.participant import Participant
    from bot.sandbox.slack.conversations import Message

Element = dict[str, Any]
_MOST_TOLD = 20
#: What is picked and not chosen from a list, in Slack's form.
_PICKED = {"datepicker": re.compile(r"\d{4}-\d\d-\d\d"), "timepicker": re.compile(r"\d\d:\d\d")}
_EMOJI = {"✋": "raised_hand", "🙋": "raising_hand", "👍": "+1", "🎉": "tada", "❤️": "heart"}
#: The five colours of a hand, as they follow an emoji.
_TONES = {chr(0x1F3FB + number): f"::skin-tone-{number + 2}" for number in range(5)}


def pressing(who: Participant, place: Message | View, label: str) -> Callable[[], None] | None:
    """How to press the button of this label, the two at the foot of a form included; None where there is none."""
    buttons = [element for element in _elements(place) if element["type"] == "button"]
    if found := _called(buttons, label, lambda element: element["text"]["text"]):
        return lambda: who.click(place, found["action_id"], found.get("value"))
    if isinstance(place, View):
        foot = [(place.shape.get("submit"), who.submit), (place.shape.get("close"), who.close)]
        return next((press for text, press in foot if text and text["text"] == label), None)
    return None


def choosing(who: Participant, place: Message | View, label: str) -> Callable[[], None] | None:
    """How to choose the option of this label, or this day or time; None where there is none.

    Where several can be chosen it is one more, or one fewer if it was chosen before.
    """
    for block in place.blocks:
        for element in elements_of(block):
            if value := _choice(who, place, (block["block_id"], element), label):
                return lambda: who.click(place, element["action_id"], value)
    return None


def typed(view: View, told: Mapping[str, str | Sequence[str]], user_id: Callable[[str], str]) -> dict[str, Any]:
    """What `Participant.fill` takes, from labels or block ids, and texts or options by label or value.

    Args:
        user_id: of somebody, for a field in which people are chosen.

    Raises:
        LookupError: the form has no such field, or the field no such option.
    """
    inputs = [block for block in view.blocks if block["type"] == "input"]
    values = {}
    for name, answer in told.items():
        block = _called(inputs, name, lambda each: each["label"]["text"])
        block = block or next((each for each in inputs if each["block_id"] == name), None)
        if block is None:
            raise LookupError(f"The form has no field “{name}”.")
        values[block["block_id"]] = _answer(block["element"], answer, user_id)
    return values


def emoji(told: str) -> str:
    """Slack's name of an emoji that is told by itself, as ✋🏽, or by its name.

    Raises:
        LookupError: nothing is called so.
    """
    tone = _TONES.get(told[-1:], "")
    base = told.removesuffix(told[-1]) if tone else told.strip(":")
    name = _EMOJI.get(base, base) + tone
    if not is_emoji(name):
        raise LookupError(f"“{told}” is no emoji that a story knows. It knows {' '.join(_EMOJI)}, or a name.")
    return name


def _choice(who: Participant, place: Message | View, field: tuple[str, Element], label: str) -> Any:
    """What `Participant.click` takes, or None."""
    block_id, element = field
    if element["type"] in _PICKED:
        return label if _PICKED[element["type"]].fullmatch(label) else None
    found = _option(element, label)
    if found is None or not _many(element):
        return found
    before = who.values_in(place)[block_id][element["action_id"]]["selected_options"]
    others = [each for each in before if each["value"] != found["value"]]
    return others if len(others) < len(before) else [*before, found]


def _many(element: Element) -> bool:
    kind: str = element["type"]
    return kind == "checkboxes" or kind.startswith("multi_")


def _answer(element: Element, told: str | Sequence[str], user_id: Callable[[str], str]) -> Any:
    kind = element["type"]
    wanted: list[Any] = [told] if isinstance(told, str) else list(told)
    if "users_select" in kind:
        wanted = [user_id(each) for each in wanted]
    elif "options" in element or "option_groups" in element:
        options = [_option(element, each) for each in wanted]
        if None in options:
            there = ", ".join(f"“{each['text']['text']}”" for each in _options(element)[:_MOST_TOLD])
            raise LookupError(f"There is no option “{wanted[options.index(None)]}”. There are {there}.")
        wanted = options
    return wanted if _many(element) else wanted[0]


def _options(element: Element) -> Sequence[Element]:
    groups = element.get("option_groups") or [element]
    return [each for group in groups for each in group.get("options", ())]


def _option(element: Element, label: str) -> Element | None:
    options = _options(element)
    by_value = next((each for each in options if each.get("value") == label), None)
    return by_value or _called(options, label, lambda each: each["text"]["text"])


def _called(things: Sequence[Element], label: str, label_of: Callable[[Element], str]) -> Element | None:
    """The one that is called exactly so, else the only one whose name begins so."""
    exact = [each for each in things if label_of(each) == label]
    alike = exact or [each for each in things if label_of(each).startswith(label)]
    return alike[0] if exact or len(alike) == 1 else None


def _elements(place: Message | View) -> list[Element]:
    return [element for block in place.blocks for element in elements_of(block)]
