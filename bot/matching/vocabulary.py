"""The controlled terms that describe members and referrals: codes, labels, and what else people call them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Literal

import yaml

Kind = Literal[
    "concern",
    "age_group",
    "client_type",
    "payment",
    "format",
    "state",
    "language",
    "modality",
    "time",
    "gender",
    "service",
    "identity",
    "area",
]

#: A code that begins so is a term of a collective's own, and goes on with its label.
_OWN = "own:"
_LONG_ENOUGH = 3  # letters; fewer than these stand within nearly every word


@dataclass(frozen=True)
class Term:
    """One controlled term.

    Attributes:
        code: what is stored; it never changes its meaning.
        label: what people read; at most 75 characters, so that it fits a Slack option.
        group: the heading it stands under.
        aliases: other words for the same thing.
    """

    code: str
    label: str
    group: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnTerm:
    """A term that a collective added for itself.

    Its code holds its label, so that what was said with it is still readable when the collective drops it.
    """

    kind: Kind
    label: str

    @property
    def code(self) -> str:
        return f"{_OWN}{self.label}"


def lookup(kind: Kind, text: str) -> str | None:
    """The code that `text` stands for, as a label, an alias or a code; None when it is none of them.

    Case, accents, spacing and punctuation are forgiven.

    Raises:
        KeyError: there is no such kind.
    """
    return _names(kind).get(_squeeze(text))


def label(kind: Kind, code: str) -> str:
    """What people read for `code`, a collective's own terms included.

    Raises:
        KeyError: the kind has no such code.
    """
    return code.removeprefix(_OWN) if code.startswith(_OWN) else _by_code(kind)[code].label


def terms(kind: Kind) -> tuple[Term, ...]:
    """Every term of a kind, in the order of the file, group by group."""
    return _load()[kind]


def groups(kind: Kind) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """The headings of a kind in order, each with its terms."""
    headings = dict.fromkeys(term.group for term in terms(kind))
    return tuple((name, tuple(term for term in terms(kind) if term.group == name)) for name in headings)


def is_code(kind: Kind, code: str) -> bool:
    """Whether the kind has exactly this code."""
    return code in _by_code(kind)


def search(kind: Kind, typed: str, limit: int = 100) -> list[Term]:
    """The terms that `typed` may be the beginning of, likeliest first; every term when nothing is typed.

    A label that begins so comes first, then a word within a label, then a word of an alias, then, from three
    letters on, anything that holds it. The default limit is the most options that Slack takes in one answer.
    """
    wanted = _words(typed)
    ranked = ((_nearness(names, wanted), term) for term, names in _search_names(kind))
    found = [(near, term) for near, term in ranked if near is not None]
    return [term for _, term in sorted(found, key=lambda pair: pair[0])][:limit]


def _nearness(names: tuple[str, ...], wanted: str) -> int | None:
    """How near a term's names (label first) are to what was typed: 0 is nearest, None is not at all."""
    title, *others = names
    if title.startswith(wanted):
        return 0
    if f" {wanted}" in title:
        return 1
    if any(f" {wanted}" in f" {other}" for other in others):
        return 2
    within = len(wanted) >= _LONG_ENOUGH and any(wanted in name for name in names)
    return 3 if within else None


def _words(text: str) -> str:
    """`text` in plain lower-case words with single spaces between them."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’")
    return re.sub(r"[\W_]+", " ", letters).strip()


def _squeeze(text: str) -> str:
    return _words(text).replace(" ", "")


@cache
def _load() -> dict[str, tuple[Term, ...]]:
    document = yaml.safe_load(files(__package__).joinpath("vocabulary.yml").read_text("utf-8"))
    del document["version"]
    return {
        kind: tuple(
            Term(entry["code"], entry["label"], heading["group"], tuple(entry.get("aliases", ())))
            for heading in headings
            for entry in heading["terms"]
        )
        for kind, headings in document.items()
    }


@cache
def _by_code(kind: Kind) -> dict[str, Term]:
    return {term.code: term for term in terms(kind)}


@cache
def _names(kind: Kind) -> dict[str, str]:
    return {_squeeze(name): term.code for term in terms(kind) for name in chain((term.code, term.label), term.aliases)}


@cache
def _search_names(kind: Kind) -> tuple[tuple[Term, tuple[str, ...]], ...]:
    return tuple((term, tuple(_words(name) for name in (term.label, *term.aliases))) for term in terms(kind))
