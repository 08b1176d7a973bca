"""Takes words out of a line and puts a plain stand-in where the sentence needs one: "I will call my client"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.privacy.findings import Finding, Kind
from bot.privacy.rewording.telling import JOBS, KIN, one_of

_CUT = "\0"  # stands where words were
_NEAR = 60  # characters around a finding that say what it is to the sentence
_CONTACT = {Kind.PHONE: "a number", Kind.FAX: "a number", Kind.EMAIL: "an address", Kind.URL: "an address"}
_STAND_INS = {
    Kind.PLACE: "a town",
    Kind.SCHOOL: "a school",
    Kind.EMPLOYER: "a workplace",
    Kind.CONGREGATION: "a congregation",
    Kind.FACILITY: "a place",
    Kind.WATCHED: "a place",
    Kind.OCCUPATION: "a public figure",
    Kind.EVENT: "an event",
}
_YOURS = re.compile(r"\b(?:you|your|yours|thanks|thank|thx)\b", re.IGNORECASE)
_NOUNS = one_of(
    "client clients patient pt ct colleague therapist counselor psychologist psychiatrist judge coach pastor guy gal",
    "lady man woman person friend student intern girl boy neighbor reverend rev principal",
)
#: Who it is stands before the name: "my client Maria", "her mom Ana".
_WHO = re.compile(rf"(?:\b(?:{_NOUNS}|{JOBS})|{KIN.pattern})\s$", re.IGNORECASE)
_DOCTOR = re.compile(r"\b(?:the\s)?dr\.?\s$", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx)\.?\s$", re.IGNORECASE)
_THANKED = re.compile(
    r"(?:\b(?:thanks|kudos|gratitude|grateful|props|credit|hats\soff|shout-?\s?out|thx)\s(?:\w{1,8}\s){0,2}?to|\bthank)\s$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:^|[.!?\n]\s{0,2})(?:hi|hello|hey|dear|thanks|thank\syou|thx|congrats|welcome|again)\s?,?\s$", re.IGNORECASE
)
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|our|some|another)\s$", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|at|near|outside|around|off|into)\s(?:the\s)?$", re.IGNORECASE)
_ARE = re.compile(r"\b(?:is|are|was|were)\s$", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|was|called)\s$", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:in|into|from|at|near|of|off|for|by|with|on|to|since|until|till|outside|around|the|an?)\s(?:the\s)?$",
    re.IGNORECASE,
)
#: What leads to a number, a name or a date and means nothing without it.
_LABEL = re.compile(
    r"(?:\b(?:(?:her|his|their|the|my|client's|whose)\s(?:\w{1,8}\s)?)?(?:dob|zip(?:\scode)?|ssn|mrn|cell|ph|tel|fax|attn?|insta(?:gram)?"
    r"|tiktok|discord|name|number|phone|e-?mail\s(?:is|address)|acct|account|id|plate|policy|chart|case|claim|license)"
    r"(?:\s?(?:#|nbr|no\.?|number|id|ending|ends|in|is|address)){0,3}(?:'s|’s)?[:.]?|\bgoes\sby|\bnamed|[@#])\s?$",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|on|via)\s$", re.IGNORECASE)
_REACH = re.compile(r"\b(?:call|text|txt|e-?mail|ring|dial|to|from|is|use|try)\s$", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|on\sthe)\s$", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:is|was|since|until|till|by|before|after|from|through|to|of|for)\s$", re.IGNORECASE)
_TURNED = re.compile(r"\b(?:just\s)?(?:turned|turning|turns)\s$", re.IGNORECASE)
_GOES_INTO = re.compile(
    r"(?:(?:was|were|is|are|been)\s)?(?:on|in|from|of|at|outside|near|off|around|by|with)\s", re.IGNORECASE
)
_SCHOOL = re.compile(
    r"\s(?:high|middle|elementary|isd|school|college|university|academy)\b(?:\sschool\b)?", re.IGNORECASE
)
_NOUN_FOLLOWS = re.compile(
    r"[\s-](?!(?:and|or|but|is|was|has|had|will|can|who|whose|for|in|at|on|to|from|with|so|because|since|when|where|that|about"
    r"|after|before|as|if|does|did|would|needs|wants|says|said|knows)\b)[a-z]{3,}"
)
_ENDS = re.compile(r"\s{0,2}(?:[,;.!?)\]]|$)")
_STARTS = re.compile(r"(?:^|[,;:(\[.!?|])\s{0,2}$")
_TAIL = re.compile(r"(?:'s|’s|’|')(?![\w])")
_AROUND_CUTS = (
    (re.compile(rf"{_CUT}(?:\s?(?:,|/|and|or|&)?\s?{_CUT}){{1,40}}"), _CUT),  # a list of them is one
    (re.compile(rf"^\s*{_CUT}[\s,;:–—-]*(?:(?:and|or|but|so|is|was)\s)?"), ""),
    (
        re.compile(
            rf"(?:\s(?:and|or|but|for|in|at|from|to|with|of|the|an?)){{1,4}}\s{{0,9}}{_CUT}\s{{0,9}}$", re.IGNORECASE
        ),
        "",
    ),
    (re.compile(rf"[\s,;:–—&/+-]{{0,9}}{_CUT}\s{{0,9}}$"), ""),
    (re.compile(rf"[(\[\"“]\s*{_CUT}\s*[)\]\"”]"), ""),
    (re.compile(rf"\s(?:and|or|&)\s?{_CUT}(?=\s?[,.;!?)])", re.IGNORECASE), ""),
    (re.compile(rf"[,;:]?\s{{0,9}}{_CUT}\s{{0,9}}(?=[,;:])"), ""),
    (re.compile(rf"[,;:]?\s{{0,9}}{_CUT}\s{{0,9}}(?=[.!?)\]])"), ""),
    (re.compile(rf"([(\[])\s*{_CUT}[\s,;]*"), r"\1"),
    (re.compile(rf"\s{{0,9}}{_CUT}\s{{0,9}}"), " "),
)
_TWICE = (
    (
        re.compile(
            r"\b((?:my|your)\sclient)(?:(?:,?\s(?:and|or|&)\s|\s?[,/&]\s?|\s)(?:my|your)\sclient\b){1,40}",
            re.IGNORECASE,
        ),
        r"\1s",
    ),
    (
        re.compile(
            r"\b(an?\s(?:town|school|workplace|place|event|number|address))(?:(?:,?\s(?:and|or|&|in)\s|\s?[,/&]\s?|\s)\1\b){1,40}"
        ),
        r"\1",
    ),
)
_NOTHING_SAID = re.compile(
    r"\b(?:my|your)\sclients?\b|\b(?:a\s(?:colleague|doctor|certain\sday|number|town|school|workplace|place|congregation"
    r"|public\sfigure)|an\s(?:address|event|older\sadult)|call|text|txt|e-?mail|at|on|in|from|of|the|and|is|or)\b|[\W_]",
    re.IGNORECASE,
)
_EDGES = " \t,;:-–—&/|+"


@dataclass(frozen=True)
class _Instead:
    """The words that stand for a finding, `_CUT` for none, and what goes with it of that which leads to it."""

    words: str
    drop: re.Match[str] | None = None


@dataclass(frozen=True)
class _Place:
    """A finding, and what stands around it.

    Attributes:
        kind: what the words are.
        words: they themselves.
        lead: the end of what is left of the text before it.
        rest: the text behind it.
        client: who the client is to the reader.
    """

    kind: Kind
    words: str
    lead: str
    rest: str
    client: str


def without(text: str, findings: Sequence[Finding], *, bare: bool = False) -> str:
    """`text` without the words of `findings`; "" when it says nothing without them.

    Args:
        text: one line.
        findings: in order and apart, with their offsets in the line.
        bare: no word is put in their places, for want of room.
    """
    done: list[str] = []
    lead, at = "", 0
    client = "your client" if _YOURS.search(text) else "my client"
    for each in findings:
        start = max(each.start, at)
        kind, end = _extended(each.kind, text, each.end)
        done.append(text[at:start])
        lead = (lead + text[at:start])[-_NEAR:]
        place = _Place(kind, text[start:end], lead, text[end : end + _NEAR], client)
        instead = _Instead(_CUT, _LABEL.search(lead) or _LEAD.search(lead)) if bare else _instead(place)
        kept = lead[: instead.drop.start()] if instead.drop else lead
        _drop(done, len(lead) - len(kept))
        tail = _TAIL.match(text, end)
        owns = "'s" if tail and instead.words != _CUT else ""
        done.append(_as_written(instead.words, place.words, kept) + owns)
        lead, at = kept + done[-1], tail.end() if tail else end
    return _tidied("".join(done) + text[at:])


def _drop(done: list[str], count: int) -> None:
    """Take characters off the end of what is done."""
    while count > 0:
        last = done.pop()
        if len(last) > count:
            done.append(last[:-count])
        count -= len(last)


def trimmed(text: str) -> str:
    """`text` with single spaces, and no marks of a list at its ends."""
    return " ".join(text.split()).strip(_EDGES)


def _extended(kind: Kind, text: str, end: int) -> tuple[Kind, int]:
    """With the word behind a name that makes it a school's: "Lincoln" before "High"."""
    school = _SCHOOL.match(text, end) if kind in (Kind.NAME, Kind.PLACE, Kind.EMPLOYER) else None
    return (Kind.SCHOOL, school.end()) if school else (kind, end)


