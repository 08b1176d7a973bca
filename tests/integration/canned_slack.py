"""A Web API on a real port that gives the answers it was handed, for what is asked before anything else works."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class CannedSlack:
    """What it answers.

    Attributes:
        answers: by method, without "ok"; an answer with "error" is a no.
        headers: by method, sent with the answer.
        calls: the methods that were asked, in order.
    """

    url: str = ""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)


@contextmanager
def canned_slack() -> Iterator[CannedSlack]:
    """One that listens for as long as the block lasts."""
    slack = CannedSlack()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(slack))
    slack.url = f"http://127.0.0.1:{server.server_port}/api/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(slack: CannedSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            method = self.path.removeprefix("/api/")
            slack.calls.append(method)
            answer = slack.answers.get(method, {"error": "unknown_method"})
            headers = {"Content-Type": "application/json", **slack.headers.get(method, {})}
            self.send_response_only(200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps({"ok": "error" not in answer, **answer}).encode())

        def log_message(self, *_: object) -> None:
            """Tests speak for themselves."""

    return Handler
