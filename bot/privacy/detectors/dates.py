"""Dates finer than a year, birthdays, and ages over 89 (45 CFR 164.514(b)(2)(i)(C)), in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.patterns import matches, pattern

_SURE, _ASK = Certainty.CERTAIN, Certainty.DOUBTFUL
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_ORDINAL = (
    rf"(?:{_UNITS}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twentieth|thirtieth"
    rf"|(?:twenty|thirty)[\s-]{_UNITS}))"
)
_NTH = r"(?:3[01]|[12]\d|0?[1-9])\s?(?:st|nd|rd|th)"
_DAY = rf"(?:{_NTH}|(?:3[01]|[12]\d|0?[1-9])(?!\d|:\d|\s?[ap]m\b|-?year|\s?y/?o\b|\s?%)|{_ORDINAL})\b"
_YEAR = r"(?:(?:19|20)\d\d|'\d\d)"
_DATE = "is a date finer than a year"
_OLD = (
    r"(?:ninety(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one)\shundred(?:\s(?:and\s)?(?:one"
    r"|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_OVER_89 = r"(?:9\d|1[01]\d|12[0-5])"
_AGE = "is an age over 89"

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|oh"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)"
)
_PATTERNS = (
    pattern(Kind.DATE, _SURE, _DATE,
        rf"\b(?:{_WEEKDAY},?\s(?:the\s)?)?{_MONTH}[\s-]{{0,2}}(?:the\s)?{_DAY}(?:,?[\s-]{{0,2}}{_YEAR}\b)?"),
    pattern(Kind.DATE, _SURE, _DATE,
        rf"\b(?:{_WEEKDAY},?\s)?(?:the\s)?{_DAY}(?:\s(?:day\s)?of)?[\s-]{{1,2}}{_MONTH}(?:[\s,-]{{1,2}}{_YEAR}\b)?",
        cues="apr aug dec feb jan jul jun mar may nov oct sep"),
    pattern(Kind.DATE, _ASK, "tells the month", rf"\b{_MONTH}(?:\sof)?[\s,'/-]{{1,2}}(?:19|20)\d\d\b"),
    pattern(Kind.DATE, _SURE, _DATE,
        r"(?<![\d/.-])(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d-])"),
    pattern(Kind.DATE, _SURE, _DATE,
        r"(?<![\d/.-])(?:3[01]|[12]\d|0?[1-9])([-/.])(?:3[01]|[12]\d|0?[1-9])\1(?:(?:19|20)\d\d|\d\d)(?![\d-])"),
    pattern(Kind.DATE, _SURE, _DATE, r"(?<![\d/.-])(?:1[0-2]|0?[1-9])/(?:19|20)\d\d\b", cues="19 20"),
    pattern(
        Kind.DATE, _SURE, _DATE,
        r"\b(?:on|since|dob|born|bday|birthday|dated?|seen|after|before|until|by|from|discharged|admitted|died"
        r"|d/c)\s(?:is\s|was\s|on\s)?"
        r"(?P<it>(?:1[0-2]|0?[1-9])[/-](?:3[01]|[12]\d|0?[1-9]))(?![\d/-])",
    ),
    pattern(
        Kind.DATE, _ASK, "looks like a day of the year",
        r"(?<![\d/.-])(?!24/7|50/50|9/10|\d{1,2}/10\b|1/[2-9]\b|2/3\b|3/4\b)(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d"
        r"|0?[1-9])(?![\d/-]|\s?(?:pain|anxiety|weeks?|wks?|months?|days?|split|custody))",
    ),
    pattern(Kind.DATE, _SURE, _DATE,
        rf"\b(?:last|this\spast|this|next|past|on)\s{_WEEKDAY},?\s(?:the\s)?(?:{_NTH}|{_ORDINAL})\b"),
    pattern(Kind.DATE, _SURE, _DATE, rf"\b{_WEEKDAY},?\sthe\s(?:{_NTH}|{_ORDINAL})\b"),
    pattern(Kind.DATE, _ASK, _DATE,
        rf"\b(?:on|since|by|until|til|from|before|after)\sthe\s(?P<it>{_NTH})\b(?!\s(?:floor|grade|session|visit"
        rf"|time|anniversary|step|street|st\b|ave))"),
    pattern(Kind.DATE, _ASK, "tells the day", rf"\b(?:last|this\spast)\s{_WEEKDAY}\b"),
    pattern(Kind.DATE, _ASK, "may tell the day",
        rf"\bthe\s{_NTH}(?=\s?(?:$|[.,;!?)\n]|and\b|but\b|so\b|at\b|if\b|for\b|or\b|w/|to\b|is\b|was\b))"),
    pattern(Kind.DATE, _ASK, "tells the day",
        r"\bthe\s(?:(?:day|week|weekend|month)\s(?:after|before)|(?:day|weekend)\sof)\s(?:christmas|thanksgiving|easter|new\syears?"
        r"|halloween"
        r"|memorial\sday|labor\sday|mother'?s\sday|father'?s\sday|july\s4th)(?:\s(?:19|20)\d\d)?\b",
        cues="christmas easter father halloween july labor memorial mother thanksgiving year"),
    pattern(Kind.DATE, _ASK, "tells the month",
        rf"\b(?:last|this\spast|since|back\sin|died\sin|early|late|mid)[\s-](?P<it>{_MONTH})(?!\s(?:be|have|need"
        rf"|help))"),
    pattern(
        Kind.DATE, _ASK, "tells the day",
        r"\b(?:on|since|last|this\spast|right\s(?:before|after))\s(?P<it>(?:christmas|thanksgiving|easter"
        r"|new\syear'?s?|halloween|mother'?s|father'?s|valentine'?s|independence)(?:\s(?:day|eve))?"
        r"|(?:the\s)?(?:4th|fourth)\sof\sjuly)\b",
    ),
    pattern(
        Kind.DATE, _SURE, "is a date of birth",
        rf"\b(?:born|dob|d\.o\.b\.?|date\sof\sbirth|birth\s?day|birth\s?date|bday)\b[\s:]{{0,3}}(?:(?:is|was|on|in"
        rf"|coming|up|the|falls)\b[\s:]{{0,2}}){{0,4}}"
        rf"(?P<it>{_MONTH}(?:\s{_DAY})?|{_NTH}|{_ORDINAL}|(?:1[0-2]|0?[1-9])[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?|\d{{6}}"
        rf"|\d{{8}}|(?:{_NUMBER}[\s-]){{1,5}}{_NUMBER})",
        cues="bday birth born d.o.b date dob",
    ),
    pattern(Kind.AGE, _SURE, _AGE,
        rf"(?<![\d.$/-]){_OVER_89}[\s-]{{0,2}}(?:y[\s/.-]?o\b|y[\s/-]?o[mf]\b|yrs?\b(?:[\s-]?old)?"
        rf"|years?[\s-](?:old|of\sage|young)\b|[mf]\b)"),
    pattern(
        Kind.AGE, _SURE, _AGE,
        rf"\b(?:aged?|age\sof|turn(?:s|ed|ing)?|(?:s?he|client|pt|patient|mom|mother|dad|father|grandma|grandmother"
        rf"|grandpa|grandfather|who)(?:'s|\sis|\swas|,)?)[\s:]{{1,2}}(?:just\s|now\s|already\s|almost\s)?"
        rf"(?P<it>{_OVER_89}|{_OLD})\b(?!\s?(?:%|percent|days?|minutes?|mins?|lbs?|pounds|meetings|miles|dollars"
        rf"|sessions))",
        cues="age client dad grandma grandpa he mom patient pt turn who",
    ),
    pattern(Kind.AGE, _SURE, _AGE, rf"\b{_OLD}[\s-](?:years?[\s-](?:old|of\sage|young)|yrs?\s?old|y/?o\b)",
        cues="hundred ninety"),
    pattern(Kind.AGE, _SURE, _AGE,
        rf"\b(?:will\sbe|is|was|be|turns|almost|nearly|now|already)\s(?P<it>{_OVER_89}|{_OLD})\b"
        rf"(?=\s?(?:$|[.,;!)\n]|in\s(?:{_MONTH}|the|a)\b|next|this|soon|now|and|but|w/|with))"),
    pattern(Kind.AGE, _ASK, _AGE, r"(?<![\d.$/:-])(?:in\s(?:her|his|their)\s)(?P<it>(?:(?:early|mid"
        r"|late)[\s-])?(?:90'?s|nineties))\b"),
    pattern(Kind.AGE, _SURE, _AGE, rf"(?<![\d.$/-])(?P<it>{_OVER_89})(?:th|st|nd|rd)?\s(?:birthday|bday)"),
    pattern(Kind.AGE, _ASK, _AGE,
        r"\b(?:centenarian|(?:nine(?:ty|tieth)|hundredth|100th)[\s-]?(?:\w{1,7}\s)?birthday)\b",
        cues="birthday centenarian"),
)  # fmt: skip

_BARE_AGE = re.compile(
    rf"\b(?:9\d|10\d|{_OLD})\b(?![\d%:/+-]|\s?(?:%|percent|min|days?|sessions?|dollars|lbs?|pounds|mg|ml|mcg"
    rf"|miles|hours|hrs|degrees"
    r"|a\s|per\s|to\s|cash|meetings?|ppl|people|bucks|x\b|weeks?|months?|kids|students|times|thousand|k\b"
    r"|seconds|steps|and\s9\d))",
    re.IGNORECASE,
)
#: Before a number that is no age: a price, a score, a dose, a span of time.
_NO_AGE = re.compile(
    r"(?:[$\d.:/~#-]|\b(?:at|for|to|pays?|cash|rate|under|max|phq|gad|around|the|was|every|last|past|next|first"
    r"|in|of|afford|is|score"
    r"|or|fee|copay|over|about|room|suite|apt|[a-z]{2,14}(?:ine|pro|oft|pam|ide|ate|one|ole|ium))\s)$",
    re.IGNORECASE,
)

# Three Safe Harbor words read alike: "may 2" the month and "may 2 sessions" the verb.
_VERB = re.compile(r"(?:may|march|mar|sat|sun|wed)\s(?:\d{1,2}|first|second)$", re.IGNORECASE)


def find_dates(text: str) -> Iterator[Finding]:
    """Dates and ages over 89 in a normalised text."""
    for finding in matches(_PATTERNS, text):
        words = text[finding.start : finding.end]
        if finding.kind is Kind.DATE and words.islower() and words.startswith("may") and _VERB.match(words):
            yield Finding(finding.start, finding.end, finding.kind, _ASK, "looks like a day of the year")
        else:
            yield finding
    for match in _BARE_AGE.finditer(text):
        spelt = match.group()[0].isalpha() and text.endswith(" of ", 0, match.start())  # "a woman of ninety-one"
        if spelt or not _NO_AGE.search(text[max(0, match.start() - 16) : match.start()]):
            yield Finding(match.start(), match.end(), Kind.AGE, _ASK, "may be an age over 89")
