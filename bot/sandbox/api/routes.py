"""What Slack answers over HTTP and WebSocket, apart from the page: the Web API, response_urls, Socket Mode."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.sandbox.api.answers import respond
from bot.sandbox.slack.errors import SlackError

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.sandbox.api.web_api import WebApi
    from bot.sandbox.delivery.socket_mode import SocketMode
    from bot.sandbox.slack.workspace import Workspace

_GONE = ("expired_url", "used_url")


class Silence:
    """Calls that are not answered: each is held until its client gives up or somebody ends it."""

    def __init__(self) -> None:
        self._held: set[asyncio.Future[Any]] = set()

    async def hold(self, request: Request) -> None:
        """Say nothing to this call for a while."""
        gone = asyncio.ensure_future(request.receive())  # its body was read: what comes next is its end
        self._held.add(gone)
        await asyncio.wait({gone})
        self._held.discard(gone)

    def end(self) -> None:
        """Let go of all that is held; on the server's event loop."""
        for each in self._held:
            each.cancel()


def slack_routes(
    workspace: Workspace, api: WebApi, sockets: SocketMode, silence: Silence
) -> list[Route | WebSocketRoute]:
    """What is found at which path."""

    async def call(request: Request) -> Response:
        sent = await _sent(request)
        if sent is None:
            return JSONResponse({"ok": False, "error": "invalid_json"})
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(sent.get("token", ""))
        reply = api.answer(request.path_params["method"], token, sent)
        if reply.silent:
            await silence.hold(request)
        if reply.dropped or reply.silent:
            request.scope["state"]["drop"]()
        return Response(reply.body, reply.status, reply.headers)

    async def answer(request: Request) -> Response:
        sent = await _sent(request)
        if sent is None:
            return PlainTextResponse("invalid_payload", 400)
        try:
            with workspace.changing():
                respond(workspace, workspace.tickets.use_address(request.path_params["address"]), sent)
        except SlackError as error:
            if error.code in _GONE:
                return JSONResponse({"ok": False, "error": error.code}, 404)
            return PlainTextResponse(error.code, 400)
        return PlainTextResponse("ok")

    return [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        Route("/hooks/{address}", answer, methods=["POST"]),
        WebSocketRoute("/link/", sockets.serve),
    ]


async def _sent(request: Request) -> dict[str, Any] | None:
    """The arguments from address and body, or None when the body is no JSON object although it says so."""
    sent: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json") and body:
        try:
            told = json.loads(body)
        except json.JSONDecodeError:
            return None
        return {**sent, **told} if isinstance(told, dict) else None
    return {**sent, **dict(parse_qsl(body.decode(), keep_blank_values=True))}
