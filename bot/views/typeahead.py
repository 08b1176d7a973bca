"""What the bot offers while somebody types in a select of a long list (`bot.views.forms.many_terms`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from slack_sdk.models.blocks import PlainTextObject

from bot.matching import vocabulary
from bot.views.actions import LOOK_UP
from bot.views.forms import of_term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching import OwnTerm
    from bot.matching.vocabulary import Kind, Term

# The most options that Slack takes in one answer.
_MOST = 100


def offered(action_id: str, typed: str, own: Sequence[OwnTerm]) -> Mapping[str, Any]:
    """What `ack` is told, ready to be sent: the likeliest terms first, or the groups when nothing was typed.

    Args:
        action_id: of the select.
        own: the collective's own terms, of all kinds.

    Raises:
        ValueError: no such select has this action id.
    """
    parts = LOOK_UP.fullmatch(action_id)
    if parts is None:
        raise ValueError("no such select")
    asking = parts["use"] == "ask_for"
    found = [term for term in vocabulary.search(cast("Kind", parts["kind"]), typed, own) if term.asked or not asking]
    shown = found[:_MOST]
    if typed.strip():
        return {"options": [_option(term) for term in shown]}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for term in shown:
        groups.setdefault(term.group, []).append(_option(term))
    return {"option_groups": [{"label": _plain(name), "options": options} for name, options in groups.items()]}


@lru_cache(maxsize=2048)  # more than there are terms; made anew for each letter they were most of the answer's time
def _option(term: Term) -> Mapping[str, Any]:
    return of_term(term).to_dict()


def _plain(text: str) -> Mapping[str, Any]:
    return PlainTextObject(text=text).to_dict()
