"""What Slack would send back when somebody submits a form exactly as it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_sdk.models.views import View

_INITIAL = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_conversation": "selected_conversation",
}


def submitted(view: View, **changes: dict[str, Any]) -> dict[str, Any]:
    """The view of a `view_submission`; `changes` are answers by block id that differ from what was shown."""
    shown = view.to_dict()
    values = {}
    for block in shown["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            answer = {into: element[key] for key, into in _INITIAL.items() if key in element}
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **answer}}
    for block_id, answer in changes.items():
        values[block_id] = {"answer": answer}
    return {**shown, "state": {"values": values}}
