"""Turns a note of who the client is into one of what therapist is needed, a line at a time, for its writer to accept.

Nothing is changed behind anybody's back: this only says how the note could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.privacy.check import find_identifiers
from bot.privacy.findings import Finding
from bot.privacy.known import Known
from bot.privacy.rewording.clauses import tells
from bot.privacy.rewording.mending import without
from bot.privacy.rewording.needing import Facet, facets
from bot.privacy.rewording.therapist import asks_nothing, needed, tells_who

_LONG = 100  # characters that a phone shows in some three lines; what is longer is split at the ends of its sentences
_SENTENCE = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bvs\.)(?<=[.!?])[ \t]+(?=\S)")
_ROUNDS = 3  # of cutting, before whole lines go
#: Characters that the forms' fields take: a suggestion with stand-ins fits where the text fits.
_FIELDS = (80, 200, 300, 600, 1000, 3000)
_NOTHING = Known()


@dataclass(frozen=True)
class Line:
    """One line of a note, and how it could be.

    Attributes:
        before: the line as typed.
        after: what it says of the therapist needed; "" when nothing of it does; equal to `before` when it may stay.
        ends: what stood between it and the next line: a line break, or a space where a long line was split.
    """

    before: str
    after: str
    ends: str = "\n"


def rewrite(text: str, findings: Sequence[Finding], known: Known = _NOTHING) -> list[Line]:
    """How each line of `text` could be, without the words of `findings`, and saying what therapist is needed.

    Args:
        text: the note as typed.
        findings: what must go; words that the writer vouched for are not among them, and stay.
        known: what was known of the text when they were found, so that the new wording is read alike.

    Raises:
        PrivacyDataError: the word data is missing or damaged, so nobody can say that the new wording is safe.
    """
    return _reworded(text, findings, known, mend_only=asks_nothing(text))


def mend(text: str, findings: Sequence[Finding], known: Known = _NOTHING) -> list[Line]:
    """The same of a text that asks for no therapist: it stays in its writer's words.

    Raises:
        PrivacyDataError: as above.
    """
    return _reworded(text, findings, known, mend_only=True)


def is_about_the_client(note: str, known: Known = _NOTHING) -> bool:
    """Whether a note tells who the client is, though no word of it identifies, and could better say who is needed."""
    return any(line.after != line.before for line in rewrite(note, (), known))


def _reworded(text: str, findings: Sequence[Finding], known: Known, *, mend_only: bool) -> list[Line]:
    room = next((size for size in _FIELDS if size >= len(text)), len(text))
    for bare in (False, True):
        worded = _mended(text, findings, bare=bare) if mend_only else _needed(text, findings)
        lines = _safe(list(worded), text, findings, known, bare=bare)
        if len(suggestion(lines)) <= room:
            break
    return lines


def _mended(text: str, findings: Sequence[Finding], *, bare: bool) -> Iterator[Line]:
    for start, end, ends, _ in _pieces(text, findings):
        before, inside = text[start:end], _within(findings, start, end)
        yield Line(before, without(before, inside, bare=bare) if inside else before, ends)


def _needed(text: str, findings: Sequence[Finding]) -> Iterator[Line]:
    said: set[Facet] = set()
    for start, end, ends, told in _pieces(text, findings):
        before, inside = text[start:end], _within(findings, start, end)
        after = before
        if inside or (tells(before) if told else tells_who(before)):
            after = _ended(needed(before, inside, frozenset(said), text), before, ends)
        said |= facets(after)
        yield Line(before, after, ends)


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[tuple[int, int, str, bool]]:
    """Each line or sentence, what parts it from the next, and whether something was found in its line."""
    for first, last in _typed(text):
        told = bool(_within(findings, first, last))
        for start, end, ends in _sentences(text, first, last, findings):
            yield start, end, ends, told


def _ended(after: str, before: str, ends: str) -> str:
    """With a full stop, where another sentence goes on in the line and there is room."""
    return f"{after}." if after and ends == " " and after[-1] not in ".!?" and len(after) < len(before) else after


def suggestion(lines: Sequence[Line]) -> str:
    """The whole note as it would be, with its blank lines; "" when no line says what is needed."""
    parts: list[str] = []
    for at, _ in _shown(lines):
        parts += (lines[at].after, lines[at].ends)
    return "".join(parts[:-1])


def _shown(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Which lines have words, or were typed blank between such, each with where it starts in the suggestion."""
    said = [at for at, line in enumerate(lines) if line.after.strip()]
    start = 0
    for at in range(said[0], said[-1] + 1) if said else ():
        if lines[at].after.strip() or not lines[at].before.strip():
            yield at, start
            start += len(lines[at].after) + len(lines[at].ends)


def _typed(text: str) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends, its break left out."""
    at = 0
    for line in text.splitlines(keepends=True) or [""]:
        yield at, at + len(line.splitlines()[0] if line else "")
        at += len(line)


def _sentences(text: str, first: int, last: int, findings: Sequence[Finding]) -> Iterator[tuple[int, int, str]]:
    """A line, or the sentences of a long one, each with what parts it from the next; no finding is split."""
    start = first
    gaps = _SENTENCE.finditer(text, first, last) if last - first > _LONG else ()
    for gap in gaps:
        if not _within(findings, gap.start(), gap.end()):
            yield start, gap.start(), " "
            start = gap.end()
    yield start, last, "\n"


def _within(findings: Sequence[Finding], start: int, end: int) -> list[Finding]:
    """The findings between two places of the text, with their offsets from the first."""
    return [
        replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
        for each in findings
        if each.start < end and start < each.end
    ]


def _safe(lines: list[Line], text: str, findings: Sequence[Finding], known: Known, *, bare: bool) -> list[Line]:
    """The lines without anything that may identify and nobody vouched for, however what stood beside it reads now."""
    vouched: set[str] | None = None
    for turn in range(_ROUNDS + 2):
        whole = suggestion(lines)
        unfit = find_identifiers(whole, known)
        if unfit and vouched is None:
            out = {_plain(text[f.start : f.end]) for f in findings}
            vouched = {_plain(text[f.start : f.end]) for f in find_identifiers(text, known)} - out
        unfit = [f for f in unfit if _plain(whole[f.start : f.end]) not in (vouched or ())]
        if not unfit:
            return lines
        lines = _cut(lines, unfit, whole=turn >= _ROUNDS, bare=bare)
    return [replace(line, after="") for line in lines]


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _cut(lines: Sequence[Line], unfit: Sequence[Finding], *, whole: bool, bare: bool) -> list[Line]:
    """The lines with these findings (offsets are those of the suggestion) cut out, or without the lines they are in."""
    left = list(lines)
    for at, start in _shown(lines):
        if inside := _within(unfit, start, start + len(lines[at].after)):
            left[at] = replace(lines[at], after="" if whole else without(lines[at].after, inside, bare=bare))
    return left
