"""Socket Mode, Slack's side of it: connections, envelopes, acknowledgements, and warnings to move on."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.websockets import WebSocketDisconnect

from bot.sandbox.delivery.gateway import ACK_SECONDS, Answer, Channel, Outcome
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.workspace import APP_ID

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from bot.sandbox.delivery.gateway import Delivery
    from bot.sandbox.slack.workspace import Workspace

#: From docs.slack.dev/apis/events-api/using-socket-mode.
MOST_CONNECTIONS = 10
WARNING_SECONDS = 10.0
_HOST = "practice"
_POLICY_VIOLATION = 1008
_GOING_AWAY = 1001


class Disconnect(StrEnum):
    """Why Slack asks an app to connect anew."""

    WARNING = "warning"  # the connection has about ten seconds to live
    REFRESH = "refresh_requested"  # it ends at once


@dataclass(frozen=True)
class _Envelope:
    """What was sent and not acknowledged; the answer is None when an event's connection ended first."""

    connection: WebSocket
    channel: Channel
    answer: asyncio.Future[Answer | None]


class SocketMode:
    """The way to an app that keeps WebSockets open. Everything here runs on the server's event loop.

    Args:
        ack_seconds: how long an envelope waits for its acknowledgement.
    """

    def __init__(self, workspace: Workspace, ack_seconds: float = ACK_SECONDS) -> None:
        self._workspace = workspace
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._envelopes: dict[str, _Envelope] = {}
        self._turns = count()
        self._connected = asyncio.Event()

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._connections)

    def new_url(self) -> str:
        """The address of one new connection.

        Raises:
            SlackError: too_many_websockets.
        """
        if len(self._connections) >= MOST_CONNECTIONS:
            raise SlackError("too_many_websockets")
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return f"{self._workspace.url.replace('http', 'ws', 1)}link/?ticket={ticket}&app_id={APP_ID}"

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until it ends."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(_POLICY_VIOLATION)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        try:
            await socket.send_json(self._hello())
            self._connections.append(socket)
            self._connected.set()
            self._workspace.touch()
            while True:
                self._acknowledge(await socket.receive_json())
        except (WebSocketDisconnect, RuntimeError):  # starlette raises the latter once the socket is closed from here
            pass
        finally:
            self._forget(socket)

    async def send(self, delivery: Delivery) -> Answer:
        """Send one envelope and wait for its acknowledgement.

        An event that no connection took waits for the next one; so does an event whose connection ended.
        """
        while True:
            if not self._connections:
                if delivery.channel is not Channel.EVENT:
                    return Answer(Outcome.UNREACHABLE)
                await self._connected.wait()
                continue
            connection = self._connections[next(self._turns) % len(self._connections)]
            answer = await self._send_on(connection, delivery)
            if answer is not None:
                return answer

    async def refresh(self, reason: Disconnect, grace_seconds: float) -> None:
        """Tell every connection to move on, as Slack does now and then, and close it after a while."""
        old = list(self._connections)
        for connection in old:
            await self._say(connection, {"type": "disconnect", "reason": reason.value, "debug_info": {"host": _HOST}})
        await asyncio.sleep(grace_seconds)
        for connection in old:
            await self._close(connection)

    async def close(self) -> None:
        """Close every connection, as WebSockets are closed."""
        for connection in list(self._connections):
            await self._close(connection)

    def cut(self) -> None:
        """Let every connection end without a word, as a network does."""
        for connection in list(self._connections):
            self._forget(connection)
            connection.scope["state"]["drop"]()

    def _acknowledge(self, told: dict[str, Any]) -> None:
        """An acknowledgement counts on any connection: the app may have moved on in between."""
        envelope = self._envelopes.get(told.get("envelope_id", ""))
        if envelope is not None and not envelope.answer.done():
            envelope.answer.set_result(Answer(Outcome.ACKED, told.get("payload") or {}))

    async def _send_on(self, connection: WebSocket, delivery: Delivery) -> Answer | None:
        """The answer, or None when an event has to be sent on another connection."""
        envelope_id = str(uuid4())
        envelope = _Envelope(connection, delivery.channel, asyncio.get_running_loop().create_future())
        self._envelopes[envelope_id] = envelope
        try:
            await self._say(connection, _envelope(envelope_id, delivery))
            return await asyncio.wait_for(envelope.answer, self._ack_seconds)
        except TimeoutError:
            return Answer(Outcome.TIMED_OUT)
        finally:
            del self._envelopes[envelope_id]

    async def _say(self, connection: WebSocket, told: dict[str, Any]) -> None:
        try:
            await connection.send_json(told)
        except (WebSocketDisconnect, RuntimeError):
            self._forget(connection)

    async def _close(self, connection: WebSocket) -> None:
        self._forget(connection)
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await connection.close(_GOING_AWAY)

    def _forget(self, connection: WebSocket) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self._connected.clear()
        for envelope in self._envelopes.values():
            event = envelope.channel is Channel.EVENT
            if event and envelope.connection is connection and not envelope.answer.done():
                envelope.answer.set_result(None)
        self._workspace.touch()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": _HOST, "build_number": 1, "approximate_connection_time": 18_060},
        }


def _envelope(envelope_id: str, delivery: Delivery) -> dict[str, Any]:
    event = delivery.channel is Channel.EVENT
    told = {
        "envelope_id": envelope_id,
        "payload": delivery.payload,
        "type": delivery.channel.value,
        "accepts_response_payload": not event,
    }
    return told | {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason} if event else told
