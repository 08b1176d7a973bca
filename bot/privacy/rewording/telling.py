"""The words by which a note tells who somebody is: age, occupation, relatives, and what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator


def one_of(*lines: str) -> str:
    """An expression for any of the words of `lines`, parted by spaces; an underscore stands for a space in one."""
    return f"(?:{'|'.join(' '.join(lines).split())})".replace("_", r"\s")


JOBS = one_of(
    "teacher nurse lawyer attorney paralegal engineer developer programmer coder designer architect welder",
    "plumber electrician mechanic machinist ironworker lineman roofer carpenter contractor foreman trucker driver",
    "pilot flight_attendant firefighter fireman paramedic emt dispatcher police_officer officer cop deputy",
    "detective trooper sergeant sgt captain soldier marine sailor airman ranger guard farmer rancher ranch_hand",
    "fisherman cook chef bartender barista server waitress waiter cashier clerk accountant cpa bookkeeper banker",
    "broker trader realtor salesman manager supervisor executive ceo cfo founder entrepreneur consultant analyst",
    "surgeon physician doctor dentist hospitalist pharmacist veterinarian vet_tech technician tech midwife doula",
    "professor lecturer researcher scientist librarian principal superintendent coach pastor minister priest",
    "deacon rabbi imam nun monk missionary mayor senator judge politician lobbyist journalist reporter anchor",
    "writer author artist musician organist actor actress dancer singer model athlete wrestler secretary",
    "receptionist janitor custodian housekeeper nanny au_pair hairdresser hair_stylist stylist barber esthetician",
    "river_guide mail_carrier caseworker social_worker intern stay_at_home factory_worker construction_worker",
    "business_owner",
)
#: An occupation; "drives a truck" and "teaches 2nd grade" are two as well.
JOB = re.compile(
    r"(?<!dating\s)(?<!adhd\s)(?<!life\s)(?<!parent\s)(?<!career\s)(?<!exec\s)(?<!sleep\s)"
    rf"\b{JOBS}\b(?!['’]?s?\s(?:licen[cs]e|stress|abuse|trauma|burnout|plan|friendly|informed))"
    r"|\b(?:drives|teaches|coaches|preaches|farms|ranches|nurses|waitresses|bartends|welds)\b"
    r"|\b(?:works?|working)\s(?:at|for|as|in|nights|two|three|on|with)\b|(?<!\bone\s)(?<!\bhers\s)\bretired\b",
    re.IGNORECASE,
)
SPOUSE = r"(?:husband|wife|spouse|hubby|fianc[eé]{1,2}|boyfriend|girlfriend|bf|gf|partner)"
ELDER = (
    r"(?:mom|mum|mother|dad|father|parents?(?!\s(?:coaching|training|work|support|sessions|guidance))"
    r"|grand(?:ma|mother|pa|father|parents?)|stepmom|stepdad|aunt|uncle|in-laws"
    r"|nana|abuela|abuelo)"
)
SIBLING = r"(?:brother|sister|siblings?|cousin|niece|nephew|roommate|boss|secretary|landlord|ex)"
_CHILD = r"(?:sons?|daughters?|kids?|kiddos?|child|children|teens?|boys?|girls?|baby|toddlers?|twins|stepkids?|stepson)"
KIN = re.compile(rf"(?<!\bstar\s)\b(?:{SPOUSE}|{ELDER}|{SIBLING}|{_CHILD}|widow(?:er)?)(?:'s|’s)?\b", re.IGNORECASE)
#: Somebody whom the client has is what the clause is about.
ABOUT_KIN = re.compile(
    rf"^\W*(?:(?:\w+(?:'s|’s)|her|his|their|whose|my|the|and|but|so)\s){{0,2}}(?:{SPOUSE}|{ELDER}"
    rf"|{SIBLING})\s(?!or\b|and\b)\w",
    re.IGNORECASE,
)
#: Somebody else's age, occupation or trouble stands behind these.
OTHERS = re.compile(
    r"(?:(?!^)(?<!new\s)(?<!single\s)(?<!home\s)"
    rf"\b(?:{SPOUSE}|{ELDER}|{SIBLING})(?:'s|’s)?|^\W*(?:grand\w{{2,7}}|{SPOUSE}|{SIBLING})"
    r"|\b(?:has|have|had|with|of|raising|to|lost)\s(?:an?\s|the\s|his\s|her\s|their\s)?(?:\d\s|two\s|three\s|four\s)?"
    r"|\b(?:\d|two|three|four|five|six)\s)"
    r"[\s,]{0,3}(?:(?:just\s|is\s|was\s|who\s|turned\s|will\sbe\s|aged?\s|has\s|an?\s){1,3})?$",
    re.IGNORECASE,
)
#: What is between two people, and a matter for both of them.
BETWEEN = re.compile(
    r"\b(?:infidelity|affairs?|cheat(?:s|ed|ing|er)?|unfaithful|betray\w{1,3}|adultery|stepped\sout|found\s(?:his|her|the)\stexts"
    r"|open(?:ing)?\s(?:up\s)?(?:the\s|their\s)?(?:marriage|relationship)|separat(?:ed|ing|ion)|reconcil\w{1,5}|bedroom|intimacy"
    rf"|(?:fights?|fighting|argu(?:es?|ing)|bicker\w{{0,3}})\s(?:\w{{1,10}}\s){{0,3}}with\s(?:her|his|their)\s{SPOUSE})\b",
    re.IGNORECASE,
)
#: A spouse who is spoken of so is not whom the couple's work would be with.
APART = re.compile(
    rf"\b(?:lost|late|grieving|ex|through|thru|via|under|abusive)\s(?:(?:his|her|their|an?)\s)?{SPOUSE}\b"
    rf"|\b{SPOUSE}(?:'s|’s)?\s(?:\w{{1,12}}\s)?(?:died|passed|dead|death|deployed|stationed|away|overseas"
    rf"|insurance|plan|job|set|made|(?:is|was)\san?\s{JOBS}"
    rf"|(?:has|got)\s(?:cancer|ms|als|dementia|parkinsons)|works?|of|gone|travels|filed|files|says|said|wants|thinks|found\sthis|called"
    rf"|supportive|hits|hit|beats|beat|hurts|chokes|choked"
    rf"|abuses|threatens|left|moved\sout|won'?t\scome)\b|\bsupportive\s|\b{JOBS}(?:'s|’s)\s{SPOUSE}\b"
    rf"|\b(?:tell|told|telling|without|hid\w{{0,4}}\sfrom)\s(?:his|her|their)\s{SPOUSE}\b"
    rf"|\b(?:military|army|navy|marine|police)\s{SPOUSE}\b|\bex[\s-]{SPOUSE}\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\b(?:couples?|spouses|newlyweds|triad|throuple|engaged|newly\smarried"
    r"|(?:husband|wife)\sand\s(?:husband|wife)|parents\sof(?=\s\0)|to\scome\s(?:in\s)?together)\b",
    re.IGNORECASE,
)
#: What they do as two, or the work that they come for.
TWO = re.compile(
    r"\b(?:they\s(?:both\s|always\s|keep\s|just\s|are\s)?(?:fight|fighting|argue|arguing|bicker|bickering|stopped\stalking"
    r"|don'?t\stalk)|(?:marital|premarital|discernment|marriage|relationship)\s(?:counsel\w{2,4}|therapy|work|help))\b",
    re.IGNORECASE,
)
#: Both come, in one clause: "Maria and her husband fight", "Dwayne and Keisha, married 12 yrs".
AND_SPOUSE = re.compile(
    r"\0\s(?:and|&|\+)\s\0{1,80},?\s(?:\w{1,10}\s){0,3}(?:married|fight|argue|bicker)\b"
    "|"
    rf"\s(?:and|&|\+)\s(?:his|her|their)\s{SPOUSE}(?=\s?(?:,|$)|\s(?:fight|argue|want|need|are|have|come|bicker|keep|disagree"
    r"|struggle|separated)\b)",
    re.IGNORECASE,
)
HOUSEHOLD = re.compile(
    r"\b(?:famil(?:y|ies)(?!\s(?:of\sorigin|history|hx|systems?|stuff|pressure|duty|therapist|conflict))"
    r"|siblings|sibs|they\sadopted|foster\s(?:mom|dad|parents|family)|stepfamily)\b",
    re.IGNORECASE,
)
CHILD = re.compile(
    rf"\b{_CHILD}\b|\b(?:kindergart(?:en|ner)|pre-?k|preschooler|elementary|[1-6](?:st|nd|rd"
    rf"|th)\s?grade(?:r)?)\b(?!\s(?:{JOBS}|aide)\b)",
    re.IGNORECASE,
)
TEEN = re.compile(
    r"\b(?:teen(?:s|ager|agers)?|adolescents?|youth|high\s?school(?:er|ers)?|middle\s?school(?:er|ers)?"
    rf"|(?:[7-9]|1[0-2])th\s?grade(?:r)?)\b(?!\s(?:{JOBS}|aide)\b)",
    re.IGNORECASE,
)
ADULT = re.compile(
    r"\b(?:adult|grad\sstudent|phd|college|university|undergrad|freshman|sophomore|married|divorc\w{1,4}|pregnant"
    r"|(?:new\s|single\s)?(?:mom|dad|mother|father|parent)\sof|(?:single|new|stay\sat\shome)\s(?:mom|dad)|house(?:wife|husband)"
    r"|(?:military|army|navy|police|pastor's|ex)\s(?:wife|husband|spouse)|(?:wife|husband|spouse|widow(?:er)?)\sof|vet(?:eran)?"
    r"|(?:her|his)\s(?:husband|wife|kids|fianc[eé]{1,2}))\b",
    re.IGNORECASE,
)
OLDER = re.compile(
    r"\b(?:elder(?:ly)?|senior\scitizen|assisted\sliving|nursing\shome|octogenarian|old\s(?:man|lady))\b", re.IGNORECASE
)
SUBJECT = re.compile(
    r"^\W{0,3}(?:and\s|but\s|so\s|bc\s|because\s|when\s|since\s|now\s|who(?:'s|’s)?\s|whose\s|that\s){0,2}"
    r"(?:s?he|they|i|we|you|who)(?:'|’|\b)|\b(?:my\s(?:client|patient|guy|gal|girl|lady)|client|patient|pt|ct)(?:'s|’s)?\b"
    r"|\b(?:her|his|their|whose)\s",
    re.IGNORECASE,
)
_VERBS = one_of(
    "is was has had got gets lost left moved moving live lives living love loves hate hates likes drinks drank",
    "fight fights cries checks bites refuses refused stole saw fell died found kicked married feels grew raised",
    "retired went goes came comes started stopped sleeps eats plays gaming reads rages texts stuck fired",
    "discharged relapsed returned born adopted caring dating hears sees throws vapes smokes sells cleans lies",
    "raising teaching studying hoards know knows nobody",
)
#: A clause that begins so goes on with a story: "cries every day", "lost her job".
STORY = re.compile(
    rf"^\W{{0,3}}(?:(?:and|but|so|now|who|just|also|still|recently|is|was|has|had)\s){{0,3}}{_VERBS}\b", re.IGNORECASE
)
_UNIT = r"(?:y/?o|y\.o\.?|yrs?[\s-]?olds?|y/?r/?o|years?[\s-]olds?|yr(?=\s(?:f|m|male|female)\b))"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_SPELT = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))})"
_AGE = re.compile(
    rf"(?<![\d$/.:-])(?P<number>\d{{1,3}})(?:\s?-?{_UNIT}\b|\s?(?:f|m|nb|female|male)\b)"
    rf"|\b(?:aged?|turned|turns|turning|is\snow|is|she's|he's|she’s|he’s|client's|they're|both"
    rf"|will\sbe)\s(?P<said>\d{{1,3}})(?![\w:%/]|\.\d|\s(?:am|pm|kids|of|weeks|months|mo|wks|hours|min|days)\b)"
    rf"|(?:^|[,.;(]\s?|\0\s)\W{{0,2}}(?:(?P<bare>\d{{1,2}})"
    rf"|(?P<alone>{'|'.join((*_TENS, *_TEENS))}))(?=\s?(?:[,.;)\n]|$))"
    rf"|\b(?P<spelt>{_SPELT})[\s-]{_UNIT}\b|\bturned\s(?P<word>{_SPELT})\b",
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"\b(?P<digits>[2-9])0'?s\b|\b(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    re.IGNORECASE,
)
_DECADES = {"tw": 2, "th": 3, "fo": 4, "fi": 5, "si": 6, "se": 7, "ei": 8, "ni": 9}


def _worth(match: re.Match[str]) -> int:
    if digits := match["number"] or match["said"] or match["bare"]:
        return int(digits)
    first, *rest = re.split(r"[\s-]", (match["spelt"] or match["word"] or match["alone"]).lower())
    if first in _TENS:
        return 10 * _TENS.index(first) + 20 + (_ONES.index(rest[0]) + 1 if rest else 0)
    return _TEENS.index(first) + 10 if first in _TEENS else _ONES.index(first) + 1


def ages(line: str) -> Iterator[tuple[int, int, int]]:
    """The ages in a line, in years, each with where it stands (start, end); a decade counts as its fourth year."""
    for match in _AGE.finditer(line):
        if 1 <= _worth(match) <= 115:
            yield _worth(match), match.start(), match.end()
    for match in _DECADE.finditer(line):
        yield (int(match["digits"] or _DECADES[match["word"][:2].lower()]) * 10 + 4, match.start(), match.end())
