"""What a clause about a client says of the therapist who is needed, in the vocabulary's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching import vocabulary
from bot.matching.reading.lexicon import mentions
from bot.matching.vocabulary import Kind
from bot.privacy.reading.patterns import word_set
from bot.privacy.rewording.homes import states_in
from bot.privacy.rewording.telling import ABOUT_KIN, JOB, SPOUSE

Facet = tuple[str, str]  # a kind of the vocabulary and a code of it
#: What tells who comes.
WHO: frozenset[Kind] = frozenset({"age_group", "client_type"})
_KINDS: tuple[Kind, ...] = (
    "concern", "age_group", "client_type", "payment", "format", "language", "modality", "time", "gender", "service",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A few words of a note as it would be.

    Attributes:
        words: what it says.
        facets: the terms that it speaks of.
        own: they are the writer's own words, kept as they were.
        ends: what parts them from the next, where both are the writer's own.
    """

    words: str
    facets: frozenset[Facet]
    own: bool = False
    ends: str = ", "


# Words that say who somebody is or what happened, and no concern by themselves.
_NO_CONCERN = word_set(
    "husband wife boyfriend girlfriend spouse partner parent parents family school college university job friend",
    "friends children siblings toddler adolescent adolescents crying sad worried worry worrying nervous angry sleep",
    "sleeping weight dating relationship relationships motherhood fatherhood drugs conduct grades grade workplace",
    "coworker coworkers sex sexual elderly aging retirement marriage faith religious religion spiritual custody",
    "stroke confidence discipline temper enabling in-laws military deployment separation newlywed violent violence",
    "ex-husband ex-wife",
) | {"ex husband", "ex wife"}
# What is said of a person, and how one says it of a concern.
_SAID_BETTER = {
    "cheated": "infidelity", "cheating": "infidelity", "cheats": "infidelity", "cheater": "infidelity",
    "unfaithful": "infidelity", "divorced": "divorce", "divorcing": "divorce", "separated": "separation",
    "raped": "sexual assault", "rape": "sexual assault", "molested": "sexual assault", "widow": "grief",
    "widower": "grief", "grieving": "grief", "passed away": "grief", "immigrant": "immigration",
    "immigrants": "immigration", "refugee": "immigration", "refugees": "immigration", "undocumented": "immigration",
    "pregnant": "pregnancy", "adopted": "adoption", "adoptee": "adoption", "depressed": "depression",
    "anxious": "anxiety", "alcoholic": "alcohol", "sober": "sobriety", "lesbian": "LGBTQ+", "burned out": "burnout",
    "dying": "end of life", "caregiver": "caregiving", "abused as a child": "childhood abuse",
    "cuts herself": "self-harm", "cuts himself": "self-harm", "cuts themselves": "self-harm",
    "abusive husband": "abuse in a relationship", "abusive boyfriend": "abuse in a relationship",
    "abusive partner": "abuse in a relationship", "bullied": "bullying", "stressed": "stress",
    "overwhelmed": "stress", "suicidal": "suicidal thoughts", "autistic": "autism", "manic": "bipolar",
    "psychotic": "psychosis", "codependent": "codependency", "estranged": "estrangement", "marital": "marriage",
}  # fmt: skip
# What a relative does or meets, and the client has to bear.
_RELATIONAL = word_set(
    "infidelity divorce grief pregnancy_loss domestic_abuse military end_of_life caregiving codependency premarital"
)
_ADDICTION = word_set("substance_use behavioral_addiction")
_SPOUSE = rf"(?:{SPOUSE}|ex)"
_DEAR = rf"(?:mom|mother|dad|father|son|daughter|baby|brother|sister|parents?|grand\w{{2,7}}|friend|{_SPOUSE})"


def _story(code: str, words: str, *parts: str) -> tuple[re.Pattern[str], str, str]:
    return re.compile("|".join(parts), re.IGNORECASE), code, words


