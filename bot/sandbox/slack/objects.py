"""People, messages, conversations and views in the shapes in which Slack's protocol carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.people import Role
from bot.sandbox.slack.threads import thread_fields
from bot.sandbox.slack.workspace import APP_ID, BOT_ID, BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.slack.conversations import Conversation, Message
    from bot.sandbox.slack.people import Person
    from bot.sandbox.slack.views import View
    from bot.sandbox.slack.workspace import Workspace

Payload = dict[str, Any]

_IN_VIEW = ("callback_id", "private_metadata", "external_id")
_FLAGS = ("clear_on_close", "notify_on_close")


def user_object(workspace: Workspace, person: Person) -> Payload:
    """A user, as users.info gives it; of a deactivated one Slack leaves most fields out."""
    first, _, last = person.name.partition(" ")
    told: Payload = {
        "id": person.id,
        "team_id": workspace.team.id,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": {
            "title": person.title,
            "real_name": person.name,
            "real_name_normalized": person.name,
            "display_name": "",
            "display_name_normalized": "",
            "first_name": first,
            "last_name": last,
            "team": workspace.team.id,
        },
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(workspace.now.timestamp()),
    }
    if person.is_bot:
        told["profile"] |= {"bot_id": BOT_ID, "api_app_id": APP_ID}
    if person.deleted:
        return told
    local = workspace.now.astimezone(ZoneInfo(person.timezone))
    offset = local.utcoffset()
    return told | {
        "real_name": person.name,
        "tz": person.timezone,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_admin": person.role in (Role.ADMIN, Role.OWNER),
        "is_owner": person.role is Role.OWNER,
        "is_primary_owner": False,
        "is_restricted": person.role is Role.GUEST,
        "is_ultra_restricted": False,
        "is_email_confirmed": not person.is_bot,
    }


def message_object(workspace: Workspace, message: Message, *, metadata: bool = False) -> Payload:
    """A message, as conversations.history gives it."""
    told: Payload = {"type": "message", "text": message.text, "ts": message.ts, "team": workspace.team.id}
    if message.author:
        told["user"] = message.author
    if message.subtype:
        told["subtype"] = message.subtype
    if message.from_app:
        told |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": _bot_profile(workspace)}
    if message.blocks:
        told["blocks"] = list(message.blocks)
    if message.edited_ts:
        told["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.reactions:
        told["reactions"] = [
            {"name": each.name, "users": list(each.users), "count": len(each.users)} for each in message.reactions
        ]
    if metadata and message.metadata:
        told["metadata"] = message.metadata
    return told | thread_fields(workspace, message)


def conversation_object(workspace: Workspace, conversation: Conversation) -> Payload:
    """A conversation, as conversations.info gives it to the app."""
    told: Payload = {
        "id": conversation.id,
        "created": 0,
        "is_archived": conversation.archived,
        "is_im": conversation.kind is Kind.DIRECT,
        "is_mpim": False,
        "is_org_shared": False,
        "context_team_id": workspace.team.id,
    }
    if conversation.kind is Kind.DIRECT:
        other = conversation.other(BOT_USER)
        return told | {"user": other, "is_user_deleted": workspace.person(other).deleted, "is_open": True}
    private = conversation.kind is Kind.PRIVATE
    return told | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not private,
        "is_group": private,
        "is_private": private,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": BOT_USER in conversation.members,
        "creator": "",
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(conversation.members),
    }


def view_object(workspace: Workspace, view: View) -> Payload:
    """A view, as an interaction carries it."""
    shape = view.shape
    return {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": shape["type"],
        "title": shape.get("title"),
        "submit": shape.get("submit"),
        "close": shape.get("close"),
        "blocks": list(view.blocks),
        **{name: shape.get(name) or "" for name in _IN_VIEW},
        **{name: bool(shape.get(name)) for name in _FLAGS},
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id or None,
        "app_id": APP_ID,
        "app_installed_team_id": workspace.team.id,
        "bot_id": BOT_ID,
    }


def _bot_profile(workspace: Workspace) -> Payload:
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": workspace.manifest.name,
        "deleted": False,
        "team_id": workspace.team.id,
    }
