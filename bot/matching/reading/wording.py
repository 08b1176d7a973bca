"""The words of the lexicon of cues: which are read past, which are the same, and how each is written in a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.matching.spelling import stem

if TYPE_CHECKING:
    from collections.abc import Iterable


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Read past, in cues as in texts.
PASSED = _set(
    """a an the am is are was were be been being have has had having its so very really just
    even always constantly often quite totally completely extremely still also too already currently now recently
    lately actually basically some"""
)
#: The key of every possessive, which is read past unless one word behind it is the whole cue.
MY = "my"
_SAME = {
    MY: "his her their our your",
    "cant": "can't cannot couldn't couldnt can_not could_not",
    "dont": "don't doesn't doesnt didn't didnt do_not does_not did_not",
    "wont": "won't wouldn't wouldnt will_not would_not",
    "not": "isn't aren't wasn't weren't haven't hasn't hadn't ain't isnt arent wasnt werent havent hasnt",
    "self": "myself himself herself themselves themself yourself yourselves oneself ourselves",
    "me": "him them us",
    "i": "im ive",
    "he": "hes", "she": "shes", "they": "theyre", "you": "youre", "that": "thats",
}  # fmt: skip
#: Other ways to write a word, each with the key of the word; an apostrophe or space within one is "_", as in a text
#: that is being read.
SPELT = {other.replace("'", "_"): word for word, others in _SAME.items() for other in others.split()}
_VOWELS = "aeiou"


@cache
def key(word: str) -> str:
    """What a word of a cue is kept under: no plural, one form of "not" and of "oneself"; "" where it is read past."""
    if word[0] == "<" or word[-1] == "~" or in_capitals(word):
        return word
    if word in PASSED:
        return ""
    return SPELT.get(word.replace("'", "_")) or (word if word in _SAME else stem(word.partition("'")[0]))


def in_capitals(word: str) -> bool:
    """Whether a word of a cue counts in capitals only."""
    return len(word) > 1 and word.isalpha() and word.isupper()


def forms(kept: str, irregular: Iterable[str] = ()) -> tuple[str, ...]:
    """How the word that is kept under a key is written; with "~" in every inflection. What nobody writes does no harm.

    Args:
        irregular: inflections of it that follow no rule.
    """
    if kept.endswith("~"):
        return _inflected(kept[:-1], irregular)
    return (kept,) if in_capitals(kept) else _plurals(kept)


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, f"{word[:-1]}ies", f"{word}s"
    return (word, f"{word}es", f"{word}s") if word.endswith(("s", "x", "z", "ch", "sh", "o")) else (word, f"{word}s")


def _inflected(word: str, irregular: Iterable[str]) -> tuple[str, ...]:
    base = word.removesuffix("e")
    past = f"{word[:-1]}ied" if word.endswith("y") and word[-2:-1] not in _VOWELS else f"{base}ed"
    doubled = word[-1] not in f"{_VOWELS}wxy" and word[-2:-1] in tuple(_VOWELS)
    twice = (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing") if doubled else ()
    return (*_plurals(word), past, f"{base}ing", *twice, *irregular)