# What the vocabulary has no words for, but a story has: the concern's code, and how one says it.
_STORIES = (
    _story("grief", "grief", rf"\b{_DEAR}\s(?:just\s|recently\s)?(?:died|passed|was\skilled)", r"\bfuneral\b",
        rf"\blost\s(?:(?:her|his|their|an?|the)\s)(?:\w{{3,8}}\s)?(?:{_DEAR}|dog|cat|horse|pet|patient|buddy|client|niece|nephew|aunt|uncle)\b"),
    _story("divorce", "divorce", r"\b(?:wife|husband)\s(?:just\s|recently\s)?left\b", r"\bsplit(?:ting)?\sup\b",
        r"\bleft\s(?:her|his)\s(?:husband|wife)"),
    _story("divorce", "custody", r"\bcustody\b"),
    _story("psychosis", "hearing voices", r"\bhears?\s(?:\w{1,8}\s)?voices"),
    _story("ocd", "hoarding", r"\bhoards\b"),
    _story("school", "school refusal", r"\b(?:refus(?:es|ing)|won'?t\sgo\sto|avoids?|avoiding|skips)\sschool\b",
        r"\bschool\savoid\w{2,4}\b"),
    _story("substance_use", "drinking", r"\bdrinks\s(?!coffee|water|tea)", r"\bdrinks$", r"\bdrunk\b", r"\bdui'?s?\b"),
    _story("military", "military families", rf"\b{_SPOUSE}(?:'s|’s)?\s(?:is\s|was\s)?(?:deploy(?:ed|ment)|stationed)"),
    _story("sleep", "sleep", r"\b(?:not|isn'?t|can'?t|doesn'?t|hasn'?t|barely|hardly)\s(?:sleep|slept|sleeping)\b"),
    _story("burnout", "burnout", r"\bburn(?:ed|t)\s(?:out|to\sa\scrisp)\b"),
    _story("trauma", "trauma", r"\b(?:saw|witnessed|survived|survivor\sof|since|after)\s(?:\w{1,10}\s){0,3}?"
        r"(?:accident|shooting|crash|wreck|assault)\b"),
    _story("trauma", "trauma", r"\bsurvivor\sof\b(?!\s(?:cancer|stroke))"),
    _story("perinatal", "new parents", r"\bnew\s(?:dad|mom|mother|father|parents?)\b"),
    _story("premarital", "premarital", r"\b(?:fianc[eé]{1,2}|engaged|wedding)\b"),
    _story("caregiving", "caregiving", r"\b(?:cares?|caring|takes\scare|taking\scare)\s(?:for|of)\s(?:her|his|their)\s"
        r"(?:mom|mother|dad|father|parents?|wife|husband)"),
    _story("codependency", "loved ones of addicts", r"\bal-?anon\b"),
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:no|not|never|non|without|denies|denied|neg|negative|isn'?t|wasn'?t|don'?t|doesn'?t"
    r"|w/o)\s(?:\w{1,10}[\s/]){0,2}$",
    re.IGNORECASE,
)
FAR = re.compile(
    r"\b(?:no\s(?:car|transportation|license)|(?:can'?t|cannot|can’t|doesn'?t|doesnt|doesn’t|unable\sto"
    r"|won'?t)\s(?:drive|leave\s(?:the|his|her)"
    r"\s(?:house|home))|homebound|housebound|(?:moved|moving|relocat(?:ed|ing))\s"
    r"(?:to|away|out\sof\sstate)|(?:no\s(?:therapist|one|body)|nobody)\s(?:within|local|nearby)|phone\ssessions|by\sphone)\b|\b\d{1,3}\s(?:miles|hours?"
    r"|hrs?)\s(?:from|away)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?<!sells\s)(?<!works\s)(?<!met\s)(?<!school\s)(?<!classes\s)(?<!over\s)(?:tele(?:health|therapy)?|zoom"
    r"|remote(?:ly)?|virtual(?:ly)?|online|by\svideo)\b",
    re.IGNORECASE,
)
IN_PERSON = re.compile(
    r"\b(?:(?:hates?|won'?t\sdo|refuses|can'?t\sdo)\s(?:telehealth|video|zoom)|no\s(?:video|computer|internet|telehealth|zoom|screens?)"
    r"|telehealth\sno|in[\s-]person|f2f)\b",
    re.IGNORECASE,
)
_SOON = re.compile(r"\b(?:asap|urgent(?:ly)?|right\saway|soon|immediately)\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:speak\w{0,3}|only|interpret\w{0,3}|bilingual|prefers?|language|monolingual)\b", re.IGNORECASE
)
_NEAR = 60  # characters; no denial is longer
_TRIED = re.compile(r"\b(?:done|did|tried|had|has|stopped|failed|finished|through)\s", re.IGNORECASE)
# What somebody does at night is no wish for a time.
_DOES = re.compile(r"\bnights?$", re.IGNORECASE)


