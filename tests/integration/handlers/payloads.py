"""What Slack sends, in the shapes in which it sends it: commands, presses, submissions and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.matching import vocabulary
from tests.factories import CHANNEL, IDENTITY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.matching.vocabulary import Kind
    from bot.views.actions import Action

Json = dict[str, Any]

APP_ID = "A0EXCHANGE"

#: A form that can be sent.
ANSWERS = {
    "concerns": ["anxiety"],
    "age_group": "adult",
    "client_type": "individual",
    "payments": ["private_pay"],
    "format": "telehealth",
    "states": ["NY"],
    "consent": ["agreed"],
}


def command(user_id: str, name: str, text: str = "", *, response_url: str) -> Json:
    """A slash command: a flat form, every value a string."""
    return {
        "token": "unused",
        "team_id": IDENTITY.team_id,
        "team_domain": "practice",
        "channel_id": CHANNEL,
        "channel_name": "referrals",
        "user_id": user_id,
        "user_name": user_id.lower(),
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": _trigger(),
    }


def press(user_id: str, action: Action | str, value: str, *, response_url: str) -> Json:
    """A button of a message; there, and only there, Slack gives an address to answer to."""
    where = {"type": "message", "message_ts": "1772557200.000100", "channel_id": "D0DIRECT", "is_ephemeral": False}
    return {
        **_interaction("block_actions", user_id),
        "container": where,
        "channel": {"id": "D0DIRECT", "name": "directmessage"},
        "message": {
            "type": "message",
            "user": IDENTITY.bot_user_id,
            "ts": "1772557200.000100",
            "text": "",
            "blocks": [],
        },
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [
            {
                "type": "button",
                "action_id": str(action),
                "block_id": "b1",
                "text": {"type": "plain_text", "text": "Press", "emoji": True},
                "value": value,
                "action_ts": "1772557201.000200",
            }
        ],
    }


def pick(user_id: str, action: Action, value: str, *, response_url: str) -> Json:
    """An option of a select in a message."""
    told = press(user_id, action, "", response_url=response_url)
    [chosen] = told["actions"]
    del chosen["value"], chosen["text"]
    chosen |= {
        "type": "static_select",
        "selected_option": {"text": {"type": "plain_text", "text": "Picked"}, "value": value},
    }
    return told


def overflow(user_id: str, action: Action, value: str, *, response_url: str) -> Json:
    """An option of the ⋯ menu in a message."""
    told = pick(user_id, action, value, response_url=response_url)
    told["actions"][0]["type"] = "overflow"
    return told


def press_in_form(user_id: str, action: Action | str, value: str, view: Json) -> Json:
    """A button of a form."""
    told = press(user_id, action, value, response_url="")
    for name in ("response_url", "message", "channel", "state"):
        del told[name]
    return {**told, "container": {"type": "view", "view_id": view["id"]}, "view": view}


def choose_in_form(user_id: str, action: Action, value: str, view: Json) -> Json:
    """An option of the menu behind the three dots, in a form."""
    told = press_in_form(user_id, action, "", view)
    [chosen] = told["actions"]
    del chosen["value"], chosen["text"]
    picked = {"text": {"type": "plain_text", "text": "Picked", "emoji": True}, "value": value}
    chosen |= {"type": "overflow", "selected_option": picked}
    return told


def suggestion(user_id: str, action_id: str, typed: str) -> Json:
    """Somebody types in a select of a form whose options come from the bot; Slack gives it no trigger."""
    told = _interaction("block_suggestion", user_id)
    del told["trigger_id"]
    where = {"container": {"type": "view", "view_id": "V0FORM"}, "view": {"id": "V0FORM", "type": "modal"}}
    return told | where | {"action_id": action_id, "block_id": "b1", "value": typed}


def typed_in_form(user_id: str, name: str, view: Json) -> Json:
    """A letter was typed in a field of a form that tells so; what stands in it then is in the view, and beside it."""
    [block] = [each for each in view["blocks"] if each.get("block_id", "").partition(":")[0] == name]
    element, block_id = block["element"], block["block_id"]
    assert block["dispatch_action"]
    assert element["dispatch_action_config"] == {"trigger_actions_on": ["on_character_entered"]}
    told = press_in_form(user_id, element["action_id"], "", view)
    told["actions"] = [
        {
            "type": "plain_text_input",
            "block_id": block_id,
            "action_id": element["action_id"],
            "value": view["state"]["values"][block_id][element["action_id"]]["value"],
            "action_ts": "1772557201.000300",
        }
    ]
    return told


def submission(user_id: str, view: Json) -> Json:
    """A form that was sent."""
    return {**_interaction("view_submission", user_id), "view": view, "response_urls": []}


def event(told: Json, *, event_id: str = "", team_id: str = IDENTITY.team_id) -> Json:
    """An event in the envelope of the Events API."""
    authorized = {
        "enterprise_id": None,
        "team_id": team_id,
        "user_id": IDENTITY.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "unused",
        "team_id": team_id,
        "api_app_id": APP_ID,
        "event": told,
        "type": "event_callback",
        "event_id": event_id or f"Ev{uuid4().hex[:10].upper()}",
        "event_time": 1772557200,
        "authorizations": [authorized],
        "is_ext_shared_channel": False,
        "event_context": "4-unused",
    }


def reaction(
    user_id: str, ts: str, *, name: str = "raised_hand", added: bool = True, channel: str = CHANNEL, at: str = ""
) -> Json:
    """`reaction_added` or `reaction_removed`; `item_user` is left out, as Slack may."""
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": channel, "ts": ts},
        "event_ts": at or "1772557200.000300",
    }


def message(
    user_id: str, text: str, *, ts: str = "", channel: str = CHANNEL, private: bool = True, **more: Any
) -> Json:
    """A message that somebody typed; `more` is what makes it a reply, a broadcast one, or one with a file."""
    ts = ts or f"1772557300.{uuid4().int % 10**6:06}"
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {
        "user": user_id,
        "type": "message",
        "ts": ts,
        "client_msg_id": str(uuid4()),
        "text": text,
        "team": IDENTITY.team_id,
        "blocks": [{"type": "rich_text", "block_id": "Ab1", "elements": [words]}],
        **more,
        "channel": channel,
        "event_ts": ts,
        "channel_type": "group" if private else "channel",
    }


def home_opened(user_id: str, *, tab: str = "home") -> Json:
    """`app_home_opened`: somebody looks at a tab of the app."""
    return {"type": "app_home_opened", "user": user_id, "channel": "D0DIRECT", "tab": tab, "event_ts": "1772557200.1"}


def edit(typed: Mapping[str, Any], text: str) -> Json:
    """`message_changed`: the author of a message made it say something else."""
    told = {name: value for name, value in typed.items() if name not in ("channel", "event_ts", "channel_type")}
    edited = {"user": typed["user"], "ts": "1772557400.000000"}
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": {**told, "text": text, "edited": edited, "source_team": IDENTITY.team_id},
        "previous_message": told,
        "channel": typed["channel"],
        "hidden": True,
        "ts": "1772557400.000100",
        "event_ts": "1772557400.000100",
        "channel_type": typed["channel_type"],
    }


def filled(view: Json, **answers: Any) -> Json:
    """A form that was opened, as it comes back with these answers and with what was filled in beforehand.

    Args:
        view: as views.open was handed it.
        answers: by the name of the field, the value, or a list of them where several can be picked.
    """
    values: dict[str, Json] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name = block["block_id"].partition(":")[0]
            element = block["element"]
            given = _answer(element, answers.pop(name)) if name in answers else _shown(element)
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **given}}
    assert not answers, f"the form has no {answers}"
    return {
        "id": "V0FORM",
        "hash": "1772557200.abc",
        "team_id": IDENTITY.team_id,
        "app_id": APP_ID,
        "bot_id": IDENTITY.bot_id,
        **view,
        "root_view_id": "V0FORM",
        "previous_view_id": None,
        "state": {"values": values},
    }


#: Where an answer stands, and where what was filled in beforehand does, by the kind of the element.
_ONE = {
    "plain_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "external_select": ("selected_option", "initial_option"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
}


def _answer(element: Mapping[str, Any], given: Any) -> Json:
    into, _ = _ONE[element["type"]]
    if into not in ("selected_option", "selected_options"):
        return {into: given}
    if element["type"] == "external_select":
        return {into: _looked_up(element, given)}
    if element["type"] == "multi_external_select":
        return {into: [_looked_up(element, code) for code in given]}
    offered = element.get("options") or [o for group in element["option_groups"] for o in group["options"]]
    by_value = {option["value"]: option for option in offered}
    return {into: by_value[given] if into == "selected_option" else [by_value[each] for each in given]}


def _looked_up(element: Mapping[str, Any], code: str) -> Json:
    """What the bot has offered for a term, as Slack gives it back."""
    kind: Kind = element["action_id"].partition(":")[2]
    return {"text": {"type": "plain_text", "text": vocabulary.label(kind, code), "emoji": True}, "value": code}


def _shown(element: Mapping[str, Any]) -> Json:
    into, initial = _ONE[element["type"]]
    nothing: Any = [] if into in ("selected_options", "selected_users") else None
    return {into: element.get(initial, nothing)}


def message_shortcut(user_id: str, callback_id: str, message: Mapping[str, Any], *, response_url: str) -> Json:
    """A shortcut in the menu of a message (docs.slack.dev, "Shortcuts interaction payload").

    Args:
        message: as the channel's history has it.
    """
    return {
        **_interaction("message_action", user_id),
        "callback_id": callback_id,
        "action_ts": "1772557500.000100",
        "channel": {"id": CHANNEL, "name": "referrals"},
        "message_ts": message["ts"],
        "message": dict(message),
        "response_url": response_url,
    }


def _interaction(kind: str, user_id: str) -> Json:
    return {
        "type": kind,
        "team": {"id": IDENTITY.team_id, "domain": "practice"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user_id, "username": user_id.lower(), "name": user_id.lower(), "team_id": IDENTITY.team_id},
        "api_app_id": APP_ID,
        "token": "unused",
        "trigger_id": _trigger(),
    }


def _trigger() -> str:
    return f"{uuid4().int % 10**12}.{uuid4().int % 10**12}.{uuid4().hex}"
