"""The record of a year: every message as its reader saw it, with natural names for ids, to compare two tellings by.

What happens at one moment of the frozen calendar has no order that anybody could see, least of all between two
replicas that send side by side: so a moment's messages are compared as they stand at its end, in the order of their
natural names. A line that only one person sees for a while is not compared: when its sender is killed it is not said
again, for it comes too late.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.simulation.slack import Post, Slack

_ID = re.compile(r"\b[0-9a-f]{32}\b")
_LINK = re.compile(r"https://slack\.example/\w+/(\d+\.\d+)")
WHISPER = "whisper"


@dataclass(frozen=True, order=True)
class Entry:
    """A message as it came, or as it was changed later.

    Attributes:
        at: the moment, as ISO says it, in UTC.
        channel: the conversation.
        name: of the message: its kind, what it is about, and the how many-th of its kind there it is.
        change: it was there before.
        thread: the name of the message under which it stands, or "".
        words: its text and blocks; "" for a message that was deleted.
    """

    at: str
    channel: str
    name: str
    change: bool
    thread: str
    words: str


@dataclass(frozen=True)
class Difference:
    """The first place at which two records differ; None where one has ended."""

    one: Entry | None
    other: Entry | None


def entries(slack: Slack, named: Mapping[str, str]) -> Sequence[Entry]:
    """All that was said, moment by moment.

    Args:
        named: a natural name for each opaque id.
    """
    names = {post.ts: name for post, name in _named(list(slack.posts()))}
    posts = {post.ts: post for post in slack.posts() if post.label.kind != WHISPER}
    found = []
    last: dict[str, str] = {}
    for ts, at, payload in slack.versions():
        post = posts.get(ts)
        if post is None:
            continue
        words = _told(payload, named, names)
        if last.get(ts) != words and (words or ts in last):
            thread = names.get(post.thread, "")
            found.append(Entry(at.isoformat(), post.channel, names[ts], ts in last, thread, words))
        last[ts] = words
    return sorted(found)


def first_difference(one: Sequence[Entry], other: Sequence[Entry]) -> Difference | None:
    """Where two records part; None where they are the same."""
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            return Difference(mine, theirs)
    if len(one) == len(other):
        return None
    shorter = min(len(one), len(other))
    return Difference(*(record[shorter] if len(record) > shorter else None for record in (one, other)))


def _named(posts: Sequence[Post]) -> Iterator[tuple[Post, str]]:
    counted: dict[tuple[str, ...], int] = defaultdict(int)
    for post in sorted(posts, key=lambda each: (each.at, each.channel, str(each.label), each.place)):
        told = post.label
        what = (post.channel, told.kind, told.referral, told.about)
        counted[what] += 1
        yield post, " ".join(filter(None, (*what[1:], f"#{counted[what]}")))


def _told(payload: Mapping[str, Any] | None, named: Mapping[str, str], names: Mapping[str, str]) -> str:
    if payload is None:
        return ""
    said = _ID.sub(lambda found: f"[{named.get(found[0], 'id')}]", _flat(payload))
    return _LINK.sub(lambda found: f"[to {names.get(found[1], 'a message')}]", said)


def _flat(value: object, at: str = "") -> str:
    """What it says, a line for each text, so that a difference is read at a glance."""
    if isinstance(value, dict):
        return "\n".join(_flat(each, f"{at}.{name}" if at else str(name)) for name, each in sorted(value.items()))
    if isinstance(value, list):
        return "\n".join(_flat(each, f"{at}[{place}]") for place, each in enumerate(value))
    return f"{at}: {value}"
