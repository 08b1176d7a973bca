"""Places smaller than a state: towns by list and by context, streets, zip codes, counties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import Lexicon, lexicon
from bot.privacy.reading.patterns import matches, pattern, word_set
from bot.privacy.reading.words import Word, gap

_SURE, _ASK, _PLACE = Certainty.CERTAIN, Certainty.DOUBTFUL, Kind.PLACE
_STATE = (
    r"(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]"
    r"|W[AVIY]|"
    r"Texas|California|Florida|Oregon|Ohio|Colorado|Arizona|Illinois|Georgia|Oklahoma|Louisiana|Montana|Washington"
    r"|Virginia|Michigan|Nevada|Utah|Tennessee|"
    r"Kansas|Iowa|Maine|Vermont|Missouri|Indiana|Idaho|Alaska|Hawaii|Alabama|Arkansas|Kentucky|Maryland"
    r"|Massachusetts|Minnesota|Nebraska|Pennsylvania|Wisconsin|Wyoming)"
)
_STATE_NAMES = (
    r"alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    r"|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|mass|michigan|minnesota|mississippi|missouri"
    r"|montana|nebraska|nevada|(?:new\s)?(?:hampshire|jersey|mexico|york)|ny|nj|ohio|oklahoma|oregon|pennsylvania|penn"
    r"|pa|tennessee|texas|tx|utah|vermont|virginia|va|wisconsin|wyoming|ga|fl|ca|cali|nc|sc"
)
_SUFFIX = (
    r"(?:street|avenue|ave|blvd|boulevard|road|rd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|way|trail"
    r"|trl|pkwy|parkway|hwy|highway|loop|cove|square|sq|st)"
)
_PATTERNS = (
    pattern(
        _PLACE, _SURE, "is a street address",
        rf"\b\d{{1,6}}[a-z]?\s(?:[nsew]\.?\s|(?:north|south|east|west)\s)?(?:(?!years?|yr|sessions?|weeks?"
        rf"|months?|days?|kids?|yo)[a-z0-9'.-]{{1,20}}\s){{1,4}}?{_SUFFIX}\b\.?"
        r"(?:[,\s]{1,3}(?:apt|suite|ste|unit|\#|apartment|lot)\.?\s?\#?\w{1,6})?(?!\s(?:of|to|in)\b)",
    ),
    pattern(_PLACE, _SURE, "is a street address",
        r"\b(?:apt|apartment|suite|unit|lot)\.?\s?\#?\d{1,5}[a-z]?\b | \bp\.?\s?o\.?\s?box\s\d{1,7}\b"),
    pattern(_PLACE, _SURE, "is a street",
        r"\b(?:[A-Z][a-z'.]{1,20}\s){1,3}(?:Street|Avenue|Ave|Blvd|Boulevard|Road|Rd|Lane|Ln|Drive|Parkway|Pkwy"
        r"|Highway|Hwy|Terrace|St)\b\.?(?!\s?[A-Z])", case=True),
    pattern(_PLACE, _SURE, "is a street",
        r"\b(?:lives?|living|house|home|apartment|apt|stays?)\s(?:on|off|at)\s(?:of\s)?(?P<it>(?!a\b|the\b|his\b"
        r"|her\b)[a-z0-9]{2,20}(?:\s[a-z]{2,20})?\s(?:street|st|ave|avenue|rd|road|ln|lane|dr|drive|blvd|ct|way))\b"),
    pattern(_PLACE, _SURE, "is a zip code",
        r"\b(?:zip(?:\s?code)?|postal\scode|postcode)\b[\s:]{0,3}(?:is\s|of\s)?(?P<it>\d{3,5}(?:-\d{4})?)\b",
        cues="postal postcode zip"),
    pattern(_PLACE, _SURE, "is a zip code", r"(?<![\w-])\d{5}-\d{4}(?![\w-])"),
    pattern(_PLACE, _SURE, "is a zip code", rf"\b{_STATE},?\s{{1,3}}(?P<it>\d{{5}}(?:-\d{{4}})?)\b", case=True),
    pattern(_PLACE, _ASK, "looks like a zip code",
        r"(?<![\w$.,/\#-])(?!90[78]\d\d|99[2-4]\d\d|961\d\d)\d{5}(?![\w/-]|[.,]\d|\s?(?:mg|dollars|people|words"
        r"|steps))"),
    pattern(_PLACE, _SURE, "is a county",
        r"\b(?:[A-Z][a-z]{2,20}\s){1,2}(?:County|Parish)\b | \b(?!this|that|the|our|my|her|his|their|same|any|each"
        r"|rural|another|other|whole|next|local|large|small|home)[a-z]{3,20}\scounty\b(?!\s(?:mental|jail|services"
        r"|based|resources))", case=True, cues="county parish"),
    pattern(_PLACE, _SURE, "is a town",
        rf"\b(?P<it>(?:[A-Z][a-z'.]{{2,20}}[ -]){{0,2}}[A-Z][a-z']{{2,20}}),?\s(?:{_STATE})\b(?!-)", case=True),
    pattern(_PLACE, _ASK, "may be a place",
        r"\b(?:lives?|living|resides?|grew\sup|moved|moving|relocat(?:ed|ing)|drives?\sin|based|commutes?)\s(?:in"
        r"|to|from|near|outside|over\sin|out\sin"
        r"|by)\s(?:of\s)?(?P<it>[A-Z][a-z'.]{2,20}(?:[ -][A-Z][a-z]{2,20}){0,2})", case=True),
    pattern(_PLACE, _ASK, "is a part of a state",
        rf"\b(?P<it>(?:(?:north|south|east|west|central|upper|lower|far|rural|mid)(?:ern|east|west)?(?:east|west)?(?:ern)?"
        rf"|upstate|downstate|coastal|downeast)[\s-](?:{_STATE_NAMES}))\b",
        cues="north south east west central upper lower far rural mid upstate downstate coastal"),
    pattern(_PLACE, _ASK, "is a reservation",
        r"\b(?P<it>(?!the\b|a\b|my\b|his\b|her\b|their\b|our\b|on\b|no\b|make\b|any\b|some\b)[a-z']{3,16}\s"
        r"(?:reservation|rez|pueblo|rancheria|indian\scommunity))\b", cues="reservation rez pueblo rancheria indian"),
    pattern(_PLACE, _ASK, "is a region", r"\b[Tt]he\sU\.?P\b\.?", case=True, cues="the"),
    pattern(_PLACE, _ASK, "is a street",
        r"\b(?:on|off|near|at|by|of|from|around)\s(?:of\s)?(?P<it>(?!the\b|a\b|my\b|his\b|her\b|their\b|our\b|this\b"
        r"|that\b|main\sroad)(?:[a-z']{3,20}\s){1,2}(?:street|avenue|ave|road|rd|lane|blvd|boulevard|drive|parkway|pkwy"
        r"|highway|hwy|turnpike))\b(?!\s(?:trip|rage|test|home))"),
    pattern(_PLACE, _ASK, "names a base", r"\b(?:fort|joint\sbase|naval\s(?:air\s)?station)\s[a-z]{3,15}\b",
        cues="fort joint naval"),
    pattern(_PLACE, _ASK, "is a city", r"\b(?:nyc|dfw|atx|philly)\b", cues="atx dfw nyc philly"),
    pattern(_PLACE, _ASK, "is a place that few share",
        r"\b(?:[A-Z][a-z]{2,20}\s){1,2}(?:Ranch|Island|Beach|Lake|Creek|Reservation|Village|Heights|Springs"
        r"|Estates)\b", case=True, cues="beach creek estates heights island lake ranch reservation springs village"),
)  # fmt: skip
_LIVES = re.compile(
    r"\b(?:lives?|living|resides?|residing|moved\sto|moved\shere\sfrom|born\sin|grew\sup\sin|home\sin"
    r"|based\sin|raised\sin|hometown\sis)\s(?:in\s|near\s|outside\s(?:of\s)?)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:in|from|near|outside|outside\sof|at|to|around|of|through|by|over\sin|out\sin|downtown)\s$", re.IGNORECASE
)
_NOT_TOWNS = word_set(
    "university college center centre social home clinic hospital church school church house street",
)
#: Towns of two ordinary words that notes use as such.
_PHRASES = frozenset(
    part.strip()
    for line in (
        "good hope, new home, great falls, long lake, big lake, high point, new hope, fair play, two rivers",
        "little river, south side, north side, east side, west side, bright house, big spring, center point",
        "long beach, middle school, west end, east end, north end, south end, big sky, big bear, half way",
        "safe harbor, early branch, union grove, the village, rolling hills, social circle, plain view, new market",
        "new town, old town, new era, war room, free union, power point, rock bottom, green valley, south bay",
        "mountain home, mountain view, grand view, pleasant view, best friend, sweet home, hard rock, cut off",
        "cut bank, hot springs, pine valley, three way, three points, due west, head of the harbor",
        "truth or consequences, silver spoon, red oak",
    )
    for part in line.split(",")
)
_FROM_IN = re.compile(r"\b(?:from|near|outside|in|to|around|by|toward|towards|not)\s$")
_TOWARD = re.compile(
    r"\b(?:in|to|from|near|outside|around|toward|towards|not|between|past|local\sto|close\sto|downtown"
    r"|area\sof)\s$",
    re.IGNORECASE,
)
#: Large cities whose names follow the same prepositions as words.
_CITY_WORDS = word_set(
    "reading orange union spring temple normal university"
    " surprise clay brick independence enterprise paramount mission",
    "vista mentor apex sunrise highland plantation mobile sandy sparks paradise bend queens central providence aurora",
    "wyoming washington riverside layton media",
)
_STATE_AFTER = re.compile(
    r",?\s(?:tx|pa|ca|ny|nm|nj|nc|nv|ky|wa|fl|ga|tn|az|ut|va|wi|wv|oklahoma|texas"
    r"|california)\b(?!\s?(?:or|and|lic|/))|,\s(?:co|la|al|ma|mi|mo|ok)\b"
)
_MAX_WORDS = 4
#: Those of several words, some of which are towns, names or parts of a state elsewhere.
_STATES = re.compile(
    r"\b(?:new\s(?:york(?!\scity)|jersey|mexico|hampshire)|(?:north|south)\s(?:carolina|dakota)|west\svirginia"
    r"|rhode\sisland|(?:washington,?\s)?district\sof\scolumbia|puerto\srico)\b",
    re.IGNORECASE,
)


_HOME = re.compile(r"\b(?:lives?|living|resides?|grew up|raised) in (?P<it>[a-z]{4,20})\b", re.IGNORECASE)


def _homes(text: str, known: Lexicon) -> Iterator[Finding]:
    for match in _HOME.finditer(text):
        if not known.ordinary(match["it"].lower()):
            yield Finding(match.start("it"), match.end("it"), _PLACE, _ASK, "may be a place")


def _listed(text: str, words: Sequence[Word], known: Lexicon) -> Iterator[Finding]:
    """Towns of the list, the longest first; one that is also a plain word needs its capital and a preposition."""
    at = 0
    while at < len(words):
        size = _size(text, words, at, known)
        if size:
            certainty = _certainty(text, words, at, size, known)
            if certainty:
                yield Finding(words[at].start, words[at + size - 1].end, _PLACE, certainty, "is a town or city")
        at += size or 1


def _size(text: str, words: Sequence[Word], at: int, known: Lexicon) -> int:
    opening = words[at].lower in known.openers
    if not opening and words[at].lower not in known.places:
        return 0
    longest = _MAX_WORDS if opening else 1
    for size in range(min(longest, len(words) - at), 0, -1):
        group = words[at : at + size]
        joined = all(gap(text, a, b) in (" ", "-", ". ") for a, b in pairwise(group))
        termed = all(word.field for word in group) and not (size == 1 and group[0].lower in known.cities)
        if joined and not termed and " ".join(word.lower for word in group) in known.places:
            return size
    return 0


def _certainty(text: str, words: Sequence[Word], at: int, size: int, known: Lexicon) -> Certainty | None:
    group = words[at : at + size]
    before = text[max(0, group[0].start - 24) : group[0].start]
    lives, near, capital = bool(_LIVES.search(before)), bool(_NEAR.search(before)), all(word.capital for word in group)
    plain = all(known.ordinary(word.lower) for word in group)
    person = size == 1 and (group[0].lower in known.given_common or group[0].lower in known.given_rare)
    large = size == 1 and group[0].lower in known.cities and group[0].lower not in _CITY_WORDS
    if large and (group[0].field or not (lives or (near and capital))):
        return _ASK if not plain or (not group[0].capital and _TOWARD.search(before)) else None
    if plain and size > 1 and group[0].text.islower():
        return _ASK if " ".join(word.lower for word in group) not in _PHRASES else None
    seldom = group[0].lower not in known.frequent and group[0].lower in known.english and not group[0].field
    if plain and size == 1 and group[0].text.islower() and seldom and _FROM_IN.search(before):
        return _ASK
    if plain and size == 1 and _STATE_AFTER.match(text, group[0].end):
        return _ASK
    if plain:
        return (
            (_SURE if lives else _ASK if near and not group[0].opens else None)
            if capital and group[0].lower not in _NOT_TOWNS
            else None
        )
    if lives or (near and capital):
        return _SURE if lives or not before.lower().endswith("from ") else _ASK  # "data from Miami"
    if person:
        return _ASK if near else None
    rare_word = len(group[0].text) < 4 and size == 1
    return None if rare_word and not near else _ASK


def without_states(findings: Sequence[Finding], text: str) -> Sequence[Finding]:
    """The findings save places and names that are but a part of a state's, which may be said: "York" of "New York"."""
    states = [state.span() for state in _STATES.finditer(text)]
    if not states:
        return findings
    return [
        each
        for each in findings
        if each.kind not in (_PLACE, Kind.NAME) or not any(a <= each.start and each.end <= b for a, b in states)
    ]


def find_places(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Places smaller than a state in a normalised text and its `words`."""
    known = lexicon()
    for finding in matches(_PATTERNS, text):
        lowers = text[finding.start : finding.end].lower().split()
        if (
            finding.reason not in ("is a town", "may be a place")
            or not known.ordinary(lowers[0])
            or " ".join(lowers) in known.places
        ):
            yield finding
    yield from _homes(text, known)
    yield from _listed(text, words, known)
