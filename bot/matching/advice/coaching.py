"""Coaches whoever writes whom they help best: what the words say already, and which of them say nothing.

Nothing here refuses anything: it answers with codes and with phrases of its own table, never with what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from bot.matching.advice import saying
from bot.matching.reading.lexicon import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: A statement of more sentences is longer than a busy colleague remembers.
SENTENCES = 2
_LIST = 3  # concerns in a row that are a list
# An end of a sentence with more after it; not after a lone letter ("e.g.", "D. Winnicott") or a title.
FULL_STOP = re.compile(r"(?<!\b\w)(?<!\bvs)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\betc)[.!?…]+[\"”’)]*\s+(?=\S)")
# A last word that may go on to be another ("men", "mental"); one for several people seldom does.
_UNFINISHED = re.compile(r"(?<![\w'’-])(?!(?:\w{3,}s|women|children)$)[\w'’-]+$")
# What may stand between the parts of a list.
_JOINT = re.compile(r"(?:\s|[,;/&+•·|-]|\b(?:and|or|as well as|including|issues?|disorders?)\b)*", re.IGNORECASE)


class Part(StrEnum):
    """What a statement can say that a colleague remembers."""

    WHO = "who"
    STRUGGLE = "struggle"
    CHANGE = "change"


class Vague(StrEnum):
    """Why a phrase tells colleagues nothing."""

    SHARED = "shared"  # every therapist says it
    BREADTH = "breadth"  # it leaves nobody out, so nobody comes to mind
    METHOD = "method"  # it tells how, and not for whom
    PROMISE = "promise"  # it could follow any sentence
    JARGON = "jargon"  # no client says it
    ABOUT_ME = "about_me"  # it tells of the therapist


@dataclass(frozen=True)
class Coaching:
    """How a statement reads so far.

    Attributes:
        says: the parts that it says, in their order.
        vague: phrases in it that tell colleagues nothing, as this room writes them, each with why.
        is_list: it lists three concerns or more in a row.
        is_long: it has more than two sentences.
    """

    says: Sequence[Part] = ()
    vague: Mapping[str, Vague] = field(default_factory=dict)
    is_list: bool = False
    is_long: bool = False

    @property
    def missing(self) -> Sequence[Part]:
        """The parts that it does not say yet."""
        return [part for part in Part if part not in self.says]


def coach(statement: str, *, typing: bool = False) -> Coaching:
    """How a statement reads.

    Args:
        statement: what was written.
        typing: its last word may not be finished, so it does not count as a word for somebody ("men" of "mental").
    """
    settled = _UNFINISHED.sub("", statement) if typing else statement
    there = {
        Part.WHO: bool(saying.WHO.search(settled)),
        Part.STRUGGLE: _tells_a_struggle(statement),
        Part.CHANGE: bool(saying.CHANGE.search(statement)),
    }
    return Coaching(
        says=[part for part in Part if there[part]],
        vague=dict(_vague(statement)),
        is_list=_longest_list(statement) >= _LIST,
        is_long=len(FULL_STOP.split(statement.strip())) > SENTENCES,
    )


def _tells_a_struggle(statement: str) -> bool:
    """A word for somebody is none for what they struggle with, though the vocabulary may know it as both."""
    if saying.STRUGGLE.search(statement):
        return True
    return any(not saying.WHO.fullmatch(mention.words) for mention in mentions("concern", statement))


def _vague(statement: str) -> Iterator[tuple[str, Vague]]:
    """The phrases of the table that stand in a statement, in its order."""
    for found in _phrases().finditer(statement):
        words = re.sub(r"[\s-]+", " ", found.group().replace("’", "'")).casefold()
        phrase = saying.ONE_SPELLING.get(words, words)
        yield phrase, Vague(saying.VAGUE[phrase])


def _longest_list(statement: str) -> int:
    """How many concerns stand in a row with nothing said between them."""
    longest = run = end = 0
    for mention in mentions("concern", statement):
        start = statement.index(mention.words, end)
        run = run + 1 if run and _JOINT.fullmatch(statement, end, start) else 1
        longest, end = max(longest, run), start + len(mention.words)
    return longest


@cache
def _phrases() -> re.Pattern[str]:
    """Every phrase of the table, the longest first; a hyphen or a space may stand between its words."""
    phrases = sorted([*saying.VAGUE, *saying.ONE_SPELLING], key=len, reverse=True)
    written = (r"[\s-]+".join(map(re.escape, phrase.split())).replace("'", "['’]") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)
