"""Threads as Slack tells them: what a message carries that replies to another, or that others reply to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import TOMBSTONE
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.slack.conversations import Message
    from bot.sandbox.slack.workspace import Workspace


def thread_fields(workspace: Workspace, message: Message) -> dict[str, Any]:
    """What stands in a message for the sake of its thread; nothing when it is in none."""
    conversation = workspace.conversation(message.channel)
    if message.thread_ts:
        told = {"thread_ts": message.thread_ts}
        root = conversation.messages.get(message.thread_ts)
        if root is not None and root.author:
            told["parent_user_id"] = root.author
        return told | ({"subtype": "thread_broadcast"} if message.broadcast else {})
    replies = conversation.replies_to(message.ts)
    if not replies:
        return {}
    repliers = list(dict.fromkeys(each.user for each in replies))
    grave = message.subtype == TOMBSTONE
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(repliers),
        "reply_users": repliers,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": BOT_USER in (message.user, *repliers),
        **({"hidden": True} if grave else {}),
    }
