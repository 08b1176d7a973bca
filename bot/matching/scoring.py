"""How well a member who may serve a need fits it: a sum whose summands are kept, for the reasons to speak of.

Every summand grows with a better stated fit and none depends on another, so that a better fit never ranks lower.
What a member gave to or received from others is not known here and cannot count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.matching.constraints import Answer, answers, covering
from bot.matching.lexicon import mentions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching.constraints import Constraint
    from bot.matching.values import LicenceScope, Need, Profile

# Chosen by judgement, in this order: concerns decide, words and facets refine, turns only break near ties.
_ASKED = (1.0, 0.5, 0.35)  # the main concern, the second, any further one
_LISTED = (1.0, 0.85, 0.7, 0.5)  # a member's first, second, third concern, any further one
_WRITTEN = 0.5  # at most, for a concern that the note speaks of
_TOLD = 0.3  # at most, for a concern that the statement speaks of
_SHARED_WORDS = 0.3  # at most, for exact words in common
_HALFWAY = 10.0  # the BM25 score that earns half of that
_STATED = 0.1  # for each thing asked for that the member states, and for openings
_TURN = 0.03  # off for each referral lately shown to them ...
_TURNS = 5  # ... up to so many


@dataclass(frozen=True)
class Wish:
    """A concern of a need: how much it weighs, whether it was ticked, and the note's longest words for it."""

    code: str
    weight: float
    ticked: bool
    wrote: str


@dataclass(frozen=True)
class Shared:
    """A concern that need and member share, and what it is worth.

    Attributes:
        place: where it stands among the member's concerns, from 0; None when only their statement speaks of it.
    """

    wish: Wish
    place: int | None
    points: float


@dataclass(frozen=True)
class Tally:
    """What a member's score is made of."""

    concerns: Sequence[Shared]
    modalities: Sequence[str]
    said: Mapping[Constraint, Answer]
    states: Mapping[str, LicenceScope]
    score: float


class Request:
    """A need made ready to be held against many members."""

    def __init__(self, need: Need) -> None:
        self.need = need
        self.wishes = _wishes(need)
        written = (mention.code for mention in mentions("modality", need.note))
        self.modalities = tuple(dict.fromkeys([*need.modalities, *written]))


class Candidate:
    """A member made ready to be held against many needs."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.places = {code: place for place, code in reversed(list(enumerate(profile.every_concern)))}
        self.told = _told(profile.statement)

    def strength(self, code: str) -> float:
        """How much a concern is theirs, by its place in their order and by what their statement says of it."""
        listed = _at(_LISTED, self.places[code]) if code in self.places else 0.0
        return listed + _TOLD * _fading(self.told[code])


def tally(request: Request, candidate: Candidate, shared_words: float) -> Tally | None:
    """What a member's fit adds up to; None when a constraint excludes them.

    Args:
        request: the need.
        candidate: the member.
        shared_words: the BM25 score of their statement for the note.
    """
    need, profile = request.need, candidate.profile
    said = answers(need, profile)
    if Answer.NO in said.values():
        return None
    concerns = [
        Shared(wish, candidate.places.get(wish.code), wish.weight * candidate.strength(wish.code))
        for wish in request.wishes
        if candidate.strength(wish.code)
    ]
    modalities = [code for code in request.modalities if code in profile.modalities]
    states = covering(need, profile)
    score = (
        sum(shared.points for shared in concerns)
        + _SHARED_WORDS * shared_words / (shared_words + _HALFWAY)
        + _STATED * sum(answer is Answer.YES for answer in said.values())
        + _STATED * _share(len(modalities), len(request.modalities))
        + _STATED * _share(len(states), len(need.states))
        - _TURN * min(profile.shown_lately, _TURNS)
    )
    return Tally(concerns, modalities, said, states, round(score, 9))


@lru_cache(maxsize=2048)  # statements change seldom and are held against every need
def _told(statement: str) -> Mapping[str, int]:
    """How often a statement speaks of each concern; 0 for any other."""
    return Counter(mention.code for mention in mentions("concern", statement))


def _wishes(need: Need) -> tuple[Wish, ...]:
    """The ticked concerns in their order, then those that the note speaks of."""
    written = mentions("concern", need.note)
    often = Counter(mention.code for mention in written)
    words = {mention.code: mention.words for mention in sorted(written, key=lambda mention: len(mention.words))}
    order = list(dict.fromkeys(need.concerns))
    return tuple(
        Wish(
            code,
            (_at(_ASKED, order.index(code)) if code in order else 0.0) + _WRITTEN * _fading(often[code]),
            code in order,
            words.get(code, ""),
        )
        for code in dict.fromkeys([*order, *often])
    )


def _at(steps: Sequence[float], place: int) -> float:
    return steps[min(place, len(steps) - 1)]


def _fading(count: int) -> float:
    """Nothing for none, a half for one, ever nearer to 1 for more."""
    return count / (count + 1)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
