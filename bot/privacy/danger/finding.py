"""Whether a note speaks of danger that is there now: a plan, an intent, somebody being hurt. It keeps nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.privacy.danger.noted import NOTED
from bot.privacy.danger.phrases import PHRASES
from bot.privacy.danger.told import TOLD
from bot.privacy.danger.vocabulary import DangerKind, Only
from bot.privacy.reading.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.privacy.danger.told import TOLD
from bot.privacy.danger.vocabulary import Phrase

_CLAUSE_END = re.compile(r"[.;!?,\n]|\b(?:but|however|although|though|yet)\b")
_SENTENCE_END = re.compile(r"[.;!?\n]|\b(?:but|however|although|though|yet|now)\b")
_TODAY = re.compile(
    r"\b(?:rn|right now|today|tonight|tonite|this (?:am|pm|morning|afternoon|evening|week|weekend)|yesterday"
    r"|last (?:night|nite|weekend)|over the weekend|as we speak|in (?:my office|session)|on (?:sun|mon|tues|wednes"
    r"|thurs|fri"
    r"|satur)day|(?:an?|half an|one|two|three|four|five|ten|twenty|thirty|few|couple(?: of)?|\d{1,2})"
    r" ?(?:hours?|hrs?|min\w{0,4}|days?|nights?) ago)\b",
)
_NOW = re.compile(rf"{_TODAY.pattern}|\b(?:now|just|again|actively|currently|at the moment|badly)\b")
_AND = re.compile(r"\b(?:and|who|as)\b")  # what follows has a verb of its own, to which a "now" may belong
_PAST = re.compile(
    r"\b(?:hx|history|h/o|past|previous(?:ly)?|prior|former(?:ly)?|used to|ago|(?:years?|yrs?) back|childhood"
    r"|gr(?:owing|ew) up|survivor|resolved|remission|back then|(?:19|20)\d\d|as an? (?:kid|child|teen|boy|girl|student)"
    r"|at (?:age )?(?:\d{1,2}|(?:four|fif|six|seven|eigh|nine)(?:teen)?|ten|twelve|thirteen|twenty)(?!\w)|decades"
    r"|in (?:college|high school)|when (?:he|she|they|i) (?:was|were)|last (?:year|month|spring|summer|fall|winter"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}))\b",
)
_TAKEN_BACK = r"\b(?:no(?! (?:one|longer))|not(?! sure)|denie[sd]|denying|deny|w/o|without|never|neg(?:ative)?|nor|zero"
_NOT = re.compile(_TAKEN_BACK + r"|(?:is|are|does|do|did|wo|would|has|was)n'?t)\b(?! stop\b)[^.;!?,\n]{0,30}$")
_NONE = re.compile(_TAKEN_BACK + r")\b(?:(?!\b(?:has|have|with|w/|says|wants)\b)[^.;!?\n]){0,60}$")
_OBSESSION = re.compile(
    r"\b(?:ocd|erp|ego ?-?dystonic|intrusive(?!\?)|obsess\w{1,6}|unwanted thoughts?"
    r"|would never|(?:has|have) never (?:done|hurt|harmed|hit)|horrif\w{1,5}|cannot stop checking|never act(?:ed)?)\b"
)
_KEY = 8  # hexadecimal digits, which tell the phrases of a note apart
_REACH = 90  # characters on either side of a phrase that may belong to its clause


@dataclass(frozen=True)
class Danger:
    """One stretch of a text that speaks of present danger.

    Attributes:
        start: the first character, counted in the text that was read.
        end: the character after the last.
        kind: who or what is in danger.
    """

    start: int
    end: int
    kind: DangerKind


def find_danger(text: str) -> list[Danger]:
    """What in `text` speaks of danger now, in order and without overlaps; empty when nothing does.

    It is made for notes of some hundred characters. A history, a denial and the plan of an insurer are no danger; a
    wish to die, means at hand and blows that fall are.
    """
    plain = normalise(text)
    lowered = plain.text.lower()  # of normalised text as long as the text itself
    kept = [at for at, char in enumerate(lowered) if not (char.isspace() and lowered[at - 1 : at].isspace())]
    found: list[Danger] = []
    for danger in sorted(_read("".join(lowered[at] for at in kept)), key=lambda each: (each.start, -each.end)):
        start, end = plain.original(kept[danger.start], kept[danger.end - 1] + 1)
        if not found or start >= found[-1].end:
            found.append(Danger(start, end, danger.kind))
    return found


def dangers(text: str) -> dict[str, str]:
    """Each phrase of present danger once, as it was typed, by a key: opaque, and the same whatever stands around it."""
    phrases = (" ".join(text[each.start : each.end].split()) for each in find_danger(text))
    return {sha256(phrase.casefold().encode()).hexdigest()[:_KEY]: phrase for phrase in phrases}


def _read(text: str) -> Iterator[Danger]:
    """What is found in a text whose blanks are single; a phrase goes on over the end of a line, a clause does not."""
    line = text.replace("\n", " ")
    for phrase in (*PHRASES, *TOLD, *NOTED):
        for match in phrase.expression.finditer(line):
            if _counts(text, match.start(), match.end(), phrase):
                yield Danger(match.start(), match.end(), phrase.kind)


def _counts(text: str, start: int, end: int, phrase: Phrase) -> bool:
    """Whether the phrase is said of now, and is not taken back by what stands around it."""
    earlier = text[max(0, start - _REACH) : start]
    before = _CLAUSE_END.split(earlier)[-1]
    clause = before + text[start:end] + _CLAUSE_END.split(text[end : end + _REACH])[0]
    past = _PAST.search(clause)
    if Only.RECENT in phrase.only:
        verb = _AND.split(before)[-1] + text[start:end] + _AND.split(clause[len(before) + end - start :])[0]
        if not _TODAY.search(verb if past else clause) and (past or not _NOW.search(verb)):
            return False
    elif past and not _NOW.search(clause):
        return False
    if Only.FEARED in phrase.only and _OBSESSION.search(text):
        return False
    if Only.NAMED in phrase.only:
        return not _NONE.search(_SENTENCE_END.split(earlier)[-1])
    return not _NOT.search(before)
