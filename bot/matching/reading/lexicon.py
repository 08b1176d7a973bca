"""Finds the vocabulary's terms in what people write: "panic attacks" in a note speaks of anxiety."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.matching.vocabulary import Kind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Their small-letter forms are everyday words ("to add", "a rad idea"), so they count in capitals only.
CAPITALS_ONLY = frozenset({"ADD", "ODD", "RAD"})


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


def stems(text: str) -> list[str]:
    """The stems of the words of a text in order, where nobody asks where they stand."""
    return [stem(written) for written in _WORD.findall(text)]


def mentions(kind: Kind, text: str) -> tuple[Mention, ...]:
    """Every label or alias of `kind` in `text`, in order, with repeats; the longest reading of a place wins."""
    phrases = _phrases(kind)
    tokens = list(words(text))
    stems = [word.stem for word in tokens]
    found = []
    reached = 0
    for at, stem_here in enumerate(stems):
        if at < reached or stem_here not in phrases:
            continue
        for phrase, code in phrases[stem_here]:
            end = at + len(phrase)
            if tuple(stems[at:end]) != phrase:
                continue
            written = text[tokens[at].start : tokens[end - 1].end]
            if written.upper() not in CAPITALS_ONLY or written.isupper():
                found.append(Mention(code, written))
                reached = end
                break
    return tuple(found)


@cache
def _phrases(kind: Kind) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Every name of the kind's terms as stems, with its code, the longest first, by the first of its stems."""
    names = {
        tuple(word.stem for word in words(name)): term.code
        for term in vocabulary.terms(kind)
        for name in (*term.aliases, term.label)
    }
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for phrase in sorted(names, key=len, reverse=True):
        phrases[phrase[0]].append((phrase, names[phrase]))
    return dict(phrases)
