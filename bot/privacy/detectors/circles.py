"""The circles a person is known in: workplaces, schools, congregations, hospitals, offices held, events in the"
" news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import lexicon
from bot.privacy.reading.patterns import Pattern, matches, pattern, word_set

_SURE, _ASK = Certainty.CERTAIN, Certainty.DOUBTFUL
_CAP = r"(?:[A-Z][A-Za-z'.&-]{1,24})"
_JOINED = rf"(?:{_CAP}\s(?:(?:of|the|and|de|at|for|&)\s){{0,2}}){{1,4}}"
_WORK = (
    r"(?:works?|working|worked|employed|job|interns?|interning|manager|teaches|teaching|taught|teacher|nurse"
    r"|engineer|cop|officer|firefighter|cashier|barista|coach|employee|tech|"
    r"principal|counselor|physician|doctor|resident|professor|lawyer|attorney|clerk|driver|server|bartender|cook"
    r"|chef|supervisor|director|staff|volunteers?|fired|laid\soff|exec|executive|ceo|vp)"
)
_SCHOOLS = (
    r"(?:elementary|elem|middle\sschool|high\sschool|primary\sschool|charter\sschool|isd|preschool|academy"
    r"|university|college|law\sschool|montessori|school\sdistrict|jr\.?\shigh|junior\shigh|school)"
)
_CHURCHES = (
    r"(?:church|temple|mosque|synagogue|parish|chapel|cathedral|congregation|ministries|masjid|gurdwara|tabernacle"
    r"|baptist|lutheran|methodist|presbyterian|foursquare|fellowship|assembly|assembly\sof\sgod|ward|stake|diocese"
    r"|ame|ame\szion|cogic|nazarene|adventist|pentecostal|covenant|bible|gospel|shul|vihara|mandir|zendo|islamic\scenter"
    r"|jewish\scenter|jcc|ymca|ywca|friends\smeeting)"
)
_HOSPITALS = (
    r"(?:hospital|med(?:ical)?\s(?:center|centre|ctr|group|clinic)|clinic|health\s(?:center|system|clinic|care"
    r"|services)|health|healthcare|rehab|recovery\scenter|treatment\scenter|behavioral\shealth|"
    r"nursing\shome|senior\sliving|hospice|urgent\scare|memorial|general|presbyterian|institute|facility|branch"
    r"|office|cancer\scenter|center|centre|care)"
)
_FIRMS = (
    r"(?:inc|llc|llp|corp|corporation|company|co|industries|technologies|enterprises|bank|plant|factory|refinery"
    r"|prison|jail|correctional|police\sdepartment|fire\sdepartment|pd|sheriff'?s\soffice|airlines|airways|brewery|group"
    r"|ltd|orchestra|symphony|philharmonic|opera|ballet|foundation|agency|association|hotel|casino|shipyard|sawmill|mine"
    r"|diner|cafe|bakery|pizzeria|grill|tavern|saloon|winery|vineyards?|dairy|farms|motors|trucking|construction|plumbing"
    r"|roofing|landscaping|logistics|freight|railroad|herald|tribune|gazette|museum|zoo|aquarium|library|credit\sunion"
    r"|insurance\sagency|realty|pharmacy|nursery|greenhouse|daycare|barbershop|salon|electric\sco-?op|power\splant)"
)

# Words that leave an institution unnamed: "a private school", "the county hospital", "her catholic church".
_UNNAMED = word_set(
    "a an the this that his her their our my your its any some no in at of to from for with and or local nearby"
    " private public catholic christian jewish muslim religious ",
    "graduate grad med medical law nursing business art film trade vocational community state city county rural"
    " urban small big large new old current former first ",
    "second same other another every each elementary middle high junior primary charter boarding online virtual"
    " home public sunday summer night day pre after before during ",
    "since left left start started starting finish finished attend attending attends mental behavioral physical"
    " public women men children child kids family teen youth veterans psychiatric ",
    "psych inpatient outpatient general day state behavioral group private integrative primary urgent good better"
    " poor overall sexual reproductive holistic telehealth virtual ",
    "baptist lutheran methodist presbyterian episcopal evangelical lds mormon orthodox non-denominational mega she"
    " he they who went go goes going whose is was has in-person ",
    "doctor dentist hybrid box satellite best our downtown main head therapy counseling therapist's doctor's via"
    " own not mid late early ivy league four-year ",
    "is are be been still just does did do avoiding hates skipping refusing loves likes about around while when"
    " where between both all under near next through finding needs need ",
    "work back school college university church hospital clinic public- title special alternative magnet honors"
    " gifted prep middle- middle/high k-12 ",
    "crisis trauma eating grief pain recovery wellness women's men's children's sleep autism adhd ocd anxiety"
    " memory skilled aging elder senior end maternal infant perinatal ",
    "rec community birth call distribution data visitor"
    " visitors fitness childcare learning career testing detention regional"
    " student shopping town civic science job garden"
    " vet tech support resource surgery imaging dialysis counseling treatment"
    " methadone fertility kinship respite drop-in intake stabilization"
    " birthing center teen senior women's day medical health",
    "please looking seeking male female spanish english bilingual what latest options risk guidelines updated"
    " effectiveness recommendations treatment management rn lcsw",
)
# After "works at": not a workplace's name.
_NOT_WORK = word_set(
    "a an the this that his her their our my your home night nights times least work school weekends mornings"
    " evenings days least first all any some large one two both most present it them him me us ",
    "and or in on with as from full part hospital hospitals restaurants schools office remote same several various"
    " different multiple local tech big high low small nonprofit nonprofits retail government ngo ngos startup"
    " startups risk church college university",
)


def _named(kind: Kind, reason: str, ending: str) -> tuple[Pattern, Pattern]:
    """The named institution with its capitals, and in lower case with one or two words before its kind."""
    return (
        pattern(kind, _SURE, reason, rf"\b(?P<it>(?:{_JOINED})(?i:{ending}))\b", case=True),
        pattern(
            kind,
            _ASK,
            reason.replace("names", "may name"),
            rf"\b(?P<it>(?:[a-z][a-z'.&-]{{1,24}}\s){{1,3}}(?:{ending}))\b(?!-)",
            case=True,
        ),
    )


_INSTITUTIONS = (
    *_named(Kind.SCHOOL, "names a school", _SCHOOLS),
    *_named(Kind.CONGREGATION, "names a congregation", _CHURCHES),
    *_named(Kind.FACILITY, "names where care was given", _HOSPITALS),
    *_named(Kind.EMPLOYER, "names a workplace", _FIRMS),
)
_SAINTS = pattern(
    Kind.FACILITY,
    _SURE,
    "names a church, school or hospital",
    r"\b(?:st|saint|mt|mount)\b\.?\s[a-z][a-z]{2,20}(?:'s|s)?(?:\s[a-z][a-z]{2,20}){0,3} | \b(?:st"
    r"|saint)\.?\s(?:mary|luke|joseph|john|paul|peter|jude|david|mark|anthony|francis|michael|vincent|thomas|ann"
    r"|anne|james|andrew|patrick|edward)'?s?\b"
    r"(?!\s(?:wort|day|syndrome))",
)
_CARE = pattern(
    Kind.FACILITY,
    _ASK,
    "may name where care was given",
    r"\b(?i:treated|seen|admitted|evaluated|hospitalized|discharged|presented|followed|dialysis|appointment|visit"
    r"|stay|inpatient|rehab|iop|php|detox)\s"
    r"(?i:at|to|from|in|by|@)\s(?i:the\s|our\s)?(?P<it>[A-Z][A-Za-z'.-]{2,24}(?:\s[A-Z][A-Za-z'.-]{1,24}){0,3})",
    case=True,
    cues="admitted appointment detox dialysis discharged evaluated followed hospitalized"
    " inpatient iop php presented rehab seen stay treated visit",
)
_AT_NAMED = pattern(
    Kind.EMPLOYER,
    _ASK,
    "may name a workplace or hospital",
    r"\b(?i:at)\s(?i:the\s|our\s)?(?P<it>[A-Z][A-Za-z'.]{2,24}(?:[\s-][A-Z][A-Za-z'.]{1,24}){1,3}|[A-Z]{4,6})\b",
    case=True,
)
_UNIVERSITY = pattern(
    Kind.SCHOOL,
    _SURE,
    "names a school",
    r"\bA&M\b | \b(?:Univ(?:ersity)?|College)\sof\s[A-Z][a-z]{2,20}(?:[\s,-]{1,2}[A-Z][a-z]{2,20}){0,2}",
    case=True,
    cues="college univ a&m",
)
_WORKPLACES = (
    pattern(
        Kind.EMPLOYER,
        _SURE,
        "names a workplace",
        # "works with" tells of clients and colleagues, never of who pays the wages.
        rf"\b(?i:{_WORK})\s(?i:at|for|by|from|(?<=employed\s)with|(?<=job\s)with)\s(?:the\s)?(?P<it>{_CAP}(?:\s(?:(?:of|and|&)\s)?{_CAP}){{0,4}})",
        case=True,
        cues="at by for from with",
    ),
    pattern(
        Kind.EMPLOYER,
        _ASK,
        "may name a workplace",
        rf"\b(?i:{_WORK})\s(?i:at)\s(?P<it>[a-z][a-z'&-]{{1,24}}(?:\s[a-z][a-z'&-]{{1,24}})?)",
        case=True,
        cues="at",
    ),
    pattern(
        Kind.SCHOOL,
        _SURE,
        "names a school",
        r"\b(?i:attends|attending|enrolled\s(?:at|in)|student\sat|studies\sat|studying\sat|freshman\sat"
        r"|sophomore\sat|junior\sat|senior\sat|grader\sat|goes\sto|graduated\sfrom|kid\sat"
        r"|classes\sat)\s(?P<it>[A-Z][A-Za-z'.&-]{1,24}(?:\s[A-Z][A-Za-z'.&-]{1,24}){0,4})",
        case=True,
        cues="attending attends classes enrolled freshman goes grader"
        " graduated junior kid senior sophomore student studies studying",
    ),
    pattern(
        Kind.EMPLOYER,
        _ASK,
        "may name a workplace",
        r"\b(?:works?|worked|working|employed|drives?|flies|hauls|lineman|welder|pilot|attendant|mechanic|machinist"
        r"|electrician|dispatcher|conductor|paramedic|guard|scientist|analyst|programmer|developer|recruiter|accountant"
        r"|reporter|producer|custodian|foreman|operator|technician|manager|engineer|nurse|driver)\s(?:for|by)\s(?P<it>(?!an?\b|the\b)[a-z][a-z'&-]{3,24})\b",
        case=True,
    ),
    pattern(
        Kind.SCHOOL,
        _ASK,
        "may name a school",
        r"\b(?:student|freshman|sophomore|junior|senior|grader|undergrad"
        r"|professor)\sat\s(?P<it>[a-z][a-z'&-]{1,24}(?:\s[a-z][a-z'&-]{1,24})?)",
        case=True,
        cues="freshman grader junior professor senior sophomore student undergrad",
    ),
)
_RARE = (
    pattern(
        Kind.ONLY_ONE, _ASK, "singles one person out",
        r"\bthe\s(?:only|first|youngest|oldest)\s(?!thing|time|way|one\b|reason|option|problem|therapist|session"
        r"|step|few|day|week|month|place|person\si\b|child\b|available|provider)(?:[a-z'-]{2,20}\s){1,5}(?:in|at|on"
        r"|from|for)\s(?:the\s|our\s|her\s|his\s|their\s)?[a-z'-]{2,20}",
    ),
    pattern(
        Kind.OCCUPATION, _ASK, "is an office that few hold",
        r"\b(?:(?:the|a|our|former|ex|city's|town's)[\s-])(?:[a-z]{3,12}\s){0,1}(?:mayor|sheriff|governor|senator"
        r"|congress(?:man|woman|member)|superintendent|fire\schief|police\schief|chief\sof\spolice|news\sanchor"
        r"|anchorman|weatherman|meteorologist|coroner|district\sattorney|county\sjudge|state\srep(?:resentative)?"
        r"|school\sprincipal|city\scouncil(?:man|woman|\smember)?|olympian|astronaut|pro\s(?:football|basketball"
        r"|baseball|soccer)\splayer|nfl\splayer|nba\splayer)\b(?!\s(?:syndrome))",
    ),
    pattern(
        Kind.EVENT, _ASK, "points to an event that many heard of",
        r"\b(?:(?:was|were|been|is|all\sover)\s(?:on|in)\sthe\s(?:news|papers?|headlines|tv)"
        r"|made\s(?:the\s)?(?:news|headlines)|went\sviral|viral\svideo|(?:in|from|of"
        r"|at)\sthe\s(?:[a-z']{2,20}\s){1,3}(?:shooting|bombing|massacre|derailment|plane\scrash|bus\scrash"
        r"|school\sfire))\b",
    ),
)  # fmt: skip


_BARE = re.compile(rf"(?:(?:{_SCHOOLS}|{_CHURCHES}|{_HOSPITALS}|{_FIRMS})\s?){{1,4}}", re.IGNORECASE)
_THERE = re.compile(r"\b(?:at|to|from|by|in|of|left|near)\s(?:the\s)?$", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|attends|attending|to|for)\s(?:the\s|new\s|first\s)?$", re.IGNORECASE)
# Kinds of school and church that stand after a name even in lower case: "cedar grove baptist".
_TELLING = re.compile(
    r"(?:elementary|elem|middle\sschool|high\sschool|isd|academy|montessori|church|baptist|lutheran|methodist"
    r"|presbyterian|foursquare|fellowship|assembly|chapel|senior\sliving|hospice|airlines|airways|diner|bakery|brewery|center)$"
)


def _unnamed(word: str) -> bool:
    state = len(word) == 2 and word.isupper()
    return state or word.lower() in _UNNAMED or word.lower() in lexicon().field


def _without_lead(finding: Finding, text: str) -> Finding | None:
    """`finding` from the first word that names something; None when every word leaves it unnamed.

    In lower case the words before it run into it ("grade at zilker elem"): the name begins after the last of them.
    """
    words = text[finding.start : finding.end].split()
    lead = next((at for at, word in enumerate(words) if not _unnamed(word)), len(words))
    if finding.certainty is _ASK:
        strangers = (at + 1 for at, word in enumerate(words) if _unnamed(word) and not _BARE.fullmatch(word))
        lead = max(strangers, default=0)
    start = finding.start
    for word in words[:lead]:
        start = text.index(word, start) + len(word)
    rest = text[start : finding.end].lstrip()
    known_term = tuple(rest.lower().split()) in lexicon().field_phrases
    return None if not rest or known_term or _BARE.fullmatch(rest) else replace(finding, start=finding.end - len(rest))


def _titled(finding: Finding, text: str) -> Finding | None:
    """A hospital of general words that is written as a name, mid-sentence: "at City Hospital"."""
    words = text[finding.start : finding.end].split()
    if tuple(word.lower() for word in words) in lexicon().field_phrases:
        return None
    titled = finding.kind is Kind.FACILITY and all(word[0].isupper() for word in words)
    lower_before = text[max(0, finding.start - 2) : finding.start - 1].islower()
    return replace(finding, certainty=_ASK) if titled and lower_before and len(words) > 1 else None


def _tells(finding: Finding, text: str) -> bool:
    """Whether a lower-case institution is named: by a word no list knows, or by "at" before a telling kind."""
    words = text[finding.start : finding.end].split()
    naming = [word for word in words if not _BARE.fullmatch(word)]
    if not naming:
        return False
    head = naming[-1]
    parts = re.split("[-/]", head.replace("'s", ""))
    if not all(lexicon().ordinary(part) for part in parts) and len(head) > 3:
        return True
    return bool(_AT.search(text[max(0, finding.start - 24) : finding.start]) and _TELLING.search(" ".join(words)))


def _institutions(text: str) -> Iterator[Finding]:
    for finding in matches(_INSTITUTIONS, text):
        named = _without_lead(finding, text) or _titled(finding, text)
        if named and named.kind is Kind.FACILITY and not _THERE.search(text, max(0, named.start - 12), named.start):
            named = replace(named, certainty=_ASK)  # as likely a plan: "Apple Health"
        if named and (finding.certainty is _SURE or _tells(named, text)):
            yield named


def _workplaces(text: str) -> Iterator[Finding]:
    known = lexicon()
    for finding in matches(_WORKPLACES, text):
        words = text[finding.start : finding.end].lower().split()
        asked = finding.certainty is _ASK
        # "works for peace", but "works for samsung"; after "at" even a plain word may be a workplace's name.
        plain = asked and not text.endswith("at ", 0, finding.start) and words[0] in known.english
        if (
            words[0] in _NOT_WORK
            or words[0] in known.field
            or tuple(words[0].split("-")) in known.field_phrases
            or plain
        ):
            continue
        alone = asked and len(words) > 1 and words[1] in known.english
        yield replace(finding, end=finding.start + len(words[0])) if alone else finding


def find_circles(text: str) -> Iterator[Finding]:
    """Employers, schools, congregations, hospitals, rare offices and known events in a normalised text."""
    yield from _institutions(text)
    yield from _workplaces(text)
    yield from matches((_SAINTS, _UNIVERSITY, *_RARE), text)
    for finding in matches((_CARE, _AT_NAMED), text):
        if text[finding.start : finding.end].split()[0].lower() not in lexicon().field:
            yield finding
