"""Whom a therapist works with: a group of people, a concern or a payer after "works with" names nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.privacy.reading.lexicon import Lexicon, lexicon
from bot.privacy.reading.patterns import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.privacy.findings import Finding

_CUE = re.compile(
    r"\b(?:work(?:s|ed|ing)?\s(?:with|for)|serv(?:es?|ed|ing)|sees?|seeing|speciali[sz](?:es?|ed|ing)\sin"
    r"|experienced?\s(?:with|in))\s",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ ,/&+()'-]{0,3}(?P<word>[A-Za-z]{1,40}(?:'[A-Za-z]{1,2})?)")
_GLUE = word_set("a an and or of the to with in for on by not no who are is as both all also other some")


def _is_of_a_group(word: str, known: Lexicon) -> bool:
    lower = word.lower()
    return lower in known.groups or lower in known.field or lower.removesuffix("'s") in known.groups


def _is_given(word: str, known: Lexicon, *, seen: bool) -> bool:
    """Whether it may be somebody: "works with Scott"; of the words that are names, those alone that one "sees"."""
    return word.lower() in known.given_common or (seen and word.lower() in known.given_words)


def _end_of_group(text: str, at: int, known: Lexicon, *, seen: bool) -> int:
    """Where the groups end that `text` names from `at` on; `at` where it names none.

    A word that is a first name as well ("Faith", "Scott") is of a group only straight before another of its words.
    """
    end, pending = at, False
    while match := _NEXT.match(text, at):
        word = match["word"]
        at = match.end()
        if _is_of_a_group(word, known):
            pending = _is_given(word, known, seen=seen)
            end = end if pending else at
        elif word.lower() not in _GLUE or pending:
            break
    return end


def _groups(text: str) -> Iterator[tuple[int, int]]:
    known, end = lexicon(), 0
    for cue in _CUE.finditer(text):
        seen = cue.group().lower().startswith("see")
        reached = _end_of_group(text, cue.end(), known, seen=seen) if cue.start() >= end else cue.end()
        if reached > cue.end():
            end = reached
            yield cue.start(), end


def without_groups(findings: Iterable[Finding], text: str) -> list[Finding]:
    """`findings` in a normalised text without those that a therapist's own words for their clients were taken for."""
    groups = list(_groups(text))
    return [each for each in findings if not any(start <= each.start and each.end <= end for start, end in groups)]
