"""A Slack of a few methods on a real socket, which keeps what it is sent and fails when it is told to."""

from __future__ import annotations

import json
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.factories import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


Json = dict[str, Any]


@dataclass
class Machine:
    """Machine time that stands still until a test moves it."""

    time: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(minutes=1))

    def now(self) -> datetime:
        return self.time

    def move(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Fail:
    """How one call fails.

    Attributes:
        error: Slack's code for its no.
        status: of the HTTP answer; 0 drops the connection without one.
        done: Slack does what it was asked for all the same.
        body: in place of Slack's JSON.
    """

    error: str = ""
    status: int = 200
    done: bool = False
    retry_after: str = ""
    body: str = ""


@dataclass
class FakeSlack:
    """What the workspace holds, and what it was asked.

    Attributes:
        messages: by channel, in the order in which they came; deleted ones are gone.
        whispers: the ephemeral messages.
        calls: every call, in order: (method, arguments).
        during: what else happens while a method is answered, before it is.
    """

    machine: Machine
    url: str = ""
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    whispers: list[Json] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    users: dict[str, Json] = field(default_factory=dict)
    channel: Json = field(default_factory=dict)
    channel_members: list[str] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    during: dict[str, Callable[[], object]] = field(default_factory=dict)
    page: int = 1000
    _failures: dict[str, deque[Fail]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _count: int = 0

    def fail(self, method: str, *failures: Fail) -> None:
        """Have the next calls of a method fail."""
        self._failures[method].extend(failures)

    def count(self, method: str) -> int:
        return sum(called == method for called, _ in self.calls)

    def all_messages(self) -> list[Json]:
        return [message for channel in self.messages.values() for message in channel]

    def answer(self, method: str, arguments: Json) -> tuple[Fail, Json]:
        """Do what is asked, or fail as told; (how it fails, what Slack says)."""
        self.during.get(method, lambda: None)()
        with self._lock:
            self.calls.append((method, arguments))
            failing = self._failures[method].popleft() if self._failures[method] else Fail(done=True)
            if not failing.done:
                return failing, {}
            body = getattr(self, "_" + method.replace(".", "_"))(arguments)
            return failing, {"ok": "error" not in body, **body}

    def _auth_test(self, _: Json) -> Json:
        return {
            "team_id": IDENTITY.team_id,
            "team": IDENTITY.team_name,
            "bot_id": IDENTITY.bot_id,
            "user_id": IDENTITY.bot_user_id,
        }

    def _chat_postMessage(self, asked: Json) -> Json:  # noqa: N802 - Slack's name
        self._count += 1
        ts = f"{self.machine.now().timestamp():.0f}.{self._count:06}"
        self.messages[asked["channel"]].append({"ts": ts, **asked})
        return {"channel": asked["channel"], "ts": ts}

    def _chat_postEphemeral(self, asked: Json) -> Json:  # noqa: N802
        self.whispers.append(asked)
        return {"message_ts": "1.1"}

    def _chat_update(self, asked: Json) -> Json:
        for message in self.messages[asked["channel"]]:
            if message["ts"] == asked["ts"]:
                message.update(text=asked["text"], blocks=asked["blocks"])
                return {}
        return {"error": "message_not_found"}

    def _chat_delete(self, asked: Json) -> Json:
        there = self.messages[asked["channel"]]
        left = [message for message in there if message["ts"] != asked["ts"]]
        self.messages[asked["channel"]] = left
        return {} if len(left) < len(there) else {"error": "message_not_found"}

    def _chat_getPermalink(self, asked: Json) -> Json:  # noqa: N802
        return {"permalink": f"https://slack.example/{asked['channel']}/{asked['message_ts']}"}

    def _conversations_open(self, asked: Json) -> Json:
        return {"channel": {"id": f"D0{asked['users']}"}}

    def _conversations_replies(self, asked: Json) -> Json:
        there = self.messages[asked["channel"]]
        told = [m for m in there if asked["ts"] in (m["ts"], m.get("thread_ts"))]
        return self._paged("messages", told, asked)

    def _conversations_history(self, asked: Json) -> Json:
        """No history tells of what stands in a thread."""
        newest_first = [m for m in reversed(self.messages[asked["channel"]]) if "thread_ts" not in m]
        return self._paged("messages", [m for m in newest_first if float(m["ts"]) >= float(asked["oldest"])], asked)

    def _conversations_members(self, asked: Json) -> Json:
        return self._paged("members", self.channel_members, asked)

    def _conversations_info(self, _: Json) -> Json:
        return {"channel": self.channel} if self.channel else {"error": "channel_not_found"}

    def _users_info(self, asked: Json) -> Json:
        return {"user": self.users[asked["user"]]} if asked["user"] in self.users else {"error": "user_not_found"}

    def _users_list(self, asked: Json) -> Json:
        return self._paged("members", list(self.users.values()), asked)

    def _reactions_get(self, _: Json) -> Json:
        return {"message": {"reactions": self.reactions} if self.reactions else {}}

    def _paged(self, name: str, items: Sequence[object], asked: Mapping[str, Any]) -> Json:
        start = int(asked.get("cursor") or 0)
        more = str(start + self.page) if start + self.page < len(items) else ""
        return {name: items[start : start + self.page], "response_metadata": {"next_cursor": more}}


class Server:
    """Serves a `FakeSlack` on a port of this machine for as long as the block lasts."""

    def __init__(self, slack: FakeSlack) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(slack))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        slack.url = f"http://127.0.0.1:{self._server.server_port}/api/"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            is_json = self.headers["Content-Type"].startswith("application/json")
            asked = json.loads(raw or b"{}") if is_json else dict(parse_qsl(raw.decode()))
            failing, said = slack.answer(self.path.removeprefix("/api/"), asked)
            if failing.status == 0:
                self.close_connection = True
                return
            body = failing.body or json.dumps({"ok": False, "error": failing.error} if failing.error else said)
            self.send_response(failing.status)
            if failing.retry_after:
                self.send_header("Retry-After", failing.retry_after)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Tests speak for themselves."""

    return Handler
