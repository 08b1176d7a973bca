"""Parts a line of a note into what it asks of a therapist, in the writer's own words, and what it tells of a client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.privacy.rewording.needing import FAR, IN_PERSON, facets
from bot.privacy.rewording.telling import JOB, KIN, STORY, SUBJECT, ages, one_of

#: Stands for each character of the words that must go.
GONE = "\0"
_PART = re.compile(
    r"\s?(?:[,;](?!\d{3}\b)|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.!?]{1,3}(?=\s|$)|:(?=\s)|\s[-–—|]{1,2}\s"
    r"|[()\[\]\n])\s*"
)
# At most so much is read as one clause, for a clause is read again from each of its joints.
_STRETCH = re.compile(r"\S(?:.{0,198}\S)?(?=\s|$)|\S{1,200}", re.DOTALL)
_NEED = re.compile(
    r"\b(?:needs?|needing|wants?|wanting|prefers?|preferring|looking\sfor|seek(?:s|ing)?|searching\sfor|hoping\sfor"
    r"|in\sneed\sof|ask(?:s|ing)?\sfor|request(?:s|ing)?|would\s(?:like|love|prefer)|do(?:es)?\s(?:best|well)\swith"
    r"|(?P<only>can\s(?:only|just)\s(?:do|talk|meet|come|make)|only\s(?:does|has|available|free))(?:\s(?:at|on"
    r"|during))?)\s",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|don'?t|don’t|doesn'?t|doesn’t|didn'?t|longer)\s(?:really\s)?$", re.IGNORECASE
)
#: What is asked of a therapist, though no term of the vocabulary says it.
_WORDS = one_of(
    "someone somebody anyone anybody therapist therapists counselor psychologist psychiatrist pmhnp lpc lcsw lmft",
    "lmsw clinician provider coach prescriber specialist male female woman man trained informed certified",
    "friendly affirming experience experienced exp comfortable familiar good_with gentle kind warm patient_person",
    "weekly biweekly daytime morning mornings afternoon afternoons evening evenings weekend weekends saturday",
    r"saturdays sunday sundays mon tue tues wed thur thurs fri hours after_\d before_\d sessions intensive ok okay",
    "fine please pls plz sliding fee insurance medicaid medicare medical ppo hmo chip star superbill pay cash",
    r"copay supplement eap comp in_person in-person tele\w{0,7} visit visits virtual video group groups couple",
    "couples testing eval iop php fbt act open_to either any no not if without bilingual interpreter",
)
ASKED = re.compile(rf"\b{_WORDS}\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:therapist|counselou?r|psychologist|clinician|visits?|sessions?|group|therapy|coaching|support|eval)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:to|her|him|them|it|me|us)\b", re.IGNORECASE)
_JOINT = re.compile(
    r"\s(?:and|but|who(?:'s|’s)?|whose|because|bc|so|since|when|while|after|w/|plus|that)\s(?=\S)", re.IGNORECASE
)
_BEFORE_WHO = re.compile(
    r"\s(?:for|with|who|whose|because|bc|and|but|since|as|so|after|before|near|in|at|from|by|outside|about|to"
    r"|on|of|that|when|w/)(?=\s)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:an?\s|the\s|any\s)?(?:someone|somebody|anyone|anybody|therapist|counselou?r|clinician|provider|help"
    r"|referrals?|names?|a\sspot)?",
    re.IGNORECASE,
)
_WISH = re.compile(rf"(?:no|not|avoid)\s[^{GONE}]*$", re.IGNORECASE)
_HIDDEN_WISH = re.compile(rf"(?:please\s)?(?:no|not|avoid)\b[^{GONE}]{{0,200}}{GONE}", re.IGNORECASE)
_HIDDEN_NAME = re.compile(rf"(?<=\bthe\s){GONE}+\s(?=\w)|(?<=\bthat\s){GONE}+\s(?=\w)", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:both|all|also|really|ideally|still|just|mrs?|ms|dr|\d+|id|no|(?:cause|case|claim|chart|member|policy|group"
    r"|serial|inmate|plate|record)\s(?:no|nbr|num|number|id|\#)|(?:hi|hello|hey)(?:\s\w{1,8})?)\.?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|any|the)\s", re.IGNORECASE)
_REFERRED = re.compile(r"\breferred(?:\s(?:by|her|him|them|us)\b.*)?$", re.IGNORECASE)
_SEX = re.compile(r"\s*(?:male|female|man|woman|m|f|boy|girl|guy|lady|(?:young|older)\s(?:man|woman))", re.IGNORECASE)
_SIDE = re.compile(
    r"^(?:the|one|all|this|that'?s|that’s|thats|sorry|enough|what|very|lol|fyi|eh|ugh|do(?:es)?(?:n'?t)?|it|its|it's|everyone|reporters)\b|^in\s(?!person"
    r"|network)|^(?:two|three|four|five|six|\d+)\s(?:kids|yrs|years|children|siblings)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A part of a line.

    Attributes:
        text: the words; those that must go are hidden.
        kept: it asks something of a therapist, in words that may stay.
        ends: what stood behind it.
    """

    text: str
    kept: bool
    ends: str = ", "


