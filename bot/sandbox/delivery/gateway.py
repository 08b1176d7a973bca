"""What goes to the app, what comes back, and the gateway that sees each delivery through."""

from __future__ import annotations

import asyncio
from concurrent.futures import as_completed
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.sandbox.delivery.payloads import event_callback

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from concurrent.futures import Future

    from bot.sandbox.slack.workspace import Workspace

_T = TypeVar("_T")
#: How long Slack waits for an answer, and when it tries again (docs.slack.dev/apis/events-api).
ACK_SECONDS = 3.0
RETRY_SECONDS = (1.0, 60.0, 300.0)


class Channel(StrEnum):
    """The three kinds of delivery, by the names of Socket Mode's envelopes."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


class Outcome(StrEnum):
    """How a delivery ended."""

    ACKED = "acked"
    TIMED_OUT = "timed out"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Delivery:
    """One thing to tell the app.

    Attributes:
        attempt: how often it was tried before.
        reason: why it is tried again, in Slack's words.
    """

    channel: Channel
    payload: dict[str, Any]
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What the app made of it.

    Attributes:
        payload: what came with the acknowledgement.
        no_retry: the app asks not to be tried again.
    """

    outcome: Outcome
    payload: dict[str, Any] = field(default_factory=dict)
    no_retry: bool = False


#: The scope that an app needs to be told of an event (docs.slack.dev/reference/events).
_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
}
#: In Slack's words, for the header and the envelope of a retry.
_REASONS = {Outcome.TIMED_OUT: "timeout", Outcome.REFUSED: "http_error", Outcome.UNREACHABLE: "connection_failed"}


class Holding(StrEnum):
    """What becomes of events for a while."""

    LATE = "late"  # they wait, and come as Slack's late ones do: as if tried before
    BACKWARDS = "backwards"  # they wait, and come in the wrong order


class Transport(Protocol):
    """A way to the app."""

    def send(self, delivery: Delivery) -> Coroutine[Any, Any, Answer]:
        """Try once."""
        ...


class Gateway:
    """Sees deliveries through: events again and again as Slack does it, all else once.

    Args:
        loop: the server's event loop, on which all sending is done.
        retry_seconds: the pauses before each further try of an event, in machine time.
    """

    def __init__(
        self,
        workspace: Workspace,
        transport: Transport,
        loop: asyncio.AbstractEventLoop,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        self._workspace = workspace
        self._transport = transport
        self._loop = loop
        self._retry_seconds = retry_seconds
        self._under_way: set[Future[Any]] = set()
        self._holding: Holding | None = None
        self._held: list[Delivery] = []
        self._closed = False

    @property
    def idle(self) -> bool:
        """Nothing is on its way to the app; what is held is not on its way."""
        with self._workspace.lock:
            return not self._under_way

    @property
    def holding(self) -> Holding | None:
        """What becomes of events now, when they do not go out at once."""
        return self._holding

    def hold(self, how: Holding) -> None:
        """Let events wait until `release`."""
        with self._workspace.changing():
            self._holding = how

    def release(self) -> None:
        """Deliver what was held, one after another, and hold no more."""
        with self._workspace.changing():
            held, how = self._held, self._holding
            self._held, self._holding = [], None
            if how is Holding.LATE:
                held = [replace(each, attempt=1, reason=_REASONS[Outcome.TIMED_OUT]) for each in held]
            else:
                held.reverse()
            self._start(self._in_turn(held))

    def tell(self, event: dict[str, Any], subscription: str = "", *, scope: str = "") -> None:
        """Deliver an event that the app subscribes to, in the background, until it takes it or Slack would give up.

        Args:
            subscription: the name under which a manifest asks for it, where that is not its type.
            scope: what the app needs to be told of it, where the subscription alone does not say.
        """
        kind, workspace = subscription or event["type"], self._workspace
        needed = scope or _SCOPES.get(kind, "")
        if kind not in workspace.manifest.events or (needed and needed not in workspace.granted):
            return
        delivery = Delivery(Channel.EVENT, event_callback(workspace, event))
        with workspace.lock:
            if self._holding:
                self._held.append(delivery)
            else:
                self._start(self._in_turn([delivery]))

    def inform(self, payload: dict[str, Any]) -> None:
        """Deliver something interactive once, in the background; nobody waits for the answer."""
        self._start_copies(Delivery(Channel.INTERACTIVE, payload))

    def ask(self, channel: Channel, payload: dict[str, Any]) -> Answer:
        """Deliver something that a person waits for. Not for the server's own thread, which would wait for itself.

        Returns:
            The first answer that is an acknowledgement; any other when there is none.
        """
        if channel is Channel.COMMAND and self._workspace.faults.delays_command_now():
            self._workspace.tickets.expire(payload["trigger_id"])
        answer = Answer(Outcome.UNREACHABLE)
        for done in as_completed(self._start_copies(Delivery(channel, payload))):
            if not done.cancelled():
                answer = done.result()
            if answer.outcome is Outcome.ACKED:
                break
        return answer

    def close(self) -> None:
        """Give up whatever is on its way; what comes later goes nowhere."""
        with self._workspace.lock:
            self._closed = True
            self._held = []
            under_way = list(self._under_way)
        for each in under_way:
            each.cancel()

    def _start_copies(self, delivery: Delivery) -> list[Future[Answer]]:
        started = (self._start(self._transport.send(delivery)) for _ in range(self._workspace.faults.copies))
        return [each for each in started if each]

    def _start(self, sending: Coroutine[Any, Any, _T]) -> Future[_T] | None:
        with self._workspace.lock:
            if self._closed:
                sending.close()
                return None
            started = asyncio.run_coroutine_threadsafe(sending, self._loop)
            self._under_way.add(started)
        started.add_done_callback(self._ended)
        return started

    def _ended(self, sending: Future[Any]) -> None:
        with self._workspace.changing():
            self._under_way.discard(sending)

    async def _in_turn(self, deliveries: Sequence[Delivery]) -> None:
        """Try each event once, one after another; then those that failed again and again, as Slack does it."""
        answers = [await self._try(delivery) for delivery in deliveries]
        await asyncio.gather(*(self._until_acked(*each) for each in zip(deliveries, answers, strict=True)))

    async def _try(self, delivery: Delivery) -> Answer:
        """Deliver an event with its copies, which come as retries."""
        numbers = range(1, self._workspace.faults.copies)
        copies = (replace(delivery, attempt=each, reason=_REASONS[Outcome.TIMED_OUT]) for each in numbers)
        answer, *_ = await asyncio.gather(*(self._transport.send(each) for each in (delivery, *copies)))
        if self._workspace.faults.loses_ack_now():
            self._workspace.touch()
            return Answer(Outcome.TIMED_OUT)
        return answer

    async def _until_acked(self, delivery: Delivery, answer: Answer) -> None:
        for attempt, pause in enumerate(self._retry_seconds, start=delivery.attempt + 1):
            if answer.outcome is Outcome.ACKED or answer.no_retry:
                break
            await asyncio.sleep(pause)
            answer = await self._transport.send(replace(delivery, attempt=attempt, reason=_REASONS[answer.outcome]))
