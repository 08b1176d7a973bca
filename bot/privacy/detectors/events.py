"""What few people share: disasters with a name, units and teams, offices held, houses and roads that are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.patterns import matches, pattern, word_set

_ASK = Certainty.DOUBTFUL
_DISASTER = re.compile(
    r"\b(?:flood|shooting|bombing|massacre|derailment|wreck|crash|collision|accident|wildfire|explosion|tornado"
    r"|stabbing"
    r"|murders|killings|standoff)\b(?!\s(?:law|period|basis|run|lesson|session))",
    re.IGNORECASE,
)
_WHAT_CRASHED = (
    r"(?:car|bus|train|plane|truck|boat|school|house|mass|motorcycle|bike|helicopter|ferry|church|mall"
    r"|nightclub|parade)"
)
_UNNAMED_BEFORE = word_set(
    "a an the this that his her their my our in of from after by with and or to at for on bad big work drunk"
    " major fatal"
    " terrible horrible recent serious head apartment kitchen own same civil criminal custody clinical court"
    " murder first",
    "next medication drug jury upcoming mva atv whole entire plant workplace hunting second last old new near"
    " past past"
    " car bus train plane truck boat school house mass motorcycle bike helicopter one single two another any"
    " some driving"
    " random active police gun controlled free fair pending industrial skiing swimming diving home since was"
    " were had got",
)
_PATTERNS = (
    pattern(Kind.EMPLOYER, _ASK, "names a unit that few belong to",
        r"\b(?:(?:engine|ladder|station|truck|squad|medic|precinct|local|unit|troop|battalion|company|channel"
        r"|region|pod|pack|den|lodge|post|chapter|crew)\s\#?\d{1,4}|\d{1,2}-\d{1,3}\s(?:cav|inf|infantry|fa|ada|marines)"
        r"|\d{1,3}(?:st|nd|rd|th)\s(?:\w{3,12}\s)?(?:division|battalion|regiment|brigade|infantry|airborne"
        r"|cavalry|squadron|precinct|wing))\b"),
    pattern(Kind.EMPLOYER, _ASK, "names a unit that few belong to", r"\b(?P<it>[A-Z][a-z]{2,15}\s(?i:unit|squad"
        r"|troop|substation))\b", case=True, cues="squad substation troop unit"),
    pattern(Kind.OCCUPATION, _ASK, "is an office that few hold",
        r"\b(?:(?:news\s)?anchor\s(?:on|at|for)\s[\w ]{3,20}|(?:local|tv|the|channel\s\d{1,2})\s(?:weatherman"
        r"|weather\s(?:guy|girl|lady)|meteorologist"
        r"|news\s?(?:anchor|caster)|sportscaster|radio\shost|dj)|state\s(?:senator|rep(?:resentative)?|trooper)"
        r"|county\s(?:judge|commissioner|clerk"
        r"|sheriff|attorney)|(?:mayor|sheriff|organist|choir\sdirector|fire\schief|police\schief|head\scoach"
        r"|superintendent)\s(?:at|of|in)\s[\w ]{3,24}"
        r"|dps\strooper|city\smanager|school\sboard\smember|justice\sof\sthe\speace)\b"),
    pattern(Kind.OCCUPATION, _ASK, "is an office that few hold",
        r"\b(?:mayor|sheriff|coroner|medical\sexaminer|astronaut|olympian|paralympian|congress(?:man|woman|member)|senator"
        r"|governor|lieutenant\sgovernor|alder(?:man|woman|person)|ambassador|postmaster|archbishop|meteorologist"
        r"|weather(?:man|girl)|anchor(?:man|woman)|news\s?caster|smokejumper|game\swarden|harbor\s(?:pilot|master)"
        r"|harbormaster|lighthouse\skeeper|lottery\swinner|poet\slaureate|attorney\sgeneral|surgeon\sgeneral"
        r"|tribal\s(?:judge|chair(?:man|woman|person)?|council(?:man|woman|\smember)?|president|chief|elder|police)"
        r"|(?:circuit|county|district|probate|municipal|family\scourt|federal|magistrate|superior\scourt|appellate"
        r"|immigration|juvenile)\sjudge|supreme\scourt\sjustice|(?:fire|police|deputy)\schief|chief\sof\spolice"
        r"|(?:school|park)\ssuperintendent|superintendent\sof\sschools|(?:college|university)\spresident|chancellor|provost"
        r"|(?:city|town|county)\s(?:council(?:man|woman|\smember|or)?|commissioner|manager|clerk|attorney|assessor"
        r"|treasurer|supervisor)|school\sboard\s(?:member|chair|president)|district\sattorney|public\sadvocate"
        r"|state\s(?:legislator|lawmaker|treasurer|epidemiologist)|concertmaster|(?:symphony|orchestra)\sconductor"
        r"|principal\sdancer|prima\sballerina|opera\ssinger|pro(?:fessional)?\s(?:athlete|golfer|surfer|skater|skier"
        r"|wrestler|boxer|fighter|football\splayer|basketball\splayer|baseball\splayer|soccer\splayer|hockey\splayer)"
        r"|(?:nfl|nba|nhl|mlb|wnba|mls|ufc)\s(?:player|fighter|coach|rookie|vet(?:eran)?|star)|jockey|rodeo\squeen"
        r"|superintendent(?=\s(?:at|of|for)\b)|beauty\squeen|(?:command\s)?(?:sgt|sergeant)\smajor|master\schief|(?:lt\.?\s)?col(?:onel)?|admiral|brigadier"
        r"|(?:miss|ms\.?)\s(?:america|usa|teen|[a-z]{4,12}\s(?:19|20)\d\d)|reality\s(?:tv|show)\s(?:star|contestant)|(?:radio|tv|talk\sshow)"
        r"\s(?:host|personality)|child\s(?:actor|star)|best-?selling\sauthor|nobel\slaureate|bull\srider)s?\b"
        r"(?!\s(?:syndrome|order|ordered))"),
    pattern(Kind.EVENT, _ASK, "points to an event that many heard of",
        r"\b(?:news\sstory|(?:made|was\son|hit|all\sover)\s(?:the\s)?(?:local|national|evening)\snews"
        r"|(?:thing|story|case|arrest|picture|face|name)\s(?:was\s|is\s|that\swas\s)?in\sthe\s(?:news|papers?)"
        r"|(?:documentary|podcast|netflix\s(?:doc|special|show)|dateline)\s(?:about|on)\s(?:her|his|their|the)\s\w{2,16}"
        r"|hurricane\s(?!season|party|prone|relief)[a-z]{3,12}|tropical\sstorm\s[a-z]{3,12})\b",
        cues="news paper documentary podcast netflix dateline hurricane tropical"),
    pattern(Kind.EVENT, _ASK, "points to an event that many heard of",
        r"\b(?:the\s)?(?:bus|ferry|plane|train|boat|ship|helicopter|bridge|building|roof|crane|dam|mine|balcony|stage|teacher"
        r"|coach|priest|pastor|nurse|doctor|cop|officer)\sthat\s(?:capsized|crashed|went\s(?:into|off|down|over)|sank"
        r"|collapsed|derailed|burned|blew|exploded|caught|fell|flipped)\b", cues="that"),
    pattern(Kind.SCHOOL, _ASK, "may name a school",
        r"\b(?P<it>[a-z]{4,14}\s(?:state|tech|poly))\s(?:students?|grads?|undergrads?|freshm[ae]n|sophomores?|dropout|alum\w{0,2}"
        r"|professors?|faculty|campus|athletes?|football|basketball|soccer|dorms?)\b", cues="state tech poly"),
    pattern(Kind.EVENT, _ASK, "names a team", r"\b(?:plays|pitches|played|pitched|player|coaches|coach|kid"
        r"|kids?|cheers|cheerleader|captain|guy|star)"
        r"\s(?:for|on|with)\sthe\s(?P<it>(?!same\b|whole\b|spectrum\b|way\b|side\b|phone\b|fence\b|team\b|run\b"
        r"|road\b|autism\b)[a-z]{3,16}(?:\s[a-z]{3,16}){0,2})", cues="the"),
    pattern(Kind.FACILITY, _ASK, "may name a place that people know",
        r"\bthe\s(?:mosque|church|temple|synagogue|montessori|school|clinic|shelter|bar|restaurant|gym|shop"
        r"|salon|daycare|store|hospital)"
        r"\s(?:on|off|by|near)\s(?!the\b|an?\b|h(?:is|er)\b|my\b|our\b|their\b|sundays?\b|weekends?\b)\w{2,16}\b"),
    pattern(Kind.FACILITY, _ASK, "may name a place that people know",
        r"\b(?:camp|casa|masjid|iglesia|parroquia|templo|rancho|villa)\s(?!counsel|director|staff|is\b|was\b"
        r"|for\b|and\b|this\b|in\b|cope\b|nurse)[a-z]{3,16}(?:\s[a-z]{3,16}){0,2}\b",
        cues="camp casa iglesia masjid parroquia rancho templo villa"),
    pattern(Kind.PLACE, _ASK, "is where few live",
        r"\b(?!the\b|an?\b|h(?:is|er)\b|their\b|my\b|our\b|own\b|in\b|two\b|small\b|section\b|new\b|low\b"
        r"|income\b|and\b|of\b|tiny\b|old\b|studio\b)"
        r"[a-z']{3,20}\s(?:apartments|apts|lofts|trailer\spark|mobile\shome\spark|rv\spark|condos|townhomes"
        r"|estates|subdivision|projects)\b",
        cues="apartments apts condos estates lofts mobile park projects subdivision townhomes trailer"),
    pattern(Kind.PLACE, _ASK, "is a road",
        r"\b(?:i-|ih[\s-]?|hwy\s|highway\s|fm\s|rr\s|rm\s|sh\s|exit\s|route\s)\d{1,4}\b"
        r"|\boff\s(?:of\s)?\d{2,4}\b(?!\s?(?:%|percent|mg|min|hours|days))"),
)  # fmt: skip
_GENERIC = word_set(
    "pediatric child private group family local general sees seeing needs her his our my public charter in at junior"
)


def _disasters(text: str) -> Iterator[Finding]:
    for match in _DISASTER.finditer(text):
        before = re.search(
            rf"\b(?P<it>[A-Za-z']{{3,20}}\s(?:{_WHAT_CRASHED}\s)?(?:school\s|mass\s)?)$",
            text[max(0, match.start() - 44) : match.start()],
        )
        if before and before["it"].split()[0].lower() not in _UNNAMED_BEFORE:
            start = match.start() - len(before["it"])
            yield Finding(start, match.end(), Kind.EVENT, _ASK, "points to an event that many heard of")


def find_events(text: str) -> Iterator[Finding]:
    """Named disasters, units, teams, offices and houses in a normalised text; all doubtful."""
    yield from _disasters(text)
    for finding in matches(_PATTERNS, text):
        words = text[finding.start : finding.end].lower().split()
        if words[0] not in _GENERIC or words[-1].strip("#").isdigit():
            yield finding
