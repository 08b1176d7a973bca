"""One spelling for text that people type in many, without accents, look-alikes and hidden characters; offsets"
" kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_ALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιορν",
        "ABESIJKMHOPCTXYaesijopcyxABEZHIKMNOPTYXaiopv",
        strict=True,
    )
)
_LETTERS = {
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "Þ": "Th",
    "™": "", "®": "", "©": "", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i",
    "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "․": ".", "。": ".",
}  # fmt: skip
_RUN = re.compile(r"[^\W\d_]{1,80}")


@dataclass(frozen=True)
class Normalised:
    """A text in one spelling.

    Attributes:
        text: mostly ASCII; letter case is kept.
        offsets: for each character of `text`, where it came from in the original.
        foreign: stretches of the original (start, end) in a script other than Latin.
    """

    text: str
    offsets: Sequence[int]
    foreign: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original, hidden characters inside it included."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _is_latin(char: str) -> bool:
    return char.isascii() or "LATIN" in unicodedata.name(char, "")


def _disguised(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    """The characters to read as Latin look-alikes, and the words wholly in another script."""
    swap: set[int] = set()
    foreign: list[tuple[int, int]] = []
    visible = [i for i, char in enumerate(text) if unicodedata.category(char) not in ("Cf", "Mn")]
    for run in _RUN.finditer("".join(text[i] for i in visible)):
        places = visible[run.start() : run.end()]
        others = [i for i in places if not _is_latin(unicodedata.normalize("NFKC", text[i])[0])]
        if others and len(others) == len(places) and any(text[i] not in _LOOK_ALIKES for i in others):
            foreign.append((places[0], places[-1] + 1))
        else:
            swap.update(others)
    return swap, foreign


def normalise(text: str) -> Normalised:
    """`text` without accents, zero-width characters and look-alike letters, with the way back to its offsets."""
    if text.isascii():
        return Normalised(text, range(len(text)), ())
    swap, foreign = _disguised(text)
    out: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        if char.isascii():
            plain = char
        elif at in swap and char in _LOOK_ALIKES:
            plain = _LOOK_ALIKES[char]
        elif unicodedata.category(char) in ("Cf", "Mn", "Cc"):  # zero-width, soft hyphen, combining marks
            continue
        elif char.isspace():
            plain = " "
        else:
            plain = "".join(
                _LETTERS.get(part, part)
                for part in unicodedata.normalize("NFKD", _LETTERS.get(char, char))
                if not unicodedata.combining(part)
            )
        out.append(plain)
        offsets.extend([at] * len(plain))
    return Normalised("".join(out), tuple(offsets), tuple(foreign))
