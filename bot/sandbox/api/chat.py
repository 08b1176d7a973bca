"""The Web API's chat.* methods, and reactions.*: what the app says, changes, takes back and looks at."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import TOMBSTONE, Kind, is_emoji
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.limits import MESSAGE_CHARACTERS, UPDATE_CHARACTERS
from bot.sandbox.slack.objects import message_object
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.api.arguments import Arguments
    from bot.sandbox.slack.conversations import Conversation, Message
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace


def post_message(workspace: Workspace, args: Arguments) -> Payload:
    """chat.postMessage; a person's id for channel means their direct messages with the app. A long text is cut off."""
    conversation = _open_for_posting(workspace, args.required("channel"))
    text, blocks = args.words(most=sys.maxsize)
    metadata, thread = args.metadata(), in_thread(conversation, args)
    message = workspace.say(
        conversation.id, BOT_USER, text[:MESSAGE_CHARACTERS], blocks=blocks, metadata=metadata, **thread
    )
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "message": message_object(workspace, message, metadata=True),
    }


def post_ephemeral(workspace: Workspace, args: Arguments) -> Payload:
    """chat.postEphemeral: a message that one person sees."""
    conversation = _open_for_posting(workspace, args.required("channel"))
    user = args.required("user")
    if user not in conversation.members:
        raise SlackError("user_not_in_channel")
    text, blocks = args.words()
    thread = in_thread(conversation, args)
    message = workspace.say(conversation.id, BOT_USER, text, blocks=blocks, for_user=user, **thread)
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Arguments) -> Payload:
    """chat.update; whoever sends a text and no blocks takes the blocks away.

    A reply can be broadcast later too, if nothing else is to change at the same time.
    """
    message = _own(workspace, args, "cant_update_message")
    if workspace.conversation(message.channel).archived:
        raise SlackError("is_inactive")
    if args.flag("reply_broadcast") and not message.broadcast:
        return _told_of_update(workspace, _broadcast(workspace, message, args))
    text, blocks = args.words(most=UPDATE_CHARACTERS)
    metadata = args.metadata() if args.has("metadata") else message.metadata
    changed = workspace.change(
        message, text=text, blocks=blocks, metadata=metadata or None, edited_ts=workspace.next_ts()
    )
    return _told_of_update(workspace, changed)


def delete(workspace: Workspace, args: Arguments) -> Payload:
    """chat.delete."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def in_thread(conversation: Conversation, args: Arguments) -> dict[str, Any]:
    """Where a reply belongs, as fields of `Message`. To what is not there Slack does not reply but posts, and says ok.

    Raises:
        SlackError: invalid_thread_ts, cannot_reply_to_message.
    """
    ts = args.timestamp("thread_ts", "invalid_thread_ts")
    try:
        root = conversation.root_of(ts) if ts else None
    except SlackError as error:
        if error.code != "thread_not_found":
            raise
        root = None
    return {"thread_ts": root.ts, "broadcast": args.flag("reply_broadcast")} if root else {}


def get_permalink(workspace: Workspace, args: Arguments) -> Payload:
    """chat.getPermalink; the address leads to the practice workspace's own page."""
    conversation = visible(workspace, args.required("channel"))
    message = _posted(workspace, conversation, args.required("message_ts"))
    permalink = f"{workspace.url}archives/{conversation.id}/p{message.ts.replace('.', '')}"
    return {"channel": conversation.id, "permalink": permalink}


def get_reactions(workspace: Workspace, args: Arguments) -> Payload:
    """reactions.get, for a message."""
    message = _reacted_to(workspace, args)
    return {
        "type": "message",
        "channel": message.channel,
        "message": message_object(workspace, message),
    }


def add_reaction(workspace: Workspace, args: Arguments) -> Payload:
    """reactions.add, by the app."""
    message, name = _reacted_to(workspace, args), args.required("name")
    if not is_emoji(name):
        raise SlackError("invalid_name")
    if workspace.conversation(message.channel).archived:
        raise SlackError("is_archived")
    if message.has_reaction(name, BOT_USER):
        raise SlackError("already_reacted")
    workspace.change(message, reactions=message.with_reaction(name, BOT_USER))
    return {}


def _broadcast(workspace: Workspace, message: Message, args: Arguments) -> Message:
    if not message.thread_ts:
        raise SlackError("cant_broadcast_message")
    if args.has("text") or args.has("blocks"):
        raise SlackError("no_dual_broadcast_content_update")
    return workspace.change(message, broadcast=True)


def _told_of_update(workspace: Workspace, changed: Message) -> Payload:
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.text,
        "message": message_object(workspace, changed, metadata=True),
    }


def _reacted_to(workspace: Workspace, args: Arguments) -> Message:
    if not args.has("channel") or not args.has("timestamp"):
        raise SlackError("no_item_specified")
    conversation = visible(workspace, args.text("channel"))
    return _posted(workspace, conversation, args.timestamp("timestamp", "bad_timestamp"))


def visible(workspace: Workspace, channel: str) -> Conversation:
    """A conversation that the app can know of: public, or with it in it.

    Raises:
        SlackError: channel_not_found.
    """
    conversation = workspace.conversation(channel)
    if conversation.kind is not Kind.PUBLIC and BOT_USER not in conversation.members:
        raise SlackError("channel_not_found")
    return conversation


def _posted(workspace: Workspace, conversation: Conversation, ts: str) -> Message:
    message = workspace.message(conversation.id, ts)
    if message.for_user:
        raise SlackError("message_not_found")
    return message


def _open_for_posting(workspace: Workspace, channel: str) -> Conversation:
    if channel in workspace.people and channel != BOT_USER:
        if workspace.person(channel).deleted:
            raise SlackError("channel_not_found")
        conversation = workspace.direct(BOT_USER, channel)
    else:
        conversation = visible(workspace, channel)
    if conversation.archived:
        raise SlackError("is_archived")
    if BOT_USER not in conversation.members:
        raise SlackError("not_in_channel")
    if conversation.kind is Kind.DIRECT and not workspace.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return conversation


def _own(workspace: Workspace, args: Arguments, refusal: str) -> Message:
    conversation = visible(workspace, args.required("channel"))
    message = _posted(workspace, conversation, args.required("ts"))
    if message.subtype == TOMBSTONE:
        raise SlackError("message_not_found")
    if not message.from_app:
        raise SlackError(refusal)
    return message
