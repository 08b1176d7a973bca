"""One line of who a client is, said as what therapist is needed: "adult, couples, telehealth in TX"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.privacy.findings import Finding, Kind
from bot.privacy.rewording.clauses import ASKED, GONE, Clause, clauses
from bot.privacy.rewording.harm import harmed_by_partner, is_a_deed, tells_of_harm
from bot.privacy.rewording.homes import state_of
from bot.privacy.rewording.mending import trimmed
from bot.privacy.rewording.needing import WHO, Facet, Said, client_words, derived, facets
from bot.privacy.rewording.telling import (
    ADULT,
    AND_SPOUSE,
    APART,
    BETWEEN,
    CHILD,
    HOUSEHOLD,
    JOB,
    KIN,
    OLDER,
    OTHERS,
    SPOUSE,
    TEEN,
    TOGETHER,
    TWO,
    ages,
)

_TEEN_FROM, _ADULT_FROM, _OLDER_FROM = 13, 18, 65  # years, as the vocabulary draws the lines
#: Before a place where the client is not.
_ELSEWHERE = re.compile(
    r"\b(?:moved\s(?:here\s)?from|moving\sfrom|grew\sup\sin|born\sin|raised\sin|originally\sfrom|retired\sfrom"
    r"|(?:mom|dad|mother|father|brother|sister"
    r"|(?<!with\s)parents|daughter|son|family)\s(?:\w{1,8}\s)?(?:in|from)|flying\sin\sfrom)\s\W{0,2}$",
    re.IGNORECASE,
)
#: What asks for no therapist: thanks, what somebody offers or practises, news of a match.
_NO_NEED = re.compile(
    r"\b(?:thanks?|thx|thank\syou|kudos|shout\s?out|grateful|gratitude|appreciate[ds]?|owe\syou|niche|i\s(?:see"
    r"|work|specialize|do|have\s(?:\w{1,12}\s)?openings)"
    r"|has\sa\stherapist|i\shave\s(?:a\s)?(?:room|openings?|spots?)|been\smatched|found\sa\s(?:match|therapist))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:needs?|needing|looking\sfor|seeking|wants|referral\sfor|any(?:one|body)\s(?:who|with|w/|for|take|taking|have|see))\b",
    re.IGNORECASE,
)
_SAID_OF = {"teen": TEEN, "child": CHILD, "older_adult": OLDER, "adult": ADULT}
_NEAR = 60  # characters; no cue is longer
_DETAILS = 2  # kinds of detail that make a story
_SHORTER = 0.95  # of the line: a wording that saves less is no better
#: What makes a story of a relative: what they did, or that the client has them.
_KIN_DEED = re.compile(
    rf"(?:\b(?:whose|her|his|their|my|the)\s(?:\w{{1,10}}\s)?)?{KIN.pattern}\s(?:is(?!\s\d)|was|has|had|got|left|moved"
    rf"|died|passed|drinks|drank|won'?t|can'?t|doesn'?t|don'?t"
    r"|refuses|hates|wants|works|lives|hits|cheated|found|lost|deployed|set|and)\b"
    r"|\b(?:mom|dad|mother|father|parent)\sof\b|\b(?:caring|cares|takes\scare\sof)\s(?:for\s)?(?:her|his|their)\s\w"
    r"|\b\w{4,12}(?:'s|’s)\s(?:wife|husband|widow|kid|son|daughter)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\b\d{1,2}\s(?:yrs|years)\s(?:married|sober|together|ago|in)\b|\b(?:two|three|four|five|\d)\s(?:kids"
    r"|children|jobs|boys|girls|tours)\b"
    r"|\b(?:lives?|living|moved|grew\sup|retired|laid\soff|fired|works?\s(?:at|for|as|in))\b"
    r"|\bin\sa\s(?:small|tiny)\stown\b",
    re.IGNORECASE,
)
_HE, _SHE = (re.compile(rf"\b{word}(?:'s|’s)?\s", re.IGNORECASE) for word in ("he", "she"))
_HAD = re.compile(r"(?:'s|’s|\b(?:his|her|their|whose|your|our|my|no|the))\s$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|near|outside(?:\sof)?|(?:moved|moving)\sto)\s$", re.IGNORECASE)
_OPENING = re.compile(r"^(?:(?:and|but|so|or|also|then|has|have|is|was)\s){1,3}", re.IGNORECASE)
_SPOUSE = re.compile(rf"\b{SPOUSE}\b", re.IGNORECASE)
_ABUSE = Said("abuse in a relationship", frozenset({("concern", "domestic_abuse")}))
_OF_TWO = frozenset(("concern", code) for code in ("premarital", "relationship", "violence", "anger"))
_SOMEBODY_ELSES = re.compile(r"(?:'s|’s)\s$")


def needed(line: str, findings: Sequence[Finding], said: frozenset[Facet] = frozenset(), note: str = "") -> str:
    """What `line` says of the therapist needed; "" when nothing of it does. Never longer than the line.

    Args:
        line: one line of a note.
        findings: the words in it that must go, with their offsets in it.
        said: the terms that lines before it have spoken of; they are not said again.
        note: the whole of which it is a line, which may tell of harm; the line itself where there is no more.
    """
    hidden, note = _hide(line, findings), note or line
    harmed = harmed_by_partner(hidden, note)
    parts = [_retold(part, note) for part in clauses(hidden)] if harmed else list(clauses(hidden))
    kept = [
        Said(trimmed(_OPENING.sub("", part.text)), facets(part.text), own=True, ends=part.ends)
        for part in parts
        if part.kept
    ]
    known = set(said).union(*(each.facets for each in kept))
    who = list(_who(parts, hidden, findings, known, apart=tells_of_harm(note)))
    rest = list(_rest(parts, kept))
    if harmed:
        who, rest = [*who, _ABUSE], [each for each in rest if each.own or not each.facets & _OF_TWO]
    told = _once((*who, *rest, *_where(line, findings)), known)
    return _fitting(told, len(line))


def asks_nothing(line: str) -> bool:
    """Whether a line asks for no therapist: it thanks, offers or tells news."""
    return bool(_NO_NEED.search(line)) and not _ASKS.search(line)


def tells_who(line: str) -> bool:
    """Whether a line tells who a client is (though no word of it may identify) and could say it better.

    It takes two kinds of detail, one of them an occupation or a relative's doings: "34, a welder", "her husband left".
    """
    if asks_nothing(line):
        return False
    job, kin = bool(_own(JOB, line)), bool(_KIN_DEED.search(line))
    if not (job or kin) or job + kin + bool(next(ages(line), None)) + bool(_DETAIL.search(line)) < _DETAILS:
        return False
    better = needed(line, ())
    terms = facets(better)
    says_who = any(kind in WHO for kind, _ in terms)
    says_more = ASKED.search(better) or any(kind not in WHO for kind, _ in terms)
    return says_who and bool(says_more) and len(better) <= _SHORTER * len(line)


def _hide(line: str, findings: Sequence[Finding]) -> str:
    for each in findings:
        line = line[: each.start] + GONE * (each.end - each.start) + line[each.end :]
    return line


def _rest(parts: Sequence[Clause], kept: Sequence[Said]) -> Iterator[Said]:
    own = iter(kept)
    for part in parts:
        if part.kept:
            yield next(own)
        else:
            yield from derived(" ".join(part.text.replace(GONE, " ").split()))


def _retold(part: Clause, note: str) -> Clause:
    """A clause of a note that tells of harm: a term says that one, where it asks for nothing."""
    return replace(part, kept=part.kept and (bool(ASKED.search(part.text)) or not is_a_deed(part.text, note)))


def _who(
    parts: Sequence[Clause], line: str, findings: Sequence[Finding], known: set[Facet], *, apart: bool
) -> Iterator[Said]:
    story = ", ".join(part.text for part in parts if not part.kept)
    person = _person(line, findings)
    if not person and not any(code in _SAID_OF for _, code in known):
        said = {code: _own(cue, story) for code, cue in _SAID_OF.items()}
        person = min((code for code, at in said.items() if at), key=lambda code: said[code], default="")
        person = person or ("adult" if _own(JOB, story) or _SPOUSE.search(story) else "")
    both = _HE.search(story) and _SHE.search(story) and not KIN.search(story)
    together = not apart and bool(TOGETHER.search(story) or AND_SPOUSE.search(line) or both)
    at_odds = _SPOUSE.search(story) and BETWEEN.search(story) and not APART.search(story)
    two = bool(TWO.search(story) or at_odds) and person not in ("child", "teen")
    couple = together or (two and not apart)
    if together and person == "adult":
        person = ""
    codes = [person, "couple" if couple else "", "family" if HOUSEHOLD.search(story) and not couple else ""]
    yield from client_words([code for code in codes if code])


def _leads(cue: re.Pattern[str], text: str, end: int) -> bool:
    """Whether a cue stands right before a place of the text."""
    return bool(cue.search(text, max(0, end - _NEAR), end))


def _own(cue: re.Pattern[str], story: str) -> int:
    """How far into a story (1 is its beginning) a cue is said of the client, not of somebody whom they have; or 0."""
    had = _HAD if cue is CHILD else _SOMEBODY_ELSES
    for match in cue.finditer(story):
        if not (_leads(OTHERS, story, match.start()) or _leads(had, story, match.start())):
            return match.start() + 1
    return 0


def _person(line: str, findings: Sequence[Finding]) -> str:
    """The age group that the first age of the client means, "" without one."""
    if any(each.kind is Kind.AGE and not _leads(OTHERS, line, each.start) for each in findings):
        return "older_adult"
    for age, start, _ in ages(line):
        if not _leads(OTHERS, line, start):
            return (
                "child"
                if age < _TEEN_FROM
                else "teen"
                if age < _ADULT_FROM
                else "adult"
                if age < _OLDER_FROM
                else "older_adult"
            )
    return ""


def _where(line: str, findings: Sequence[Finding]) -> Iterator[Said]:
    for each in findings:
        placed = each.kind is Kind.PLACE or _leads(_IN, line, each.start)
        if placed and not _leads(_ELSEWHERE, line, each.start):
            state = state_of(line[each.start : each.end], line[each.end :])
            if state:
                yield Said(state, frozenset({("state", state)}))


def _once(told: Sequence[Said], known: set[Facet]) -> list[Said]:
    """Without what is said already, and with the format and the state as one: "telehealth in TX"."""
    kept: list[Said] = []
    for each in told:
        if each.own or (not each.facets & known and each.words.lower() not in (k.words.lower() for k in kept)):
            kept.append(each)
            known |= each.facets
    formats = [each for each in kept if not each.own and any(kind == "format" for kind, _ in each.facets)]
    states = [each for each in kept if not each.own and any(kind == "state" for kind, _ in each.facets)]
    if formats and states:
        last = Said(
            f"{formats[0].words} in {' or '.join(each.words for each in states)}",
            formats[0].facets.union(*(s.facets for s in states)),
        )
        return [*(each for each in kept if each not in formats and each not in states), last]
    return kept


def _fitting(told: Sequence[Said], most: int) -> str:
    """The words in a row; what was derived last is left out first where they would be longer than the line."""
    while told:
        row = _row(told)
        if len(row) <= most:
            return row
        derived_last = next((at for at in range(len(told) - 1, -1, -1) if not told[at].own), len(told) - 1)
        told = [*told[:derived_last], *told[derived_last + 1 :]]
    return ""


def _row(told: Sequence[Said]) -> str:
    parts: list[str] = []
    for at, each in enumerate(told):
        next_own = at + 1 < len(told) and told[at + 1].own
        last = at + 1 == len(told)
        parts.append(each.words + ("" if last else each.ends if each.own and next_own else ", "))
    return "".join(parts).strip()
