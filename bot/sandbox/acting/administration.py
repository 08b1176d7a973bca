"""What happens to people and channels: somebody comes, leaves, is deactivated; a channel is archived."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.objects import user_object
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from bot.sandbox.delivery.gateway import Gateway
    from bot.sandbox.slack.workspace import Workspace

#: The letter by which Slack's membership events tell the kind of conversation.
_LETTERS = {Kind.PUBLIC: "C", Kind.PRIVATE: "G", Kind.DIRECT: "D"}


class Administration:
    """Deeds of nobody in particular; the app hears of each by the events that it subscribes to."""

    def __init__(self, workspace: Workspace, gateway: Gateway) -> None:
        self._workspace = workspace
        self._gateway = gateway

    def change_person(self, user: str, **changes: Any) -> None:
        """Change somebody's account; `changes` are fields of `Person`."""
        workspace = self._workspace
        with workspace.changing():
            person = replace(workspace.person(user), **changes)
            workspace.people[user] = person
            self._gateway.tell({"type": "user_change", "user": user_object(workspace, person)})

    def deactivate(self, user: str) -> None:
        """Close somebody's account; they are out of every channel, which Slack tells by user_change alone."""
        with self._workspace.changing():
            for conversation in self._workspace.conversations_of(user):
                if conversation.kind is not Kind.DIRECT:
                    conversation.members.remove(user)
            self._workspace.views.clear(user)
            self.change_person(user, deleted=True)

    def reactivate(self, user: str) -> None:
        """Open somebody's account again; they come back into channels when somebody brings them in."""
        self.change_person(user, deleted=False)

    def revoke_scope(self, scope: str) -> None:
        """Take a scope away from the bot token, as happens when the app is installed anew from another manifest."""
        with self._workspace.changing():
            self._workspace.granted.discard(scope)

    def grant_scope(self, scope: str) -> None:
        """Give a scope to the bot token."""
        with self._workspace.changing():
            self._workspace.granted.add(scope)

    def join_channel(self, user: str, channel: str) -> None:
        """Somebody, or the app itself, comes into a channel."""
        with self._workspace.changing():
            conversation = self._workspace.conversation(channel)
            if user not in conversation.members:
                conversation.members.append(user)
                self._membership("member_joined_channel", user, channel)

    def leave_channel(self, user: str, channel: str) -> None:
        """Somebody goes out of a channel. The app that is put out itself hears channel_left or group_left."""
        with self._workspace.changing():
            conversation = self._workspace.conversation(channel)
            if user not in conversation.members:
                return
            conversation.members.remove(user)
            if user == BOT_USER:
                kind = "channel_left" if conversation.kind is Kind.PUBLIC else "group_left"
                self._gateway.tell({"type": kind, "channel": channel})
            else:
                self._membership("member_left_channel", user, channel)

    def remove_bot(self, channel: str) -> None:
        """Put the app out of a channel."""
        self.leave_channel(BOT_USER, channel)

    def invite_bot(self, channel: str) -> None:
        """Bring the app into a channel."""
        self.join_channel(BOT_USER, channel)

    def archive(self, channel: str) -> None:
        """Close a channel."""
        self._archive(channel, archived=True)

    def unarchive(self, channel: str) -> None:
        """Open a channel again, with everybody who was in it."""
        self._archive(channel, archived=False)

    def _archive(self, channel: str, *, archived: bool) -> None:
        with self._workspace.changing():
            conversation = self._workspace.conversation(channel)
            conversation.archived = archived
            kind = "channel" if conversation.kind is Kind.PUBLIC else "group"
            self._gateway.tell({"type": f"{kind}_{'archive' if archived else 'unarchive'}", "channel": channel})

    def _membership(self, kind: str, user: str, channel: str) -> None:
        conversation = self._workspace.conversation(channel)
        if BOT_USER in conversation.members:
            letter, team = _LETTERS[conversation.kind], self._workspace.team.id
            event = {"type": kind, "user": user, "channel": channel, "channel_type": letter, "team": team}
            self._gateway.tell(event, scope=f"{conversation.kind.value}:read")