_PLANS = re.compile(r"\bstar\skids\b", re.IGNORECASE)  # a plan, no children


def facets(text: str) -> frozenset[Facet]:
    """Every term of the vocabulary that `text` names."""
    text = _PLANS.sub("star", text)
    named = ((kind, mention.code) for kind in _KINDS for mention in mentions(kind, text))
    return frozenset((*named, *(("state", state) for state in states_in(text))))


def derived(clause: str) -> Iterator[Said]:
    """What a clause that tells of a client says of the therapist needed, save the client's type.

    Args:
        clause: without the words that identify.
    """
    yield from _concerns(clause)
    yield from _named(clause)
    if IN_PERSON.search(clause):
        yield Said("in person", frozenset({("format", "in_person")}))
    elif FAR.search(clause) or _REMOTE.search(clause):
        yield Said("telehealth", frozenset({("format", "telehealth")}))
    for state in states_in(clause):
        yield Said(state, frozenset({("state", state)}))
    if _SOON.search(clause):
        yield Said("soon", frozenset())


def _concerns(clause: str) -> Iterator[Said]:
    theirs = bool(ABOUT_KIN.match(clause))
    for expression, code, words in _STORIES:
        if (found := expression.search(clause)) and not _denied(clause, found.start()):
            yield from _borne(code, words) if theirs else (_concern(code, words),)
    at = 0
    for mention in mentions("concern", clause):
        start = clause.index(mention.words, at)
        at = start + len(mention.words)
        lower = mention.words.lower()
        if lower not in _NO_CONCERN and not _denied(clause, start):
            words = _SAID_BETTER.get(lower, mention.words)
            yield from _borne(mention.code, words) if theirs else (_concern(mention.code, words),)


def _concern(code: str, words: str) -> Said:
    return Said(words, frozenset({("concern", code)}))


def _borne(code: str, words: str) -> Iterator[Said]:
    """What a relative's trouble is for the client who has to bear it, if anything."""
    if code in _ADDICTION:
        yield _concern("codependency", "codependency")
    elif code in _RELATIONAL:
        yield _concern(code, words)


def _denied(clause: str, at: int) -> bool:
    """Whether what stands at a place of the clause is said not to be so."""
    return bool(_NOT.search(clause, max(0, at - _NEAR), at))


def _named(clause: str) -> Iterator[Said]:
    """Payers, methods, languages, services and times, in the writer's own words for them."""
    for kind in ("payment", "modality", "time"):
        for mention in mentions(kind, clause):
            at = clause.index(mention.words)
            doubtful = mention.words == "star" and not re.search(r"star\s(?:kids|plus|health|medicaid)\b", clause)
            tried = kind == "modality" and _TRIED.search(clause, 0, at)
            done = kind == "time" and (_DOES.match(mention.words) or JOB.search(clause))
            if not (doubtful or tried or done or _denied(clause, at)):
                yield Said(mention.words, frozenset({(kind, mention.code)}))
    if _SPEAKS.search(clause):
        for mention in mentions("language", clause):
            if mention.code != "en":
                yield Said(f"{mention.words} speaking", frozenset({("language", mention.code)}))


def client_words(codes: list[str]) -> Iterator[Said]:
    """How a therapist says who comes: "adult", "couples"."""
    for code in codes:
        kind: Kind = "age_group" if vocabulary.is_code("age_group", code) else "client_type"
        words = {"couple": "couples"}.get(code, vocabulary.label(kind, code).lower())
        yield Said(words, frozenset({(kind, code)}))
