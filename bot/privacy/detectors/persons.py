"""The place in a sentence where a person stands: how strongly the words around a word make it somebody's name."""

from __future__ import annotations

import re

_KIN = (
    r"(?:mom|mother|mum|dad|father|parents|grand(?:ma|mother|pa|father|parents)|abuela|abuelo|brother|sister"
    r"|siblings?|twin|son"
    r"|daughter|kids?|children|baby|husband|wife|spouse|partner|ex|gf|bf|boyfriend|girlfriend|fianc[e]{1,2}"
    r"|family|aunt|uncle"
    r"|cousin|teacher|therapist|counselor|clerk|office|team|clan|pcp|psychiatrist|case|case\s?manager|school|divorce"
    r"|caseworker|attorney|lawyer|roommate|birthday|story|name|house|death|best\sfriend|friends?|insurance)\b"
)
_VERB = (
    r"(?:is|was|has|had|got|gets|goes|went|came|started|starts|moved|moves|would|wouldn't|wont|won't|can't|cant"
    r"|isn't|isnt"
    r"|wasn't|doesn't|doesnt|didn't|didnt|hasn't|turned|turns|left|just|recently|still|takes|took|both|does|did|keeps"
    r"|stopped|and|needs|lost|covered)\b"
)
#: What only people do.
_DEED = (
    r"(?:asked|asks|wants|prefers|works|worked|lives|lived|loves|hates|told|said|says|refuses|refused|speaks"
    r"|drives|drove"
    r"|declined|called|texted|feels|felt|struggles|thinks|thought|wrote|cries|fight|fights|saw|knows|plays"
    r"|attends|reports"
    r"|left\s(?:her|his|their|him|home|town|school|me)|moved\s(?:in|out|here|back)|lost\s(?:her|his|their)"
    r"|goes\sby|teaches|identifies|mentioned|agreed|hopes)\b"
)
_AGE = r"\(?(?:is\s)?(?:aged?\s)?(?:1[0-9]|[2-9]\d|[3-9])(?:\s?(?:yo|y/o|yr|yrs|f|m|nb)\b|\s?[,.;)/]|$)(?!\d)"
#: What follows a name and hardly anything else.
_STRONG_AFTER = re.compile(
    rf"(?:'s?\s(?:\w{{1,12}}\s)?{_KIN}|\s(?:and|&|/|\+)\s(?:his|her|their)\s(?:\w{{1,12}}\s)?{_KIN}"
    rf"|\s?[,-]?\s{{0,2}}{_AGE}"
    r"|,\s(?:(?:his|her|their)\s\w|(?:s?he|they)(?:'|\s[a-z]{2,12}))"
    r"|,?\s\(?(?:he/him|she/her|they/them|she/they|he/they)\b|\s\((?:s?he|they|her|his|\d)|\s(?:is"
    r"|was)\s(?:adopted|the\s(?:older|younger|oldest|youngest|little|big|middle|mom|dad)|(?:an?\s)?\d)"
    rf"|\s{_DEED}|\suses\s(?:he|she|they)\b|\sis\swhat\s(?:s?he|they)\sgo|\sstill\swith\syou)",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s(?:{_VERB}|@\s|&\s)", re.IGNORECASE)
_STRONG_BEFORE = re.compile(
    r"(?:\b(?:thanks?(?:\syou)?(?:\sso\smuch)?(?:\sto)?|thx(?:\sto)?|ty(?:\sto)?|shout\s?out(?:\sto)?|kudos\sto"
    r"|grateful\s(?:for|to)"
    r"|props\sto|dear|hi|hey|hello|referr?(?:ing|al\sfor)|transferring|(?:pass|passed|send|sent|give"
    r"|gave)\s(?:it|her|him|them|this)?\s?(?:on\s)?to"
    r"|goes\sby|named|called|nicknamed|is\sfor|it's\sfor|its\sfor|(?:client|name|clients?\sname)(?:'?s|\sis|:)?"
    r"|(?:counselor|coach|pastor|nurse|officer|sister|brother|father|elder|adjuster|caseworker|att|attn"
    r"|attention|case\smgr|mr|mrs|ms|dr)\.?"
    r")\s[\"']?)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[.!?;:\n]\s?|[-(/]\s?|\b(?:for|with|w/|to|and|&|from|call|calls?|text|tell|told|ask|asked|meet|met"
    r"|see|saw|seeing"
    r"|about|my\sgirl|my\sguy|att|attn)\s)$",
    re.IGNORECASE,
)
#: The same for a word that a list has as a name: a looser place will do.
_AFTER_NAMED = re.compile(
    r"(?:\s(?:passed|died|can|can't|cannot|could|couldn't|should|might|may|will|won't|today|tomorrow|yesterday|twice|again"
    r"|says|saw|who|if|when|because|bc|cuz|for\s\d|need|want|prefer|at\s\d|on\s(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}"
    r"|this\s(?:week|morning|afternoon)|back\b|to\s(?:call|come|start|try)|like|likes|used|never|always|really|seems"
    r"|gave|made|makes|found|finally|already)\b|'s?\s\w|,\s(?:\d|teen|adult|age|kid|mid|late|early|male|female)"
    r"|\s(?:and|&)\s(?:his|her|their|my)\b)",
    re.IGNORECASE,
)
_BEFORE_NAMED = re.compile(
    r"(?:,\s|\b(?:since|help|helping|helped|think|thinks|that|is|was|like|know|knows|knew|love|loves|miss|misses|thank|if"
    r"|when|because|bc|but|than|without|by|as|until|til|till|while|hmm|hey|hi|poor|little|big|old|lost|left|married"
    r"|dating|divorced|raised|adopted|find|found|refer|referred|sent|send|told|want|wants|need|needs|has|had|met|visit"
    r"|visits|after|before|where|how|says|said|dear|ok|so|then|both|between|of|on|around)\s[\"']?)$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?;:\n]\s?)$")
_WINDOW = 32


_PAYER = (
    r"(?:aetna|cigna|bcbs\w*|blue\s?(?:cross|shield)|anthem|optum|uhc|united|umr|humana|tricare|medicaid"
    r"|medicare|kaiser|ambetter"
    r"|molina|oscar|cash|self\s?pay|private\spay|oon|eap|carelon|magellan|superior|premera|regence|ppo|hmo|epo)"
)
#: Beside these an unknown word is a plan, a drug, a method or a language, not a person.
_THING_AFTER = re.compile(
    rf"(?:\s?(?:/|,|or|and|&|\+|w/|thru|through|via)\s?{_PAYER}\b|[\s-](?:{_PAYER}|plans?|insurance|network"
    rf"|coverage|marketplace|card|advantage|chip"
    r"|health\s(?:plan|care|insurance|choice)|eap|benefits?|trained|certified|informed|based|protocol|method"
    r"|score|scale|screener|inventory"
    r"|criteria|syndrome|disease|disorder|positive|negative|neg|pos|speaking|speaker|fluent|interpreter"
    r"|\d{1,4}\s?(?:mg|mcg|ml)|er|xr|taper"
    r"|withdrawal|dose|prescriber|training|modality|style)\b)",
    re.IGNORECASE,
)
_THING_BEFORE = re.compile(
    rf"(?:\b{_PAYER}\s?(?:/|,|or|and|&|\+|thru|through|via|from|of)?\s?|\b(?:takes?|taking|accepts?|accepting"
    rf"|bills?|billing|paneled\s(?:with|w/)"
    r"|in[\s-]network\s(?:with|w/|for)|insurance\s(?:is|=|:)|insured\s(?:by|thru|through)|covered\sby|tried"
    r"|prescribed"
    r"|switched\sto|tapering\soff|speaks?|trained\sin|certified\sin|diagnosed\swith|dx|hx\sof|dxd\s(?:with|w/)"
    r"|mg)\s)$",
    re.IGNORECASE,
)


def thing(text: str, start: int, end: int) -> bool:
    """Whether the words around `text[start:end]` make an unknown word a plan, a drug, a method or a language."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(_THING_AFTER.match(text, end) or _THING_BEFORE.search(before))


def strength(text: str, start: int, end: int, *, named: bool = False) -> int:
    """From 0 to 4: how much speaks for `text[start:end]` being a person, before it and after it up to 2 each.

    Args:
        named: a list has it as a name.
    """
    before = text[max(0, start - _WINDOW) : start]
    stands = _BEFORE.search(before) or (named and _BEFORE_NAMED.search(before))
    acts = _AFTER.match(text, end) or (named and _AFTER_NAMED.match(text, end))
    before_weight = 2 if _STRONG_BEFORE.search(before) else 1 if stands else 0
    after_weight = 2 if _STRONG_AFTER.match(text, end) else 1 if acts else 0
    return before_weight + after_weight
