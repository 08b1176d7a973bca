"""The Slack of a simulated year: the few methods that delivery calls, answered in this process and kept in a file.

What is asked is written before it is answered, so whoever is killed while they wait for the answer finds it done, as
with Slack itself.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from storage.tracing import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Json = dict[str, Any]

_PAGE = 200
#: Somewhere that nobody owns; the address of a message is made of its place alone.
_LINK = "https://slack.example/{channel}/{ts}"
_TABLES = """
CREATE TABLE IF NOT EXISTS posts (
  place INTEGER PRIMARY KEY, channel TEXT NOT NULL, ts TEXT NOT NULL UNIQUE, at TEXT NOT NULL, thread TEXT NOT NULL,
  key TEXT NOT NULL, label TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ix_posts_channel ON posts (channel, place);
CREATE TABLE IF NOT EXISTS shown (
  ts TEXT NOT NULL, at TEXT NOT NULL, payload TEXT, PRIMARY KEY (ts, at)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deeds (key TEXT PRIMARY KEY, at TEXT NOT NULL, deed TEXT NOT NULL, came_of_it TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS position (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Post:
    """A message as it was posted; `place` counts all of them, `at` is calendar time."""

    place: int
    channel: str
    ts: str
    at: datetime
    thread: str
    label: Traced


class Slack:
    """The workspace, in a file of its own that outlives the process.

    Args:
        now: tells calendar time.
        machine: tells machine time, which Slack names messages by.
        describe: what the message with this key is.
    """

    def __init__(
        self,
        file: Path,
        now: Callable[[], datetime],
        machine: Callable[[], datetime],
        describe: Callable[[str], Traced],
    ) -> None:
        self._now, self._machine, self._describe = now, machine, describe
        self._lock = threading.RLock()
        self._file = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=OFF"):  # it has to outlive the process, not the machine
            self._file.execute(f"PRAGMA {pragma}")
        self._file.executescript(_TABLES)

    def close(self) -> None:
        self._file.close()

    def answer(self, method: str, asked: Json) -> Json:
        """Do what is asked, and give Slack's answer."""
        with self._lock:
            body: Json = getattr(self, "_" + method.replace(".", "_"))(asked)
        return {"ok": "error" not in body, **body}

    def posts(self, after: int = 0) -> Iterator[Post]:
        """The messages that came after the one with this place, in the order in which they came."""
        query = "SELECT place, channel, ts, at, thread, label FROM posts WHERE place > ? ORDER BY place"
        with self._lock:
            rows = self._file.execute(query, (after,)).fetchall()
        for place, channel, ts, at, thread, label in rows:
            yield Post(place, channel, ts, datetime.fromisoformat(at), thread, _label(label))

    def versions(self) -> Iterator[tuple[str, datetime, Json | None]]:
        """What each message showed at the end of each moment that changed it: (ts, when, payload or None)."""
        for ts, at, payload in self._file.execute("SELECT ts, at, payload FROM shown ORDER BY ts, at"):
            yield ts, datetime.fromisoformat(at), json.loads(payload) if payload else None

    def reading(self, channel: str, newest: int) -> Iterator[Json]:
        """What somebody sees who opens a conversation: the payloads of its newest messages, the newest first."""
        query = "SELECT ts FROM posts WHERE channel = ? ORDER BY place DESC LIMIT ?"
        with self._lock:
            for (ts,) in self._file.execute(query, (channel, newest)).fetchall():
                if payload := self._payload(ts):
                    yield {"ts": ts, **payload}

    def note_deed(self, key: str, at: datetime, deed: str, came_of_it: str) -> None:
        with self._lock:
            self._file.execute(
                "INSERT OR IGNORE INTO deeds VALUES (?, ?, ?, ?)", (key, at.isoformat(), deed, came_of_it)
            )

    def deeds(self) -> Sequence[tuple[str, datetime, str, str]]:
        """What people did, in order: (key, when, the deed as JSON, what came of it)."""
        rows = self._file.execute("SELECT key, at, deed, came_of_it FROM deeds ORDER BY at, key").fetchall()
        return [(key, datetime.fromisoformat(at), deed, came) for key, at, deed, came in rows]

    def begin(self, moment: datetime) -> None:
        """Note the moment at which the story is, before anything happens in it."""
        with self._lock:
            self._file.execute("INSERT OR REPLACE INTO position VALUES (1, ?)", (moment.isoformat(),))

    @property
    def position(self) -> datetime | None:
        """The moment at which the story is; None before it began."""
        row = self._file.execute("SELECT at FROM position").fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    @property
    def newest_ts(self) -> str:
        """Slack's name of the newest message, or "" """
        row = self._file.execute("SELECT ts FROM posts ORDER BY place DESC LIMIT 1").fetchone()
        return row[0] if row else ""

    def _payload(self, ts: str) -> Json | None:
        row = self._file.execute("SELECT payload FROM shown WHERE ts = ? ORDER BY at DESC LIMIT 1", (ts,)).fetchone()
        return json.loads(row[0]) if row and row[0] else None

    def _post(self, asked: Json, key: str, label: Traced) -> str:
        at = self._now().isoformat()
        (place,) = self._file.execute("SELECT coalesce(max(place), 0) + 1 FROM posts").fetchone()
        ts = f"{self._machine().timestamp():.0f}.{place:06}"
        self._file.execute("BEGIN")
        self._file.execute(
            "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (place, asked["channel"], ts, at, asked.get("thread_ts") or "", key, json.dumps(asdict(label))),
        )
        self._show(ts, _shown(asked))
        self._file.execute("COMMIT")
        return ts

    def _show(self, ts: str, payload: Json | None) -> None:
        said = json.dumps(payload, sort_keys=True) if payload is not None else None
        self._file.execute("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", (ts, self._now().isoformat(), said))

    def _chat_postMessage(self, asked: Json) -> Json:  # noqa: N802 - Slack's name
        key: str = asked["metadata"]["event_payload"]["key"]
        return {"channel": asked["channel"], "ts": self._post(asked, key, self._describe(key))}

    def _chat_postEphemeral(self, asked: Json) -> Json:  # noqa: N802
        return {"message_ts": self._post(asked, "", Traced("whisper", asked["user"]))}

    def _chat_update(self, asked: Json) -> Json:
        if self._payload(asked["ts"]) is None:
            return {"error": "message_not_found"}
        self._show(asked["ts"], _shown(asked))
        return {"channel": asked["channel"], "ts": asked["ts"]}

    def _chat_delete(self, asked: Json) -> Json:
        if self._payload(asked["ts"]) is None:
            return {"error": "message_not_found"}
        self._show(asked["ts"], None)
        return {}

    def _chat_getPermalink(self, asked: Json) -> Json:  # noqa: N802
        return {"permalink": _LINK.format(channel=asked["channel"], ts=asked["message_ts"])}

    def _conversations_open(self, asked: Json) -> Json:
        return {"channel": {"id": dm_of(asked["users"])}}

    def _conversations_history(self, asked: Json) -> Json:
        start = int(asked.get("cursor") or 0)
        rows = self._file.execute(
            "SELECT ts, key FROM posts WHERE channel = ? AND CAST(ts AS REAL) >= ?"
            " ORDER BY place DESC LIMIT ? OFFSET ?",
            (asked["channel"], float(asked["oldest"]), _PAGE + 1, start),
        ).fetchall()
        there = [
            {"ts": ts, "metadata": {"event_payload": {"key": key}}} for ts, key in rows[:_PAGE] if self._payload(ts)
        ]
        cursor = str(start + _PAGE) if len(rows) > _PAGE else ""
        return {"messages": there, "response_metadata": {"next_cursor": cursor}}


class Client(WebClient):
    """Slack's own client, which asks this Slack instead of one behind a socket."""

    def __init__(self, slack: Slack) -> None:
        super().__init__(token="xoxb-simulated", retry_handlers=[])  # noqa: S106 - nobody's
        self._slack = slack

    def api_call(self, api_method: str, **told: Any) -> SlackResponse:
        """Ask for a method of the Web API.

        Raises:
            slack_sdk.errors.SlackApiError: the answer is a no.
        """
        asked = told.get("json") or told.get("params") or {}
        answer = self._slack.answer(api_method, {name: value for name, value in asked.items() if value is not None})
        told_back = SlackResponse(
            client=self, http_verb="POST", api_url=api_method, req_args={}, data=answer, headers={}, status_code=200
        )
        told_back.validate()  # type: ignore[no-untyped-call]
        return told_back


def dm_of(user_id: str) -> str:
    """The channel of somebody's direct messages with the bot."""
    return f"D{user_id}"


def _shown(asked: Json) -> Json:
    return {"text": asked["text"], "blocks": asked.get("blocks") or []}


def _label(told: str) -> Traced:
    kept = json.loads(told)
    return Traced(**{**kept, "lines": tuple(tuple(line) for line in kept["lines"])})
