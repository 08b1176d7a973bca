"""Where somebody is or comes from, in lower case too: what stands after "at", "from" or "lives near"."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import lexicon
from bot.privacy.reading.patterns import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.privacy.reading.words import Word

_ASK = Certainty.DOUBTFUL
_NAMED = "may name a workplace, a school or another place"
_LONGEST_LISTED = 4  # words
#: After "at": no place that has a name.
_NO_PLACE = word_set(
    "a an the this that these those his her their my our your its it him me us you them least most first last"
    " all any once"
    " both each either every some times time night nights home work school college uni university church temple mass",
    "office day noon lunch lunchtime dinner breakfast bedtime dawn dusk midnight midday sunrise sunset weekends"
    " ease peace risk"
    " rest present issue odds play stake hand heart fault war sea large length random birth age ages one two three",
    "four five six seven eight nine ten eleven twelve twenty thirty"
    " forty fifty half which what who whom when where someone somebody"
    " something anyone"
    " everyone people others myself yourself himself herself ourselves themselves and or but if so because as in on",
    "besttop best worst better full low lower high higher different various multiple several many much more"
    " less another other"
    " hospital hospitals clinic clinics rehab daycare preschool hospice facility bedside intake discharge admission",
    "group groups practice therapy session sessions meetings meetings meeting appointments family families"
    " friends parties"
    " events bars restaurants stores games gym practice rehearsal camp pick dropoff drop recess bed table front back",
    "elementary middle high private public local inpatient outpatient iop php residential current previous new old"
    " baseline onset follow increased elevated severe moderate mild standard usual maximum minimum optimal"
    " therapeutic",
    "whatever wherever whoever anything nothing everything things life death will christmas thanksgiving easter"
    " halloween"
    " graduation retirement conflict capacity loggerheads gunpoint knifepoint home- fb facebook google",
    "weddings funerals funeral holidays holiday concerts airports sports work- times- nighttime daytime bath"
    " dinnertime"
    " mealtimes meals mealtime least- someone's drop-off pickup pick-up court arm par stop",
)
#: A verb or an adjective before "at" that takes no place: "mad at", "good at".
_AIMED = re.compile(
    r"\b(?:good|bad|great|better|best|worse|terrible|awful|amazing|decent|mad|angry|angrier|upset|furious"
    r"|look(?:s|ed|ing)?"
    r"|yell(?:s|ed|ing)?|scream(?:s|ed|ing)?|laugh(?:s|ed|ing)?|snap(?:s|ped|ping)?|star(?:es|ed|ing|e)"
    r"|lash(?:es|ed|ing)?\sout"
    r"|throw(?:s|n|ing)?|threw|aim(?:s|ed)?|excel(?:s|led|ling)?|skilled|work(?:s|ed|ing)?\shard|swear(?:s"
    r"|ing)?|guess(?:es|ing)?"
    r"|arriv(?:e|es|ed|ing)|attempts?|chances?|shot|hit(?:s|ting)?|cuss(?:es|ing)?|point(?:s|ed|ing)?|shout(?:s"
    r"|ed|ing)?)\s$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:\b(?:at|attends|attending|goes\sto|enrolled\s(?:in|at)|inpatient\s(?:at|in)|admitted\sto"
    r"|transferred\s(?:to|from)|discharged\sfrom|graduated\sfrom|works\s(?:for|at)|retired\sfrom"
    r"|volunteers\s(?:for|at)"
    r"|fired\sfrom|laid\soff\sfrom|let\sgo\sfrom|leave\sfrom|resigned\sfrom|flies\sfor|drives\sfor|hauls\sfor|coaches\sat"
    r"|tx\sat|stepped\sdown\sfrom|step\sdown\sfrom|kicked\sout\sof|expelled\sfrom|suspended\sfrom|dropped\sout\sof"
    r"|transferring\s(?:to|from)|commutes\sto|quit|just\sstarted\sat|pastor\sof|deacon\sof|elder\sof)|@)\s(?P<article>(?:the"
    r"|our)\s)?(?P<it>[A-Za-z][A-Za-z'&-]{1,24}(?:\s[A-Za-z][A-Za-z'&-]{1,24}){0,3})",
    re.IGNORECASE,
)
#: Before "at the": somebody works, studies or stays there.
_ROLE = re.compile(
    r"\b(?:staff|employee|aide|security|works?|worked|working|job|nurse|teacher|teaches|engineer|barista|cook"
    r"|server|residential|inpatient|stays|staying|living|lives"
    r"|volunteers|manager|cashier|driver|doc|doctor|chef|bartender|student|intern|therapy|php|iop|detox|rehab"
    r"|groups?|kid|treatment|meets?)\s$",
    re.IGNORECASE,
)
_NO_NAME = word_set(
    "home airport bank factory plant mall gym restaurant store bar school hospital same time moment end front"
    " hotel shop warehouse office"
    " university state county city local beach prison jail post fire police lake dentist vet daycare courthouse"
    " capitol church hospital",
    "beginning house very clinic agency center shelter facility va moment library zoo pool salon hospital"
    " nursing group local emergency level"
    " master's doctoral college family current new old other community public private elementary middle high"
    " national federal airport",
)
_SOMEBODY = (
    r"(?:sister|pastor|coach|brother|father|rabbi|imam|counselor|couples?|clients?|kids?|girls?|guys?|boys?"
    r"|famil(?:y|ies)|teens?|students?|folks"
    r"|players?|women|woman|men|man|lady|survivors?|refugees?|nobody|anybody|anyone|someone|mom|dad|hails|comes"
    r"|came|is|friends?|members?|ones)"
)
_FROM = re.compile(
    rf"\b{_SOMEBODY}\s(?:[A-Za-z']{{2,16}}\s)?from\s(?P<it>[A-Za-z'&-]{{2,20}}(?:\s[A-Za-z'&-]{{2,20}}){{0,2}})",
    re.IGNORECASE,
)
_NO_ORIGIN = word_set(
    "out his her their my our your the a an previous prior first second another other different both church"
    " work school college all abroad overseas"
    " foster birth divorced home group within outside time now today before broken low high rural small large"
    " any poor diverse here there",
    "marginalized mixed one two three immigrant military age childhood trauma depression anxiety burnout across"
    " around down up grief birth day",
    " each that this these those what it him them me us you someone somebody where within non multiple many"
    " several single everywhere anywhere",
    "working being having doing getting going feeling taking talking seeing dating drinking using opening"
    " strict religious conservative war addiction"
    " abuse domestic chronic long covid surgery rehab residential inpatient detox iop php afar experience"
    " scratch behind faith sleeping making",
)
#: Towns, streets and houses are named so: "cedar creek", "west oaks".
_SCENERY = re.compile(
    r"\b(?:in|near|from|at|of|to|by|off|around|outside)\s(?:the\s)?(?P<it>[a-z']{3,16}\s(?:creek|springs?|falls"
    r"|grove|ridge|heights|hills|valley|lake|oaks|rock|city|beach"
    r"|island|mesa|canyon|bend|branch|crossing|pines|woods|meadows|ranch|town|landing|harbor|prairie|house"
    r"|towers|village|gardens|manor|station|view|crest|knolls|acres|commons|hollow|glen|bluffs?|cove|gap|junction|mills|bayou|terrace"
    r"|ln|blvd))\b",
    re.IGNORECASE,
)
_PLAIN_SCENERY = word_set(
    "the a an this that his her their my our your old new big small little group inner home open full own whole"
    " same sober halfway safe boarding"
    " summer family country capital major every any in on rough parents parent grandma grandmas grandparents"
    " moms dads inlaws friends"
    " different another other shared cape our college beach"
    " lake mental public town whatever whichever which either each"
    " someone somebody anyone nobody nice quiet tiny huge crowded"
    " busy loud messy clean bad good rent rental next last first",
)
_SOMEWHERE = re.compile(
    r"\b(?:church|school|clinic|bar|shop|store|practice|office|ranch|farm|winery|hospital|judge|mayor|teacher"
    r"|deputy|family|couple|clients?|teens?|kids?|moms?|nobody|someone"
    r"|somebody|girl|boy|guy|lady|man|woman|student|mother|father|sister|brother|house|apartment|therapist|cop"
    r"|nurse|plant)\s(?:up\s|out\s|down\s|over\s)?(?:in|near|outside)\s(?P<it>[A-Za-z'-]{3,20})\b",
    re.IGNORECASE,
)
_WENT = re.compile(
    r"\b(?:goes\sto|went\sto|going\sto|out\sof|sent\sto|checked\sinto|placed\s(?:at|in)|stays\sat|stayed\sat"
    r"|graduated|attended|attends)\s(?:the\s)?(?P<it>[A-Za-z'&-]{3,20})\b",
    re.IGNORECASE,
)
_DWELLS = re.compile(
    r"\b(?:lives?|living|lived|stays?|staying|house|home|apartment|apt|located|based|moved|moving|relocat(?:ed"
    r"|ing)|drives|commutes|grew\sup|raised"
    r"|resides?|camp(?:s|ing)|parked|farm|ranch)\s(?:way\s|out\s|over\s|up\s|down\s|just\s|right\s)?(?:off|near"
    r"|by|on|in|behind|to|from|outside|around)"
    r"\s(?:of\s)?(?P<it>[A-Za-z'-]{3,20}(?:\s[A-Za-z'-]{3,20})?)",
    re.IGNORECASE,
)
_BREAKS = word_set(
    "and or but for with who whose that which to from in on of at is are was has have had needs wants since"
    " because so as if"
    " when while after before during about by via part full time this every most all down like then now i he she we",
    "they his her their my the a an not no just w wo she's he's hes shes said asked would could can will only"
    " packs also looking"
    " you your our it need want has- been being until til till",
)
_HEAD = re.compile(
    r"\b(?:cardiology|pediatrics|peds|dental|dermatology|orthopedics|oncology|obgyn|family\smedicine"
    r"|internal\smedicine"
    r"|physicians|fellowship|cboc|chapel|presby|assembly|elem|elementary|isd|middle|jr\shigh"
    r"|high)\b(?!\s(?:school)?s?er|-)"
)
_BEFORE_HEAD = re.compile(
    r"(?:(?<![A-Za-z'])(?P<lead>at|from|@|to|attends|of|in|near|teaches"
    r"|coaches)\s)?(?<![A-Za-z'])(?P<it>[a-z']{3,16}\s(?:[a-z']{3,16}\s)?)$"
)


def _after_at(text: str) -> Iterator[Finding]:
    known = lexicon()
    for match in _AT.finditer(text):
        words = match["it"].split()
        kept = next((at for at, word in enumerate(words) if word.lower() in _BREAKS), len(words))
        head = words[0].lower()
        shared = tuple(head.split("-")) in known.field_phrases  # "Al-Anon"
        if not kept or shared or head in _NO_PLACE or _AIMED.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        ordinary = all(known.ordinary(word.lower()) and word.islower() for word in words[:kept])
        bare_at = match.group().lower().startswith(
            ("at", "@", "pastor", "deacon", "elder")
        ) and not match.group().lower().startswith("att")
        before = text[max(0, match.start() - 16) : match.start()]
        if match["article"] and _ROLE.search(before) and head not in _NO_NAME and head not in known.field:
            ordinary = False
        seldom = not bare_at and kept == 1 and head not in known.frequent and head not in known.field
        payer = head in known.field and all(known.ordinary(word) for word in words[1:kept])
        vague = match["article"] or not bare_at or (kept == 1 and head.endswith(("s", "ing")))
        if (seldom or not (ordinary and vague)) and not payer:
            end = match.start("it") + len(" ".join(words[:kept]))
            yield Finding(match.start("it"), end, Kind.EMPLOYER, _ASK, _NAMED)


def _origins(text: str) -> Iterator[Finding]:
    known = lexicon()
    for match in _FROM.finditer(text):
        words = match["it"].split()
        kept = next((at for at, word in enumerate(words) if word.lower() in _BREAKS), len(words))
        head = words[0].lower()
        if (
            not kept
            or head in _NO_ORIGIN
            or head in known.field
            or (kept == 1 and head in known.frequent and head not in known.places)
        ):
            continue
        yield Finding(match.start("it"), match.start("it") + len(" ".join(words[:kept])), Kind.PLACE, _ASK, _NAMED)
    for match in chain(_DWELLS.finditer(text), _SOMEWHERE.finditer(text), _WENT.finditer(text)):
        head = match["it"].split()[0]
        lower = head.lower()
        shared = lower in known.field or tuple(lower.split("-")) in known.field_phrases
        common = shared or lower in known.frequent or lower.endswith(("ing", "ed", "ly"))
        if not common and lower not in _NO_ORIGIN and lower not in _BREAKS and lower not in _NO_PLACE:
            yield Finding(match.start("it"), match.start("it") + len(head), Kind.PLACE, _ASK, "may be a place")
    for match in _SCENERY.finditer(text):
        head = match["it"].split()[0].lower()
        if head not in _PLAIN_SCENERY and head not in known.field:
            yield Finding(match.start("it"), match.end("it"), Kind.PLACE, _ASK, "may be a place")


def _institutions(text: str) -> Iterator[Finding]:
    known = lexicon()
    for match in _HEAD.finditer(text):
        before = _BEFORE_HEAD.search(text[max(0, match.start() - 44) : match.start()])
        words = (
            [word for word in before["it"].split() if word not in _BREAKS and word not in _NO_PLACE] if before else []
        )
        if before and words and (before["lead"] or not all(known.ordinary(word) for word in words)):
            start = match.start() - len(before["it"])
            yield Finding(start, match.end(), Kind.FACILITY, _ASK, "may name a school, a church or a practice")


def _listed(words: Sequence[Word]) -> Iterator[Finding]:
    known = lexicon()
    for at, word in enumerate(words):
        alone = (word.lower,)
        if word.lower not in known.openers and alone not in known.circles and alone not in known.districts:
            continue
        for size in range(min(_LONGEST_LISTED if word.lower in known.openers else 1, len(words) - at), 0, -1):
            group = tuple(each.lower for each in words[at : at + size])
            if all(each.field for each in words[at : at + size]):
                continue
            if group in known.districts:
                yield Finding(word.start, words[at + size - 1].end, Kind.PLACE, _ASK, "is a part of a city or a region")
                break
            if group in known.circles:
                yield Finding(word.start, words[at + size - 1].end, Kind.EMPLOYER, _ASK, "is a workplace or a school")
                break


def find_whereabouts(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Named places of work, school, faith and care, and where people come from, in a normalised text; all doubtful."""
    yield from _after_at(text)
    yield from _origins(text)
    yield from _institutions(text)
    yield from _listed(words)
