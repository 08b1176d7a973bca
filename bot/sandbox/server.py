"""The practice workspace as one thing to start and stop: a server on this machine alone, and what drives it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.acting.administration import Administration
from bot.sandbox.acting.deeds import Deeds
from bot.sandbox.acting.participant import Participant
from bot.sandbox.api.routes import Silence, slack_routes
from bot.sandbox.api.web_api import Credentials, WebApi
from bot.sandbox.delivery.gateway import ACK_SECONDS, RETRY_SECONDS, Gateway
from bot.sandbox.delivery.http_mode import HttpMode
from bot.sandbox.delivery.message_events import tell_of_messages
from bot.sandbox.delivery.socket_mode import WARNING_SECONDS, Disconnect, SocketMode
from bot.sandbox.page.agenda import nothing_due
from bot.sandbox.page.mischief import Mischief
from bot.sandbox.page.page import Page
from bot.sandbox.slack.manifest import read_manifest
from bot.sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from pathlib import Path

    from bot.clock import MovableClock
    from bot.sandbox.delivery.gateway import Holding
    from bot.sandbox.page.agenda import Agenda
    from bot.sandbox.page.playback import Playback
    from bot.sandbox.page.tour import Tour
    from bot.sandbox.slack.faults import Faults
    from bot.sandbox.slack.people import Roster
    from bot.sandbox.slack.workspace import Call

_T = TypeVar("_T")
_HOST = "127.0.0.1"
_START_SECONDS = 10.0


class PracticeServer:
    """A stand-in for Slack, on 127.0.0.1.

    Args:
        manifest: the app's, parsed or as the path of a YAML file; its scopes and subscriptions are kept to.
        clock: calendar time; what lives for seconds goes by the machine's.
        port: 0 for any that is free.
        request_url: where the app listens on this machine, for signed HTTP; Socket Mode when left out.
        ack_seconds: how long the app may take to answer.
        retry_seconds: the pauses before an event is delivered again.
        machine_time: seconds that only go up, for triggers and response_urls.
        agenda: tells what the app will do by itself, for the page to show.
        tour: for the page to lead newcomers; none when left out.

    Attributes:
        agenda: the same.
    """

    def __init__(
        self,
        roster: Roster,
        manifest: Mapping[str, Any] | Path | str,
        clock: MovableClock,
        *,
        port: int = 0,
        request_url: str | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
        machine_time: Callable[[], float] = time.monotonic,
        agenda: Agenda = nothing_due,
        tour: Tour | None = None,
    ) -> None:
        self.agenda = agenda
        self.workspace = Workspace(roster, read_manifest(manifest), clock, machine_time)
        self.credentials = Credentials()
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._sockets = SocketMode(self.workspace, ack_seconds)
        self._http = HttpMode(request_url, self.signing_secret, ack_seconds) if request_url else None
        self._gateway = Gateway(self.workspace, self._http or self._sockets, self._loop, retry_seconds)
        tell_of_messages(self.workspace, self._gateway)
        self._deeds = Deeds(self.workspace, self._gateway)
        self.admin = Administration(self.workspace, self._gateway)
        self._api = WebApi(self.workspace, self.credentials, self._sockets.new_url)
        self._silence = Silence()
        self._page = Page(self.workspace, self._deeds, agenda, tour, Mischief(self))
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def api_url(self) -> str:
        """The base URL for a WebClient."""
        return f"{self.workspace.url}api/"

    @property
    def page_url(self) -> str:
        """The page, for a browser."""
        return self.workspace.url

    @property
    def bot_token(self) -> str:
        return self.credentials.bot_token

    @property
    def app_token(self) -> str:
        return self.credentials.app_token

    @property
    def signing_secret(self) -> str:
        return self.credentials.signing_secret

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call of the Web API so far, in order."""
        with self.workspace.lock:
            return tuple(self.workspace.calls)

    @property
    def faults(self) -> Faults:
        """What can be made to go wrong in the Web API and in deliveries."""
        return self.workspace.faults

    @property
    def over_http(self) -> bool:
        """The app is reached by signed HTTP, and not by Socket Mode."""
        return self._http is not None

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return self._sockets.connections

    def person(self, user: str) -> Participant:
        """Somebody, to drive.

        Raises:
            SlackError: user_not_found.
        """
        return Participant(self.workspace, self._deeds, user)

    def show_story(self, story: Playback) -> None:
        """Let the page show how far a story is, and hold it."""
        self._page.story = story
        self.workspace.touch()

    def wait_until(self, holds: Callable[[], object], timeout: float = 5.0) -> None:
        """Wait for something to become true; it is looked at again after each change, and every now and then.

        Raises:
            TimeoutError: it did not within `timeout` seconds of the machine's time.
        """
        self.workspace.wait_until(holds, timeout)

    @property
    def idle(self) -> bool:
        """The app has answered all that it was told."""
        return self._gateway.idle

    def settle(self, timeout: float = 5.0) -> None:
        """Wait until the app has answered all that it was told.

        Raises:
            TimeoutError: it did not within `timeout` seconds of the machine's time.
        """
        self.workspace.wait_until(lambda: self.idle, timeout)

    @property
    def holding(self) -> Holding | None:
        """What becomes of events now, when they do not go out at once."""
        return self._gateway.holding

    def hold_events(self, how: Holding) -> None:
        """Let events wait, to arrive late or last first when they are released."""
        self._gateway.hold(how)

    def release_events(self) -> None:
        """Deliver the events that were held, one after another."""
        self._gateway.release()

    def end_silence(self) -> None:
        """Drop the connections of calls that were not answered."""
        self._loop.call_soon_threadsafe(self._silence.end)

    def warn_sockets(self, grace_seconds: float = WARNING_SECONDS) -> None:
        """Have Socket Mode connections renewed: a warning first, the end after the grace, in the background."""
        self._refresh_sockets(Disconnect.WARNING, grace_seconds)

    def refresh_sockets(self) -> None:
        """Have Socket Mode connections renewed at once, in the background."""
        self._refresh_sockets(Disconnect.REFRESH, 0)

    def close_sockets(self) -> None:
        """Close all Socket Mode connections, as WebSockets are closed."""
        self._on_loop(self._sockets.close())

    def cut_sockets(self) -> None:
        """End all Socket Mode connections without a word."""
        self._loop.call_soon_threadsafe(self._sockets.cut)

    def start(self) -> str:
        """Begin to listen.

        Returns:
            The base URL, with a slash at the end.

        Raises:
            OSError: the port is taken.
        """
        listener = socket.create_server((_HOST, self._port))
        self.workspace.url = f"http://{_HOST}:{listener.getsockname()[1]}/"
        config = uvicorn.Config(
            Starlette(
                routes=[
                    *slack_routes(self.workspace, self._api, self._sockets, self._silence),
                    *self._page.routes(),
                ]
            ),
            http=_Droppable,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            date_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._server, listener), name="practice-workspace")
        self._thread.start()
        self._server.ready.wait(_START_SECONDS)
        return self.workspace.url

    def stop(self) -> None:
        """Let go of all connections, and end."""
        if self._server is None or self._thread is None:
            self._loop.close()
            return
        self._gateway.close()
        self._on_loop(self._end(self._server))
        self._thread.join()
        if self._http:
            self._http.close()

    def _run(self, server: _Server, listener: socket.socket) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(server.serve(sockets=[listener]))

    async def _end(self, server: _Server) -> None:
        self._page.close()
        self._silence.end()
        await self._sockets.close()
        server.ending.set()

    def _refresh_sockets(self, reason: Disconnect, grace_seconds: float) -> None:
        asyncio.run_coroutine_threadsafe(self._sockets.refresh(reason, grace_seconds), self._loop)

    def _on_loop(self, doing: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()


class _Server(uvicorn.Server):
    """Says when it listens, and ends as soon as it is told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.ending = asyncio.Event()

    async def main_loop(self) -> None:
        self.ready.set()
        await self.ending.wait()


class _Droppable(H11Protocol):
    """Lets a route drop its connection, as a network does: `request.scope["state"]["drop"]()`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "drop": transport.abort}
