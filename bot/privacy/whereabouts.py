"""Where somebody is or comes from, in lower case too: what stands after "at", beside a role, or before a disaster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.lexicon import lexicon
from bot.privacy.patterns import matches, pattern, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.privacy.words import Word

_ASK = Certainty.DOUBTFUL
_NAMED = "may name a workplace, a school or another place"
#: After "at": no place that has a name.
_NO_PLACE = word_set(
    "a an the this that these those his her their my our your its it him me us you them least most first last all any once"
    " both each either every some times time night nights home work school college uni university church temple mass",
    "office day noon lunch lunchtime dinner breakfast bedtime dawn dusk midnight midday sunrise sunset weekends ease peace risk"
    " rest present issue odds play stake hand heart fault war sea large length random birth age ages one two three",
    "four five six seven eight nine ten eleven twelve half which what who whom when where someone somebody something anyone"
    " everyone people others myself yourself himself herself ourselves themselves and or but if so because as in on",
    "besttop best worst better full low lower high higher different various multiple several many much more less another other"
    " hospital hospitals clinic clinics rehab daycare preschool hospice facility bedside intake discharge admission",
    "group groups practice therapy session sessions meetings meetings meeting appointments family families friends parties"
    " events bars restaurants stores games gym practice rehearsal camp pick dropoff drop recess bed table front back",
    "elementary middle high private public local inpatient outpatient iop php residential current previous new old"
    " baseline onset follow increased elevated severe moderate mild standard usual maximum minimum optimal therapeutic",
    "whatever wherever whoever anything nothing everything things life death will christmas thanksgiving easter halloween"
    " graduation retirement conflict capacity liberty cross loggerheads gunpoint knifepoint home- fb facebook google",
    "weddings funerals funeral holidays holiday concerts airports sports work- times- nighttime daytime bath dinnertime"
    " mealtimes meals mealtime least- someone's drop-off pickup pick-up court trial arm point par stop",
)
#: A verb or an adjective before "at" that takes no place: "mad at", "good at".
_AIMED = re.compile(
    r"\b(?:good|bad|great|better|best|worse|terrible|awful|amazing|decent|mad|angry|angrier|upset|furious|look(?:s|ed|ing)?"
    r"|yell(?:s|ed|ing)?|scream(?:s|ed|ing)?|laugh(?:s|ed|ing)?|snap(?:s|ped|ping)?|star(?:es|ed|ing|e)|lash(?:es|ed|ing)?\sout"
    r"|throw(?:s|n|ing)?|threw|aim(?:s|ed)?|excel(?:s|led|ling)?|skilled|work(?:s|ed|ing)?\shard|swear(?:s|ing)?|guess(?:es|ing)?"
    r"|arriv(?:e|es|ed|ing)|attempts?|chances?|shot|hit(?:s|ting)?|cuss(?:es|ing)?|point(?:s|ed|ing)?|shout(?:s|ed|ing)?)\s$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:\b(?:at|attends|attending|goes\sto|enrolled\s(?:in|at)|inpatient\s(?:at|in)|was\s(?:in|at)|admitted\sto"
    r"|transferred\s(?:to|from)|discharged\sfrom|graduated\sfrom|works\s(?:for|at)|retired\sfrom|volunteers\s(?:for|at)"
    r"|fired\sfrom|quit|just\sstarted\sat)|@)\s(?:the\s|our\s)?(?P<it>[A-Za-z][A-Za-z'&.-]{1,24}(?:\s[A-Za-z][A-Za-z'&-]{1,24}){0,3})",
    re.IGNORECASE,
)
_BREAKS = word_set(
    "and or but for with who whose that which to from in on of at is are was has have had needs wants since because so as if"
    " when while after before during about by via part full time this every most all down like then now i he she we",
    "they his her their my the a an not no just w wo she's he's hes shes said asked would could can will only packs also looking"
    " you your our it need want has- been being until til till",
)
_DISASTER = (
    r"(?:flood|shooting|bombing|massacre|derailment|wreck|crash|collision|accident|wildfire|fire|explosion|tornado|hurricane"
    r"|drowning|stabbing|murders?|killings?|trial|case|hostage\ssituation|standoff|collapse|lawsuit|scandal)"
)
_BEFORE_DISASTER = (
    r"(?:car|bus|train|plane|truck|boat|school|house|home|church|mass|motorcycle|bike|bad|big|work|drunk|major|fatal|terrible"
    r"|horrible|recent|serious|head|bunk|apartment|kitchen|own|same|civil|criminal|custody|clinical|court|murder|first|next"
    r"|medication|drug|jury|upcoming|mva|atv|wreck|whole|entire|plant|refinery|oilfield|workplace|hunting|swimming|diving|skiing)"
)
_PATTERNS = (
    pattern(Kind.EVENT, _ASK, "points to an event that many heard of",
        rf"\b(?:in|of|from|after|the|survived|since)\s(?:the\s)?(?P<it>(?!{_BEFORE_DISASTER}\b|an?\b|the\b|that\b|this\b|h(?:is|er)\b|their\b|my\b|our\b)"
        rf"[a-z]{{3,20}}\s(?:(?!{_BEFORE_DISASTER}\b)[a-z]{{3,20}}\s|{_BEFORE_DISASTER}\s){{0,2}}{_DISASTER})\b(?!\s(?:law|manager|load|mgr|management))"),
    pattern(Kind.EMPLOYER, _ASK, "names a unit that few belong to",
        r"\b(?:(?:engine|ladder|station|truck|squad|medic|precinct|local|unit|troop|battalion|company|channel|region|pod)\s\d{1,4}"
        r"|\d{1,3}(?:st|nd|rd|th)\s(?:\w{3,12}\s)?(?:division|battalion|regiment|brigade|infantry|airborne|cavalry|squadron|precinct|wing))\b"),
    pattern(Kind.EMPLOYER, _ASK, "names a unit that few belong to", r"\b(?P<it>[A-Z][a-z]{2,15}\s(?i:unit|squad|troop|substation))\b", case=True),
    pattern(Kind.OCCUPATION, _ASK, "is an office that few hold",
        r"\b(?:(?:news\s)?anchor\s(?:on|at|for)\s[\w ]{3,20}|(?:local|tv|the|channel\s\d{1,2})\s(?:weatherman|weather\s(?:guy|girl|lady)|meteorologist"
        r"|news\s?(?:anchor|caster)|sportscaster|radio\shost|dj)|state\s(?:senator|rep(?:resentative)?|trooper)|county\s(?:judge|commissioner|clerk"
        r"|sheriff|attorney)|(?:mayor|sheriff|organist|choir\sdirector|fire\schief|police\schief|head\scoach|superintendent)\s(?:at|of|in)\s[\w ]{3,24}"
        r"|dps\strooper|city\smanager|school\sboard\smember|justice\sof\sthe\speace)\b"),
    pattern(Kind.EVENT, _ASK, "names a team", r"\b(?:plays|pitches|played|pitched|player|coaches|coach|kid|kids?|cheers|cheerleader|captain|guy|star)"
        r"\s(?:for|on|with)\sthe\s(?P<it>(?!same\b|whole\b|spectrum\b|way\b|side\b|phone\b|fence\b|team\b|run\b|road\b|autism\b)[a-z]{3,16}(?:\s[a-z]{3,16}){0,2})"),
    pattern(Kind.FACILITY, _ASK, "may name a place that people know",
        r"\bthe\s(?:mosque|church|temple|synagogue|montessori|school|clinic|shelter|bar|restaurant|gym|shop|salon|daycare|store|hospital)"
        r"\s(?:on|off|by|near)\s(?!the\b|an?\b|h(?:is|er)\b|my\b|our\b|their\b|sundays?\b|weekends?\b)\w{2,16}\b"),
    pattern(Kind.FACILITY, _ASK, "may name a place that people know",
        r"\b(?:camp|casa|masjid|iglesia|parroquia|templo|rancho|villa)\s(?!counsel|director|staff|is\b|was\b|for\b|and\b|this\b|in\b|cope\b|nurse)[a-z]{3,16}(?:\s[a-z]{3,16}){0,2}\b"),
    pattern(Kind.FACILITY, _ASK, "may name where care was given",
        r"\b(?!the\b|a\b|an\b|his\b|her\b|their\b|my\b|our\b)[a-z]{3,16}\s(?!the\b|a\b)[a-z]{3,16}\s(?:cardiology|pediatrics|peds|dental|dermatology|orthopedics|oncology"
        r"|obgyn|family\smedicine|internal\smedicine|physicians|fellowship|cboc|chapel|presby|assembly|elem|elementary|isd|middle|jr\shigh|high)\b"),
)  # fmt: skip
_GENERIC = word_set("pediatric child private group family local general sees seeing needs her his our my public charter in at junior")


def _after_at(text: str) -> Iterator[Finding]:
    known = lexicon()
    for match in _AT.finditer(text):
        words = match["it"].split()
        if words[0].lower() in _NO_PLACE or _AIMED.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        if words[0].lower().endswith("ing") and match.group().startswith("at") and words[0].lower() in known.english:
            continue
        kept = next((at for at, word in enumerate(words) if word.lower() in _BREAKS), len(words))
        if kept and not (kept == 1 and words[0].lower() in known.field):
            end = match.start("it") + len(" ".join(words[:kept]))
            yield Finding(match.start("it"), end, Kind.EMPLOYER, _ASK, _NAMED)


def _listed(words: Sequence[Word]) -> Iterator[Finding]:
    circles = lexicon().circles
    for at, word in enumerate(words):
        size = next((n for n in (3, 2, 1) if tuple(each.lower for each in words[at : at + n]) in circles), 0)
        if size and at + size <= len(words):
            yield Finding(word.start, words[at + size - 1].end, Kind.EMPLOYER, _ASK, "is a workplace or a school")


def find_whereabouts(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Named places of work, school, faith, care and disaster in a normalised text; all of them doubtful."""
    yield from _after_at(text)
    yield from _listed(words)
    for finding in matches(_PATTERNS, text):
        if text[finding.start : finding.end].split()[0].lower() not in _GENERIC:
            yield finding
