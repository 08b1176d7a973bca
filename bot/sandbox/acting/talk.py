"""What people do among themselves, as far as the app may hear of it: they talk, react and read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import Kind, is_emoji
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.people import Role
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.delivery.gateway import Gateway
    from bot.sandbox.slack.conversations import Conversation, Message
    from bot.sandbox.slack.people import Person
    from bot.sandbox.slack.workspace import Workspace


class Talk:
    """The deeds that nobody has to answer; each raises SlackError when Slack would not let them."""

    def __init__(self, workspace: Workspace, gateway: Gateway) -> None:
        self._workspace = workspace
        self._gateway = gateway

    def say(self, user: str, channel: str, text: str, *, thread_ts: str = "") -> Message:
        """Say something where one can, or reply to what was said; an app may have closed its own direct messages."""
        with self._doing(user) as person:
            conversation = self._seen(person, channel)
            if conversation.archived:
                raise SlackError("is_archived")
            if user not in conversation.members:
                raise SlackError("not_in_channel")
            to_app = conversation.kind is Kind.DIRECT and BOT_USER in conversation.members
            manifest = self._workspace.manifest
            if to_app and (manifest.read_only_messages or not manifest.messages_tab):
                raise SlackError("messages_tab_disabled")
            if thread_ts:
                thread_ts = conversation.root_of(thread_ts).ts
            return self._workspace.say(channel, user, text, thread_ts=thread_ts)

    def react(self, user: str, channel: str, ts: str, name: str) -> None:
        """Put an emoji under a message; `name` as Slack writes it, as in "hand::skin-tone-3"."""
        self._reaction(user, channel, ts, name, added=True)

    def unreact(self, user: str, channel: str, ts: str, name: str) -> None:
        """Take an emoji back."""
        self._reaction(user, channel, ts, name, added=False)

    def open_direct(self, user: str, other: str) -> str:
        """Begin direct messages with somebody.

        Returns:
            The id of the conversation.
        """
        with self._doing(user):
            return self._workspace.direct(user, self._workspace.person(other).id).id

    def read(self, user: str, channel: str) -> None:
        """Have seen all that stands there."""
        with self._doing(user) as person:
            conversation = self._seen(person, channel)
            conversation.read[user] = max(conversation.messages, default="")

    def seen_by(self, user: str) -> tuple[Conversation, ...]:
        """The conversations that somebody can look at: their own, and public channels unless they are a guest."""
        person = self._workspace.person(user)
        return tuple(each for each in self._workspace.conversations.values() if _sees(person, each))

    def _reaction(self, user: str, channel: str, ts: str, name: str, *, added: bool) -> None:
        workspace = self._workspace
        with self._doing(user) as person:
            conversation = self._seen(person, channel)
            message = workspace.message(channel, ts)
            if conversation.archived:
                raise SlackError("is_archived")
            if message.for_user:
                raise SlackError("not_reactable")
            if not is_emoji(name):
                raise SlackError("invalid_name")
            if message.has_reaction(name, user) is added:
                raise SlackError("already_reacted" if added else "no_reaction")
            reactions = (message.with_reaction if added else message.without_reaction)(name, user)
            workspace.change(message, reactions=reactions)
            event: dict[str, Any] = {
                "type": "reaction_added" if added else "reaction_removed",
                "user": user,
                "reaction": name,
                "item": {"type": "message", "channel": channel, "ts": ts},
            }
            if message.author:
                event["item_user"] = message.author
            if BOT_USER in conversation.members:
                self._gateway.tell(event)

    @contextmanager
    def _doing(self, user: str) -> Iterator[Person]:
        """The person who does it; whatever Slack told them last is over."""
        with self._workspace.changing():
            person = self._workspace.person(user)
            if person.deleted:
                raise SlackError("account_inactive")
            self._workspace.notices.pop(user, None)
            yield person

    def _seen(self, person: Person, channel: str) -> Conversation:
        conversation = self._workspace.conversation(channel)
        if not _sees(person, conversation):
            raise SlackError("channel_not_found")
        return conversation


def _sees(person: Person, conversation: Conversation) -> bool:
    open_to_all = conversation.kind is Kind.PUBLIC and person.role is not Role.GUEST
    return open_to_all or person.id in conversation.members
