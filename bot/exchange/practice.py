"""What the rules need to know of the collective beside the referral itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.exchange.nudges import NudgeTimes
from bot.exchange.working_time import WorkingTime


@dataclass(frozen=True)
class Practice:
    """What the rules need to know of the collective.

    Attributes:
        working_times: when the referrer and everybody who offered or was asked work, by member id.
        times: how long each nudge waits.
        person_id: who is told when nobody answers; "" when nobody was named.
        small: everybody may have been asked after one round, so a second is not tried.
        paused: who of those who appear in the referral is not to be told anything now.
        unaskable: whom nobody asks now: they were asked often enough this week, or are paused.
        gone: who appears in the referral and is a member no more: they are not put in line again, nor reminded.
        prompted: when each claimant was last offered to write a thank-you, by member id; UTC.
        have_thanked: who has thanked the referrer since it was posted.
        person_knows: the set-up's person was told twice that nobody answers, which will do.
        is_told: the referrer has heard that nobody is left to ask, since its status began or was begun anew.
    """

    working_times: Mapping[str, WorkingTime]
    times: NudgeTimes = field(default_factory=NudgeTimes)
    person_id: str = ""
    small: bool = False
    paused: frozenset[str] = frozenset()
    unaskable: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    prompted: Mapping[str, datetime] = field(default_factory=dict)
    have_thanked: frozenset[str] = frozenset()
    person_knows: bool = False
    is_told: bool = False
