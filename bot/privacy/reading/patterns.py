"""A table of patterns becomes findings: the shared form of every detector that a regular expression can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.privacy.findings import Certainty, Finding, Kind


@dataclass(frozen=True)
class Pattern:
    """A regular expression and what it finds: its group `it`, or the whole match when it has none.

    Unless `case` it reads the text in lower case, which is twice as fast as a pattern that is blind to letter case.
    Where `cues` are given, one of them stands in every match: a text without them is not looked through.
    """

    kind: Kind
    certainty: Certainty
    reason: str
    expression: re.Pattern[str]
    case: bool
    cues: tuple[str, ...]


def word_set(*lines: str) -> frozenset[str]:
    """The words of `lines`, parted by spaces."""
    return frozenset(" ".join(lines).split())


def pattern(kind: Kind, certainty: Certainty, reason: str, *parts: str, case: bool = False, cues: str = "") -> Pattern:
    """A `Pattern` of verbose `parts`, in lower case unless `case`. Every repeat in them must be bounded."""
    expression = re.compile("".join(parts), re.VERBOSE)
    return Pattern(kind, certainty, reason, expression, case, tuple(cues.split()))


def matches(patterns: Sequence[Pattern], text: str) -> Iterator[Finding]:
    """What `patterns` find in a normalised text."""
    lowered = text.lower()  # of normalised text as long as the text itself
    for each in patterns:
        if each.cues and not any(cue in lowered for cue in each.cues):
            continue
        group = "it" if "it" in each.expression.groupindex else 0
        for match in each.expression.finditer(text if each.case else lowered):
            if match.end(group) > match.start(group):
                yield Finding(match.start(group), match.end(group), each.kind, each.certainty, each.reason)
