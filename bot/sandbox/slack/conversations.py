"""Channels, direct messages and what is said in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from bot.sandbox.slack.errors import SlackError

Blocks = tuple[dict[str, Any], ...]

#: What came through a response_url, as through any webhook, has the app for its author, and no user.
BOT_MESSAGE = "bot_message"
#: What is left of a deleted message that has replies.
TOMBSTONE = "tombstone"


#: A reaction's name, with a skin tone at its end or none.
_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
_MENTION = re.compile(r"<@([A-Z0-9]+)[|>]")


def is_emoji(name: str) -> bool:
    """Whether a reaction can be called so."""
    return bool(_EMOJI.fullmatch(name))


class Kind(StrEnum):
    """The kinds of conversation, by the word that Slack's scopes start with."""

    PUBLIC = "channels"
    PRIVATE = "groups"
    DIRECT = "im"


@dataclass(frozen=True)
class Reaction:
    """An emoji under a message and who put it there, in order."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """Something that was said.

    Attributes:
        ts: Slack's identifier, which is also the calendar time of it.
        from_app: the app posted it.
        for_user: the only person who sees it (an ephemeral message), or empty.
        thread_ts: of a reply, the message that it replies to; empty for every other.
        broadcast: a reply that stands in the conversation as well.
        subtype: Slack's word for a message that no user wrote (BOT_MESSAGE), or that stands for one that was deleted
            (TOMBSTONE); empty for every other.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: Blocks = ()
    from_app: bool = False
    for_user: str = ""
    thread_ts: str = ""
    broadcast: bool = False
    subtype: str = ""
    edited_ts: str = ""
    metadata: dict[str, Any] | None = None
    reactions: tuple[Reaction, ...] = ()

    @property
    def author(self) -> str:
        """The user who wrote it, or empty where no user did."""
        return "" if self.subtype == BOT_MESSAGE else self.user

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Ids of the people who are mentioned in it, in its text or in its blocks."""
        return frozenset(_MENTION.findall(self.text + json.dumps(self.blocks)))

    def with_reaction(self, name: str, user: str) -> tuple[Reaction, ...]:
        """The reactions once this person has reacted so too."""
        if any(each.name == name for each in self.reactions):
            return tuple(Reaction(name, (*each.users, user)) if each.name == name else each for each in self.reactions)
        return (*self.reactions, Reaction(name, (user,)))

    def without_reaction(self, name: str, user: str) -> tuple[Reaction, ...]:
        """The reactions once this person has taken theirs back."""
        left = (
            Reaction(name, tuple(who for who in each.users if who != user)) if each.name == name else each
            for each in self.reactions
        )
        return tuple(each for each in left if each.users)

    def has_reaction(self, name: str, user: str) -> bool:
        return any(each.name == name and user in each.users for each in self.reactions)


@dataclass
class Conversation:
    """A channel or a direct message, as it stands now.

    Attributes:
        members: ids of the people in it, in the order in which they came.
        messages: by ts, oldest first.
        read: the newest ts that each person has seen.
    """

    id: str
    name: str
    kind: Kind
    members: list[str]
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def other(self, user: str) -> str:
        """Whom a direct message is with, seen by one of the two."""
        return next((each for each in self.members if each != user), user)

    def seen_by(self, user: str) -> tuple[Message, ...]:
        """What this person sees in it, oldest first."""
        return tuple(each for each in self.messages.values() if each.for_user in ("", user))

    def replies_to(self, ts: str) -> tuple[Message, ...]:
        """The replies in a thread, oldest first."""
        return tuple(each for each in self.messages.values() if ts and each.thread_ts == ts and not each.for_user)

    def root_of(self, ts: str) -> Message:
        """The message that begins the thread in which `ts` stands.

        Raises:
            SlackError: thread_not_found; cannot_reply_to_message when one person alone sees it.
        """
        message = self.messages.get(ts)
        root = self.messages.get(message.thread_ts) if message and message.thread_ts else message
        if root is None:
            raise SlackError("thread_not_found")
        if root.for_user:
            raise SlackError("cannot_reply_to_message")
        return root

    def unread_by(self, user: str) -> int:
        """How many messages of others wait for this person.

        A reply in a thread is none, unless it was broadcast, or stands in direct messages in a thread that they follow.
        """
        read = self.read.get(user, "")
        fresh = [each for each in self.seen_by(user) if each.ts > read and each.user != user]
        followed = self._followed_by(user) if self.kind is Kind.DIRECT else set()
        return sum(1 for each in fresh if each.broadcast or not each.thread_ts or each.thread_ts in followed)

    def _followed_by(self, user: str) -> set[str]:
        """The messages whose threads somebody follows: those in which they wrote or were mentioned."""
        own = (each for each in self.messages.values() if each.user == user or user in each.mentioned)
        return {each.thread_ts or each.ts for each in own}
