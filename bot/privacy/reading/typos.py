"""Words that no list has and that are words all the same: mistyped, put together, derived, or medicine's."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.privacy.reading.lexicon import Lexicon

_SHORTEST = 5  # of fewer letters, one slip away from some word is nearly every name
_SHORTEST_HALF = 4
_LONG = 8  # a word of so many letters that is one slip away from any word at all is that word
_MOST_LETTERS = 24
_PREFIX = re.compile(
    r"(?:anti|auto|bi|bio|cis|co|counter|cross|cyber|de|dis|eco|ethno|ex|extra|geo|grand|hyper|hypo|inter|intra"
    r"|macro|mal"
    r"|mega|meta|micro|mid|mini|mis|mono|multi|neo|neuro|non|omni|out|over|pan|para|peri|poly|post|pre|pro"
    r"|pseudo|psycho"
    r"|quasi|re|retro|self|semi|socio|step|sub|super|tele|trans|tri|ultra|un|under|uni)(?=[a-z]{4})"
)
_SUFFIX = re.compile(
    r"(?:able|ally|dom|ed|er|ers|ery|ful|hood|ibility|ability|ing|ings|ish|ism|ist|ists|istic|istically|ality|ity|ive|ize|ized|izing"
    r"|less|like|ly"
    r"|ment|ments|ness|ological|ology|ous|s|ship|ward|wise|y)$"
)
#: Endings of diseases, procedures and substances; hardly a name has them at such length.
_MEDICAL = re.compile(
    r"[a-z]{2,16}(?:aemia|emia|algia|algesia|azepam|azole|caine|cillin|cycline|cytosis|dipine|ectomy|genic"
    r"|gliptin|glutide"
    r"|iatric|iatrics|iatry|idone|itis|kinesia|lepsy|mab|mania|mycin|oidosis|olol|ological|ologist|ologists"
    r"|ology|oma|opathic"
    r"|opathy|oscopy|osis|oxetine|peutic|phagia|phasia|philia|phobia|phobic|phoria|phrenia|plasty|plegia"
    r"|pramine|prazole"
    r"|pril|quine|rrhea|sartan|setron|sexual|sexuality|statin|sthesia|thyroid|tonin|tomy|traumatic|triptan"
    r"|trophy|tropic|uria"
    r"|xaban|zepine|zumab)"
)


def explained(word: str, known: Lexicon) -> bool:
    """Whether an unknown `word` (lower case) is an ordinary word after all: derived, put together, medical or"
    " mistyped."""
    if len(word) > _MOST_LETTERS:
        return False
    abbreviated = not re.search("[aeiouy]", word)
    return abbreviated or medical(word) or _derived(word, known) or mistyped(word, known)


def medical(word: str) -> bool:
    """Whether `word` ends as diseases, procedures and substances do."""
    return bool(_MEDICAL.fullmatch(word))


def _derived(word: str, known: Lexicon) -> bool:
    start, end = _PREFIX.match(word), _SUFFIX.search(word)
    stems = [word[start.end() :]] if start else []
    if end and end.start() >= _SHORTEST_HALF:
        stem = word[: end.start()]
        stems += [stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else f"{stem}y"]
    return any(known.ordinary(stem) for stem in stems)


def mistyped(word: str, known: Lexicon) -> bool:
    """Whether `word` (lower case) is a slip of the thumb for one of the field's words or a frequent one."""
    if not _SHORTEST <= len(word) <= _MOST_LETTERS:
        return False
    slips = {slip for slip in _slips(word) if len(slip) >= _SHORTEST}
    rare = known.english if len(word) >= _LONG else known.frequent
    return not (rare.isdisjoint(slips) and known.field.isdisjoint(slips)) or _run_together(word, known)


def _slips(word: str) -> Iterator[str]:
    """A letter too many or too few, a wrong one, two swapped; the first letter is seldom wrong."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word) + 1):
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
    yield word[1] + word[0] + word[2:]


def _run_together(word: str, known: Lexicon) -> bool:
    halves = ((word[:at], word[at:]) for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1))
    return any(all(half in known.frequent or half in known.field for half in pair) for pair in halves)
