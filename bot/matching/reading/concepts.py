"""Reads a text for the concerns it speaks of: what a note asks for, what a statement dwells on."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching.reading.cues import PASS, STRENGTHS, UNKNOWN, Act, cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.matching.reading.cues import Cues, Meaning

    Found = tuple[Meaning, int, int]  # a cue, its first word and the one behind its last, by their numbers in the text

_ACRONYMS = 3  # so many words in capitals can all be acronyms; with more, somebody is shouting
_PIECE = re.compile(r"\w+|[.!?;\n]")
_CAPITALS = re.compile(r"[A-Z]{2}")
_ENDING = re.compile(r"'(?:s|re|ve|d|ll|m)\b")
_DENIED = re.compile(r"\b(can|could|do|does|did|will|would) not\b")
_MOST = 20_000  # characters that are read; nobody's statement is longer
# Tuned, with the strengths of cues, on the `tuned` half of tests/benchmarks/matching and on counsel-chat's questions.
_OPENING = 20  # words: what a text begins with counts up to twice
_EMPHASIS = tuple(1 + math.exp(-place / _OPENING) for place in range(5 * _OPENING))
_NOTHING_IN_PARTICULAR = 2.0


@dataclass(frozen=True)
class Reading:
    """The concerns that a text speaks of.

    Attributes:
        weights: each one's share of what the text says, 0 to 1, the largest first.
    """

    weights: Mapping[str, float]
    _text: str = field(repr=False)  # what somebody wrote has no place in a log
    _clearest: Mapping[str, Found] = field(repr=False)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of the text that say most of each concern, as written; none for one that is only hinted at."""
        lexicon = cues()
        pieces = _PIECE.finditer(_plain(self._text, lexicon))
        spans = [piece.span() for piece in pieces if lexicon.numbers.get(piece[0]) != PASS]
        return {
            code: self._text[spans[first][0] : spans[end - 1][1]] for code, (_, first, end) in self._clearest.items()
        }


def read(text: str) -> Reading:
    """The concerns that `text` speaks of; of a text of more than 20,000 characters the beginning is read."""
    text = text[:_MOST]
    lexicon = cues()
    evidence: dict[str, float] = defaultdict(float)
    clearest: dict[str, Found] = {}
    times: dict[int, int] = defaultdict(int)
    for found in _meant(_heard(text, lexicon), lexicon):
        meaning, first, _ = found
        times[id(meaning)] += 1
        emphasis = (_EMPHASIS[first] if first < len(_EMPHASIS) else 1.0) / times[id(meaning)]
        for code, worth in meaning.says.items():
            evidence[code] += worth * emphasis
            if worth > (clearest[code][0].says[code] if code in clearest else STRENGTHS["hints"]):
                clearest[code] = found
    return Reading(MappingProxyType(_weights(evidence, lexicon)), text, clearest)


def _weights(evidence: Mapping[str, float], lexicon: Cues) -> dict[str, float]:
    """Each concern's share of all that is said, as if some had been said of nothing in particular."""
    total = dict(evidence)
    for code, amount in evidence.items():
        for other, share in lexicon.also.get(code, {}).items():
            total[other] = total.get(other, 0.0) + share * amount
    whole = sum(total.values()) + _NOTHING_IN_PARTICULAR
    return {code: total[code] / whole for code in sorted(total, key=lambda code: (-total[code], code))}


def _meant(heard: Sequence[int], lexicon: Cues) -> Iterator[Found]:
    """The cues of a text that say something, without what is denied ("no trauma") or refused ("I don't treat OCD")."""
    refused, denied_at = False, -1
    for found in _found(heard, lexicon):
        meaning, first, end = found
        if meaning.act is None:
            if first == denied_at and meaning.outright:
                denied_at = end + (heard[end] in lexicon.either)
            elif not refused:
                yield found
        elif meaning.act is Act.REFUSES:
            refused = True
        elif meaning.act is Act.TURNS:
            refused = False
        elif meaning.act is Act.DENIES:
            denied_at = end


def _found(heard: Sequence[int], lexicon: Cues) -> Iterator[Found]:
    """The cues of a text in order, without those within a longer one."""
    starts, my = lexicon.root.after, lexicon.my
    reached = 0
    for first, number in enumerate(heard):
        if number not in starts:
            continue
        meaning, after, end = starts[number].meaning, heard[first + 1], first + 1
        if after == my or after in starts[number].after:  # else the word is the whole cue, or none
            meaning, end = _longest(heard, first, lexicon)
        if meaning is None or end <= reached:
            continue
        if number != my or end >= _longest(heard, first + 1, lexicon)[1]:
            reached = end
            yield meaning, first, end


def _longest(heard: Sequence[int], first: int, lexicon: Cues) -> tuple[Meaning | None, int]:
    """The longest cue that begins at a word, and the place behind it; possessives within it are read past."""
    meaning, end, at, node = None, first, first, lexicon.root
    while (number := heard[at]) in node.after:
        node = node.after[number]
        at += 1
        if node.meaning is not None:
            meaning, end = node.meaning, at
        at += heard[at] == lexicon.my
    return meaning, end


def _heard(text: str, lexicon: Cues) -> list[int]:
    """The numbers of a text's words and sentence ends, without what cues are read past; it ends with two unknown."""
    number_of = lexicon.numbers.get
    heard = [number for piece in _PIECE.findall(_plain(text, lexicon)) if (number := number_of(piece, UNKNOWN)) != PASS]
    return [*heard, UNKNOWN, UNKNOWN]


def _plain(text: str, lexicon: Cues) -> str:
    """The text as the lexicon writes it, each letter in its place: in small letters but for what counts in capitals,
    without "'s" and its like, and with "can't" and "can not" as one word."""
    loud = text.isupper() and len(text.split()) > _ACRONYMS
    parts = lexicon.capitals.split(text) if _CAPITALS.search(text) and not loud else [text]
    plain = "".join(part if at % 2 else _small(part) for at, part in enumerate(parts))
    plain = plain.replace("_", " ").replace("’", "'")
    if "'" in plain:
        plain = _ENDING.sub(lambda ending: " " * len(ending[0]), plain).replace("'t", "_t")
    return _DENIED.sub(r"\1_not", plain) if " not" in plain else plain


def _small(text: str) -> str:
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
