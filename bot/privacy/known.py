"""What is known of a text before it is read: a collective's own words, who writes it, and what passed before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.privacy.detectors.persons import strength
from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import lexicon
from bot.privacy.reading.normalise import normalise

_BETWEEN = re.compile(r"[,;\n]")
_WORD = re.compile(r"\w{1,80}")
_BETWEEN_WORDS = r"\W{0,5}"
_CLIENT = re.compile(
    r"\b(?:client|clients|patient|pt|cl|couple|kid|teen|case)(?:'s)?,?\s?(?:is|named|called|name is)?\s?$"
)
_BEFORE = 24  # characters before a name that say whose it is
_A_PERSON = 2  # of `strength`
#: What a list of words can answer for; a number or an address is what it is, whoever knows it.
_KNOWN_BY_WORDS = frozenset(
    {
        Kind.NAME,
        Kind.PLACE,
        Kind.EMPLOYER,
        Kind.SCHOOL,
        Kind.CONGREGATION,
        Kind.FACILITY,
        Kind.OCCUPATION,
        Kind.EVENT,
    }
)
_OF_A_PRACTICE = _KNOWN_BY_WORDS - {Kind.NAME, Kind.EVENT}
#: What the name of a source may well hold.
_OF_A_SOURCE = _KNOWN_BY_WORDS | {Kind.ONLY_ONE, Kind.WATCHED}
_HOUSE_NUMBER = re.compile(r"\d+\s")


@dataclass(frozen=True)
class LocalWords:
    """A collective's own words and phrases, as an admin wrote them.

    Attributes:
        allowed: local plans, programs and methods, about which nobody is asked.
        watched: the collective's own towns, schools and employers.
    """

    allowed: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


_FAMILY = (
    r"(?:mother|mom|mum|father|dad|parents?|grand(?:mother|father|ma|pa|parents?)|wife|husband|spouse|son|daughter)"
)
_TREATED = r"(?:client|patient|boy|girl|kid|teen(?:ager)?|child|couple|man|woman|student)"
#: "Mother of ...", "the boy's mother", "parents with ...", "my client ...", "a teen with ..."; not "Boys & Girls Club".
_OF_A_CLIENT = re.compile(
    rf"\b{_FAMILY}\s(?:of|with|who|whose)\b"
    rf"|\b\w+(?:'s|s')\s{_FAMILY}\b(?!\s(?:group|center|centre|clinic|club))"
    rf"|\b(?:my|our|this)\s(?:\S+\s){{0,2}}{_TREATED}\b"
    rf"|\b{_TREATED}\s(?:with|who|whose)\b"
)


@dataclass(frozen=True)
class Known:
    """What is known of a text before it is read, so that nobody is asked about it.

    Attributes:
        local: the collective's own words.
        names: of the colleagues who write and read it; they may stand in it.
        quotes: texts that passed before and may stand in it, such as the writer's own niche statement.
        own_practice: the writer speaks of their own practice, so that its places and workplaces are not a client's.
        names_source: the text is the name of somebody who refers to the writer, a practice or a person at their work.
    """

    local: LocalWords = LocalWords()
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    own_practice: bool = False
    names_source: bool = False

    def watched_in(self, text: str) -> Iterator[Finding]:
        """The collective's watched words in a normalised text; one that is also an ordinary word is a question."""
        english = lexicon().english
        for found in _expression(self.local.watched).finditer(text.lower()):
            certainty = Certainty.DOUBTFUL if found.group() in english else Certainty.CERTAIN
            yield Finding(*found.span(), Kind.WATCHED, certainty, "is a word that your collective watches for")

    def clients_in(self, text: str) -> Iterator[Finding]:
        """What a normalised text says of a client or their family, where it should name who refers."""
        if self.names_source:
            for found in _OF_A_CLIENT.finditer(text.lower()):
                yield Finding(
                    *found.span(), Kind.UNIQUE_CODE, Certainty.CERTAIN, "tells of a client, not of who refers"
                )

    def spare(self, findings: Sequence[Finding], text: str) -> list[Finding]:
        """Of the findings in a normalised text, those that remain, some of them less certain."""
        if self == Known():
            return list(findings)
        quoted, allowed = (
            [found.span() for found in _expression(phrases).finditer(text.lower())]
            for phrases in (self.quotes, self.local.allowed)
        )
        people = [_words(name) for name in self.names]
        for judge in (
            lambda each: None if _within(each, quoted) else each,
            lambda each: _as_colleague(each, people, text),
            lambda each: _as_allowed(each, allowed, text),
            lambda each: _as_own(each) if self.own_practice else each,
            lambda each: _as_source(each, text) if self.names_source else each,
        ):
            findings = [left for left in map(judge, findings) if left]
        return list(findings)


