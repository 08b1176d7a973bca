"""What the bot offers while somebody types in a select of a long list (`bot.views.forms.many_terms`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from slack_sdk.models.blocks import OptionGroup, PlainTextObject

from bot.matching import vocabulary
from bot.views.actions import LOOK_UP
from bot.views.forms import of_term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching import OwnTerm
    from bot.matching.vocabulary import Kind

# The most options that Slack takes in one answer.
_MOST = 100


def offered(action_id: str, typed: str, own: Sequence[OwnTerm]) -> Mapping[str, Any]:
    """What `ack` is told: the likeliest terms first, or the groups when nothing was typed.

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
        return {"options": [of_term(term) for term in shown]}
    headings = dict.fromkeys(term.group for term in shown)
    return {
        "option_groups": [
            OptionGroup(label=PlainTextObject(text=name), options=[of_term(t) for t in shown if t.group == name])
            for name in headings
        ]
    }