def _as_written(words: str, found: str, lead: str) -> str:
    """With a capital where a sentence opens with it and the writer wrote one."""
    opens = not lead.strip() or lead.rstrip()[-1] in ".!?"
    return words[0].upper() + words[1:] if opens and found[:1].isupper() else words


def _instead(place: _Place) -> _Instead:
    if label := _LABEL.search(place.lead):
        return _Instead(_CUT, label)
    if place.kind in _CONTACT:
        return _of_contact(place)
    if place.kind is Kind.DATE:
        if on := _ON.search(place.lead):
            return _Instead(_CUT, on)
        return _Instead("a certain day" if _AS_OF.search(place.lead) else _CUT)
    if place.kind is Kind.AGE:
        return _of_age(place)
    if place.kind in (Kind.NAME, Kind.ONLY_ONE):
        return _of_place(place) if _WHERE.search(place.lead) else _of_person(place)
    if place.kind in _STAND_INS:
        return _of_place(place)
    return _Instead("private" if _ARE.search(place.lead) else _CUT)


def _of_contact(place: _Place) -> _Instead:
    if at := _AT.search(place.lead):
        return _Instead(_CUT, at)
    return _Instead(_CONTACT[place.kind] if _REACH.search(place.lead) else _CUT)


def _of_age(place: _Place) -> _Instead:
    article = re.search(r"\ban?\s$", place.lead, re.IGNORECASE)
    if _NOUN_FOLLOWS.match(place.rest) and not place.words[-1].isdigit():
        return _Instead("an older" if article else "older", article)
    if turned := _TURNED.search(place.lead):
        return _Instead("is an older adult", turned)
    return _Instead("an older adult", article)


