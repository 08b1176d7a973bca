"""The catalogue of what can be made to go wrong, in plain words: the page draws it, and does what is chosen in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from bot.sandbox.delivery.gateway import Holding
from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.faults import ALWAYS, EVERY, Trouble
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.sandbox.acting.administration import Administration
    from bot.sandbox.slack.conversations import Conversation
    from bot.sandbox.slack.faults import Faults
    from bot.sandbox.slack.workspace import Workspace

    _Deed = Callable[[str], None]

_POST, _CHANGE = "chat.postMessage", "chat.update"
_BUSY_SECONDS = 10


class Scene(Protocol):
    """What the catalogue has to do with: a workspace with all that reaches the app."""

    workspace: Workspace
    admin: Administration

    @property
    def faults(self) -> Faults: ...
    @property
    def over_http(self) -> bool: ...
    @property
    def holding(self) -> Holding | None: ...
    def hold_events(self, how: Holding) -> None: ...
    def release_events(self) -> None: ...
    def end_silence(self) -> None: ...
    def warn_sockets(self) -> None: ...
    def refresh_sockets(self) -> None: ...
    def cut_sockets(self) -> None: ...


class Group(StrEnum):
    """The parts of the catalogue, as people read them."""

    DELIVERIES = "Deliveries"
    WEB_API = "Web API"
    CONNECTION = "Connection"
    PEOPLE = "People and channels"


class How(StrEnum):
    """How an entry is used."""

    SWITCH = "switch"  # on until it is switched off
    ONCE = "once"  # happens at the next occasion, or at once
    PICK = "pick"  # is done to the one that is picked


@dataclass(frozen=True)
class Entry:
    """One thing that can go wrong.

    Attributes:
        do: what is done; a switch is given whether it is to be on, a pick is given what was picked.
        is_on: whether a switch is on, or what happens once is still to come.
        options: the values that can be picked, with their labels.
    """

    group: Group
    name: str
    label: str
    how: How
    do: Callable[[Any], object]
    is_on: Callable[[], bool] = lambda: False
    options: Sequence[tuple[str, str]] = ()

    @property
    def told(self) -> dict[str, Any]:
        """The entry as the page is told it."""
        told: dict[str, Any] = {"group": self.group, "name": self.name, "label": self.label, "kind": self.how}
        told["on"] = self.is_on()
        if self.how is How.PICK:
            told["options"] = [{"value": value, "label": label} for value, label in self.options]
        return told


class Mischief:
    """Everything that the catalogue offers now; a test does the same by the server's own functions."""

    def __init__(self, server: Scene) -> None:
        self._server = server

    def told(self) -> list[dict[str, Any]]:
        """The catalogue in the order in which it is shown."""
        with self._server.workspace.lock:
            return [entry.told for entry in self._entries()]

    def do(self, name: str, value: Any) -> None:
        """Do what an entry says.

        Args:
            value: True or False for a switch, one of the options for a pick, and nothing for what happens once.

        Raises:
            SlackError: no_such_fault, or what stands in the way of it.
            ValueError: there is no such value.
        """
        with self._server.workspace.lock:
            entry = next((each for each in self._entries() if each.name == name), None)
        if entry is None:
            raise SlackError("no_such_fault")
        if entry.how is How.SWITCH and not isinstance(value, bool):
            raise ValueError("a switch is on or off")
        if entry.how is How.PICK and value not in {each for each, _ in entry.options}:
            raise ValueError("this cannot be picked")
        entry.do(value)
        self._server.workspace.touch()

    def _entries(self) -> Iterator[Entry]:
        yield from self._deliveries()
        yield from self._calls()
        if not self._server.over_http:
            yield from self._connection()
        yield from self._people()
        for channel in self._server.workspace.conversations.values():
            if channel.kind is not Kind.DIRECT:
                yield from self._channel(channel)

    def _deliveries(self) -> Iterator[Entry]:
        faults, switch = self._server.faults, partial(Entry, Group.DELIVERIES, how=How.SWITCH)

        def twice(on: bool) -> None:  # noqa: FBT001 - the value of a switch
            faults.copies = 2 if on else 1

        yield switch("twice", "Deliver everything twice", do=twice, is_on=lambda: faults.copies > 1)
        for name, how, label in (
            ("late", Holding.LATE, "Hold events back; they arrive late, when this is switched off"),
            ("backwards", Holding.BACKWARDS, "Hold events back; they arrive last first, when this is switched off"),
        ):
            yield switch(name, label, do=partial(self._hold, how), is_on=partial(self._holds, how))
        yield switch(
            "lost_acks",
            "Lose what the app answers to an event; each comes a second time, marked as a retry",
            do=lambda on: faults.lose_acks(ALWAYS if on else 0),
            is_on=lambda: faults.acks_get_lost,
        )
        yield Entry(
            Group.DELIVERIES,
            "late_command",
            "Deliver the next command too late for it to open a form",
            How.ONCE,
            do=lambda _value: faults.delay_commands(),
            is_on=lambda: faults.commands_are_late,
        )

    def _hold(self, how: Holding, on: bool) -> None:  # noqa: FBT001 - the value of a switch
        if on:
            self._server.hold_events(how)
        else:
            self._server.release_events()

    def _holds(self, how: Holding) -> bool:
        return self._server.holding is how

    def _calls(self) -> Iterator[Entry]:
        server, faults = self._server, self._server.faults

        def once(name: str, trouble: Trouble, method: str, label: str, do: Callable[[], None]) -> Entry:
            on = partial(faults.waits, trouble, method)
            return Entry(Group.WEB_API, name, label, How.ONCE, do=lambda _value: do(), is_on=on)

        def switch(name: str, trouble: Trouble, label: str, do: Callable[[int], None]) -> Entry:
            on = partial(faults.waits, trouble, EVERY)
            return Entry(Group.WEB_API, name, label, How.SWITCH, lambda value: do(ALWAYS if value else 0), on)

        def silence(times: int) -> None:
            faults.keep_silent(EVERY, times)
            if not times:
                server.end_silence()

        drop, quiet, busy = faults.drop_answer, faults.keep_silent, faults.rate_limit
        label = "Accept the next post, then drop the connection"
        yield once("drop_post", Trouble.DROPPED, _POST, label, partial(drop, _POST))
        label = "Accept the next change of a message, then drop the connection"
        yield once("drop_change", Trouble.DROPPED, _CHANGE, label, partial(drop, _CHANGE))
        label = "Take the next post, do nothing, and never answer"
        yield once("silent_post", Trouble.SILENT, _POST, label, partial(quiet, _POST))
        label = f"Slack is too busy for the next post: ask to wait {_BUSY_SECONDS} seconds"
        yield once("busy_post", Trouble.LIMITED, _POST, label, partial(busy, _POST, retry_after=_BUSY_SECONDS))
        label = f"Slack is too busy for anything: ask to wait {_BUSY_SECONDS} seconds"
        yield switch("busy", Trouble.LIMITED, label, lambda times: busy(EVERY, times, _BUSY_SECONDS))
        label = "Slack is broken: answer every call with an error (500)"
        yield switch("broken", Trouble.BROKEN, label, partial(faults.break_down, EVERY))
        yield switch("silent", Trouble.SILENT, "Slack is silent: take every call and never answer", silence)

    def _connection(self) -> Iterator[Entry]:
        server = self._server

        def now(name: str, label: str, do: Callable[[], None]) -> Entry:
            return Entry(Group.CONNECTION, name, label, How.ONCE, lambda _value: do())

        yield now("warn", "Ask the app to connect anew; its connection ends in 10 seconds", server.warn_sockets)
        yield now("refresh", "Ask the app to connect anew; its connection ends at once", server.refresh_sockets)
        yield now("cut", "Cut the app's connection without a word", server.cut_sockets)

    def _people(self) -> Iterator[Entry]:
        workspace, admin = self._server.workspace, self._server.admin
        pick = partial(Entry, Group.PEOPLE, how=How.PICK)
        people = [each for each in workspace.people.values() if not each.is_bot]
        active = [(each.id, each.name) for each in people if not each.deleted]
        deactivated = [(each.id, each.name) for each in people if each.deleted]
        yield pick("deactivate", "Deactivate somebody's account", do=admin.deactivate, options=active)
        if deactivated:
            yield pick("reactivate", "Reactivate somebody's account", do=admin.reactivate, options=deactivated)
        granted = [(each, each) for each in sorted(workspace.granted)]
        revoked = [(each, each) for each in sorted(workspace.manifest.scopes - workspace.granted)]
        yield pick("revoke", "Take a permission (scope) away from the app", do=admin.revoke_scope, options=granted)
        if revoked:
            yield pick("grant", "Give a permission (scope) back to the app", do=admin.grant_scope, options=revoked)

    def _channel(self, channel: Conversation) -> Iterator[Entry]:
        workspace, admin, place = self._server.workspace, self._server.admin, f"#{channel.name}"
        people = [each for each in workspace.people.values() if not (each.is_bot or each.deleted)]
        inside = [(each.id, each.name) for each in people if each.id in channel.members]
        outside = [(each.id, each.name) for each in people if each.id not in channel.members]

        def switch(name: str, label: str, on: Callable[[], bool], begin: _Deed, end: _Deed) -> Entry:
            def do(value: bool) -> None:  # noqa: FBT001 - the value of a switch
                (begin if value else end)(channel.id)

            return Entry(Group.PEOPLE, f"{name}:{channel.id}", label, How.SWITCH, do, on)

        def pick(name: str, label: str, do: Callable[[str, str], None], options: Sequence[tuple[str, str]]) -> Entry:
            named = f"{name}:{channel.id}"
            return Entry(Group.PEOPLE, named, label, How.PICK, lambda who: do(who, channel.id), options=options)

        if inside:
            yield pick("leave", f"Take somebody out of {place}", admin.leave_channel, inside)
        if outside:
            yield pick("join", f"Bring somebody into {place}", admin.join_channel, outside)
        is_out = BOT_USER not in channel.members
        yield switch("remove_bot", f"Remove the app from {place}", lambda: is_out, admin.remove_bot, admin.invite_bot)
        yield switch("archive", f"Archive {place}", lambda: channel.archived, admin.archive, admin.unarchive)
