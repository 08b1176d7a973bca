"""What one person sees of the workspace, as the page is told it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import TOMBSTONE, Kind
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.acting.deeds import Deeds
    from bot.sandbox.page.agenda import Due
    from bot.sandbox.page.playback import Playback
    from bot.sandbox.slack.conversations import Conversation, Message
    from bot.sandbox.slack.manifest import Manifest
    from bot.sandbox.slack.people import Person
    from bot.sandbox.slack.workspace import Workspace


def page_state(
    workspace: Workspace,
    deeds: Deeds,
    viewer: str,
    *,
    due: Sequence[Due],
    faults: Sequence[dict[str, Any]],
    story: Playback | None,
) -> dict[str, Any]:
    """Everything that the page shows to this person.

    Args:
        due: what will happen by itself, soonest first.
        faults: what can be made to go wrong, in the order to show.
        story: the one that is told, if one is.

    Raises:
        SlackError: user_not_found.
    """
    with workspace.lock:
        return {
            "version": workspace.version,
            "now": workspace.now.isoformat(),
            "viewer": _account(workspace.person(viewer)),
            "team": {"name": workspace.team.name},
            "people": [_person(workspace, each) for each in workspace.people.values()],
            "app": _app(workspace.manifest),
            "channels": [_conversation(each, viewer) for each in deeds.seen_by(viewer)],
            "view": _view(workspace, viewer),
            "home": _home(workspace, viewer),
            "notice": workspace.notices.get(viewer),
            "commands": [asdict(each) for each in workspace.manifest.commands],
            "shortcuts": [asdict(each) for each in workspace.manifest.shortcuts],
            "busy": workspace.waiting.get(viewer, 0) > 0,
            "faults": list(faults),
            "story": asdict(story.progress) if story else None,
            "due": [asdict(each) | {"at": each.at.isoformat()} for each in due],
        }


def _app(manifest: Manifest) -> dict[str, Any]:
    return {
        "user": BOT_USER,
        "home_tab": manifest.home_tab,
        "messages_tab": manifest.messages_tab,
        "read_only": manifest.read_only_messages,
    }


def _account(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "timezone": person.timezone,
        "role": person.role.value,
    }


def _person(workspace: Workspace, person: Person) -> dict[str, Any]:
    return _account(person) | {
        "bot": person.is_bot,
        "deleted": person.deleted,
        "unread": sum(
            each.unread_by(person.id)
            for each in workspace.conversations_of(person.id)
            if each.kind is Kind.DIRECT  # the badge that Slack counts: what was said to this person alone
        ),
    }


def _conversation(conversation: Conversation, viewer: str) -> dict[str, Any]:
    direct = conversation.kind is Kind.DIRECT
    return {
        "id": conversation.id,
        "name": conversation.name,
        "kind": "dm" if direct else "channel",
        "with": conversation.other(viewer) if direct else None,
        "archived": conversation.archived,
        "private": conversation.kind is not Kind.PUBLIC,
        "unread": conversation.unread_by(viewer),
        "read": conversation.read.get(viewer, ""),
        "messages": [_message(each) for each in conversation.seen_by(viewer)],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "ts": message.ts,
        "user": message.user,
        "bot": message.from_app,
        "text": message.text,
        "blocks": list(message.blocks),
        "reactions": [{"name": each.name, "users": list(each.users)} for each in message.reactions],
        # Slack's clients show no mark where the app changed the blocks (docs.slack.dev, chat.update).
        "edited": bool(message.edited_ts) and not message.blocks,
        "ephemeral": bool(message.for_user),
        "thread_ts": message.thread_ts or None,
        "broadcast": message.broadcast,
        "deleted": message.subtype == TOMBSTONE,
    }


def _view(workspace: Workspace, viewer: str) -> dict[str, Any] | None:
    view = workspace.views.top(viewer)
    if view is None:
        return None
    depth = len(workspace.views.stack(viewer))
    return view_object(workspace, view) | {"errors": view.errors, "notice": view.notice or None, "depth": depth}


def _home(workspace: Workspace, viewer: str) -> dict[str, Any] | None:
    home = workspace.views.home(viewer)
    return view_object(workspace, home) if home else None
