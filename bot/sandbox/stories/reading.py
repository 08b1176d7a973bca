"""What a person reads in a message or a form, as plain text."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.sandbox.slack.conversations import Message

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LABELLED = re.compile(r"<[^|>]+\|([^>]*)>")
_BARE = re.compile(r"<((?:https?|mailto):[^>]*)>")
#: Not in sight until something is pressed, or told by the state of the form.
_HIDDEN = ("confirm", "initial_option", "initial_options")
_FOLDED = (*_HIDDEN, "options", "option_groups")


def words_of(place: Message | View, names: Mapping[str, str]) -> str:
    """All that is to be read there, the labels of buttons and what was filled in among it.

    Args:
        names: of everybody, by user id; who is mentioned reads as "@Ana Flores".
    """
    if isinstance(place, View):
        shape = [place.shape.get(part) for part in ("title", "submit", "close")]
        told = [*_texts([*shape, list(place.blocks), place.values]), *place.errors.values(), place.notice]
    else:
        told = list(_texts(list(place.blocks))) if place.blocks else [place.text]
    return "\n".join(_plain(text, names) for text in told if text)


def from_line(place: Message | View, words: str, names: Mapping[str, str]) -> Message | View:
    """The same with nothing but what stands from the line with these words on; all of it where there are no words."""
    lines = ("\n".join(_plain(text, names) for text in _texts(block)) for block in place.blocks)
    first = next((at for at, line in enumerate(lines) if words in line), len(place.blocks))
    return replace(place, blocks=place.blocks[first:]) if words else place


def _plain(text: str, names: Mapping[str, str]) -> str:
    """Slack's mrkdwn without its marks."""
    text = _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", text)
    text = _BARE.sub(r"\1", _LABELLED.sub(r"\1", text))
    return html.unescape(re.sub(r"^>", "", text.replace("*", ""), flags=re.MULTILINE))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        typed = value.get("value") if value.get("type") == "plain_text_input" else None
        yield from (each for each in (typed, value.get("text")) if isinstance(each, str))
        hidden = _FOLDED if str(value.get("type")).endswith(("_select", "overflow")) else _HIDDEN
        for key, part in value.items():
            if key not in hidden:
                yield from _texts(part)
