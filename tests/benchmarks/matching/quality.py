"""Whether the right members come first: each way to rank, in each of the circumstances."""

from __future__ import annotations

from dataclasses import astuple
from statistics import fmean, stdev
from typing import TYPE_CHECKING

import typer

from bot.matching import Ranker
from tests.benchmarks.matching.measures import Quality, quality
from tests.benchmarks.matching.scorers import OURS, SCORERS
from tests.benchmarks.matching.settings import SETTINGS
from tests.benchmarks.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.matching import Match, Profile
    from tests.benchmarks.matching.samples import Request, Sample
    from tests.benchmarks.matching.scorers import Scorer
    from tests.benchmarks.matching.settings import Setting

_MEASURES = ("nDCG@3", "recall@3", "MRR")


def report(sample: Sample, show: int) -> None:
    """Print a table for each measure; then the requests that went worst, unless the sample is secret.

    Args:
        show: how many of those.
    """
    settings = [setting for setting in SETTINGS if sample.ranked or not setting.ranked]
    measured = {scorer.name: [_measured(scorer, setting, sample) for setting in settings] for scorer in SCORERS}
    for place, measure in enumerate(_MEASURES):
        table(
            f"{sample.name}: {measure}",
            [setting.name for setting in settings],
            [(name, *(f"{_mean(all_of, place):.3f}" for all_of in found)) for name, found in measured.items()],
        )
    hidden = [each.ndcg for each in measured[OURS][0]]
    typer.echo(
        f"{len(sample.members)} members, {len(sample.requests)} requests; standard error of the first figure of ours: "
        f"{stdev(hidden) / len(hidden) ** 0.5:.3f}\n"
    )
    if not sample.secret:
        _show_worst(sample, settings[0], show)


def _mean(measured: Sequence[Quality], place: int, often: Sequence[int] | None = None) -> float:
    return fmean((astuple(each)[place] for each in measured), often)


def _measured(scorer: Scorer, setting: Setting, sample: Sample) -> list[Quality]:
    """What each request got, in each of the setting's collectives."""
    found = []
    for collective in setting.samples(sample):
        rank = scorer.over([setting.member(member) for member in collective.members])
        for request in collective.requests:
            asked = [*setting.needs(request, collective).items()] * scorer.draws
            each = [quality(rank(need), request.gains) for need, _ in asked]
            often = [often for _, often in asked]
            found.append(Quality(*(_mean(each, place, often) for place in range(len(_MEASURES)))))
    return found


def _show_worst(sample: Sample, setting: Setting, count: int) -> None:
    """The requests that our ranking served worst, who came first and why, and who would have been right."""
    members = {member.member_id: member for member in sample.members}
    ranker = Ranker([setting.member(member) for member in sample.members])

    def ranked(request: Request) -> Sequence[Match]:
        (need,) = setting.needs(request, sample)
        return ranker.rank(need, limit=len(members))

    def served(request: Request) -> float:
        return quality([match.member_id for match in ranked(request)], request.gains).ndcg

    for request in sorted(sample.requests, key=served)[:count]:
        typer.echo(f"{request.id}  nDCG@3 {served(request):.2f}  {', '.join(request.concerns)}\n  {request.story}")
        _show(request, ranked(request), members.__getitem__)
        typer.echo("")


def _show(request: Request, matches: Sequence[Match], member: Callable[[str], Profile]) -> None:
    right = next((place for place, match in enumerate(matches) if request.gains.get(match.member_id) == 2), None)
    for place in dict.fromkeys([0, 1, 2, *([] if right is None else [right])]):
        match = matches[place]
        profile = member(match.member_id)
        gain = request.gains.get(match.member_id, 0)
        tops, more = ", ".join(profile.top_concerns), len(profile.concerns)
        typer.echo(f"  {place + 1}. gain {gain}, {match.score:.3f}, {match.member_id}: {tops} and {more} more")
        typer.echo(f"     {'; '.join(match.reasons)}\n     {profile.statement}")