def _as_colleague(finding: Finding, people: Sequence[Sequence[str]], text: str) -> Finding | None:
    """A name that one of the colleagues bears is theirs, and a question where it stands as a client's."""
    words = _words(text[finding.start : finding.end])
    if finding.kind is not Kind.NAME or not any(set(words) <= set(name) for name in people):
        return finding
    return replace(finding, certainty=Certainty.DOUBTFUL) if _stands_as_client(finding, text) else None


def _stands_as_client(finding: Finding, text: str) -> bool:
    return _CLIENT.search(text[max(0, finding.start - _BEFORE) : finding.start].lower()) is not None


def _as_allowed(finding: Finding, allowed: Sequence[tuple[int, int]], text: str) -> Finding | None:
    """An allowed word points to nobody; a name that stands where a person stands is asked about all the same."""
    if finding.kind not in _KNOWN_BY_WORDS or not _speaks_for(allowed, finding, text):
        return finding
    if finding.kind is Kind.NAME and strength(text, finding.start, finding.end, named=True) >= _A_PERSON:
        return replace(finding, certainty=Certainty.DOUBTFUL)
    return None


def _as_own(finding: Finding) -> Finding | None:
    """A place or workplace of one's own practice is no client's: in doubt it passes, the certain is asked about."""
    if finding.kind is Kind.WATCHED:
        return replace(finding, certainty=Certainty.DOUBTFUL)
    if finding.kind not in _OF_A_PRACTICE:
        return finding
    return None if finding.certainty is Certainty.DOUBTFUL else replace(finding, certainty=Certainty.DOUBTFUL)


def _as_source(finding: Finding, text: str) -> Finding | None:
    """The names of people and places are a source's own; what reaches somebody, or is said of a client, must go."""
    if finding.kind is Kind.NAME and _stands_as_client(finding, text):
        return replace(finding, certainty=Certainty.CERTAIN)
    if finding.kind is Kind.PLACE and _HOUSE_NUMBER.match(text, finding.start) and not text[finding.end :].strip():
        return finding  # an address and nothing after it; a clinic may be called by its street
    return None if finding.kind in _OF_A_SOURCE or finding.certainty is Certainty.DOUBTFUL else finding


def read_phrases(typed: str) -> tuple[str, ...]:
    """The words and phrases of a list with a comma, a semicolon or a line break between them, each once."""
    phrases = (" ".join(part.split()) for part in _BETWEEN.split(typed))
    return tuple({phrase.casefold(): phrase for phrase in phrases if phrase}.values())


@lru_cache(maxsize=64)
def _expression(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these in a normalised text in lower case, as whole words with anything small between them."""
    spelt = (_WORD.findall(normalise(phrase).text.lower()) for phrase in phrases)
    each = sorted({_BETWEEN_WORDS.join(map(re.escape, words)) for words in spelt if words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?:e?s)?(?!\w)" if each else r"(?!)")


def _within(finding: Finding, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in places)


def _speaks_for(places: Sequence[tuple[int, int]], finding: Finding, text: str) -> bool:
    """Whether a finding is an allowed phrase, or that with ordinary words around it ("takes Zelkora Health")."""
    if _within(finding, places):
        return True
    inside = [(start, end) for start, end in places if finding.start <= start and end <= finding.end]
    if not inside or finding.kind is Kind.NAME:
        return False
    starts, ends = [finding.start, *(end for _, end in inside)], [*(start for start, _ in inside), finding.end]
    around = (text[start:end] for start, end in zip(starts, ends, strict=True))
    return all(lexicon().ordinary(word) for words in around for word in _words(words))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
