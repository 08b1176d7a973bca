"""Whether everybody gets their turn: months of requests, in which those who are shown count as shown from then on."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING

from bot.matching import Ranker
from tests.benchmarks.matching.measures import gini, quality
from tests.benchmarks.matching.settings import SETTINGS
from tests.benchmarks.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching import Profile
    from tests.benchmarks.matching.samples import Sample
    from tests.benchmarks.matching.settings import Setting

_LATELY = timedelta(days=30)  # as the product counts it
_MONTHS, _SHOWN = 10, 3
#: With three shown for each, a member is shown 1.8 times a month on average.
_REQUESTS_PER_MEMBER_AND_MONTH = 0.6


def report(sample: Sample) -> None:
    """Print how even and how good it is, with the penalty on those lately shown and without."""
    settings = [setting for setting in SETTINGS[:2] if sample.ranked or not setting.ranked]
    rows = [
        (f"{setting.name}, {name}", *_simulated(sample, setting, spread=spread))
        for setting in settings
        for name, spread in (("without spreading", False), ("with spreading", True))
    ]
    table(f"{sample.name}: {_MONTHS} months", ("Gini of exposure", "never shown", "nDCG@3"), rows)


class _Exposure:
    """Who was shown in the last thirty days, kept true in the ranker."""

    def __init__(self, members: Sequence[Profile]) -> None:
        self._members = {member.member_id: member for member in members}
        self._shown: deque[tuple[datetime, str]] = deque()
        self.ranker = Ranker(members)

    def add(self, member_id: str, now: datetime) -> None:
        self._shown.append((now, member_id))
        member = self._members[member_id]
        self._update(replace(member, shown_lately=member.shown_lately + 1, last_shown=now))

    def forget_before(self, day: datetime) -> None:
        while self._shown and self._shown[0][0] <= day:
            _, member_id = self._shown.popleft()
            member = self._members[member_id]
            lately = member.shown_lately - 1
            self._update(replace(member, shown_lately=lately, last_shown=member.last_shown if lately else None))

    def _update(self, member: Profile) -> None:
        self._members[member.member_id] = member
        self.ranker.update(member)


def _simulated(sample: Sample, setting: Setting, *, spread: bool) -> tuple[str, str, str]:
    exposure = _Exposure([setting.member(member) for member in sample.members])
    monthly = _REQUESTS_PER_MEMBER_AND_MONTH * len(sample.members)
    now, counts, ndcg = datetime(2026, 1, 1, tzinfo=UTC), Counter[str](), []
    for request in Random(_MONTHS).choices(sample.requests, k=round(_MONTHS * monthly)):
        now += _LATELY / monthly
        exposure.forget_before(now - _LATELY)
        (need,) = setting.needs(request, sample)
        shown = [match.member_id for match in exposure.ranker.rank(need, limit=_SHOWN)]
        ndcg.append(quality(shown, request.gains).ndcg)
        counts.update(shown)
        for member_id in shown if spread else ():
            exposure.add(member_id, now)
    never = len(sample.members) - len(counts)
    everybody = [counts[member.member_id] for member in sample.members]
    return f"{gini(everybody):.3f}", f"{100 * never / len(everybody):.0f} %", f"{fmean(ndcg):.3f}"
