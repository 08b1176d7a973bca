"""Initials that stand for a person, and names that no word list can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import Lexicon, lexicon
from bot.privacy.reading.patterns import word_set
from bot.privacy.reading.typos import explained

_SURE, _ASK = Certainty.CERTAIN, Certainty.DOUBTFUL
_INITIALS = re.compile(r"(?<![A-Za-z.])(?P<it>(?:[A-Z]\.\s?){1,2}[A-Z]\.?)(?![A-Za-z])")
_INITIAL_AND_SURNAME = re.compile(r"(?<![A-Za-z.'])(?P<it>[A-Za-z]\.\s?(?P<surname>[A-Za-z]{3,20}))\b(?!\.)")
_INITIALS_CUE = re.compile(r"\binitials?\s(?:are\s|is\s)?(?P<it>[A-Za-z](?:\.?\s?[A-Za-z]){0,2}\b\.?)", re.IGNORECASE)
_LOWER_INITIALS = re.compile(r"(?<![\w.])(?P<it>[a-z]\.[a-z]\.)(?![\w.])")
_TWO_CAPITALS = re.compile(
    r"\b(?:[Cc]lient|[Pp]t|[Pp]atient|[Ff]or|[Ww]ith|[Mm]y|[Mm]r\.?|[Mm]s\.?|[Mm]rs\.?|[Cc]ouple|[Tt]een|[Ss]on"
    r"|[Dd]aughter|[Tt]hanks)"
    r"\s(?P<it>[A-Z][A-Z]|[A-Z]\.?(?=\s(?:needs|wants|is|has|would|called)\b))(?![A-Za-z&/+-])"
)
_GOES_BY = re.compile(r"(?:^|[.!?,;:(\n]\s?)(?P<it>\w{2,16}(?:\s\w{2,16})?)\sis\swhat\s(?:s?he|they)\sgoe?s?\sby")
_LONG_PART = 6
_HYPHENED = re.compile(r"(?<![\w-])(?P<it>[A-Za-z]{2,12}-[A-Za-z]{2,12})(?![\w-])")
_PERSON_BEFORE = re.compile(r"\b(?:client|pt|patient|mr|mrs|ms|dr)\.?\s$", re.IGNORECASE)
_NOT_INITIALS = word_set(
    "us usa uk dc ny nyc la tx ca phd md pa ma ba bs do am pm eg ie aa na va er pt ot ed st rn np ms eg vs dx tx rx",
)
_LONE_INITIAL = re.compile(
    r"\b(?:client|patient|pt|son|daughter|husband|wife|partner|[Mm]y\sfriend|seeing"
    r"|for)\s(?P<it>[B-HJ-Z])\b(?=[.,;:)\s]|'s|$)(?!\.\s?[A-Z]\.)(?!\s&)"
)

_OPENING_INITIAL = re.compile(
    r"(?:^|[.!?\n]\s?)(?P<it>[B-HJ-Z])(?=\s(?:uses|needs|wants|is|has|goes|likes)\b|\.?,\s\d\d\b)"
)


def _surname(match: re.Match[str], known: Lexicon) -> bool:
    plain = known.ordinary(match["surname"].lower())
    person = _PERSON_BEFORE.search(match.string, max(0, match.start() - 9), match.start())
    return match["surname"].lower() in known.family and (not plain or person is not None)


def _initials(match: re.Match[str], known: Lexicon) -> bool:
    letters = re.sub(r"[^a-z]", "", match["it"].lower())
    return letters not in _NOT_INITIALS and (
        len(letters) == 1 or "." in match["it"] or (letters not in known.field and letters not in known.english)
    )


def _double(match: re.Match[str], known: Lexicon) -> bool:
    parts = match["it"].lower().split("-")
    if tuple(parts) in known.field_phrases:
        return False
    given = [part in known.given_common or part in known.given_rare for part in parts]
    if any(named and not known.ordinary(part) for part, named in zip(parts, given, strict=True)):
        return all(len(part) < _LONG_PART and part not in known.field for part in parts)  # "soo-ah"
    return not any(part in known.field or part in known.frequent or explained(part, known) for part in parts)


def _always(_match: re.Match[str], _known: Lexicon) -> bool:
    return True


_FORMS: tuple[tuple[re.Pattern[str], Certainty, str, Callable[[re.Match[str], Lexicon], bool]], ...] = (
    (_INITIAL_AND_SURNAME, _SURE, "reads as a name", _surname),
    (_INITIALS_CUE, _SURE, "are a person's initials", _always),
    (_INITIALS, _ASK, "may be initials", _initials),
    (_LOWER_INITIALS, _ASK, "may be initials", _initials),
    (_TWO_CAPITALS, _ASK, "may be initials", _initials),
    (_GOES_BY, _ASK, "may be a name", _always),
    (_HYPHENED, _ASK, "may be a person, a place or a workplace", _double),
    (_OPENING_INITIAL, _ASK, "may be an initial", _always),
    (_LONE_INITIAL, _ASK, "may be an initial", _always),
)


def find_initials(text: str) -> Iterator[Finding]:
    """Initials and names of unusual form in a normalised text."""
    known = lexicon()
    for expression, certainty, reason, holds in _FORMS:
        if expression is _TWO_CAPITALS and text.isupper():
            continue
        for match in expression.finditer(text):
            if holds(match, known):
                yield Finding(match.start("it"), match.end("it"), Kind.NAME, certainty, reason)
