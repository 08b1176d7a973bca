"""What the rules need to know of the collective beside the referral itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.exchange.nudges import NudgeTimes
from bot.exchange.working_time import PracticeHours


@dataclass(frozen=True)
class Practice:
    """What the rules need to know of the collective.

    Attributes:
        zones: the time zones of the referrer and of everybody who offered, by member id.
        hours: the practice hours.
        times: how long each nudge waits.
        person_id: who is told when nobody answers; "" when nobody was named.
        small: everybody may have been asked after one round, so a second is not tried.
        gone: who appears in the referral and is a member no more: they are not put in line again, nor reminded.
    """

    zones: Mapping[str, ZoneInfo]
    hours: PracticeHours = field(default_factory=PracticeHours)
    times: NudgeTimes = field(default_factory=NudgeTimes)
    person_id: str = ""
    small: bool = False
    gone: frozenset[str] = frozenset()
