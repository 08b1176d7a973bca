"""The page's interface, asked without a page."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.sandbox.server import PracticeServer


class Browser:
    """Asks as the page does."""

    def __init__(self, server: PracticeServer) -> None:
        self.host = urlsplit(server.page_url).netloc
        self.connection = HTTPConnection(self.host, timeout=5)

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        return response.status, json.loads(body) if body.startswith(b"{") else body

    def state(self, viewer: str) -> dict[str, Any]:
        status, told = self.get(f"/page/api/state?viewer={viewer}")
        assert status == 200
        return dict(told)

    def act(self, viewer: str, act: str, headers: dict[str, str] | None = None, /, **more: Any) -> tuple[int, Any]:
        body = json.dumps({"viewer": viewer, "act": act, **more})
        sent = {"Content-Type": "application/json", "Origin": f"http://{self.host}", **(headers or {})}
        self.connection.request("POST", "/page/api/act", body, sent)
        response = self.connection.getresponse()
        told = response.read()
        return response.status, json.loads(told) if told.startswith(b"{") else told
