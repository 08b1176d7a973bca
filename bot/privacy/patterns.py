"""A table of patterns becomes findings: the shared form of every detector that a regular expression can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.privacy.findings import Certainty, Finding, Kind


@dataclass(frozen=True)
class Pattern:
    """A regular expression and what it finds: its group `it`, or the whole match when it has none."""

    kind: Kind
    certainty: Certainty
    reason: str
    expression: re.Pattern[str]


def word_set(*lines: str) -> frozenset[str]:
    """The words of `lines`, parted by spaces."""
    return frozenset(" ".join(lines).split())


def pattern(kind: Kind, certainty: Certainty, reason: str, *parts: str, case: bool = False) -> Pattern:
    """A `Pattern` of verbose `parts`, blind to letter case unless `case`. Every repeat in them must be bounded."""
    flags = re.VERBOSE if case else re.VERBOSE | re.IGNORECASE
    return Pattern(kind, certainty, reason, re.compile("".join(parts), flags))


def matches(patterns: Sequence[Pattern], text: str) -> Iterator[Finding]:
    """What `patterns` find in a normalised text."""
    for each in patterns:
        group = "it" if "it" in each.expression.groupindex else 0
        for match in each.expression.finditer(text):
            if match.end(group) > match.start(group):
                yield Finding(match.start(group), match.end(group), each.kind, each.certainty, each.reason)
