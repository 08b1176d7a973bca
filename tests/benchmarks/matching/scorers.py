"""The ways to rank that are held against each other, from no way at all to ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from bot.matching import Ranker, vocabulary
from tests.benchmarks.matching import rival
from tests.benchmarks.matching.measures import LOOKED_AT
from tests.benchmarks.plain_bm25 import PlainBm25

if TYPE_CHECKING:
    from bot.matching import Need, Profile

#: Gives members' ids, best first, as many as anybody looks at.
Ranking = Callable[["Need"], Sequence[str]]

OURS = "ours"
_DRAWS = 5


@dataclass(frozen=True)
class Scorer:
    """A way to rank.

    Attributes:
        over: makes it ready for a collective.
        draws: how often it is asked the same; more than once where lots decide much of its order.
    """

    name: str
    over: Callable[[Sequence[Profile]], Ranking]
    draws: int = 1


def _by(score: Callable[[Need, Profile], float]) -> Callable[[Sequence[Profile]], Ranking]:
    """Highest score first, and lots between equals."""

    def over(members: Sequence[Profile]) -> Ranking:
        lots = Random(len(members))

        def ranking(need: Need) -> Sequence[str]:
            drawn = lots.sample(members, len(members))
            return [member.member_id for member in sorted(drawn, key=lambda member: -score(need, member))]

        return ranking

    return over


def _overlap(need: Need, member: Profile) -> float:
    """Jaccard's index of the concerns."""
    asked, ticked = {*need.concerns}, {*member.top_concerns, *member.concerns}
    return len(asked & ticked) / len(asked | ticked) if asked or ticked else 0.0


def _bm25(members: Sequence[Profile]) -> Ranking:
    index = PlainBm25([_words(member.statement) for member in members])
    return lambda need: [members[place].member_id for place in index.best(_words(need.note), len(members))]


def _bm25_with_labels(members: Sequence[Profile]) -> Ranking:
    index = PlainBm25(
        [_words(member.statement, *member.top_concerns, *member.concerns, *member.modalities) for member in members]
    )
    return lambda need: [
        members[place].member_id for place in index.best(_words(need.note, *need.concerns), len(members))
    ]


def _words(text: str, *codes: str) -> str:
    """A text, and the labels of what was ticked, without punctuation, which would hide words from a plain index."""
    labels = (term.label for kind in ("concern", "modality") for term in vocabulary.terms(kind) if term.code in codes)
    return " ".join(re.findall(r"[^\W_]+", " ".join([text, *labels])))


def _ours(members: Sequence[Profile]) -> Ranking:
    ranker = Ranker(members)
    return lambda need: [match.member_id for match in ranker.rank(need, limit=LOOKED_AT)]


SCORERS = (
    Scorer("random", _by(lambda _need, _member: 0.0), _DRAWS),
    Scorer("the rival's scorer", _by(rival.score), _DRAWS),
    Scorer("BM25 of the texts", _bm25),
    Scorer("BM25 of texts and labels", _bm25_with_labels),
    Scorer("facet overlap (Jaccard)", _by(_overlap), _DRAWS),
    Scorer(OURS, _ours),
)
