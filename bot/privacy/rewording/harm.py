"""Whether a note tells of harm between partners: nobody who is hurt or afraid is sent to couples work with who does it.

Couples work is advised against where there is violence, fear or control (American Association for Marriage and Family
Therapy; National Domestic Violence Hotline), so a mere word of it keeps the suggestion from naming couples.
"""

from __future__ import annotations

import re

from bot.privacy.rewording.telling import ELDER, KIN, SIBLING, SPOUSE, one_of

_PARTNER = rf"(?:(?:ex[\s-]?)?{SPOUSE}|ex|spouse|lover|baby\sdaddy|(?<=\bher\s)man|(?<=\bhis\s)woman)"
_WHOSE = r"(?:(?:her|his|their|my|the|an?|this|new|old|own|then|current|former|estranged|live[\s-]in|what|how)\s){0,3}"
#: Any of these anywhere in a note, and couples work is not for the suggestion to name.
_HARM = re.compile(
    r"\b(?:abus\w{1,6}|violen\w{1,5}|assault\w{0,4}|batter(?:s|ed|ing)|beat(?:s|en|ing|ings)?|bruis\w{1,4}|black\seyes?"
    r"|chok\w{1,4}|coerc\w{1,5}|dv|ipv|gaslight\w{0,4}|hits?|hitting|hurt(?:s|ing)?|intimidat\w{1,5}|kick(?:s|ed|ing)"
    r"|kill\w{0,4}|punch\w{0,4}|push(?:es|ed|ing)|rap(?:e|es|ed|ing|ist)|shov(?:e|es|ed|ing)|slap\w{0,4}|smack\w{0,4}"
    r"|stab\w{0,4}|strangl\w{1,4}|struck|threat\w{0,6}|throw(?:s|ing)?|threw|weapons?|guns?|kni(?:fe|ves)|grab\w{0,4}"
    r"|drag(?:s|ged)|pin(?:s|ned)|physical(?:ly)?|hands\son|(?<!panic\s)(?<!anxiety\s)(?<!heart\s)attack\w{0,3}|molest\w{0,4}|traffick\w{1,4}|tortur\w{1,4}"
    r"|(?:broke|breaks|burn(?:s|ed)|bit|bites|locks?|locked|follow(?:s|ed)|hunt(?:s|ed))\s(?:her|his|their|him|them)"
    r"|afraid|scared|scary|scares|fear\w{0,3}|terrif\w{1,4}|terror\w{0,4}|frighten\w{0,3}|eggshells|unsafe|(?:not|isn'?t)\ssafe|safety"
    r"|danger\w{0,3}|hiding|in\ssecret|secretly|cruel\w{0,2}|humiliat\w{1,4}|degrad\w{1,4}|belittl\w{1,4}|manipulat\w{1,4}"
    r"|control\w{0,5}|isolat\w{1,4}|monitor\w{0,3}|track(?:s|ed|ing|er)|spies|spying|stalk\w{0,4}|harass\w{0,4}|forbid\w{0,3}"
    r"|forc(?:e|es|ed|ing)|(?:won'?t|won’t|doesn'?t|doesn’t|didn'?t|never|not|no\slonger|wouldn'?t)\s(?:lets?|allow(?:s|ed)?)"
    r"|(?:checks|reads|took|takes|hid|hides|keeps)\s(?:all\s)?(?:her|his|their|him|them)|goes\sthrough|possessive"
    r"|shelters?|fled|flee\w{0,3}|escap\w{1,4}|leaving|leave\s(?:her|his|him|them|the|an?)|left\s(?:her|his|their|an?|him|them)"
    r"|get(?:s|ting)?\s(?:out|away)|ran\s(?:away\s)?from|(?:protect\w{1,4}|restraining)\sorders?|orders?\sof\sprotection"
    r"|no[\s-]contact)\b",
    re.IGNORECASE,
)
_THEM = r"(?:her|him|them|me|(?:my|the|our)\s(?:client|patient|kids|baby)|client|pt|\0{1,80}|\w{2,20}(?=\s?[,.;]|$))"
_HURTS = one_of(
    "strangles strangled strangling chokes choked choking rapes raped beats beat beating slaps slapped slapping",
    "punches punched shoves shoved abuses abused abusing assaults assaulted batters battered stalks stalked stalking",
    "terrorizes intimidates harasses harassed harassing humiliates belittles degrades gaslights isolates isolated",
    "stabbed smacks smacked",
)
_HURTS_WHOM = one_of(
    "hits hit hitting hurts hurt pushes pushed grabs grabbed drags dragged bites bit burns burned burnt locks locked",
    "follows followed attacks attacked shot forces forced controls controlled threatens threatened threatening outed",
    "manipulates monitors tracks tracked coerces coerced pins pinned controlling slams slammed pressures pressured",
)
_OBJECTS = one_of(
    "phone texts email emails messages location mail mileage purse money paycheck every everything passport car keys",
    "calls tires",
)
_LET = r"(?:won'?t|won’t|doesn'?t|doesn’t|didn'?t|never|wouldn'?t|will\snot|does\snot)\s(?:lets?|allows?)"
_DEED = (
    r"(?<!\bwas\s)(?<!\bgot\s)(?<!\bbeen\s)(?<!\bwere\s)(?<!\bbeing\s)"
    rf"(?:{_HURTS}\b(?!\s(?:cancer|addiction|depression|in\sa\s|as\sa\s(?:kid|child)))"
    rf"|{_HURTS_WHOM}\s{_THEM}(?!\sto\s(?:go|see|get|try|do|come)\b|\s(?:back|knee|head|foot|shoulder)\b)"
    rf"|(?:kicks|kicked)\s{_THEM}(?!\sout)"
    r"|(?:controls|monitors|tracks|checks|reads|takes|took|hides|hid|goes\sthrough|withholds|empties|spies\son"
    r"|smashes|smashed|slashes|slashed|breaks)"
    rf"\s(?:all\s|the\s|both\s)?(?:(?:her|his|their)\s)?(?:\w{{1,12}}\s)?{_OBJECTS}\b"
    rf"|{_LET}\s{_THEM}|forbids|keeps\s{_THEM}\s(?:from|away|locked|isolated)"
    r"|threat(?:s|ens|ened|ening)\b(?!\sto\s(?:leave|divorce|quit|move))"
    r"|(?:pulled|pulls|held|holds|pointed|points|waved)\s(?:an?\s|the\s)?(?:gun|knife|weapon|pillow)"
    r"|(?:throws|threw|smashes|smashed|breaks)\s(?:things|plates|dishes|stuff|furniture|her|him|them)"
    r"|(?:puts?|lays?|laid|put)\s(?:(?:his|her|their)\s)?hands\s(?:on|around)"
    r"|(?:gets|got|gotten|has\sbeen)\s(?:physical|rough|scary|mean|violent)(?!\stherapy)"
    r"|gave\s(?:her|him|them)\sa\s(?:black\seye|concussion|bruise)"
    r"|(?:shows|showed|showing)\sup\sat\s(?:her|his|their)|won'?t\s(?:leave\s(?:her|him|them)\salone|take\sno)"
    r"|calls\s(?:her|him|them)\s(?:worthless|names|stupid|crazy|fat|ugly|an?\s))"
)
_WITH = re.compile(
    r"\b(?:dating|married|marriage|relationship|seeing\s(?:a|this)\s(?:guy|man|woman|girl)|engaged|newlyweds?|spousal|divorc\w{1,4})\b"
    rf"|\b{_PARTNER}\b",
    re.IGNORECASE,
)
_BAD = one_of(
    "abusive violent controlling coercive threatening possessive manipulative dangerous aggressive physical rough scary"
)
_FOUND = one_of(
    "find finds found know knows hurt hurts kill kills hit see sees hear hears read come comes take takes retaliate",
    "show do does",
)
_PARTICIPLES = one_of(
    "beaten hit hurt raped choked strangled abused assaulted attacked threatened stalked punched slapped controlled",
    "harassed kicked shoved pushed coerced isolated stabbed shot manipulated trafficked",
)
_AFRAID = one_of("afraid scared terrified frightened fearful hiding hides unsafe safe eggshells fear")
#: What goes on about a partner within a clause, up to anybody else in it.
_ON = rf"(?:(?!\b(?:{ELDER}|{SIBLING})\b)[^,.;\n]){{0,60}}?\b"
#: What a partner does, is, or is feared for, in one clause.
_BY_PARTNER = re.compile(
    rf"\b{_PARTNER}\s{_ON}{_DEED}"
    rf"|\b(?P<whose>her|his|their|my)\s(?:\w{{1,8}}\s)?{_PARTNER}\s(?:broke|breaks|fractured)\s(?P=whose)\b"
    r"|\b(?:husband|boyfriend|bf|hubby)\s(?:broke|fractured)\sher\b|\b(?:wife|girlfriend|gf)\s(?:broke|fractured)\shis\b"
    rf"|\b{_PARTICIPLES}\s(?:\w{{1,12}}\s){{0,2}}by\s{_WHOSE}{_PARTNER}\b"
    rf"|\b{_BAD}\s(?:and\s\w{{1,12}}\s)?{_WHOSE}(?:{_PARTNER}|relationship|marriage)\b"
    rf"|\b{_PARTNER}(?:'s|’s)?\s(?:is|was|gets|has\sbeen|became|turned|being|can\sbe)?\s?(?:\w{{1,12}}\s){{0,2}}{_BAD}\b"
    r"(?!\stherap)"
    rf"|\b{_PARTNER}(?:'s|’s)\s(?:\w{{1,12}}\s)?(?:abuse|violence|threats|beatings?|stalking|control|assaults?)\b"
    rf"|\b{_AFRAID}\s(?:of|from|around|with|near|at\shome\swith)\s{_WHOSE}{_PARTNER}\b"
    rf"|\b{_PARTNER}\s(?:scares|terrifies|frightens)\s{_THEM}|\b(?:fears|scared\sby)\s{_WHOSE}{_PARTNER}\b"
    rf"|\b(?:{_AFRAID}|worried|fears)\s(?:that\s)?{_WHOSE}{_PARTNER}\s(?:(?:will|might|would|could|may|going\sto|is)\s){{1,2}}"
    rf"{_FOUND}\b"
    r"|\b(?:fled|flees|fleeing|escap(?:ed|es|ing)|ran\s(?:away\s)?from|(?:get|got|getting)\saway\sfrom)\s(?:from\s)?"
    rf"{_WHOSE}{_PARTNER}\b|\b(?:allowed\sto|has\sto\sask)\s(?:\w{{1,8}}\s){{0,3}}{_PARTNER}\b",
    re.IGNORECASE,
)
_THEY = re.compile(rf"\b(?:he|she|they|who)\s(?:\w{{1,12}}\s){{0,3}}?{_DEED}", re.IGNORECASE)
_GOES_ON = re.compile(rf"\W{{0,3}}{_DEED}", re.IGNORECASE)
#: These speak of a partner wherever the note has one.
_PLAIN = re.compile(
    r"\b(?:dv|ipv|(?:domestic|dating|spousal|marital|partner)\s(?:violence|abuse|rape)|not\sallowed\sto|isn'?t\sallowed\sto|(?:protect\w{1,4}|restraining)\sorders?|orders?\sof\sprotection|safe\shouse"
    r"|women'?s\sshelter|coercive\scontrol)\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(rf"\b(?:left|leaving|leave)\s{_WHOSE}{_PARTNER}\b", re.IGNORECASE)
_SHELTER = re.compile(r"\b(?:shelters?|safe\shouse|safety|hiding)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|denies|denied|without|isn'?t|wasn'?t)\s(?:\w{1,10}[\s/]){0,3}$", re.IGNORECASE)
_NEAR = 60  # characters; no denial is longer


def tells_of_harm(note: str) -> bool:
    """Whether a note holds any word of violence, fear, control or flight, whoever it is said of."""
    return bool(_HARM.search(note))


def harmed_by_partner(line: str, note: str) -> bool:
    """Whether a line of a note says that a partner hurts, threatens, controls or frightens the client, or did.

    Args:
        line: without the words that identify.
        note: the whole of it, which may say who "he" is.
    """
    if any(not _denied(line, found.start()) for found in _BY_PARTNER.finditer(line)):
        return True
    if not _WITH.search(note):
        return False
    if any(not _denied(line, found.start()) for found in _PLAIN.finditer(line)):
        return True
    if _LEAVING.search(line) and _SHELTER.search(note):
        return True
    return any(not _of_others(line, found.start()) for found in _THEY.finditer(line))


def is_a_deed(clause: str, note: str) -> bool:
    """Whether a clause of a note with harm between partners goes on with it: "slaps him"."""
    return bool(_GOES_ON.match(clause)) or harmed_by_partner(clause, note)


def _denied(line: str, at: int) -> bool:
    return bool(_DENIED.search(line, max(0, at - _NEAR), at))


def _of_others(line: str, at: int) -> bool:
    """Whether who is spoken of at a place is a relative who is no partner."""
    kin = [found.group() for found in KIN.finditer(line, 0, at)]
    return bool(kin) and not re.match(_PARTNER, kin[-1], re.IGNORECASE)
