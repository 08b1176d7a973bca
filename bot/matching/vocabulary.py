"""The controlled terms that describe members and referrals: codes, labels, and what else people call them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from bot.matching.files import load
from bot.matching.spelling import plain, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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

#: What a collective can name for itself; areas only it can.
OWN_KINDS: tuple[Kind, ...] = ("concern", "modality", "payment", "identity", "language", "area")
#: The heading over a collective's own terms.
OUR_OWN = "Our own"
# A code that begins so is a term of a collective's own, and goes on with its label.
_OWN = "own:"
_BRACKETED = re.compile(r"\([^)]*\)")
_WITHIN = 4  # how near a term is that only holds what was typed
_LONG_ENOUGH = 3  # letters; fewer than these stand within nearly every word


@dataclass(frozen=True)
class Term:
    """One controlled term.

    Attributes:
        code: what is stored; it never changes its meaning.
        label: what people read; at most 75 characters, so that it fits a Slack option.
        group: the heading it stands under.
        aliases: other words for the same thing.
        about: what it means where the label leaves that open, in a few words; at most 75 characters.
        asked: whether a referral may ask for it; what is False members can say of themselves alone.
        typed: what people also look for it by, too common a word to mean it within a text.
        codes: what public standards call it, by the standard ("nucc", "plan_net", "hsds").
    """

    code: str
    label: str
    group: str
    aliases: tuple[str, ...] = ()
    about: str = ""
    asked: bool = True
    typed: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people call it, its label first."""
        return (self.label, *self.aliases, *self.typed)


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

    @property
    def term(self) -> Term:
        """The same among the vocabulary's; nobody can know that an own community tells nothing of a client's race."""
        return Term(self.code, self.label, OUR_OWN, asked=self.kind != "identity")


def lookup(kind: Kind, text: str) -> str | None:
    """The code that `text` stands for, as a label, another name or a code; None when it is none of them.

    Case, accents, spacing, punctuation, plurals and what stands in brackets are forgiven.

    Raises:
        KeyError: there is no such kind.
    """
    names = _names(kind)
    return names.get(_squeeze(text)) or names.get(_squeeze(_BRACKETED.sub(" ", text)))


def label(kind: Kind, code: str) -> str:
    """What people read for `code`, a collective's own terms included.

    Raises:
        KeyError: the kind has no such code.
    """
    return code.removeprefix(_OWN) if code.startswith(_OWN) else _by_code(kind)[code].label


def inline(kind: Kind, code: str) -> str:
    """A label as it stands within a sentence: "trauma and PTSD", but "OCD"; raises as `label` does."""
    name = label(kind, code)
    return name[0].lower() + name[1:] if name[1].islower() else name


def terms(kind: Kind, own: Sequence[OwnTerm] = ()) -> tuple[Term, ...]:
    """Every term of a kind: a collective's own first, then those of the file in its order, group by group.

    Args:
        own: the collective's own terms, of all kinds.
    """
    return (*(each.term for each in own if each.kind == kind), *_load()[kind])


def groups(kind: Kind, own: Sequence[OwnTerm] = ()) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """The headings of a kind in order, each with its terms; `own` as in `terms`."""
    known = terms(kind, own)
    headings = dict.fromkeys(term.group for term in known)
    return tuple((name, tuple(term for term in known if term.group == name)) for name in headings)


def find(kind: Kind, code: str) -> Term | None:
    """The term with exactly this code, a collective's own included; None when there is none."""
    return OwnTerm(kind, code.removeprefix(_OWN)).term if code.startswith(_OWN) else _by_code(kind).get(code)


def is_code(kind: Kind, code: str) -> bool:
    """Whether the kind has exactly this code; any collective may have any term of its own."""
    return find(kind, code) is not None


def same(one: str, other: str) -> bool:
    """Whether two names are one to a reader, as `lookup` takes them."""
    return _squeeze(one) == _squeeze(other)


def search(kind: Kind, typed: str, own: Sequence[OwnTerm] = ()) -> list[Term]:
    """The terms that `typed` may be the beginning of, likeliest first; every term when nothing is typed.

    A name that is just this comes first, then a label that begins so, a word within a label, a word of another name or
    a code; where there is none of these, and from three letters on, anything that holds it. `own` is as in `terms`.
    """
    wanted = plain(typed)
    ours = ((each.term, (plain(each.label),)) for each in own if each.kind == kind)
    ranked = ((_nearness(names, wanted), term) for term, names in chain(ours, _search_names(kind)))
    found = [(near, term) for near, term in ranked if near is not None]
    nearest = min((near for near, _ in found), default=_WITHIN)
    return [term for near, term in sorted(found, key=lambda pair: pair[0]) if near < _WITHIN or nearest == _WITHIN]


def _nearness(names: tuple[str, ...], wanted: str) -> int | None:
    """How near a term's names (label first) are to what was typed: 0 is nearest, None is not at all."""
    title, *others = names
    steps = (
        wanted in names,
        title.startswith(wanted),
        f" {wanted}" in title,
        any(f" {wanted}" in f" {other}" for other in others),
        len(wanted) >= _LONG_ENOUGH and any(wanted in name for name in names),
    )
    return next((near for near, holds in enumerate(steps) if holds), None)


def _squeeze(text: str) -> str:
    return "".join(map(stem, plain(text).split()))


@cache
def _load() -> dict[str, tuple[Term, ...]]:
    document = load("vocabulary.yml")
    del document["version"]
    return {
        kind: tuple(_term(entry, heading["group"]) for heading in headings for entry in heading["terms"])
        for kind, headings in document.items()
    }


def _term(entry: Mapping[str, Any], group: str) -> Term:
    aliases, typed = (tuple(entry.get(name, ())) for name in ("aliases", "typed"))
    codes = {standard: tuple(codes) for standard, codes in entry.get("codes", {}).items()}
    return Term(
        code=entry["code"],
        label=entry["label"],
        group=group,
        aliases=aliases,
        about=entry.get("about", ""),
        asked=entry.get("asked", True),
        typed=typed,
        codes=codes,
    )


@cache
def _by_code(kind: Kind) -> dict[str, Term]:
    return {term.code: term for term in terms(kind)}


@cache
def _names(kind: Kind) -> dict[str, str]:
    return {_squeeze(name): term.code for term in terms(kind) for name in (term.code, *term.names)}


@cache
def _search_names(kind: Kind) -> tuple[tuple[Term, tuple[str, ...]], ...]:
    return tuple((term, tuple(plain(name) for name in (*term.names, term.code))) for term in terms(kind))
