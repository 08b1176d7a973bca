"""The app hears of messages: of each that is said, changed or deleted where it is, as far as its manifest asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.objects import message_object
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.delivery.gateway import Gateway
    from bot.sandbox.slack.conversations import Message
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace

#: The kinds of conversation by the word that message events have for them.
_TYPES = {Kind.PUBLIC: "channel", Kind.PRIVATE: "group", Kind.DIRECT: "im"}


def tell_of_messages(workspace: Workspace, gateway: Gateway) -> None:
    """Have the app told from now on.

    The workspace itself says what became of each message, so that nobody who says, changes or deletes one has to.
    """

    def hear(before: Message | None, after: Message | None) -> None:
        event = message_event(workspace, before, after)
        if event is not None:
            kind = workspace.conversation(event["channel"]).kind
            gateway.tell(event, f"message.{kind.value}")

    workspace.on_message(hear)


def message_event(workspace: Workspace, before: Message | None, after: Message | None) -> Payload | None:
    """What Slack tells of it; None where that is nothing: an ephemeral message, a reaction, a place without the app."""
    message = after or before
    if message is None or message.for_user:
        return None
    conversation = workspace.conversation(message.channel)
    if BOT_USER not in conversation.members:
        return None
    where: Payload = {"channel": conversation.id, "channel_type": _TYPES[conversation.kind]}
    if before is None:
        return message_object(workspace, message) | _root(workspace, message) | where | {"event_ts": message.ts}
    if after is not None and replace(before, reactions=after.reactions) == after:
        return None
    ts = workspace.next_ts()
    told: Payload = {"type": "message", "hidden": True, "ts": ts, "event_ts": ts, **where}
    previous = {"previous_message": message_object(workspace, before)}
    if after is None:
        return told | previous | {"subtype": "message_deleted", "deleted_ts": before.ts}
    return told | previous | {"subtype": "message_changed", "message": message_object(workspace, after)}


def _root(workspace: Workspace, message: Message) -> Payload:
    """What a broadcast reply carries along."""
    root = workspace.conversation(message.channel).messages.get(message.thread_ts) if message.broadcast else None
    return {"root": message_object(workspace, root)} if root is not None else {}
