"""People's names: by the lists of names, by the words around them, and as words that no list knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.privacy.detectors.name_words import (
    ABBREVIATED,
    ASKED_FOR,
    BEGINNERS,
    CHOSEN,
    DRUGS,
    INSURERS,
    KIN,
    NAMING,
    NAMING_ENDS,
    PARTICLES,
    PLAIN,
    PRONOUNS,
    STREET_NAMES,
    SURNAMED,
    SURNAMES_IN_PROSE,
    TITLES,
    VERBS,
)
from bot.privacy.detectors.persons import strength, thing
from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.lexicon import Lexicon, lexicon
from bot.privacy.reading.typos import explained, medical, mistyped
from bot.privacy.reading.words import Word, gap

_INTRODUCED = re.compile(r"(?:,| is| was|\'s)\s(?:an?\s)?\d{1,2}\b(?!\s?(?:min|hour|session|week|month|day)|[ap]m)")
#: Between two names.
_BESIDE = re.compile(r"(?:'s)?\s?(?:and|&|/|\+|,|,\sand|with|\s)\s?")
_JOINED = re.compile(r"(?:'s)?\s?(?:and|&|\+)\s?")
_ARTICLES = frozenset(("a", "an"))
_IN = re.compile(r"\b(?:in|near|from)\s$")
_NAME, _SURE, _ASK = Kind.NAME, Certainty.CERTAIN, Certainty.DOUBTFUL
_READS = "reads as a name"
_UNKNOWN = "may be a person, a place or a workplace"
_MIN_ASK = 4  # rarer names shorter than this are typos and abbreviations more often than names
_MOST_LOOKED_UP = 100  # unknown words of a text; looking one up for a slip takes a thousand comparisons
_MIN_SHOUTED = 5  # shorter words in capitals are acronyms


class _Reader:
    """Reads one text's words for names, left to right."""

    def __init__(self, text: str, words: Sequence[Word], known: Lexicon) -> None:
        self.text, self.words, self.known = text, words, known
        self.named_until = 0  # where the last name found ends
        self.looked_up: dict[tuple[str, bool], bool] = {}

    def given(self, word: Word) -> bool:
        """Whether the lists know it as a first name."""
        known = self.known
        return word.lower in known.given_common or word.lower in known.given_rare or word.lower in known.given_words

    def ordinary(self, word: Word) -> bool:
        """A word that a sentence may hold with no person in it, whether or not it is a name as well."""
        return word.field or self.known.ordinary(word.lower)

    def _plain(self, word: Word) -> bool:
        """A frequent word, or one of the field's, that no list has as a name: most are."""
        if word.lower in INSURERS and thing(self.text, word.start, word.end):
            return True
        usual = word.field or word.lower in self.known.frequent
        return usual and not self.given(word) and word.lower not in self.known.family

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
            return not self.ordinary(word) or (named and word.lower not in VERBS)
        if self.words[at].capital:
            return False
        surname = word.lower in self.known.family and not self.ordinary(word)
        return surname or word.lower in SURNAMES_IN_PROSE

    def run(self, at: int) -> int:
        """The index after the last word of the name that starts with word `at`."""
        end = at + 1
        while end < min(at + 5, len(self.words)):
            if self._continues(at, end):
                end += 1
            elif (
                self.words[end].lower in PARTICLES
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
        if at == 0 or self.words[at - 1].lower not in TITLES:
            return False
        title, between = self.words[at - 1], self.text[self.words[at - 1].end : self.words[at].start]
        abbreviated = title.lower in ABBREVIATED
        if not (between == " " or (abbreviated and between in (". ", "."))) or (title.lower == "ms" and title.shouted):
            return False
        word = self.words[at]
        if word.capital:
            return (
                (not word.shouted or len(word.text) == 1)
                and word.lower not in PRONOUNS
                and (not word.field or between != " ")
            )
        seldom = abbreviated and word.lower not in self.known.frequent and not word.field
        surname = title.lower in SURNAMED and word.lower in self.known.family and word.lower not in PLAIN
        if surname and not word.field and word.lower not in VERBS:
            return True
        lone = abbreviated and len(word.text) == 1 and word.lower not in "aix"
        return lone or ((seldom or not self.ordinary(word)) and len(word.text) > 2)

    def cued(self, at: int) -> Certainty | None:
        """How sure the words before make it that word `at` is a name."""
        word = self.words[at]
        if self.text.startswith(" by name", word.end) and word.lower not in PRONOUNS:
            return _ASK
        led = at > 0 and self.words[at - 1].lower in NAMING_ENDS
        if led and NAMING.search(self.text[max(0, word.start - 36) : word.start]):
            certainty = self._named(word)
            asked_for = ASKED_FOR.search(self.text, max(0, word.start - 16), word.start)  # a person, or a method
            return _ASK if certainty and asked_for and not word.shouted else None if asked_for else certainty
        if self.given(word) and word.lower not in self.known.field and _INTRODUCED.match(self.text, word.end):
            return _ASK
        before = self.words[at - 1] if at else None
        if before is None or before.lower not in KIN or gap(self.text, before, word) not in (" ", ", ", " (", ' "'):
            return None
        if word.capital and not word.field and not word.shouted and self._person(word):
            return _SURE
        if word.lower in self.known.given_words and word.lower not in PLAIN and gap(self.text, before, word) == " ":
            return _ASK
        if word.lower in self.known.given_common and gap(self.text, before, word) == " ":
            return _ASK if self.ordinary(word) and word.lower not in PLAIN else _SURE if self.strong(word) else None
        if self.strong(word) and not word.capital and gap(self.text, before, word) == " ":  # "his daughter abena"
            return _ASK
        return None

    def _person(self, word: Word) -> bool:
        return not self.ordinary(word) or (self.given(word) and word.lower not in PRONOUNS)

    def _named(self, word: Word) -> Certainty | None:
        if word.lower in PRONOUNS:
            return None
        if word.capital and not word.field:
            return None if word.shouted and len(word.text) < 3 else _SURE
        if self.strong(word):
            return _SURE
        if self.given(word) or (not self.ordinary(word) and len(word.text) > 2):
            return _ASK
        chosen = CHOSEN.search(self.text, max(0, word.start - 32), word.start)  # "goes by skeeter"
        return _ASK if chosen and not word.field and word.lower not in self.known.frequent else None

    def weight(self, at: int, end: int) -> int:
        """How much the words around make it a person; next to another name as much as any of them can."""
        named = self.given(self.words[at]) and self.words[at].lower not in PLAIN
        weight = strength(self.text, self.words[at].start, self.words[end - 1].end, named=named)
        return max(2 if self._beside(at) else 0, weight)

    def _joined(self, at: int) -> bool:
        return bool(self.named_until and _JOINED.fullmatch(self.text[self.named_until : self.words[at].start]))

    def _beside(self, at: int) -> bool:
        return bool(self.named_until and _BESIDE.fullmatch(self.text[self.named_until : self.words[at].start]))

    def listed(self, at: int, end: int) -> Finding | None:
        """A name that the lists know: sure where a person stands or with a surname, asked about elsewhere."""
        word = self.words[at]
        if not self.given(word) or (word.lower in STREET_NAMES and DRUGS.search(self.text)):
            return None
        if not word.capital and at and end == at + 1 and self.words[at - 1].lower in _ARTICLES:
            return None  # "a bit of a karen"
        if self.strong(word):
            return self._strong(at, end)
        if word.capital and not word.shouted:
            return self._ambiguous(at, end, self.weight(at, end))
        weight = self.weight(at, end)
        if end == at + 1 and end < len(self.words):
            weight = max(weight, self.weight(at, at + 2) - 1)  # "faith long, 34": its surname is a word as well
        if weight == 1 and word.opens and self.text[word.end : word.end + 1] not in (",", ""):
            return None  # it opens a sentence, and nothing else speaks for a person: "pat answers annoy him"
        return self.finding(at, end, _ASK, "may be a name") if weight > self._enough(word) else None

    def _enough(self, word: Word) -> int:
        """What a name that is a word has to weigh more than, to be read as a name."""
        if word.field or word.lower in BEGINNERS:
            return 2
        return 0 if word.lower in self.known.given_first else 1

    def _strong(self, at: int, end: int) -> Finding | None:
        word, weight = self.words[at], self.weight(at, end)
        longer, common = end > at + 1, word.lower in self.known.given_common
        if word.shouted and len(word.text) < _MIN_ASK and weight < 3:
            return None
        opening = weight == 1 and self.text[word.end : word.end + 1] == ","
        stands = weight > 1 or opening or (weight == 1 and not word.opens)
        if (longer and stands and (common or word.capital)) or (
            common and (weight > 1 or opening) and not self.place(word)
        ):
            return self.finding(at, end, _SURE)
        enough = longer or (word.capital and len(word.text) > 2) or len(word.text) >= _MIN_ASK or weight > 1
        return self.finding(at, end, _ASK) if enough and not self._slip(word, weight) else None

    def _ambiguous(self, at: int, end: int, weight: int) -> Finding | None:
        """A capitalised name that is an ordinary word as well."""
        word, longer = self.words[at], end > at + 1
        if longer and not self.ordinary(self.words[at + 1]):
            return self.finding(at, end, _SURE if len(self.words[end - 1].text) == 1 or not word.opens else _ASK)
        if weight > self._enough(word) or not (word.opens or word.field):
            return self.finding(at, end, _ASK, "may be a name")
        return None

    def _ordinary_after_all(self, word: str, how: Callable[[str, Lexicon], bool] = explained) -> bool:
        """What `how` says of a word, looked up once; of the words of a text that is full of unknown ones, false."""
        key = word, how is mistyped
        if key not in self.looked_up and len(self.looked_up) < _MOST_LOOKED_UP:
            self.looked_up[key] = how(word, self.known)
        return self.looked_up.get(key, False)

    def _slip(self, word: Word, weight: int) -> bool:
        rare = word.lower not in self.known.given_common
        return rare and not word.capital and weight < 2 and self._ordinary_after_all(word.lower)

    def unknown(self, at: int, end: int) -> Finding | None:
        """A word that no list knows as anything but a surname or a town."""
        word = self.words[at]
        seldom = word.lower not in self.known.frequent and not word.field
        if seldom and not self.known.ordinary(word.lower) and self.weight(at, at + 1) > 3:
            return self.finding(at, end, _ASK, "may be a name")
        surname = word.lower in self.known.family
        if surname and word.capital and self._beside(at):
            return self.finding(at, end, _ASK, "may be a family name")
        if self.ordinary(word) or (word.shouted and len(word.text) < _MIN_SHOUTED):
            return None
        weight = max(strength(self.text, word.start, self.words[end - 1].end), 2 if self._joined(at) else 0)
        # In lower case and nowhere near where a person or a place stands it is slang or a brand, eight times in ten.
        placed = bool(_IN.search(self.text, max(0, word.start - 9), word.start)) or self.place(word) or surname
        if not (word.capital or weight or placed):
            return None
        if len(word.text) < self._shortest(word, weight) or self._explained(word, weight):
            return None
        return self.finding(at, end, _ASK, "may be a family name" if surname else _UNKNOWN)

    def _shortest(self, word: Word, weight: int) -> int:
        """How many letters an unknown word needs to be asked about where it stands."""
        mid_sentence = word.capital and not word.opens and not word.shouted
        if weight > 1 or (mid_sentence and word.lower in self.known.family):
            return 2
        placed = _IN.search(self.text, max(0, word.start - 9), word.start)
        return 3 if word.capital or placed else _MIN_ASK

    def _explained(self, word: Word, weight: int) -> bool:
        """Whether an unknown word is a term, a plan, a drug or a slip of the thumb rather than a name."""
        if not word.capital and word.lower not in self.known.family and self._ordinary_after_all(word.lower, mistyped):
            return True
        if weight > 1:
            return False
        if not self.place(word) and thing(self.text, word.start, word.end):
            return True
        return medical(word.lower) if word.capital and not word.opens else self._ordinary_after_all(word.lower)

    def read(self) -> Iterator[Finding]:
        at = 0
        while at < len(self.words):
            certainty = _SURE if self.after_title(at) else self.cued(at)
            if not certainty and self._plain(self.words[at]):
                at += 1
                continue
            end = self.run(at)
            found = self.finding(at, end, certainty) if certainty else self.listed(at, end) or self.unknown(at, end)
            if found:
                yield found
                self.named_until = found.end
            at = end if found else at + 1


def find_names(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Names in a normalised text and its `words`."""
    yield from _Reader(text, words, lexicon()).read()
