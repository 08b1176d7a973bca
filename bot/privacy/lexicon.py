"""The words the check knows: names, places, ordinary English and the field's own terms, read once from package data.

The lists are sealed by checksums: a missing or altered list stops the check, so that nothing is posted unread.
"""

from __future__ import annotations

import hashlib
import lzma
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# SHA-256 of each compressed list in `data/`; what they are made from stands in data/ORIGIN.md.
_SEALS = {
    "given_common": "54b9358e352d099855899bce0fde4943600c7d30795c9eeb1987b7293e7c9da1",
    "given_rare": "969f122bf01191eb95e9cd46306e523b99c0c1f6a69d03dbe3296afd800e85a7",
    "family": "b0a603a6e52f3841cf3f8a8ae34674d80bee911bb03ea9f25e4ec7f95d4c57e2",
    "places": "b15b99b33c43cf6415249c703b45de31dcdf2823c28e16ad6b25097e0914b448",
    "english": "6fe77356fd279f46d7ee22165678d506907b0a3ff4fd421f9209f2a776f6a99f",
    "proper": "f991568e8ff73f16c3187811d1623154daa76a0288df043f9ead26abc441a28a",
}
_FIELD_WORDS = "field_words.txt"


class PrivacyDataError(RuntimeError):
    """The word data is missing or damaged: no text can be checked, so none may be stored, sent or posted."""


@dataclass(frozen=True)
class Lexicon:
    """Sets of lower-case words without accents.

    Attributes:
        given_common, given_rare: first names; the rare ones hold no ordinary English word.
        family: surnames.
        places: US towns and the world's large cities, one to four words.
        english: ordinary words in all their forms.
        proper: capitalised words that name no person or town ("Hindi", "Promethean").
        field: therapy's own words (insurers, modalities, drugs, eponyms), and states and countries.
        field_phrases: those of several words, as tuples.
    """

    given_common: frozenset[str]
    given_rare: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]
    english: frozenset[str]
    proper: frozenset[str]
    field: frozenset[str]
    field_phrases: frozenset[tuple[str, ...]]

    def ordinary(self, word: str) -> bool:
        """Whether a lower-case word means something that is neither a person nor a town."""
        return word in self.english or word in self.field or word in self.proper


def _unseal(folder: Traversable, name: str, seal: str) -> frozenset[str]:
    try:
        sealed = (folder / f"{name}.txt.xz").read_bytes()
    except OSError as error:
        raise PrivacyDataError(f"The word list “{name}” cannot be read.") from error
    if hashlib.sha256(sealed).hexdigest() != seal:
        raise PrivacyDataError(f"The word list “{name}” is damaged.")
    return frozenset(lzma.decompress(sealed).decode("ascii").split("\n"))


def _field(folder: Traversable) -> list[str]:
    try:
        lines = (folder / _FIELD_WORDS).read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PrivacyDataError("The list of the field's own words cannot be read.") from error
    words = [part.strip() for line in lines if not line.startswith("#") for part in line.split(",")]
    if "emdr" not in words:
        raise PrivacyDataError("The list of the field's own words is damaged.")
    return [word for word in words if word]


def read_lexicon(folder: Traversable) -> Lexicon:
    """The lexicon in `folder`.

    Raises:
        PrivacyDataError: a list is missing, unreadable or not the sealed one.
    """
    lists = {name: _unseal(folder, name, seal) for name, seal in _SEALS.items()}
    terms = _field(folder)
    return Lexicon(
        **lists,
        field=frozenset(term for term in terms if " " not in term),
        field_phrases=frozenset(tuple(term.split()) for term in terms if " " in term),
    )


@cache
def lexicon() -> Lexicon:
    """The package's own lexicon, read on first use; a failure is raised again at every use."""
    return read_lexicon(files("bot.privacy") / "data")
