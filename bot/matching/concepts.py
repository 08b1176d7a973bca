"""Reads a text for the concerns it speaks of: what a note asks for, what a statement dwells on."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching.cues import OWNING, PASSED, Act, Heard, Node, cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;\n]")
_MOST = 20_000  # characters that are read; nobody's statement is longer
# Tuned, with the strengths of cues, on the `tuned` half of tests/benchmarks/matching and on counsel-chat's questions.
_OPENING = 20  # words: what a text begins with counts up to twice
_NOTHING_IN_PARTICULAR = 2.0
_STOP = Heard(())  # the end of a sentence
_UNKNOWN = Heard(())  # a word that no cue holds


@dataclass(frozen=True)
class Reading:
    """The concerns that a text speaks of.

    Attributes:
        weights: how likely each is what the text is about, 0 to 1, the likeliest first.
        words: the words of the text that say most of each, as they were written, where they say it outright.
    """

    weights: Mapping[str, float]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in a text, from its first word (by its place among the text's) to the one behind its last."""

    node: Node
    first: int
    end: int


def read(text: str) -> Reading:
    """The concerns that `text` speaks of; of a text of more than 20,000 characters the beginning is read."""
    text = text[:_MOST]
    heard, spans = _heard(text)
    evidence: dict[str, float] = defaultdict(float)
    clearest: dict[str, tuple[float, _Found]] = {}
    times: dict[int, int] = defaultdict(int)
    for found in _meant(heard):
        times[id(found.node)] += 1
        emphasis = (1 + math.exp(-found.first / _OPENING)) / times[id(found.node)]
        for code, worth in found.node.says.items():
            evidence[code] += worth * emphasis
            if found.node.outright and (code not in clearest or worth > clearest[code][0]):
                clearest[code] = worth, found
    words = {code: text[spans[found.first][0] : spans[found.end - 1][1]] for code, (_, found) in clearest.items()}
    return Reading(MappingProxyType(_weights(evidence)), MappingProxyType(words))


def _weights(evidence: Mapping[str, float]) -> dict[str, float]:
    """Each concern's share of all that is said, as if some had been said of nothing in particular."""
    total = dict(evidence)
    for code, amount in evidence.items():
        for other, share in cues().also.get(code, {}).items():
            total[other] = total.get(other, 0.0) + share * amount
    whole = sum(total.values()) + _NOTHING_IN_PARTICULAR
    weights = {code: amount / whole for code, amount in total.items()}
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))


def _meant(heard: Sequence[Heard]) -> Iterator[_Found]:
    """The cues of a text that say something, without what is denied ("no trauma") or refused ("I don't treat OCD")."""
    refused, denied_at = False, -1
    for found in _found(heard):
        if found.node.act is Act.REFUSES:
            refused = True
        elif found.node.act is Act.TURNS:
            refused = False
        elif found.node.act is Act.DENIES:
            denied_at = found.end
        elif found.first == denied_at and found.node.outright:
            follows = heard[found.end].keys if found.end < len(heard) else ()
            denied_at = found.end + ("or" in follows or "nor" in follows)
        elif not refused and found.node.says:
            yield found


def _found(heard: Sequence[Heard]) -> Iterator[_Found]:
    """The cues of a text in order, without those within a longer one; a sentence's end turns."""
    turn = _Found(Node(act=Act.TURNS), 0, 0)
    reached = 0
    for first, word in enumerate(heard):
        if word is _STOP:
            yield turn
        elif word.starts:
            node, end = _longest(heard, first)
            if node is not None and end > reached:
                reached = end
                yield _Found(node, first, end)


def _longest(heard: Sequence[Heard], first: int) -> tuple[Node | None, int]:
    """The longest cue that begins at a word, and the place behind it."""
    best, end, at = None, first, first
    nodes: Sequence[Node] = heard[first].starts
    while nodes:
        at += 1
        for node in nodes:
            if node.says or node.act:
                best, end = node, at
        keys = heard[at].keys if at < len(heard) else ()
        nodes = [node.after[key] for node in nodes for key in keys if key in node.after]
    return best, end


def _heard(text: str) -> tuple[list[Heard], list[tuple[int, int]]]:
    """The words and sentence ends of a text as the lexicon knows them, and where each stands."""
    words = cues().words
    heard: list[Heard] = []
    spans: list[tuple[int, int]] = []
    loud, owned = text.isupper(), False
    for piece in _PIECE.finditer(text.replace("’", "'")):
        written = piece.group()
        word = words.get(written) if not loud else None
        if word is None:
            word = _known(written.lower(), words)
        if word is OWNING:
            owned = True
        elif written == "not" and heard and heard[-1].denied:
            heard[-1] = heard[-1].denied
            spans[-1] = spans[-1][0], piece.end()
        elif word is not PASSED:
            heard.append(word.owned if owned and word.owned else word)
            spans.append(piece.span())
            owned = False
    return heard, spans


def _known(written: str, words: Mapping[str, Heard]) -> Heard:
    """What a small-letter piece is to the lexicon; "she's" is "she" to it."""
    if written in ".!?;\n":
        return _STOP
    return words.get(written, words.get(written.partition("'")[0], _UNKNOWN))