def _of_person(place: _Place) -> _Instead:
    ends = _ENDS.match(place.rest)
    listed = place.lead.rstrip().endswith(",") and ends and place.kind is Kind.NAME
    if listed or _WHO.search(place.lead) or (_GREETING.search(place.lead) and ends):
        return _Instead(_CUT)
    if place.lead.endswith((", ", "- ", "– ", "— ", "~ ", "-")) and not place.rest.strip(" .!)"):
        return _Instead(_CUT)  # whom it speaks to, or who signs
    if doctor := _DOCTOR.search(place.lead):
        return _Instead("a doctor", doctor)
    if _THANKED.search(place.lead):
        return _Instead("a colleague")
    if _IS.search(place.lead) and place.kind is Kind.NAME:
        return _Instead("somebody")
    determiner = _DETERMINER.search(place.lead)
    if determiner and _NOUN_FOLLOWS.match(place.rest):
        return _Instead(_CUT)
    return _Instead(place.client, _TITLE.search(place.lead) or determiner)


def _of_place(place: _Place) -> _Instead:
    """A place, a workplace, an event; a name behind "in" or "at" is one of them too."""
    determiner, follows = _DETERMINER.search(place.lead), _NOUN_FOLLOWS.match(place.rest)
    opens = _STARTS.search(place.lead)
    if (opens and _ENDS.match(place.rest)) or ((determiner or opens) and follows):
        return _Instead(_CUT)
    leads = _GOES_INTO.match(place.words)
    words = _STAND_INS.get(place.kind, "a place")
    return _Instead(f"{leads.group() if leads else ''}{words}", determiner)


def _tidied(text: str) -> str:
    """`text` mended around its cuts, the rest as it was; "" when only stand-ins and little words are left."""
    for expression, instead in (*_AROUND_CUTS, *_TWICE):
        text = expression.sub(instead, text)
    return text if _NOTHING_SAID.sub("", text.replace("client's", "client")) else ""
