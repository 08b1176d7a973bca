"""A collective's own words: what means nobody here, and what could always point to somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class LocalWords:
    """Words and phrases as an admin wrote them.

    Attributes:
        allowed: local plans, programs and methods, about which nobody is asked.
        watched: the collective's own towns, schools and employers.
    """

    allowed: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


def read_phrases(typed: str) -> tuple[str, ...]:
    """The words and phrases of a list with a comma, a semicolon or a line break between them, each once."""
    phrases = (" ".join(part.split()) for part in _BETWEEN.split(typed))
    return tuple({phrase.casefold(): phrase for phrase in phrases if phrase}.values())
