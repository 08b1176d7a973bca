"""The lexicon of cues: how clients and therapists speak of the concerns, ready to be found in a text in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import chain, product
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.files import load
from bot.matching.reading.lexicon import CAPITALS_ONLY
from bot.matching.reading.wording import MY, PASSED, SPELT, forms, in_capitals, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Phrase = tuple[str, ...]  # the keys of a cue's words

#: How much a cue of each strength says.
STRENGTHS: Mapping[str, float] = MappingProxyType({"says": 1.0, "speaks": 0.6, "hints": 0.2})

#: The numbers of words that are in no cue: read past, and unknown.
PASS, UNKNOWN = 0, 1
_FIRST = 2
_ENDS = ".!?;\n"  # of a sentence
_WORD = re.compile(r"<\w+>|[\w']+~?")
_CHOICE = re.compile(r"\(([^()]*)\)")


class Act(StrEnum):
    """What a cue does where it stands, besides what it says."""

    SILENT = "silent"
    DENIES = "denials"
    REFUSES = "refusals"
    TURNS = "turns"


@dataclass(slots=True)
class Meaning:
    """What a cue says of which concerns, whether it says one of them outright, and what else it does."""

    says: Mapping[str, float]
    outright: bool = False
    act: Act | None = None


@dataclass(slots=True)
class Node:
    """A place in the tree of cues: what the cue that ends here means, and where each word leads that may follow."""

    meaning: Meaning | None = None
    after: dict[int, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Cues:
    """The lexicon.

    Attributes:
        numbers: the number of each written word; words that mean the same to every cue share one.
        root: where every cue begins.
        my: the number of a possessive.
        either: the numbers of "or" and "nor".
        capitals: finds what counts in capitals only.
        also: what else a concern likely means, and how much of it.
    """

    numbers: Mapping[str, int]
    root: Node
    my: int
    either: frozenset[int]
    capitals: re.Pattern[str]
    also: Mapping[str, Mapping[str, float]]


@cache
def cues() -> Cues:
    """The lexicon, read once."""
    document = load("data/cues.yml")
    concerns = document["concerns"]
    meanings = {phrase: _meaning(said, concerns) for phrase, said in _strengths(concerns).items()}
    for act in Act:
        meanings |= {phrase: Meaning({}, act=act) for phrase in _phrases(document[act])}
    meanings |= {(end,): Meaning({}, act=Act.TURNS) for end in _ENDS}
    written = _written({*chain.from_iterable(meanings), "or", "nor"}, document["slots"], document["irregular"])
    numbers, numbers_of = _numbered(written)
    return Cues(
        numbers,
        _grown(meanings, numbers_of),
        numbers[MY],
        frozenset((numbers["or"], numbers["nor"])),
        re.compile(rf"\b({'|'.join(sorted(word for word in written if in_capitals(word)))})\b"),
        {code: entry.get("also", {}) for code, entry in concerns.items()},
    )


def _meaning(said: Mapping[str, str], concerns: Mapping[str, Mapping[str, float]]) -> Meaning:
    says = {code: STRENGTHS[strength] * concerns.get(code, {}).get("broad", 1.0) for code, strength in said.items()}
    return Meaning(says, outright="says" in said.values())


def _strengths(concerns: Mapping[str, Mapping[str, str]]) -> Mapping[Phrase, Mapping[str, str]]:
    """How strongly each cue speaks of each concern: the most that it stands for; a name outside the lexicon says it."""
    said: dict[Phrase, dict[str, str]] = defaultdict(dict)
    for code, entry in concerns.items():
        for strength in STRENGTHS:
            for phrase in _phrases(entry.get(strength, "")):
                said[phrase].setdefault(code, strength)
    for term in vocabulary.terms("concern"):
        for name in (term.label, *term.aliases):
            said[_keys(name if name in CAPITALS_ONLY else name.lower())].setdefault(term.code, "says")
    return {phrase: _at_least(phrase, strengths, said) for phrase, strengths in said.items()}


def _at_least(
    phrase: Phrase, strengths: Mapping[str, str], said: Mapping[Phrase, Mapping[str, str]]
) -> Mapping[str, str]:
    """A cue says of a concern no less than a shorter one within it."""
    within = [phrase[at:end] for at in range(len(phrase)) for end in range(at + 1, len(phrase) + 1)]
    names = {code for part in within if part in said for code, strength in said[part].items() if strength == "says"}
    return {code: "says" if code in names else strength for code, strength in strengths.items()}


def _phrases(listed: str) -> Iterator[Phrase]:
    """Every cue of a list, with its choices made, as the keys of its words."""
    for cue in listed.split(","):
        parts = [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE.split(cue))]
        for chosen in product(*parts):
            if phrase := _keys("".join(chosen)):
                yield phrase


def _keys(cue: str) -> Phrase:
    kept = [kept for word in _WORD.findall(cue) if (kept := key(word))]
    return tuple(kept) if len(kept) == 2 and kept[0] == MY else tuple(each for each in kept if each != MY)


def _written(keys: Iterable[str], slots: Mapping[str, str], irregular: Mapping[str, str]) -> Mapping[str, set[str]]:
    """The keys that each written word stands for: of itself, of a verb in any form, of the slots that it fills."""
    written: dict[str, set[str]] = defaultdict(set)
    for kept in (*keys, *SPELT.values()):
        if kept[0] != "<":
            for word in forms(kept, irregular.get(kept[:-1], "").split()):
                written[word].add(kept)
    for slot, words in slots.items():
        for word in chain.from_iterable(map(forms, words.split())):
            written[word].add(f"<{slot}>")
    return written | {other: {word} for other, word in SPELT.items()}


def _numbered(written: Mapping[str, set[str]]) -> tuple[dict[str, int], Mapping[str, set[int]]]:
    """A number for each written word, the same where the keys are, and the numbers of each key."""
    alike: dict[frozenset[str], int] = {}
    numbers_of: dict[str, set[int]] = defaultdict(set)
    numbers = {}
    for word in sorted(written):
        keys = frozenset(written[word])
        numbers[word] = alike.setdefault(keys, _FIRST + len(alike))
        for kept in keys:
            numbers_of[kept].add(numbers[word])
    return numbers | dict.fromkeys(PASSED, PASS), numbers_of


def _grown(meanings: Mapping[Phrase, Meaning], numbers_of: Mapping[str, Iterable[int]]) -> Node:
    """The tree of the cues, in which one number leads to one place."""
    root = _Branch()
    for phrase, meaning in meanings.items():
        branch = root
        for kept in phrase:
            branch = branch.after.setdefault(kept, _Branch())
        branch.meanings.append(meaning)
    return _joined((root,), numbers_of, {})


@dataclass(eq=False, slots=True)
class _Branch:
    """A place in the tree of cues while it grows: by keys, of which a written word may have several."""

    meanings: list[Meaning] = field(default_factory=list)
    after: dict[str, _Branch] = field(default_factory=dict)


def _joined(
    branches: tuple[_Branch, ...], numbers_of: Mapping[str, Iterable[int]], known: dict[tuple[_Branch, ...], Node]
) -> Node:
    """The place where one is in several branches at once."""
    if branches not in known:
        leads: dict[int, list[_Branch]] = defaultdict(list)
        for kept, branch in chain.from_iterable(branch.after.items() for branch in branches):
            for number in numbers_of[kept]:
                leads[number].append(branch)
        meant = _both([meaning for branch in branches for meaning in branch.meanings])
        after = {number: _joined(tuple(branches), numbers_of, known) for number, branches in leads.items()}
        known[branches] = Node(meant, after)
    return known[branches]


def _both(meanings: list[Meaning]) -> Meaning | None:
    if len(meanings) < 2:
        return meanings[0] if meanings else None
    says: dict[str, float] = {}
    for code, worth in chain.from_iterable(meaning.says.items() for meaning in meanings):
        says[code] = max(worth, says.get(code, 0.0))
    act = next((meaning.act for meaning in meanings if meaning.act), None)
    return Meaning(says, any(meaning.outright for meaning in meanings), act)
