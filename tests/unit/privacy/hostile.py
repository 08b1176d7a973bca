"""Texts of 3,000 characters made to trap the privacy check's patterns; each new pattern adds its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = {
    "digits": "1" * 3000,
    "digits and dashes": "1-" * 1500,
    "capitals": "A" * 3000,
    "capitalised words": "Aa " * 1000,
    "unknown names": "Zqx " * 750,
    "initials": "J. " * 1000,
    "at signs": "a@" * 1500,
    "dots": "a." * 1500,
    "dot words": "a dot " * 500,
    "number words": "one " * 750,
    "brackets": "(" * 3000,
    "month after month": "march " * 500,
    "the only": "the only a " * 272,
    "schools": "Aa school " * 300,
    "spaces": " " * 3000,
    "line breaks": "\n" * 3000,
    "zero width": "\u200b" * 3000,
    "combining": "a" + "\u0301" * 2999,
    "look-alikes": "аa" * 1500,
    "colons": "a:" * 1500,
    "slashes": "1/" * 1500,
    "record words": "mrn: # no. " * 272,
    "one letter": "a" * 3000,
    "apostrophes": "a'" * 1500,
    "phone starts": "(512) " * 500,
    "unknown words": " ".join(f"{first}{second}lodrim" for first in "bcdfgklmnprst" for second in "aeiouy" * 4)[:3000],
    "after at": "at " * 1000,
    "people from": "kids from " * 300,
    "dwellers": "lives near the " * 200,
    "deeds": "asked " * 500,
    "ages": "ninety " * 428,
    "days": "the 4th " * 375,
    "disasters": "aa flood " * 333,
    "streets": "on aaa road " * 250,
    "what went down": "the bus that " * 230,
    "state students": "aaaa state " * 272,
    "names that are words": "since hank " * 272,
    "scenery": "in aa creek " * 250,
    "names in a row": "maria, " * 428,
    "hyphens": "a-" * 1500,
    "two capitals": "for AB " * 428,
    "wishes": "wants to just " * 214,
    "thoughts": "si and " * 428,
    "guns": "has a gun " * 300,
    "needs and joints": "she wants someone for her and " * 100,
    "people at home": "her husband keeps " * 166,
}


def calls(work: Callable[[str], object], text: str) -> int:
    """How many functions it takes to do `work` on a text: a measure of effort that no busy machine changes."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count
