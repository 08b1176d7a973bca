"""What is known of a text before it is read: a collective's own words, who writes it, and what passed before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.lexicon import lexicon
from bot.privacy.normalise import normalise

_BETWEEN = re.compile(r"[,;\n]")
_WORD = re.compile(r"\w{1,80}")
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


@dataclass(frozen=True)
class LocalWords:
    """A collective's own words and phrases, as an admin wrote them.

    Attributes:
        allowed: local plans, programs and methods, about which nobody is asked.
        watched: the collective's own towns, schools and employers.
    """

    allowed: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of a text before it is read, so that nobody is asked about it.

    Attributes:
        local: the collective's own words.
        names: of the colleagues who write and read it; they may stand in it.
        quotes: texts that passed before and may stand in it, such as the writer's own niche statement.
        own_practice: the writer speaks of their own practice, so that its places and workplaces are not a client's.
    """

    local: LocalWords = LocalWords()
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    own_practice: bool = False

    def watched_in(self, text: str) -> Iterator[Finding]:
        """The collective's watched words in a normalised text; one that is also an ordinary word is a question."""
        english = lexicon().english
        for phrase in self.local.watched:
            certainty = Certainty.DOUBTFUL if phrase.casefold() in english else Certainty.CERTAIN
            for start, end in _places(phrase, text):
                yield Finding(start, end, Kind.WATCHED, certainty, "is on your collective's list of telling words")

    def spare(self, findings: Sequence[Finding], text: str) -> list[Finding]:
        """Of the findings in a normalised text, those that remain, some of them less certain."""
        if self == Known():
            return list(findings)
        allowed = [place for phrase in self.local.allowed for place in _places(phrase, text)]
        quoted = [place for quote in self.quotes for place in _places(quote, text)]
        names = {word for name in self.names for word in _words(name)}
        judged = (
            None if _within(each, quoted) else self._judge(each, _speaks_for(allowed, each, text), text, names)
            for each in findings
        )
        return [finding for finding in judged if finding]

    def _judge(self, finding: Finding, allowed: bool, text: str, names: set[str]) -> Finding | None:  # noqa: FBT001
        by_words, doubtful = finding.kind in _KNOWN_BY_WORDS, finding.certainty is Certainty.DOUBTFUL
        if finding.kind is Kind.NAME and names.issuperset(_words(text[finding.start : finding.end])):
            return None
        # A name that stands where a person stands is asked about, though the word is a plan's as well.
        if allowed and by_words:
            asked = finding.kind is Kind.NAME and not doubtful
            return replace(finding, certainty=Certainty.DOUBTFUL) if asked else None
        if self.own_practice and doubtful:
            return None
        if self.own_practice and by_words and finding.kind is not Kind.NAME:
            return replace(finding, certainty=Certainty.DOUBTFUL)
        return finding


def read_phrases(typed: str) -> tuple[str, ...]:
    """The words and phrases of a list with a comma, a semicolon or a line break between them, each once."""
    phrases = (" ".join(part.split()) for part in _BETWEEN.split(typed))
    return tuple({phrase.casefold(): phrase for phrase in phrases if phrase}.values())


def _places(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where a phrase stands in a normalised text as whole words, in any letter case and with any white space."""
    words = [re.escape(word) for word in normalise(phrase).text.lower().split()]
    if not words:
        return []
    expression = r"(?<!\w)" + r"\s{1,9}".join(words) + r"(?!\w)"
    return [found.span() for found in re.finditer(expression, text.lower())]


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
