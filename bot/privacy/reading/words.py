"""A text as words, each with what the word lists say of it, for the detectors that read word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.privacy.reading.lexicon import Lexicon, lexicon

_WORD = re.compile(r"[A-Za-z]{1,40}(?:'[A-Za-z]{1,20}){0,2}")
_ENDINGS = ("'s", "'ll", "'re", "'ve", "'m", "'d")
_MAX_PHRASE = 5


@dataclass(frozen=True)
class Word:
    """One word of a normalised text, its possessive ending left out.

    Attributes:
        start, end: its place in the normalised text.
        text: as written; `lower` is its lower case.
        field: it is one of the field's own words, or part of one of its phrases.
        opens: it opens a sentence or a line.
    """

    start: int
    end: int
    text: str
    lower: str
    field: bool
    opens: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """In capitals throughout, as acronyms and headings are."""
        return len(self.text) > 1 and self.text.isupper()


def _spell(match: re.Match[str], words: Lexicon) -> str:
    text = match.group()
    if text.lower() in words.english:
        return text
    for ending in _ENDINGS:
        if text.lower().endswith(ending):
            return text[: -len(ending)]
    return text


def _in_phrases(lowers: list[str], words: Lexicon) -> set[int]:
    inside: set[int] = set()
    for at, lower in enumerate(lowers):
        if lower not in words.openers:
            continue
        for size in range(2, _MAX_PHRASE + 1):
            if tuple(lowers[at : at + size]) in words.field_phrases:
                inside.update(range(at, at + size))
    return inside


def read_words(text: str) -> list[Word]:
    """The words of a normalised text, in order."""
    known = lexicon()
    found = [(match.start(), _spell(match, known)) for match in _WORD.finditer(text)]
    lowers = [spelt.lower() for _, spelt in found]
    phrased = _in_phrases(lowers, known)
    words: list[Word] = []
    for index, (start, spelt) in enumerate(found):
        before = text[max(0, start - 4) : start].rstrip(" \"'(*-")
        words.append(
            Word(
                start=start,
                end=start + len(spelt),
                text=spelt,
                lower=lowers[index],
                field=index in phrased or lowers[index] in known.field,
                opens=index == 0 or before[-1:] in (".", "!", "?", ":", "\n", ";"),
            )
        )
    return words


def gap(text: str, left: Word, right: Word) -> str:
    """What stands between two words of `text`."""
    return text[left.end : right.start]
