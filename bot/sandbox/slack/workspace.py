"""The state of the practice workspace: people, conversations, open views, and every call that the app has made."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import TOMBSTONE, Conversation, Kind, Message
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.tickets import Tickets
from bot.sandbox.slack.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.clock import MovableClock
    from bot.sandbox.slack.manifest import Manifest
    from bot.sandbox.slack.people import Roster

APP_ID = "A0PRACTICE"
BOT_ID = "B0PRACTICE"
BOT_USER = "U0PRACTICE"
#: Whose name stands at what is left of a deleted message.
SLACKBOT = "USLACKBOT"
_LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True)
class Call:
    """One call of the Web API.

    Attributes:
        args: as they were understood, whichever way they were sent.
        error: Slack's name for the refusal, "http_429", "http_500" or "no_answer" for a fault, or empty.
        dropped: it was done, and the connection was dropped instead of an answer.
        at: calendar time, in UTC.
    """

    method: str
    args: dict[str, Any]
    error: str
    dropped: bool
    at: datetime

    @property
    def ok(self) -> bool:
        return not self.error


class Workspace:
    """The state, for any thread. Read and change it under `lock`, and change it within `changing()`.

    Attributes:
        url: where it is found, with a slash at the end; set once it is.
        granted: the scopes that the bot token has: the manifest's, until an admin takes one away.
        calls: every call of the Web API, in order.
        notices: what Slack itself told a person last, by user id.
        waiting: how many things each person did that the app has not answered yet, by user id.
        form_troubles: why Slack could not make use of what the app answered to a form.

    Args:
        machine_time: seconds that only go up, for what lives by the machine's time.
    """

    def __init__(
        self,
        roster: Roster,
        manifest: Manifest,
        clock: MovableClock,
        machine_time: Callable[[], float] = time.monotonic,
    ) -> None:
        self.team = roster.team
        self.manifest = manifest
        self.granted = set(manifest.scopes)
        self.clock = clock
        self.lock = threading.RLock()
        self.url = ""
        self.version = 0
        self.calls: list[Call] = []
        self.faults = Faults()
        self.tickets = Tickets(machine_time)
        self.views = Views()
        self.notices: dict[str, str] = {}
        self.waiting: dict[str, int] = {}
        self.form_troubles: list[SlackError] = []
        bot = Person(BOT_USER, manifest.name, timezone="America/Los_Angeles", is_bot=True)
        self.people = {person.id: person for person in (*roster.people, bot)}
        self.conversations = {
            seed.id: Conversation(
                seed.id, seed.name, Kind.PRIVATE if seed.private else Kind.PUBLIC, members=list(self.people)
            )
            for seed in roster.channels
        }
        self._listeners: list[Callable[[], None]] = []
        self._hearers: list[Callable[[Message | None, Message | None], None]] = []
        self._changed = threading.Condition(self.lock)
        self._last_ts = 0
        self._numbers = count(1)
        clock.on_move(self.touch)

    @property
    def now(self) -> datetime:
        """Calendar time, in UTC."""
        return self.clock.now()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change, on the thread that made it."""
        self._listeners.append(listener)

    def off_change(self, listener: Callable[[], None]) -> None:
        """Call it no more."""
        self._listeners.remove(listener)

    def on_message(self, hearer: Callable[[Message | None, Message | None], None]) -> None:
        """Call `hearer` with each message before and after it is said, changed or deleted; None where there is none.

        It is called under the lock, whoever brought the change about.
        """
        self._hearers.append(hearer)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock for a change, then let everybody know of it."""
        with self.lock:
            yield
            self.version += 1
            self._changed.notify_all()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def touch(self) -> None:
        """Let everybody know that something is different."""
        with self.changing():
            pass

    def record(self, call: Call) -> None:
        """Remember a call of the app's."""
        with self.lock:
            self.calls.append(call)
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[], object], timeout: float = 5.0) -> None:
        """Wait for something to become true; it is looked at again after each change, and every now and then.

        Raises:
            TimeoutError: it did not within `timeout` seconds of the machine's time.
        """
        deadline = time.monotonic() + timeout
        with self.lock:
            while not holds():
                if time.monotonic() > deadline:
                    raise TimeoutError("the workspace did not come to what was awaited")
                self._changed.wait(_LOOK_AGAIN_SECONDS)

    def next_ts(self) -> str:
        """A timestamp in Slack's form, later than every one before."""
        now = self.now
        self._last_ts = max(int(now.timestamp()) * 10**6 + now.microsecond, self._last_ts + 1)
        return f"{self._last_ts // 10**6}.{self._last_ts % 10**6:06d}"

    def person(self, user: str) -> Person:
        """Somebody by id.

        Raises:
            SlackError: user_not_found.
        """
        if user not in self.people:
            raise SlackError("user_not_found")
        return self.people[user]

    def conversation(self, channel: str) -> Conversation:
        """A conversation by id.

        Raises:
            SlackError: channel_not_found.
        """
        if channel not in self.conversations:
            raise SlackError("channel_not_found")
        return self.conversations[channel]

    def message(self, channel: str, ts: str) -> Message:
        """What was said there and then.

        Raises:
            SlackError: channel_not_found, message_not_found.
        """
        found = self.conversation(channel).messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def direct(self, one: str, other: str) -> Conversation:
        """The direct messages of two people, begun if need be."""
        for each in self.conversations.values():
            if each.kind is Kind.DIRECT and set(each.members) == {one, other}:
                return each
        fresh = Conversation(f"D{next(self._numbers):07d}", "", Kind.DIRECT, [one, other])
        self.conversations[fresh.id] = fresh
        return fresh

    def conversations_of(self, user: str) -> tuple[Conversation, ...]:
        """Every conversation that a person is in."""
        return tuple(each for each in self.conversations.values() if user in each.members)

    def say(self, channel: str, user: str, text: str, **more: Any) -> Message:
        """Add a message; `more` are further fields of `Message`."""
        conversation = self.conversation(channel)
        message = Message(channel, self.next_ts(), user, text, from_app=user == BOT_USER, **more)
        conversation.messages[message.ts] = message
        self._let_hear(None, message)
        return message

    def change(self, message: Message, **changes: Any) -> Message:
        """Put a changed message in the place of the old."""
        changed = replace(message, **changes)
        self.conversation(message.channel).messages[message.ts] = changed
        self._let_hear(message, changed)
        return changed

    def delete(self, message: Message) -> None:
        """Take a message away; one that has replies leaves a tombstone, for as long as there are any."""
        conversation = self.conversation(message.channel)
        if conversation.replies_to(message.ts):
            grave = Message(message.channel, message.ts, SLACKBOT, "This message was deleted.", subtype=TOMBSTONE)
            conversation.messages[message.ts] = grave
            self._let_hear(message, grave)
            return
        del conversation.messages[message.ts]
        self._let_hear(message, None)
        root = conversation.messages.get(message.thread_ts)
        if root is not None and root.subtype == TOMBSTONE and not conversation.replies_to(root.ts):
            self.delete(root)

    def _let_hear(self, before: Message | None, after: Message | None) -> None:
        for hearer in self._hearers:
            hearer(before, after)
