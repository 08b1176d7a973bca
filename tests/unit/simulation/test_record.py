"""Two records are the same when the same was said, whatever the ids; else the first difference is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.simulation.record import entries, first_difference
from bot.simulation.slack import Slack
from storage.tracing import Traced

if TYPE_CHECKING:
    from pathlib import Path

_NOW = datetime(2028, 3, 7, 15, tzinfo=UTC)


class _Telling:
    """One Slack and the ids of one telling."""

    def __init__(self, folder: Path, key: str) -> None:
        folder.mkdir()
        self.key, self.now = key * 32, _NOW
        self.slack = Slack(
            folder / "slack.sqlite3", lambda: self.now, lambda: _NOW, lambda key: Traced(key, "UANA", "one")
        )

    def post(self, kind: str, text: str, channel: str = "DUANA") -> str:
        metadata = {"event_payload": {"key": kind}}
        asked: dict[str, Any] = {"channel": channel, "text": text, "blocks": [], "metadata": metadata}
        return str(self.slack.answer("chat.postMessage", asked)["ts"])

    def record(self) -> Any:
        return entries(self.slack, {self.key: "one"})


@pytest.fixture
def two(tmp_path: Path) -> tuple[_Telling, _Telling]:
    return _Telling(tmp_path / "a", "a"), _Telling(tmp_path / "b", "b")


def test_ids_and_order_within_a_moment(two: tuple[_Telling, _Telling]) -> None:
    """Ids have natural names, and what comes in one moment has no order."""
    one, other = two
    one.post("first", f"about {one.key}")
    one.post("second", "hello")
    other.post("second", "hello")
    other.post("first", f"about {other.key}")

    assert first_difference(one.record(), other.record()) is None
    assert "[one]" in one.record()[0].words


def test_the_first_difference(two: tuple[_Telling, _Telling]) -> None:
    """One word is enough; and so is one message more."""
    one, other = two
    one.post("first", "hello")
    other.post("first", "hello you")
    difference = first_difference(one.record(), other.record())
    assert difference is not None
    assert difference.one is not None
    assert "hello" in difference.one.words

    longer = [*one.record(), *one.record()]
    difference = first_difference(one.record(), longer)
    assert difference is not None
    assert difference.one is None


def test_a_moment_counts_as_it_ends(two: tuple[_Telling, _Telling]) -> None:
    """What a message showed in passing, within the moment, nobody could see; a change at another moment is told."""
    one, other = two
    ts = one.post("first", "in passing")
    one.slack.answer("chat.update", {"channel": "DUANA", "ts": ts, "text": "hello", "blocks": []})
    other_ts = other.post("first", "hello")
    assert first_difference(one.record(), other.record()) is None

    other.now = datetime(2028, 3, 8, 15, tzinfo=UTC)
    other.slack.answer("chat.delete", {"channel": "DUANA", "ts": other_ts})
    assert [entry.change for entry in other.record()] == [False, True]


def test_what_was_said_outlives_the_process(tmp_path: Path) -> None:
    """Slack knows a message whose sender was killed before it heard that it was posted."""
    telling = _Telling(tmp_path / "a", "a")
    ts = telling.post("first", "hello")
    again = Slack(tmp_path / "a" / "slack.sqlite3", lambda: _NOW, lambda: _NOW, lambda key: Traced(key, ""))

    history = again.answer("conversations.history", {"channel": "DUANA", "oldest": "0"})

    assert [message["ts"] for message in history["messages"]] == [ts]
    assert history["messages"][0]["metadata"]["event_payload"]["key"] == "first"
