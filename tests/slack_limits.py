"""Slack's documented limits as a judge of every Web API call that tests make: those that the practice workspace keeps
to, and the two that Slack itself lets pass and people suffer from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.limits import MESSAGE_CHARACTERS, message_problems, view_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPEAKING = {"chat.postMessage", "chat.update", "chat.postEphemeral"}


def violations(method: str, args: Mapping[str, Any]) -> list[str]:
    """Every limit that a call breaks, a line each; none when Slack would take it.

    Args:
        method: as in "chat.postMessage".
        args: the call's arguments; `blocks` and `view` as values or as JSON.
    """
    view, blocks = _decoded(args.get("view")), _decoded(args.get("blocks")) or []
    found = view_problems(view) if view else message_problems(blocks)
    return [f"{method}: {line}" for line in (*_of_words(method, args.get("text") or "", bool(blocks)), *found)]


def _of_words(method: str, text: str, has_blocks: bool) -> Iterator[str]:
    if method in _SPEAKING and not text.strip():
        yield "no top-level text, which is all that notifications and screen readers have"
    if len(text) > MESSAGE_CHARACTERS:
        yield f"text of {len(text)} characters, no more than {MESSAGE_CHARACTERS} allowed"
    if method == "chat.update" and text and not has_blocks:
        yield "an update without blocks deletes the blocks"


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value
