"""What is delivered to the app, in Slack's own shapes: events, commands, and what people do with buttons and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.sandbox.slack.conversations import Kind, Message
from bot.sandbox.slack.objects import message_object, view_object
from bot.sandbox.slack.threads import thread_fields
from bot.sandbox.slack.workspace import APP_ID, BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.slack.conversations import Conversation
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.people import Person
    from bot.sandbox.slack.views import View
    from bot.sandbox.slack.workspace import Workspace

#: The long deprecated way of telling that a payload is Slack's; still sent, and nothing should go by it.
_VERIFICATION_TOKEN = "practice"  # noqa: S105


def event_callback(workspace: Workspace, event: Payload) -> Payload:
    """An event as it is delivered; its id stays the same when it is delivered again."""
    return {
        "token": _VERIFICATION_TOKEN,
        "team_id": workspace.team.id,
        "api_app_id": APP_ID,
        "event": {**event, "event_ts": event.get("event_ts") or workspace.next_ts()},
        "type": "event_callback",
        "event_id": f"Ev{uuid4().hex[:12].upper()}",
        "event_time": int(workspace.now.timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": uuid4().hex,
    }


def app_home_opened(workspace: Workspace, person: Person, tab: str) -> Payload:
    """Somebody opened the app's Home or Messages tab; the view comes with the Home tab, once there is one."""
    event: Payload = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.direct(person.id, BOT_USER).id,
        "tab": tab,
    }
    home = workspace.views.home(person.id) if tab == "home" else None
    return event | {"view": view_object(workspace, home)} if home else event


def command(
    workspace: Workspace, person: Person, conversation: Conversation, *, name: str, text: str, response_url: str
) -> Payload:
    """A slash command; in Slack's form encoding every value is a text."""
    return {
        "token": _VERIFICATION_TOKEN,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.tickets.trigger(person.id),
    }


def channel_name(conversation: Conversation) -> str:
    """A private conversation goes by its kind, as in Slack's payloads."""
    return {Kind.DIRECT: "directmessage", Kind.PRIVATE: "privategroup"}.get(conversation.kind, conversation.name)


def shortcut(workspace: Workspace, person: Person, callback_id: str) -> Payload:
    """Somebody used a global shortcut (docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload)."""
    return _interaction(workspace, person, "shortcut") | {
        "action_ts": workspace.next_ts(),
        "callback_id": callback_id,
        "trigger_id": workspace.tickets.trigger(person.id),
    }


def message_action(
    workspace: Workspace, person: Person, message: Message, callback_id: str, *, response_url: str
) -> Payload:
    """Somebody used a shortcut in the menu of a message, which comes along whole."""
    conversation = workspace.conversation(message.channel)
    return shortcut(workspace, person, callback_id) | {
        "type": "message_action",
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "message_ts": message.ts,
        "message": message_object(workspace, message),
        "response_url": response_url,
    }


def used_in_message(
    workspace: Workspace, person: Person, message: Message, action: Payload, *, values: Payload, response_url: str
) -> Payload:
    """Somebody used an element of a message."""
    return _interaction(workspace, person, "block_actions") | {
        **_of_message(workspace, message),
        "trigger_id": workspace.tickets.trigger(person.id),
        "state": {"values": values},
        "response_url": response_url,
        "actions": [{**action, "action_ts": workspace.next_ts()}],
    }


def used_in_view(workspace: Workspace, person: Person, view: View, action: Payload) -> Payload:
    """Somebody used an element of a view."""
    return _interaction(workspace, person, "block_actions") | {
        **_of_view(workspace, view),
        "trigger_id": workspace.tickets.trigger(person.id, view.id),
        "actions": [{**action, "action_ts": workspace.next_ts()}],
    }


def view_submission(workspace: Workspace, person: Person, view: View) -> Payload:
    """Somebody sent a form."""
    return _interaction(workspace, person, "view_submission") | {
        "trigger_id": workspace.tickets.trigger(person.id, view.id),
        "view": view_object(workspace, view),
        "response_urls": [],
    }


def view_closed(workspace: Workspace, person: Person, view: View, *, cleared: bool) -> Payload:
    """Somebody closed a form that asked to be told of it."""
    return _interaction(workspace, person, "view_closed") | {
        "view": view_object(workspace, view),
        "is_cleared": cleared,
    }


def block_suggestion(
    workspace: Workspace, person: Person, place: View | Message, *, field: tuple[str, str], query: str
) -> Payload:
    """Somebody types in a select whose options come from the app; `field` is its block_id and action_id."""
    told = _interaction(workspace, person, "block_suggestion") | {
        "block_id": field[0],
        "action_id": field[1],
        "value": query,
    }
    return told | (_of_message(workspace, place) if isinstance(place, Message) else _of_view(workspace, place))


def _of_view(workspace: Workspace, view: View) -> Payload:
    return {"container": {"type": "view", "view_id": view.id}, "view": view_object(workspace, view)}


def _of_message(workspace: Workspace, message: Message) -> Payload:
    """Where a message stands, and what it is; of an ephemeral one only its place is told."""
    conversation = workspace.conversation(message.channel)
    thread_ts = thread_fields(workspace, message).get("thread_ts")
    told = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.for_user),
            **({"thread_ts": thread_ts} if thread_ts else {}),
        },
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
    }
    return told if message.for_user else told | {"message": message_object(workspace, message)}


def _interaction(workspace: Workspace, person: Person, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": workspace.team.id,
        },
        "api_app_id": APP_ID,
        "token": _VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }
