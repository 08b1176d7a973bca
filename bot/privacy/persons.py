"""The place in a sentence where a person stands: how strongly the words around a word make it somebody's name."""

from __future__ import annotations

import re

_KIN = (
    r"(?:mom|mother|mum|dad|father|parents|grand(?:ma|mother|pa|father|parents)|abuela|abuelo|brother|sister|siblings?|twin|son"
    r"|daughter|kids?|children|baby|husband|wife|spouse|partner|ex|gf|bf|boyfriend|girlfriend|fianc[e]{1,2}|family|aunt|uncle"
    r"|cousin|teacher|therapist|counselor|clerk|office|team|clan|pcp|psychiatrist|case|case\s?manager|school|divorce"
    r"|caseworker|attorney|lawyer|roommate|birthday|story|name|house|death|best\sfriend|friends?|insurance)\b"
)
_VERB = (
    r"(?:is|was|has|had|got|gets|goes|went|came|started|starts|moved|moves|would|wouldn't|wont|won't|can't|cant|isn't|isnt"
    r"|wasn't|doesn't|doesnt|didn't|didnt|hasn't|turned|turns|left|just|recently|still|takes|took|both|does|did|keeps"
    r"|stopped|and|needs|lost|covered)\b"
)
#: What only people do.
_DEED = (
    r"(?:asked|asks|wants|prefers|works|worked|lives|lived|loves|hates|told|said|says|refuses|refused|speaks|drives|drove"
    r"|declined|called|texted|feels|felt|struggles|thinks|thought|wrote|cries|fight|fights|saw|knows|plays|attends|reports"
    r"|goes\sby|teaches|identifies|mentioned|agreed|hopes)\b"
)
_AGE = r"\(?(?:is\s)?(?:1[0-9]|[2-9]\d|[3-9])(?:\s?(?:yo|y/o|yr|yrs|f|m|nb)\b|\s?[,.;)/]|$)(?!\d)"
#: What follows a name and hardly anything else.
_STRONG_AFTER = re.compile(
    rf"(?:'s?\s(?:\w{{1,12}}\s)?{_KIN}|\s(?:and|&|/|\+)\s(?:his|her|their)\s(?:\w{{1,12}}\s)?{_KIN}|\s?[,-]?\s{{0,2}}{_AGE}"
    r"|,\s(?:(?:his|her|their)\s\w|(?:s?he|they)(?:'|\s(?:is|was|has|needs|wants|would|just|lives|works)\b))"
    r"|\s\((?:s?he|they|her|his|\d)|\s(?:is|was)\s(?:adopted|the\s(?:older|younger|oldest|youngest|little|big|middle|mom|dad)|\d)"
    rf"|\s{_DEED}|\sis\swhat\s(?:s?he|they)\sgo|\sstill\swith\syou)",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s(?:{_VERB}|@\s|&\s)", re.IGNORECASE)
_STRONG_BEFORE = re.compile(
    r"(?:\b(?:thanks?(?:\syou)?(?:\sso\smuch)?(?:\sto)?|thx(?:\sto)?|ty(?:\sto)?|shout\s?out(?:\sto)?|kudos\sto|grateful\s(?:for|to)"
    r"|props\sto|dear|hi|hey|hello|referr?(?:ing|al\sfor)|transferring|(?:pass|passed|send|sent|give|gave)\s(?:it|her|him|them|this)?\s?(?:on\s)?to"
    r"|goes\sby|named|called|nicknamed|is\sfor|it's\sfor|its\sfor|(?:client|name|clients?\sname)(?:'?s|\sis|:)?"
    r"|(?:counselor|coach|pastor|nurse|officer|sister|brother|father|elder|adjuster|caseworker|case\smgr|mr|mrs|ms|dr)\.?"
    r")\s[\"']?)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[.!?;:\n]\s?|[-(/]\s?|\b(?:for|with|w/|to|and|&|from|call|calls?|text|tell|told|ask|asked|meet|met|see|saw|seeing"
    r"|about|my\sgirl|my\sguy|att|attn)\s)$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?;:\n]\s?)$")
_WINDOW = 32


def strength(text: str, start: int, end: int) -> int:
    """From 0 to 4: how much speaks for `text[start:end]` being a person, before it and after it up to 2 each."""
    before = text[max(0, start - _WINDOW) : start]
    before_weight = 2 if _STRONG_BEFORE.search(before) else 1 if _BEFORE.search(before) else 0
    after_weight = 2 if _STRONG_AFTER.match(text, end) else 1 if _AFTER.match(text, end) else 0
    return before_weight + after_weight
