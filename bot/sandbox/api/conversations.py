"""The Web API's conversations.* methods: what the app can learn about channels, and its direct messages."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, TypeVar

from bot.sandbox.api.chat import visible
from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.objects import conversation_object, message_object
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.sandbox.api.arguments import Arguments
    from bot.sandbox.slack.conversations import Conversation, Message
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace

_T = TypeVar("_T")
_PAGE = 100
_LARGEST_PAGE = 999
_TYPES = {"public_channel": Kind.PUBLIC, "private_channel": Kind.PRIVATE, "im": Kind.DIRECT}


def open_direct(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.open, for one person."""
    if args.has("channel"):
        conversation = visible(workspace, args.text("channel"))
        if conversation.kind is not Kind.DIRECT:
            raise SlackError("method_not_supported_for_channel_type")
    else:
        users = args.structure("users") if args.text("users").startswith("[") else args.text("users").split(",")
        if not users or users == [""]:
            raise SlackError("users_list_not_supplied")
        person = workspace.person(users[0])
        if person.deleted:
            raise SlackError("user_disabled")
        if len(users) > 1 or person.is_bot:
            raise SlackError("invalid_user_combination")
        conversation = workspace.direct(BOT_USER, person.id)
    whole = args.flag("return_im")
    return {"channel": conversation_object(workspace, conversation) if whole else {"id": conversation.id}}


def history(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.history: newest first, without what only one person sees and without replies in threads."""
    conversation = _entered(workspace, args)
    spoken = (each for each in conversation.messages.values() if not each.thread_ts or each.broadcast)
    found = [each for each in _between(spoken, args) if not each.for_user]
    return _told(workspace, found[::-1], args) | {"pin_count": 0}


def replies(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.replies: what was replied to first, whatever the bounds, then the replies, oldest first."""
    conversation = _entered(workspace, args)
    try:
        root = conversation.root_of(args.required("ts"))
    except SlackError as error:
        raise SlackError("thread_not_found") if error.code == "cannot_reply_to_message" else error from None
    return _told(workspace, [root, *_between(conversation.replies_to(root.ts), args)], args)


def info(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.info."""
    told = conversation_object(workspace, visible(workspace, args.required("channel")))
    if not args.flag("include_num_members"):
        told.pop("num_members", None)
    return {"channel": told}


def members(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.members."""
    page, cursor = page_of(visible(workspace, args.required("channel")).members, args)
    return {"members": list(page), "response_metadata": {"next_cursor": cursor}}


def list_all(workspace: Workspace, args: Arguments) -> Payload:
    """conversations.list, of the kinds asked for; public channels when none are."""
    kinds = kinds_of(args)
    found = [
        each
        for each in workspace.conversations.values()
        if each.kind in kinds
        and (each.kind is Kind.PUBLIC or BOT_USER in each.members)
        and not (args.flag("exclude_archived") and each.archived)
    ]
    page, cursor = page_of(found, args)
    return {
        "channels": [conversation_object(workspace, each) for each in page],
        "response_metadata": {"next_cursor": cursor},
    }


def kinds_of(args: Arguments) -> list[Kind]:
    """The kinds of conversation that a list is asked for.

    Raises:
        SlackError: invalid_types.
    """
    types = [each.strip() for each in args.text("types", "public_channel").split(",") if each.strip() != "mpim"]
    if not set(types) <= set(_TYPES):
        raise SlackError("invalid_types")
    return [_TYPES[each] for each in types]


def _entered(workspace: Workspace, args: Arguments) -> Conversation:
    conversation = visible(workspace, args.required("channel"))
    if BOT_USER not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _between(messages: Iterable[Message], args: Arguments) -> list[Message]:
    """Those within `oldest` and `latest`, which are outside themselves unless the call is inclusive."""
    oldest, latest = _bound(args, "oldest"), _bound(args, "latest")
    inclusive = args.flag("inclusive")

    def between(moment: float) -> bool:
        if inclusive and moment in (oldest, latest):
            return True
        return (oldest is None or moment > oldest) and (latest is None or moment < latest)

    return [each for each in messages if between(float(each.ts))]


def _told(workspace: Workspace, found: Sequence[Message], args: Arguments) -> Payload:
    page, cursor = page_of(found, args)
    metadata = args.flag("include_all_metadata")
    return {
        "messages": [message_object(workspace, each, metadata=metadata) for each in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _bound(args: Arguments, name: str) -> float | None:
    if not args.text(name):
        return None
    try:
        return float(args.text(name))
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def page_of(found: Sequence[_T], args: Arguments) -> tuple[Sequence[_T], str]:
    """One page, and the cursor of the next, or "" at the end.

    Raises:
        SlackError: invalid_cursor, invalid_limit.
    """
    limit = args.number("limit", _PAGE)
    if not 1 <= limit <= _LARGEST_PAGE:
        raise SlackError("invalid_limit")
    start = 0
    if cursor := args.text("cursor"):
        try:
            start = int(b64decode(cursor, validate=True).removeprefix(b"next:"))
        except ValueError:
            raise SlackError("invalid_cursor") from None
    end = start + limit
    more = b64encode(f"next:{end}".encode()).decode() if end < len(found) else ""
    return found[start:end], more
