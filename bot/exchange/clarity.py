"""How clear a member's niche is to colleagues: who is asked, and when the member may know how often they were right.

A help for the member alone: never a rank, never a comparison, and nobody learns who answered what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.matching.advice.invented import Invented

#: Of fewer answers a count could point at who gave which; with so many a round ends.
ENOUGH = 5
#: One colleague is asked about one niche in so long, and about each at most once a round.
BETWEEN_TWO = timedelta(days=30)
#: Whoever has not answered by then is not counted on any more.
_PATIENCE = timedelta(days=14)
# Asked beyond what is needed, for some never answer.
_SPARE = 2
#: What is picked by whoever cannot tell.
CANNOT_TELL = -1


@dataclass(frozen=True)
class Asked:
    """A colleague who was asked.

    Attributes:
        picked: the place of the request that they would send, or `CANNOT_TELL`; None while they have not answered.
        at: when they were asked, UTC.
    """

    member_id: str
    picked: int | None
    at: datetime


class Clarity(StrEnum):
    """What the count says, in the words of `bot.views.clarity`."""

    CLEAR = "clear"
    HALF = "half"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Result:
    """How often colleagues picked the request that fits: `right` of `answers`."""

    right: int
    answers: int

    @property
    def clarity(self) -> Clarity:
        """Clear to four of five; half while at least two of five know it."""
        share = self.right / self.answers
        return Clarity.CLEAR if share >= 0.8 else Clarity.HALF if share >= 0.4 else Clarity.UNCLEAR


@dataclass(frozen=True)
class Round:
    """One look at how clear a niche is: three invented requests, and whoever was asked about them.

    Attributes:
        member_id: whose niche it is.
        ended_at: None while colleagues are asked.
    """

    id: str
    member_id: str
    invented: Invented
    begun_at: datetime
    ended_at: datetime | None = None
    asked: Sequence[Asked] = ()

    @property
    def picks(self) -> Sequence[int]:
        """What was answered, in no order that tells of who."""
        return sorted(each.picked for each in self.asked if each.picked is not None)

    @property
    def result(self) -> Result | None:
        """What the member may know; None while too few have answered."""
        if len(self.picks) < ENOUGH:
            return None
        return Result(self.picks.count(self.invented.right), len(self.picks))

    def awaits(self, member_id: str) -> bool:
        """Whether this colleague was asked, and may still answer."""
        return self.ended_at is None and any(each.member_id == member_id and each.picked is None for each in self.asked)

    def has_answer_of(self, member_id: str) -> bool:
        """Whether this colleague has answered."""
        return any(each.member_id == member_id and each.picked is not None for each in self.asked)

    def may_ask(self, member_id: str, now: datetime) -> bool:
        """Whether this colleague is to be asked now: nobody twice, and not many more than are needed."""
        if self.ended_at or member_id in {self.member_id, *(each.member_id for each in self.asked)}:
            return False
        counted_on = [each for each in self.asked if each.picked is not None or now - each.at < _PATIENCE]
        return len(counted_on) < ENOUGH + _SPARE
