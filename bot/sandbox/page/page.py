"""The page's own interface: its files, what a person sees as a stream, and what they do."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page.state import page_state
from bot.sandbox.slack.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.sandbox.acting.deeds import Deeds
    from bot.sandbox.page.agenda import Agenda, Due
    from bot.sandbox.page.mischief import Mischief
    from bot.sandbox.page.playback import Playback
    from bot.sandbox.page.tour import Tour
    from bot.sandbox.slack.workspace import Workspace

_FILES = Path(__file__).parent / "static"
#: Changes that come together are told together.
_COALESCE_SECONDS = 0.03
_HOSTS = ("127.0.0.1", "localhost")
_NO_STORE = {"Cache-Control": "no-store"}


class Page:
    """Answers the page. Only a page from this very address may ask: another site in the same browser may not.

    Attributes:
        story: the one that is told, if one is.
    """

    story: Playback | None = None

    def __init__(
        self, workspace: Workspace, deeds: Deeds, agenda: Agenda, tour: Tour | None, mischief: Mischief
    ) -> None:
        self._workspace = workspace
        self._deeds = deeds
        self._agenda = agenda
        self._tour = tour
        self._mischief = mischief
        self._closing = asyncio.Event()
        self._acts: dict[str, Callable[[str, Mapping[str, Any]], dict[str, Any] | None]] = {
            "command": lambda viewer, told: deeds.command(viewer, told["channel"], told["text"]),
            "say": lambda viewer, told: _nothing(
                deeds.say(viewer, told["channel"], told["text"], thread_ts=told.get("thread_ts") or "")
            ),
            "shortcut": lambda viewer, told: deeds.shortcut(
                viewer, told["callback_id"], (told["channel"], told["ts"]) if "ts" in told else None
            ),
            "react": lambda viewer, told: deeds.react(viewer, told["channel"], told["ts"], told["name"]),
            "unreact": lambda viewer, told: deeds.unreact(viewer, told["channel"], told["ts"], told["name"]),
            "action": self._action,
            "submit": lambda viewer, told: deeds.submit(viewer, told["view_id"], _values(told)),
            "close": lambda viewer, told: deeds.close(viewer, told["view_id"], all_forms=told.get("all") is True),
            "suggest": lambda viewer, told: deeds.suggest(
                viewer, told["container"], (told["block_id"], told["action_id"]), told["value"]
            ),
            "home": lambda viewer, told: deeds.open_home(viewer, told["tab"]),
            "clock": lambda _viewer, told: self._clock(told),
            "fault": lambda _viewer, told: mischief.do(told["name"], told.get("value")),
            "open_dm": lambda viewer, told: {"channel": deeds.open_direct(viewer, told["with"])},
            "story": lambda _viewer, told: self._story(told),
            "read": lambda viewer, told: deeds.read(viewer, told["channel"]),
        }

    def routes(self) -> list[Route | Mount]:
        """What is found at which path."""
        return [
            Route("/", _file("index.html")),
            Route("/beside", _file("beside.html")),
            Route("/archives/{channel}/{moment}", self._permalink),
            Route("/page/api/state", self._state),
            Route("/page/api/stream", self._stream),
            Route("/page/api/tour", self._tour_told),
            Route("/page/api/act", self._act, methods=["POST"]),
            Mount("/page/static", StaticFiles(directory=_FILES, check_dir=False)),
        ]

    def close(self) -> None:
        """End the streams; on the server's event loop."""
        self._closing.set()

    async def _permalink(self, request: Request) -> Response:
        """A link to a message leads to the page, at that message."""
        digits = request.path_params["moment"].removeprefix("p")
        return RedirectResponse(f"/#{request.path_params['channel']}/{digits[:-6]}.{digits[-6:]}")

    async def _state(self, request: Request) -> Response:
        if refusal := _stranger(request):
            return refusal
        return JSONResponse(await run_in_threadpool(self._seen, self._viewer(request)), headers=_NO_STORE)

    async def _tour_told(self, request: Request) -> Response:
        return _stranger(request) or JSONResponse(self._tour and self._tour.told(), headers=_NO_STORE)

    async def _stream(self, request: Request) -> Response:
        if refusal := _stranger(request):
            return refusal
        changes = self._changes(self._viewer(request))
        return StreamingResponse(changes, media_type="text/event-stream", headers=_NO_STORE)

    async def _changes(self, viewer: str) -> AsyncIterator[str]:
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            loop.call_soon_threadsafe(changed.set)

        self._workspace.on_change(tell)
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            while not self._closing.is_set():
                changed.clear()
                yield f"data: {json.dumps(await run_in_threadpool(self._seen, viewer))}\n\n"
                waiting = asyncio.ensure_future(changed.wait())
                try:
                    await asyncio.wait({waiting, closing}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    waiting.cancel()
                await asyncio.sleep(_COALESCE_SECONDS)
        finally:
            closing.cancel()
            self._workspace.off_change(tell)

    async def _act(self, request: Request) -> Response:
        if refusal := _stranger(request):
            return refusal
        try:
            told = await request.json()
            act = self._acts[told["act"]]
            more = await run_in_threadpool(act, told["viewer"], told)
        except SlackError as error:
            return JSONResponse({"ok": False, "error": error.code})
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"ok": False, "error": f"invalid_arguments: {error}"}, 400)
        return JSONResponse({"ok": True, **(more or {})})

    def _action(self, viewer: str, told: Mapping[str, Any]) -> None:
        action = {**told["action"], "block_id": told["block_id"]}
        self._deeds.act(viewer, told["container"], action, _values(told))

    def _clock(self, told: Mapping[str, Any]) -> None:
        until = datetime.fromisoformat(told["until"]) if "until" in told else None
        self._deeds.move_clock(hours=float(told.get("hours", 0)), until=until)

    def _story(self, told: Mapping[str, Any]) -> None:
        if self.story is None:
            raise ValueError("no story is told")
        {"pause": self.story.pause, "resume": self.story.resume}[told["do"]]()

    def _viewer(self, request: Request) -> str:
        """Whom the request names; the first person for a page that was opened without a name, or with an old one."""
        people = self._workspace.people
        named = request.query_params.get("viewer", "")
        return named if named in people else next(iter(people))

    def _seen(self, viewer: str) -> dict[str, Any]:
        due = self._due()  # asked before the workspace is locked: the app that answers may wait for it
        return page_state(self._workspace, self._deeds, viewer, due=due, faults=self._mischief.told(), story=self.story)

    def _due(self) -> Sequence[Due]:
        try:
            return self._agenda()
        except Exception:  # noqa: BLE001 - whatever ails the app, the page shows the rest
            logging.getLogger(__name__).warning("what is due could not be found out")
            return ()


def _values(told: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = (told.get("state") or {}).get("values") or {}
    return values


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return FileResponse(_FILES / name, headers=_NO_STORE)

    return answer


def _nothing(_result: object) -> None:
    return None


def _stranger(request: Request) -> Response | None:
    """A refusal when the request was made by another site, or by a name that only leads here."""
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    if urlsplit(f"//{host}").hostname not in _HOSTS or (origin is not None and origin != f"http://{host}"):
        return PlainTextResponse("Only the practice workspace's own page may ask.", 403)
    return None
