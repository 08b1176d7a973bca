"""The lexicon of cues: how clients and therapists speak of the concerns, ready to be found in a text in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from bot.matching import vocabulary
from bot.matching.lexicon import CAPITALS_ONLY
from bot.matching.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: How much a cue of each strength says.
STRENGTHS: Mapping[str, float] = MappingProxyType({"says": 1.0, "speaks": 0.6, "hints": 0.2})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PASSED = _set(
    """a an the am is are was were be been being have has had having its so very really just
    even always constantly often quite totally completely extremely still also too already currently now recently
    lately actually basically some"""
)
_OWNING = _set("my his her their our your")
#: What stands before "not", and what both are together.
_DENIABLE = {"cant": "can could", "dont": "do does did", "wont": "will would"}
#: Other ways to say the same.
_SAME = {
    "cant": "can't cannot couldn't couldnt",
    "dont": "don't doesn't doesnt didn't didnt",
    "wont": "won't wouldn't wouldnt",
    "not": "isn't aren't wasn't weren't haven't hasn't hadn't ain't isnt arent wasnt werent havent hasnt",
    "self": "myself himself herself themselves themself yourself yourselves oneself ourselves",
    "me": "him them us",
    "i": "im ive",
    "he": "hes", "she": "shes", "they": "theyre", "you": "youre", "that": "thats",
}  # fmt: skip
_SPELT = {other: word for word, others in _SAME.items() for other in others.split()}
_WORD = re.compile(r"<\w+>|[\w']+~?")
_CHOICE = re.compile(r"\(([^()]*)\)")
_VOWELS = "aeiou"


class Act(StrEnum):
    """What a cue does where it stands."""

    SILENT = "silent"
    DENIES = "denials"
    REFUSES = "refusals"
    TURNS = "turns"


@dataclass(slots=True)
class Node:
    """A place in the tree of cues.

    Attributes:
        after: where each word that may follow leads.
        says: how much a cue that ends here says of which concerns; empty where none does.
        outright: it says one of them outright.
        act: what else it does.
    """

    after: dict[str, Node] = field(default_factory=dict)
    says: dict[str, float] = field(default_factory=dict)
    outright: bool = False
    act: Act | None = None


@dataclass(slots=True)
class Heard:
    """What a written word may be within a cue.

    Attributes:
        keys: the word itself, the verb that it is a form of, the slots that it fills.
        starts: the cues that it may begin.
        denied: what it becomes before "not"; None for most words.
        owned: what it becomes behind a possessive; None for most words.
    """

    keys: tuple[str, ...]
    starts: tuple[Node, ...] = ()
    denied: Heard | None = None
    owned: Heard | None = None


PASSED = Heard(())  # a word that cues and texts are read past
OWNING = Heard(())  # a possessive


@dataclass(frozen=True)
class Cues:
    """The lexicon.

    Attributes:
        words: what each written word may be.
        also: what else a concern likely means, and how much of it.
    """

    words: Mapping[str, Heard]
    also: Mapping[str, Mapping[str, float]]


@cache
def cues() -> Cues:
    """The lexicon, read once."""
    document = yaml.safe_load(files(__package__).joinpath("data/cues.yml").read_text("utf-8"))
    root, spoken = Node(), _Spoken(document["slots"], document["irregular"])
    concerns = document["concerns"]
    for phrase, said in _strengths(concerns).items():
        node = _end_of(root, phrase)
        node.says = {code: STRENGTHS[strength] * concerns[code].get("broad", 1.0) for code, strength in said.items()}
        node.outright = "says" in said.values()
        spoken.note(phrase)
    for act in Act:
        for phrase in _phrases(document[act]):
            _end_of(root, phrase).act = act
            spoken.note(phrase)
    also = {code: entry.get("also", {}) for code, entry in concerns.items()}
    return Cues(spoken.words(root), also)


def _strengths(concerns: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, ...], dict[str, str]]:
    """How much each cue says of each concern: the most that it stands for in the lexicon; a name outside it says it."""
    said: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for code, entry in concerns.items():
        for strength in STRENGTHS:
            for phrase in _phrases(entry.get(strength, "")):
                said[phrase].setdefault(code, strength)
    for term in vocabulary.terms("concern"):
        for name in (term.label, *term.aliases):
            said[_words(name if name in CAPITALS_ONLY else name.lower())].setdefault(term.code, "says")
    return said


def _phrases(written: str) -> Iterator[tuple[str, ...]]:
    """Every cue of a list, with its choices made, as the words it is kept under."""
    for cue in written.split(","):
        parts = [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE.split(cue))]
        for chosen in product(*parts):
            if phrase := _words("".join(chosen)):
                yield phrase


def _words(cue: str) -> tuple[str, ...]:
    """The words that a cue is kept under; a possessive counts only where it stands before a single word."""
    kept = [key for word in _WORD.findall(cue) if (key := _key(word))]
    return tuple(kept) if len(kept) == 2 and kept[0] == "my" else tuple(key for key in kept if key != "my")


@cache
def _key(word: str) -> str:
    """What stands for a word in the lexicon: no plural, one form of "not", of "oneself"; "" where it is read past."""
    if word[0] == "<" or word[-1] == "~" or _is_capitals(word):
        return word
    if word in _PASSED:
        return ""
    if word in _OWNING:
        return "my"
    return _SPELT.get(word) or (word if word in _SAME else stem(word.partition("'")[0]))


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _end_of(root: Node, phrase: Iterable[str]) -> Node:
    node = root
    for word in phrase:
        node = node.after.setdefault(word, Node())
    return node


class _Spoken:
    """Collects in which ways the words of the lexicon are written."""

    def __init__(self, slots: Mapping[str, str], irregular: Mapping[str, str]) -> None:
        self._slots = slots
        self._irregular = irregular
        self._keys: dict[str, set[str]] = defaultdict(set)
        for key in {word for phrase in slots.values() for word in phrase.split()} | _SAME.keys():
            self._add(key, _plurals(key))
        for slot, words in slots.items():
            for word in words.split():
                self._add(f"<{slot}>", _plurals(word))

    def note(self, phrase: Iterable[str]) -> None:
        """Makes the words of a cue known."""
        for key in phrase:
            if key.endswith("~"):
                self._add(key, _inflected(key[:-1], self._irregular.get(key[:-1], "").split()))
            elif key[0] != "<":
                self._add(key, (key,) if _is_capitals(key) else _plurals(key))

    def words(self, root: Node) -> dict[str, Heard]:
        """What each written word may be, now that every cue is known."""
        for other, word in _SPELT.items():
            self._keys[other] = {word}
        for word in " ".join(_DENIABLE.values()).split():
            self._add(word, (word,))
        heard = {written: _as_heard(tuple(sorted(keys)), root) for written, keys in self._keys.items()}
        for denied, words in _DENIABLE.items():
            for word in words.split():
                heard[word].denied = heard[denied]
        return heard | dict.fromkeys(_PASSED, PASSED) | dict.fromkeys(_OWNING, OWNING)

    def _add(self, key: str, written: Iterable[str]) -> None:
        for word in written:
            self._keys[word].add(key)


def _as_heard(keys: tuple[str, ...], root: Node) -> Heard:
    starts = _those_of(keys, root)
    mine = _those_of(keys, root.after["my"])
    return Heard(keys, starts, owned=Heard(keys, (*mine, *starts)) if mine else None)


def _those_of(keys: tuple[str, ...], node: Node) -> tuple[Node, ...]:
    return tuple(node.after[key] for key in keys if key in node.after)


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, f"{word[:-1]}ies", f"{word}s"
    return word, f"{word}s", f"{word}es"


def _inflected(word: str, irregular: Iterable[str]) -> tuple[str, ...]:
    """The forms of a regular verb, and those that are given; forms that nobody writes do no harm."""
    base = word.removesuffix("e")
    past = f"{word[:-1]}ied" if word.endswith("y") and word[-2:-1] not in _VOWELS else f"{base}ed"
    forms = [*_plurals(word), past, f"{base}ing", *irregular]
    if word[-1] not in f"{_VOWELS}wxy" and word[-2:-1] in tuple(_VOWELS):
        forms += [f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"]
    return tuple(forms)
