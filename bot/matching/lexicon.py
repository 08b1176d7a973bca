"""Finds the vocabulary's terms in what people write: "panic attacks" in a note speaks of anxiety."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.matching.vocabulary import Kind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Their small-letter forms are everyday words ("to add", "a rad idea"), so they count in capitals only.
_CAPITALS_ONLY = frozenset({"ADD", "RAD"})


@dataclass(frozen=True)
class Word:
    """One word of a text: its stem, for comparing, and where it stands."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """A term that a text speaks of, and the words it used, as they were written."""

    code: str
    words: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; hyphens part them, apostrophes don't."""
    for found in _WORD.finditer(text):
        yield Word(stem(found.group()), found.start(), found.end())


def mentions(kind: Kind, text: str) -> tuple[Mention, ...]:
    """Every label or alias of `kind` in `text`, in order, with repeats; the longest reading of a place wins."""
    phrases, longest = _phrases(kind)
    tokens = list(words(text))
    found = []
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            run = tokens[at : at + size]
            written = text[run[0].start : run[-1].end]
            code = phrases.get(tuple(word.stem for word in run))
            if code is not None and (written.upper() not in _CAPITALS_ONLY or written.isupper()):
                found.append(Mention(code, written))
                at += size
                break
        else:
            at += 1
    return tuple(found)


@cache
def _phrases(kind: Kind) -> tuple[dict[tuple[str, ...], str], int]:
    """Every name of the kind's terms as stems, and the length in words of the longest."""
    names = {
        tuple(word.stem for word in words(name)): term.code
        for term in vocabulary.terms(kind)
        for name in (*term.aliases, term.label)
    }
    return names, max(map(len, names))
