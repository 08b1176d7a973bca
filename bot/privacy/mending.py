"""Takes words out of a line and mends what is left, so that it still reads as somebody typed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What leads to a name, a place or a date, and means nothing without it.
_LEAD = re.compile(
    r"(?:\b(?:in|into|from|at|near|of|off|for|by|with|on|to|since|until|till|outside|around|named|called|"
    r"(?:her|his|their|its|the|my|client's)\sname(?:\sis|'s)|name\sis|name's|goes\sby|attn?|the|an?|mrs?|ms|dr|"
    r"my\sclient|client|cell|phone|call|text|txt|email|e-mail|dob|zip(?:\scode)?)\b[.:]?\s*|[@#&+/]\s*){1,3}$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:'s|’s|’|')(?![\w])")
_CUT = "\0"  # stands where words were
_AROUND_CUTS = (
    (re.compile(rf"{_CUT}(?:\s?(?:,|/|and|or|&)\s?{_CUT}){{1,40}}"), _CUT),  # a list of them is one
    (re.compile(rf"\s(?:and|or|&)\s?{_CUT}(?=\s?(?:[,.;!?)]|$))", re.IGNORECASE), _CUT),
    (re.compile(rf"{_CUT}\s?(?:and|or|&)\s(?=(?:for|from|in|at)\s)", re.IGNORECASE), _CUT),
    (re.compile(_CUT), " "),
)
_TIDY = (
    (re.compile(r"[(\[{](?:[\s,;.]|and\b|or\b){0,8}[)\]}]|[\"“]\s*[\"”]"), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s([,;.!?:)\]])"), r"\1"),
    (re.compile(r"([(\[])\s"), r"\1"),
    (re.compile(r"(?:[,;:]\s?){1,8}([.!?])"), r"\1"),
    (re.compile(r"([,;:])(?:\s?[,;:]){1,8}"), r"\1"),
    (re.compile(r"([,;.])\s(?:and|&|or|but)\s?(?=[,;.]|$)", re.IGNORECASE), r"\1"),
)
_EDGES = " \t,;:-–—&/|+"
_STRAY = re.compile(
    r"^(?:(?:and|or|but|so|is|was|has)\s){1,4}|(?:\s(?:and|or|but|for|in|at|from|to|with|of|the|an?)){1,4}$",
    re.IGNORECASE,
)


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with `spans` (start, end; in order, apart) cut out and the sentence mended; "" when no word is left."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(_LEAD.sub(" ", text[at:start]) + _CUT)
        tail = _TAIL.match(text, end)
        at = tail.end() if tail else end
    return _tidied("".join(parts) + text[at:])


def _tidied(text: str) -> str:
    """`text` in one line, without the stray spaces, marks and little words that a cut leaves behind."""
    for expression, instead in (*_AROUND_CUTS, *_TIDY):
        text = expression.sub(instead, text)
    text = _STRAY.sub("", trimmed(text))
    return trimmed(text) if re.search(r"\w", text) else ""


def trimmed(text: str) -> str:
    """`text` with single spaces, and no marks of a list at its ends."""
    return " ".join(text.split()).strip(_EDGES)