def tells(text: str) -> bool:
    """Whether words of `text` say who somebody is, or are hidden since they do."""
    return bool(GONE in text or next(ages(text), None) or SUBJECT.search(text) or KIN.search(text) or JOB.search(text))


def clauses(line: str) -> Iterator[Clause]:
    """The parts of a line in order; the words that must go stand in it as `GONE`."""
    at = 0
    for gap in (*_PART.finditer(line), None):
        end = gap.start() if gap else len(line)
        mark = gap.group().strip() if gap else ""
        ends = f"{mark} " if mark[:1] in (".", "!", "?", ";", ":") else ", "
        if at == 0 and _SEX.fullmatch(line[:end]) and next(ages(line), None):
            yield Clause(line[:end], kept=False)
        else:
            for stretch in _STRETCH.findall(line[at:end]):
                yield from _parts(stretch, ends)
        at = gap.end() if gap else end


def _parts(text: str, ends: str) -> Iterator[Clause]:
    need = _NEED.search(text)
    if _HIDDEN_WISH.match(text):
        wish = _HIDDEN_NAME.sub("", text)
        yield Clause("" if GONE in wish else wish, kept=GONE not in wish, ends=ends)
    elif need and not _is_named(text[: need.start()]):
        yield from _around(text, need, ends)
    elif _WISH.match(text) or not (tells(text) or FAR.search(text)):
        yield Clause(text, kept=_stays(text), ends=ends)
    elif joint := _JOINT.search(text, 1):
        yield from _parts(text[: joint.start()], ", ")
        yield from _parts(text[joint.start() if _is_new(joint) else joint.end() :].strip(), ends)
    elif _asks(text) and not FAR.search(text):
        yield from _asked(text, ends)
    else:
        yield Clause(text, kept=False)


def _stays(text: str) -> bool:
    """Whether a clause that names nobody may stay as it is: it goes on with no story and gives no reason."""
    if _EMPTY.fullmatch(text):
        return False
    if (
        _REFERRED.search(text)
        or FAR.search(text)
        or (IN_PERSON.search(text) and not re.fullmatch(r"in[\s-]person(?:\s\w+)?", text))
    ):
        return False
    return bool(ASKED.search(text)) or not (STORY.search(text) or _SIDE.search(text))


def _is_new(joint: re.Match[str]) -> bool:
    """Whether the joint says something itself ("whose")."""
    return joint.group().strip().lower() == "whose"


def _is_named(before: str) -> bool:
    """Whether a need is said of a therapist before it: "someone who wants ..." """
    return bool(re.search(r"\b(?:someone|somebody|therapist)\swho\s$", before, re.IGNORECASE))


def _around(text: str, need: re.Match[str], ends: str) -> Iterator[Clause]:
    """What stands before a need, and the need itself."""
    before, after = text[: need.start()].strip(), text[need.end() :].strip()
    negated = _NEGATED.search(text[: need.start()])
    if before and not _EMPTY.fullmatch(before) and (tells(before) or facets(before)):
        yield from _parts(before, ", ")
    if negated:
        if not (_TO.match(after) or tells(after)):
            yield Clause(f"no {_ARTICLE.sub('', after)}", kept=True, ends=ends)
    elif _TO.match(after) and not re.match(r"to\s(?:do|try|start|(?:keep|continue)\sdoing)\b", after):
        yield Clause(after, kept=False)
    elif need["only"]:
        yield from _asked(f"only {after}", ends)
    else:
        yield from _asked(re.sub(r"^to\s(?:do|try|start|(?:keep|continue)\sdoing)\s", "", after), ends)


def _asks(text: str) -> bool:
    head = text.split(GONE)[0]
    if any(_offers(text[: gap.start()]) for gap in _BEFORE_WHO.finditer(text)):
        return True
    return bool(
        re.match(
            r"\W*(?:an?\s|any\s)?(?:\w{1,15}\s){0,3}?(?:someone|somebody|anyone|therapist|counselou?r"
            r"|psychologist|psychiatrist|prescriber|clinician|provider)\b",
            head,
            re.IGNORECASE,
        )
    ) and not SUBJECT.match(text)


def _offers(head: str) -> bool:
    """Whether a beginning asks for something and tells nothing yet: "home visits" before "to" an address."""
    kinds = {kind for kind, _ in facets(head)}
    return not (tells(head) or STORY.search(head)) and bool(_SERVICE.search(head) or kinds & {"modality", "service"})


def _asked(text: str, ends: str) -> Iterator[Clause]:
    """What is asked of a therapist, up to where it tells of the client."""
    if not tells(text):
        if not _BARE.fullmatch(text):
            yield Clause(text, kept=True, ends=ends)
        return
    cuts = [gap.start() for gap in _BEFORE_WHO.finditer(text)]
    at = max((cut for cut in cuts if not tells(text[:cut])), default=0)
    head = text[:at].strip()
    if head and not _BARE.fullmatch(head):
        yield Clause(head, kept=True, ends=", ")
    rest = re.sub(r"^(?:for|with|who|because|and|but|since|as|so)\s", "", text[at:].strip())
    if _NEED.search(rest) or (at and _JOINT.search(rest)):
        yield from _parts(rest, ends)
    else:
        yield Clause(rest, kept=False)
