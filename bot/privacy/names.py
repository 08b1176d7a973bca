"""People's names: by the words around them, by the lists of names, and as words that no list knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.lexicon import Lexicon, lexicon
from bot.privacy.patterns import word_set
from bot.privacy.persons import strength
from bot.privacy.typos import explained, medical
from bot.privacy.words import Word, gap

_TITLES = word_set(
    "mr mrs ms miss mx dr doctor prof professor rev reverend pastor rabbi imam judge coach sgt officer detective",
)
_ABBREVIATED = word_set("mr mrs ms mx dr prof rev sgt")
_KIN = word_set(
    "client clients patient patients pt son daughter husband wife partner spouse boyfriend girlfriend fiance"
    " fiancee mother mom mum father dad ",
    "brother sister aunt auntie uncle cousin grandma grandmother grandpa grandfather friend roommate baby toddler"
    " teen child kid student boss ex ",
    "stepdad stepmom stepson stepdaughter niece nephew twin twins sibling coworker hubby gf bf lady guy gentleman"
    " woman man boy girl couple",
)
_NAMING = re.compile(
    r"(?:\b(?:named|nicknamed|called|(?:first|last|maiden|middle|full|legal|real|nick)?\s?name(?:'?s|\sis|\swas|:)"
    r"|goes\sby|known\sas|aka|a\.k\.a\.|signed|sincerely|initials?(?:\sare|\sis|:)?)"
    r"\s{1,2}(?:is\s)?[\"'(]?|\bcalls?\s(?:me|him|her|them)\s)$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\.\s?){1,2}[A-Z]\.?(?![A-Za-z])")
_INITIAL_AND_SURNAME = re.compile(r"(?<![A-Za-z.'])[A-Za-z]\.\s?(?P<surname>[A-Za-z]{3,20})\b(?!\.)")
_INITIALS_CUE = re.compile(r"\binitials?\s(?:are\s|is\s)?(?P<it>[A-Za-z](?:\.?\s?[A-Za-z]){0,2}\b\.?)", re.IGNORECASE)
_NOT_INITIALS = word_set(
    "us usa uk dc ny nyc la tx ca phd md pa ma ba bs do am pm eg ie aa na va er pt ot ed st rn np ms",
)
_LONE_INITIAL = re.compile(
    r"\b(?:client|patient|pt|son|daughter|husband|wife|partner|[Mm]y\sfriend|seeing"
    r"|for)\s(?P<it>[B-HJ-Z])\b(?=[.,;:)\s]|'s|$)(?!\.\s?[A-Z]\.)(?!\s&)"
)
_PARTICLES = word_set(
    "de la del los van von der den bin ibn al el da dos di du le st san o mc mac",
)
# A capital after these is as likely the start of a sentence's subject as a person's name.
_VERBS = word_set(
    "is was has had lives lived works worked needs wants wanted says said told asked goes went feels felt and who"
    " struggles reports does",
)
# First names that lower-case prose uses as plain words too often to ask about.
_PLAIN = word_set(
    "will may gay christian grant chase chance hope faith trinity guy drew frank earnest art mark bill junior young"
    " love summer august june april",
)
_SURNAMES_IN_PROSE = word_set(
    "smith baker cooper carter parker walker turner miller fisher mason hunter foster hill wright green brown black"
    " white bell reed stone rivers ",
    "wood woods cook price rice hall ward wells banks fields gray rose marsh frost fox wolf",
)
_INTRODUCED = re.compile(r"(?:,| is| was|\'s)\s(?:an?\s)?\d{1,2}\b(?!\s?(?:min|hour|session|week|month|day)|[ap]m)")
#: Between two names.
_BESIDE = re.compile(r"(?:'s)?\s?(?:and|&|/|\+|,|,\sand|with|\s)\s?")
_PRONOUNS = word_set(
    "i he she they it we you this that these those my our his her their the a an and but so if is are was not to"
    " for in on at",
)
_NAME, _SURE, _ASK = Kind.NAME, Certainty.CERTAIN, Certainty.DOUBTFUL
_READS = "reads as a name"
_UNKNOWN = "may be a person, a place or a workplace"
_MIN_ASK = 4  # rarer names shorter than this are typos and abbreviations more often than names
_MIN_SHOUTED = 5  # shorter words in capitals are acronyms


class _Reader:
    """Reads one text's words for names, left to right."""

    def __init__(self, text: str, words: Sequence[Word], known: Lexicon) -> None:
        self.text, self.words, self.known = text, words, known
        self.named_until = 0  # where the last name found ends

    def given(self, word: Word) -> bool:
        """Whether the lists know it as a first name."""
        known = self.known
        return word.lower in known.given_common or word.lower in known.given_rare or word.lower in known.given_words

    def ordinary(self, word: Word) -> bool:
        """A word that a sentence may hold with no person in it, whether or not it is a name as well."""
        return word.field or self.known.ordinary(word.lower)

    def strong(self, word: Word) -> bool:
        return self.given(word) and not self.ordinary(word)

    def place(self, word: Word) -> bool:
        return word.lower in self.known.places

    def _continues(self, at: int, end: int) -> bool:
        """Whether word `end` carries on the name that stands before it."""
        if end >= len(self.words):
            return False
        word, before = self.words[end], self.words[end - 1]
        between = gap(self.text, before, word)
        if between not in (" ", "-") and not (len(before.text) == 1 and between == ". "):
            return False
        if len(word.text) == 1:
            after = self.text[word.end : word.end + 1]
            return (word.capital and (word.text != "I" or after == ".")) or (
                not word.capital and word.text not in "aisxw" and after in (".", ",", "")
            )
        if word.shouted and not self.words[at].shouted:
            return False
        if word.capital:
            named = self.given(word) or word.lower in self.known.family
            return not self.ordinary(word) or (named and word.lower not in _VERBS)
        if self.words[at].capital:
            return False
        surname = word.lower in self.known.family and not self.ordinary(word)
        return surname or word.lower in _SURNAMES_IN_PROSE

    def run(self, at: int) -> int:
        """The index after the last word of the name that starts with word `at`."""
        end = at + 1
        while end < min(at + 5, len(self.words)):
            if self._continues(at, end):
                end += 1
            elif (
                self.words[end].lower in _PARTICLES
                and gap(self.text, self.words[end - 1], self.words[end]) == " "
                and (end + 1 < len(self.words) and self.words[end + 1].capital and self._continues(at, end + 1))
            ):
                end += 2
            else:
                break
        return end

    def finding(self, at: int, end: int, certainty: Certainty, reason: str = _READS) -> Finding:
        stop = self.words[end - 1].end
        if len(self.words[end - 1].text) == 1 and self.text[stop : stop + 1] == ".":
            stop += 1
        return Finding(self.words[at].start, stop, _NAME, certainty, reason)

    def after_title(self, at: int) -> bool:
        if at == 0 or self.words[at - 1].lower not in _TITLES:
            return False
        title, between = self.words[at - 1], self.text[self.words[at - 1].end : self.words[at].start]
        abbreviated = title.lower in _ABBREVIATED
        if not (between == " " or (abbreviated and between in (". ", "."))) or (title.lower == "ms" and title.shouted):
            return False
        word = self.words[at]
        if word.capital:
            return not word.shouted and word.lower not in _PRONOUNS and (not word.field or between != " ")
        return not self.ordinary(word) and len(word.text) > 2

    def cued(self, at: int) -> Certainty | None:
        """How sure the words before make it that word `at` is a name."""
        word = self.words[at]
        if _NAMING.search(self.text[max(0, word.start - 24) : word.start]):
            return self._named(word)
        if self.given(word) and word.lower not in self.known.field and _INTRODUCED.match(self.text, word.end):
            return _ASK
        before = self.words[at - 1] if at else None
        if before is None or before.lower not in _KIN or gap(self.text, before, word) not in (" ", ", ", " (", ' "'):
            return None
        if word.capital and not word.field and not word.shouted and self._person(word):
            return _SURE
        if word.lower in self.known.given_common and gap(self.text, before, word) == " ":
            return _ASK if self.ordinary(word) and word.lower not in _PLAIN else _SURE if self.strong(word) else None
        return None

    def _person(self, word: Word) -> bool:
        return not self.ordinary(word) or (self.given(word) and word.lower not in _PRONOUNS)

    def _named(self, word: Word) -> Certainty | None:
        if word.lower in _PRONOUNS:
            return None
        if word.capital and not word.field:
            return None if word.shouted and len(word.text) < 3 else _SURE
        if self.strong(word):
            return _SURE
        if self.given(word) or (not self.ordinary(word) and len(word.text) > 2):
            return _ASK
        return None

    def weight(self, at: int, end: int) -> int:
        """How much the words around make it a person; next to another name as much as any of them can."""
        start, stop = self.words[at].start, self.words[end - 1].end
        beside = self.named_until and _BESIDE.fullmatch(self.text[self.named_until : start])
        return max(2 if beside else 0, strength(self.text, start, stop))

    def listed(self, at: int, end: int) -> Finding | None:
        """A name that the lists know: sure where a person stands or with a surname, asked about elsewhere."""
        word = self.words[at]
        longer, common = end > at + 1, word.lower in self.known.given_common
        weight = self.weight(at, end)
        if self.strong(word) and not (word.shouted and len(word.text) < _MIN_ASK):
            if (longer and (common or word.capital)) or (common and weight > 1 and not self.place(word)):
                return self.finding(at, end, _SURE)
            enough = (word.capital and len(word.text) > 2) or len(word.text) >= _MIN_ASK or weight > 1
            return self.finding(at, end, _ASK) if enough and not self._slip(word, weight) else None
        if self.given(word) and word.capital and not word.shouted:
            return self._ambiguous(at, end, weight)
        if self.given(word) and self.ordinary(word) and weight > (2 if word.field else 1):
            return self.finding(at, end, _ASK, "may be a name")
        return None

    def _ambiguous(self, at: int, end: int, weight: int) -> Finding | None:
        """A capitalised name that is an ordinary word as well."""
        word, longer = self.words[at], end > at + 1
        if longer and not self.ordinary(self.words[at + 1]):
            return self.finding(at, end, _SURE if len(self.words[end - 1].text) == 1 or not word.opens else _ASK)
        if (weight > 1 or not word.opens) and not word.field:
            return self.finding(at, end, _ASK, "may be a name")
        return None

    def _slip(self, word: Word, weight: int) -> bool:
        return not word.capital and weight < 2 and explained(word.lower, self.known)

    def unknown(self, at: int, end: int) -> Finding | None:
        """A word that no list knows as anything but a surname or a town."""
        word = self.words[at]
        if self.ordinary(word) or (word.shouted and len(word.text) < _MIN_SHOUTED):
            return None
        weight = self.weight(at, end)
        named = word.capital and not word.opens
        if len(word.text) < (3 if word.capital or weight > 1 else _MIN_ASK):
            return None
        if weight < 2 and (medical(word.lower) if named else explained(word.lower, self.known)):
            return None
        surname = word.lower in self.known.family
        return self.finding(at, end, _ASK, "may be a family name" if surname else _UNKNOWN)

    def read(self) -> Iterator[Finding]:
        at = 0
        while at < len(self.words):
            end = self.run(at)
            certainty = _SURE if self.after_title(at) else self.cued(at)
            found = self.finding(at, end, certainty) if certainty else self.listed(at, end) or self.unknown(at, end)
            if found:
                yield found
                self.named_until = found.end
            at = end if found else at + 1


def _initials(text: str, known: Lexicon) -> Iterator[Finding]:
    for match in _INITIAL_AND_SURNAME.finditer(text):
        if match["surname"].lower() in known.family and not known.ordinary(match["surname"].lower()):
            yield Finding(match.start(), match.end(), _NAME, _SURE, _READS)
    for match in _INITIALS_CUE.finditer(text):
        yield Finding(match.start("it"), match.end("it"), _NAME, _SURE, "are a person's initials")
    for match in _INITIALS.finditer(text):
        if re.sub(r"[^a-z]", "", match.group().lower()) not in _NOT_INITIALS:
            yield Finding(match.start(), match.end(), _NAME, _ASK, "may be initials")
    for match in _LONE_INITIAL.finditer(text):
        yield Finding(match.start("it"), match.end("it"), _NAME, _ASK, "may be an initial")


def find_names(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Names in a normalised text and its `words`."""
    yield from _Reader(text, words, lexicon()).read()
    yield from _initials(text, lexicon())
