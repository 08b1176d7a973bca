"""How well members who may serve a need fit it: a sum whose summands are kept, for the reasons to speak of.

Every summand grows with a better stated fit, and none shrinks by it. What a member gave to or received from others
is not known here and cannot count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.constraints import asked_of
from bot.matching.reading.concepts import read
from bot.matching.reading.lexicon import mentions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching.constraints import Answer, Constraint
    from bot.matching.values import LicenceScope, Need, Profile


@dataclass(frozen=True)
class Weights:
    """What counts how much. Concerns decide, words and facets refine, turns break near ties.

    A member's strength in a concern is how likely it is one of the three that they serve best: certain where they say
    so, else judged by how much else they tick, by what their statement speaks of, and by the company it keeps. The
    numbers were fitted on profiles and requests written for it (`make bench-matching`, docs/matching.md).

    Attributes:
        asked: the main concern of a need, the second, any further one.
        note: at most, for a concern that the note speaks of.
        top: the strength of a member's first, second and third concern.
        ticked, per_tick, told, kin, elsewhere: the strength of a concern that is only ticked is the logistic of
            ticked - per_tick * ln(how many others they tick, plus one) + told * (root of how much their statement
            speaks of it) + kin * (how much of what else they tick speaks for it) - elsewhere * (how much their
            statement speaks of what else they tick).
        beside_top: off that, for each top concern that is not asked for.
        only_told: the strength, at most, of a concern that is not ticked and the statement speaks of.
        words: at most, for exact words in common.
        stated: for each thing asked for that the member states, and for openings.
        turn: at most, off for referrals lately shown to them.
    """

    asked: Sequence[float] = (1.0, 0.5, 0.35)
    note: float = 0.7
    top: Sequence[float] = (1.0, 0.95, 0.9)
    ticked: float = -0.85
    per_tick: float = 0.5
    told: float = 5.5
    kin: float = 5.9
    elsewhere: float = 1.6
    beside_top: float = 0.25
    only_told: float = 0.5
    words: float = 0.05
    stated: float = 0.1
    turn: float = 0.3


WEIGHTS = Weights()
_MOST_WISHES = 4  # a note that speaks of more asks for nothing
#: How much a statement speaks of a concern that it is plainly about.
PLAINLY = 0.25
_FAINT = 0.05  # a note that speaks so little of a concern does not ask for it


@dataclass(frozen=True)
class Wish:
    """A concern of a need.

    Attributes:
        weight: how much it counts.
        ticked: it was picked from the list, and not only read in the note.
        wrote: the note's words for it; "" where it has none that say it outright.
    """

    code: str
    weight: float
    ticked: bool
    wrote: str


@dataclass(frozen=True)
class Shared:
    """A concern that need and member share.

    Attributes:
        held: how the member holds it: 1 to 3 as a top one, more as a further one, 0 when only their statement speaks
            of it.
        told: how much the statement speaks of it, 0 to 1.
        points: what it is worth to the score.
    """

    wish: Wish
    held: int
    told: float
    points: float

    @property
    def counts(self) -> bool:
        """Whether it is theirs by more than a faint word of their statement."""
        return self.held > 0 or self.counts_in_words

    @property
    def counts_in_words(self) -> bool:
        """Whether their statement speaks of it plainly."""
        return self.told >= PLAINLY


@dataclass(frozen=True)
class Tally:
    """What a member's score is made of.

    Attributes:
        concerns: what they share with the need, in the order of the need's wishes.
        modalities, identities: what they share of those that are wished for.
        said: their answer to each constraint.
        states: where their licences serve the need.
        treats: they treat something of what was ticked, or have not said what they treat.
        rose: they stand before somebody who fits better and was shown more of late, and who stands behind for that
            alone: not for treating nothing of what was ticked.
        shared_words: how much the exact words of note and statement have in common, 0 to 1.
    """

    profile: Profile
    concerns: Sequence[Shared]
    modalities: Sequence[str]
    identities: Sequence[str]
    said: Mapping[Constraint, Answer]
    states: Mapping[str, LicenceScope]
    treats: bool
    rose: bool
    shared_words: float
    score: float


class Request:
    """A need made ready to be held against many members.

    Attributes:
        wishes: the ticked concerns in their order, then those that the note alone speaks of, the likeliest first.
        asked: what each row of the rules asks for, where it asks for anything.
        modalities, identities: wished for, and no constraint.
    """

    def __init__(self, need: Need, weights: Weights) -> None:
        self.need = need
        self.wishes = _wishes(need, weights)
        self.asked = asked_of(need)
        written = (mention.code for mention in mentions("modality", need.note))
        self.modalities = tuple(dict.fromkeys([*need.modalities, *written]))
        self.identities = tuple(dict.fromkeys(need.identities))

    @property
    def ticked(self) -> Sequence[str]:
        """The codes of the ticked concerns."""
        return [wish.code for wish in self.wishes if wish.ticked]


def _wishes(need: Need, weights: Weights) -> tuple[Wish, ...]:
    said = read(need.note)
    order = list(dict.fromkeys(need.concerns))
    told = [code for code, weight in said.weights.items() if weight >= _FAINT and code not in order]
    return tuple(
        Wish(
            code,
            (weights.asked[min(order.index(code), len(weights.asked) - 1)] if code in order else 0.0)
            + weights.note * said.weights.get(code, 0.0),
            code in order,
            said.words.get(code, ""),
        )
        for code in [*order, *told][: max(len(order), _MOST_WISHES)]
    )
