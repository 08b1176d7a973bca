"""The words the check knows: names, places, ordinary English and the field's own terms, read once from package data.

The lists are sealed by checksums: a missing or altered list stops the check, so that nothing is posted unread.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import get_args

from bot.matching import vocabulary
from bot.matching.spelling import plain
from bot.matching.vocabulary import Kind

# SHA-256 of each compressed list in `data/`; what they are made from stands in data/ORIGIN.md.
_SEALS = {
    "given_common": "944faece9857419e82bf1e2432d618b0904a62ffecc3b7efe2c9b3e89b2a18e3",
    "given_rare": "9cff7b4eb5de0aa0366b2977577405c72485ca8cffbea58e5e267cbe078511f5",
    "given_words": "fc79838ccc6ec7f6c708c4840b88d61a4a1aab917c2ac97750141210e97aefe0",
    "given_first": "8724c7dfd0d4fb50f95413955cb94ce3287ac6efc84e73d8eebdafcb5039d4f8",
    "cities": "6e474fa30ed0d36c259365878c1906f32fcf32fb824823ef509eb355e159aa4d",
    "family": "d1c91d996e0f2d20b789dfe341d8a9d8e6750a4c2b3ce76da239df80bd4d52c1",
    "places": "ecabca2cdabc26446aef58e22785ebbdd460802b11127207a22c30bde5b21f49",
    "english": "158441d60bb07bd3a72100bbdce60d4ac15e112e56fa632603fc26f416544018",
    "proper": "564ac5a18056d09b589c6084b71efb4d32d5ab8755ba4b0ad14906d4abc78e17",
    "casual": "281abf83e9756b8a217ff20299255ff2ffb6470bea170bb1bfa9bd739def9fcd",
    "frequent": "a1156e620343f4a45f9c87d8d7766dc0eea6f6f9d0b78a6351a72e7b5e221602",
}


_WORD = re.compile(r"[\w']+")
# The lists of names and towns: a word of one is not the field's own, though the vocabulary may have it ("Providence").
_ALSO_SOMEBODY = ("given_common", "given_rare", "given_words", "given_first", "family", "places", "cities")


class PrivacyDataError(RuntimeError):
    """The word data is missing or damaged: no text can be checked, so none may be stored, sent or posted."""


@dataclass(frozen=True)
class Lexicon:
    """Sets of lower-case words without accents.

    Attributes:
        given_common, given_rare: first names that are no ordinary English words.
        given_words: ordinary words that are given as names more often than they are written ("grace", "chase").
        given_first: those of them that a note holds as names oftener than as words ("hank", "lily").
        family: surnames.
        places: US towns and the world's large cities, one to four words.
        cities: the largest of those that are one word.
        english: ordinary words in all their forms.
        proper: capitalised words that name no person or town ("Hindi", "Promethean").
        casual: what people write and no dictionary has ("yall", "dont", "realise").
        frequent: the ordinary words that most people write most, which a typo is a typo of.
        field: therapy's own words (the vocabulary's, modalities, drugs, eponyms), and states and countries.
        field_phrases: those of several words, as tuples.
        circles: workplaces, schools and forces that people name by one word or by their letters, as tuples of words.
        districts: parts of cities, regions, reservations and bases, as tuples of words.
        groups: words for groups of people, concerns and payers, which after "works with" name nobody.
        openers: the first words of all places, phrases, circles and districts of several: a quick look spares many.
    """

    given_common: frozenset[str]
    given_rare: frozenset[str]
    given_words: frozenset[str]
    given_first: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]
    cities: frozenset[str]
    english: frozenset[str]
    proper: frozenset[str]
    casual: frozenset[str]
    frequent: frozenset[str]
    field: frozenset[str]
    field_phrases: frozenset[tuple[str, ...]]
    circles: frozenset[tuple[str, ...]]
    districts: frozenset[tuple[str, ...]]
    groups: frozenset[str]
    openers: frozenset[str]

    def ordinary(self, word: str) -> bool:
        """Whether a lower-case word means something that is neither a person nor a town."""
        return word in self.english or word in self.field or word in self.proper or word in self.casual


def unseal(folder: Traversable, name: str, seal: str) -> frozenset[str]:
    """The lines of a sealed list in `folder`.

    Raises:
        PrivacyDataError: the list is missing, unreadable or not the one that `seal` (SHA-256) was made of.
    """
    try:
        sealed = (folder / f"{name}.txt.xz").read_bytes()
    except OSError as error:
        raise PrivacyDataError(f"The word list “{name}” cannot be read.") from error
    if hashlib.sha256(sealed).hexdigest() != seal:
        raise PrivacyDataError(f"The word list “{name}” is damaged.")
    return frozenset(lzma.decompress(sealed).decode("ascii").split("\n"))


def _terms(folder: Traversable, name: str, first: str, last: str) -> list[tuple[str, ...]]:
    """The terms of a list written by hand, each as its words; `first` and `last` must be in it, or it is not"
    " whole."""
    try:
        lines = (folder / f"{name}.txt").read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PrivacyDataError(f"The word list “{name}” cannot be read.") from error
    terms = [tuple(part.split()) for line in lines if not line.startswith("#") for part in line.split(",") if part]
    if not terms or (*terms[0], *terms[-1]) != (*first.split(), *last.split()):
        raise PrivacyDataError(f"The word list “{name}” is damaged.")
    return terms


def _vocabulary() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The names of the terms that members and referrals are described with, as their words, and all words in them."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    names = [name for kind in kinds for term in vocabulary.terms(kind) for name in term.names]
    named = frozenset(tuple(plain(name).split()) for name in names)
    spelt = (word.lower().removesuffix("'s") for name in names for word in _WORD.findall(name))
    return named, frozenset(spelt).union(*named)


def read_lexicon(folder: Traversable) -> Lexicon:
    """The lexicon in `folder`.

    Raises:
        PrivacyDataError: a list is missing, unreadable or not the sealed one.
    """
    lists = {name: unseal(folder, name, seal) for name, seal in _SEALS.items()}
    terms = _terms(folder, "field_words", "aetna", "isstd")
    circles = _terms(folder, "circles", "accenture", "silver hill")
    districts = _terms(folder, "districts", "bay area", "dam neck")
    groups = _terms(folder, "groups", "black", "cash")
    named, words = _vocabulary()
    somebody = frozenset[str]().union(*(lists[name] for name in _ALSO_SOMEBODY))
    known = (*terms, *(name for name in named if name[0] not in somebody or len(name) > 1))
    places = (tuple(place.split(" ")) for place in lists["places"] if " " in place)
    return Lexicon(
        **lists,
        field=frozenset(term[0] for term in known if len(term) == 1),
        field_phrases=frozenset(term for term in known if len(term) > 1),
        circles=frozenset(circles),
        districts=frozenset(districts),
        groups=frozenset(term[0] for term in groups).union(words),
        openers=frozenset(several[0] for several in (*known, *circles, *districts, *places) if len(several) > 1),
    )


@cache
def lexicon() -> Lexicon:
    """The package's own lexicon, read on first use; a failure is raised again at every use."""
    return read_lexicon(files("bot.privacy") / "data")
