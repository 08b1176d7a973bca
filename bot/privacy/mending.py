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
_TIDY = (
    (re.compile(r"[(\[{]\s*[,;.]*\s*[)\]}]|[\"“]\s*[\"”]"), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s+([,;.!?:)\]])"), r"\1"),
    (re.compile(r"([(\[])\s+"), r"\1"),
    (re.compile(r"(?:[,;:]\s?){1,8}([.!?])"), r"\1"),
    (re.compile(r"([,;:])(?:\s?[,;:]){1,8}"), r"\1"),
    (re.compile(r"([,;.])\s(?:and|&|or|but)\s?(?=[,;.]|$)", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(and|or)\s(?:and|or)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\s(?:and|or|&)(?=[,.;])|\b(?:and|or)\s(?=(?:for|from|in|at)\s)", re.IGNORECASE), ""),
)
_EDGES = " \t,;:-–—&/|+"
_STRAY = re.compile(
    r"^(?:(?:and|or|but|so|is|was|has)\s)+|(?:\s(?:and|or|but|for|in|at|from|to|with|of|the|an?))+$", re.IGNORECASE
)


def tidied(text: str) -> str:
    """`text` in one line, without the stray spaces, marks and little words that a cut leaves behind."""
    for expression, instead in _TIDY:
        text = expression.sub(instead, text)
    text = _STRAY.sub("", text.strip(_EDGES)).strip(_EDGES)
    return "" if not re.search(r"\w", text) else text


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with `spans` (start, end; in order, apart) cut out and the sentence mended; "" when no word is left."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(_LEAD.sub(" ", text[at:start]) + " ")
        tail = _TAIL.match(text, end)
        at = tail.end() if tail else end
    return tidied("".join(parts) + text[at:])
