"""The check itself: every detector over one text, and one answer where they overlap."""

from __future__ import annotations

from dataclasses import replace

from bot.privacy.detectors.circles import find_circles
from bot.privacy.detectors.dates import find_dates
from bot.privacy.detectors.events import find_events
from bot.privacy.detectors.groups import without_groups
from bot.privacy.detectors.initials import find_initials
from bot.privacy.detectors.names import find_names
from bot.privacy.detectors.numbers import find_numbers
from bot.privacy.detectors.places import find_places, without_states
from bot.privacy.detectors.whereabouts import find_whereabouts
from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.known import Known
from bot.privacy.reading.normalise import normalise
from bot.privacy.reading.words import read_words

_NOTHING = Known()


def _precedence(finding: Finding) -> tuple[bool, int, bool, int, str]:
    """The certain first, then the longer; a school that somebody works at is named as a school."""
    doubtful, workplace = finding.certainty is Certainty.DOUBTFUL, finding.kind is Kind.EMPLOYER
    return doubtful, finding.start - finding.end, workplace, finding.start, finding.kind + finding.reason


def _settle(candidates: list[Finding]) -> list[Finding]:
    """One finding for each stretch: the certain before the doubtful, then the longer before the shorter."""
    kept: list[Finding] = []
    taken = bytearray(max((each.end for each in candidates), default=0))
    for each in sorted(set(candidates), key=_precedence):
        if taken.find(1, each.start, each.end) < 0:
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda f: f.start)


def find_identifiers(text: str, known: Known = _NOTHING) -> list[Finding]:
    """What in `text` may identify a person, in order and without overlaps; empty when nothing does.

    Args:
        text: as somebody typed it.
        known: what is known of it beforehand, so that nobody is asked about it.

    Raises:
        PrivacyDataError: the word data is missing or damaged. Refuse the text then: nobody has read it.
    """
    plain = normalise(text)
    words = read_words(plain.text)
    guessed = (
        *find_places(plain.text, words),
        *find_circles(plain.text),
        *find_whereabouts(plain.text, words),
        *find_events(plain.text),
        *find_initials(plain.text),
        *find_names(plain.text, words),
    )
    candidates = (
        *find_numbers(plain.text),
        *find_dates(plain.text),
        *without_groups(guessed, plain.text),
        *known.watched_in(plain.text),
        *known.clients_in(plain.text),
    )
    found: list[Finding] = []
    for finding in known.spare(without_states(candidates, plain.text), plain.text):
        start, end = plain.original(finding.start, finding.end)
        found.append(replace(finding, start=start, end=end))
    for start, end in plain.foreign:
        found.append(Finding(start, end, Kind.NAME, Certainty.DOUBTFUL, "is in a script that cannot be checked"))
    return _settle(found)
