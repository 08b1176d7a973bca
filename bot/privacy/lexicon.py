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
    "given_common": "801a3f68ee24d6e08c0ea4d1781cc2262b2b4fae47cf393733c44f3cfa687a89",
    "given_rare": "0be69ff1e54d808eb21e239581e0bd2c01d720fc7aa604aa5e1919cb6262e5c0",
    "family": "d1c91d996e0f2d20b789dfe341d8a9d8e6750a4c2b3ce76da239df80bd4d52c1",
    "places": "ecabca2cdabc26446aef58e22785ebbdd460802b11127207a22c30bde5b21f49",
    "english": "158441d60bb07bd3a72100bbdce60d4ac15e112e56fa632603fc26f416544018",
    "proper": "564ac5a18056d09b589c6084b71efb4d32d5ab8755ba4b0ad14906d4abc78e17",
    "casual": "281abf83e9756b8a217ff20299255ff2ffb6470bea170bb1bfa9bd739def9fcd",
    "frequent": "a1156e620343f4a45f9c87d8d7766dc0eea6f6f9d0b78a6351a72e7b5e221602",
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
        casual: what people write and no dictionary has ("yall", "dont", "realise").
        frequent: the ordinary words that most people write most, which a typo is a typo of.
        field: therapy's own words (insurers, modalities, drugs, eponyms), and states and countries.
        field_phrases: those of several words, as tuples.
    """

    given_common: frozenset[str]
    given_rare: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]
    english: frozenset[str]
    proper: frozenset[str]
    casual: frozenset[str]
    frequent: frozenset[str]
    field: frozenset[str]
    field_phrases: frozenset[tuple[str, ...]]

    def ordinary(self, word: str) -> bool:
        """Whether a lower-case word means something that is neither a person nor a town."""
        return word in self.english or word in self.field or word in self.proper or word in self.casual


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
