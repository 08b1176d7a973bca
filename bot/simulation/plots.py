"""Four pictures of a year: how much came, how long people waited, when in the day it came, and how it ended."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.simulation.verdict import hours_of_the_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matplotlib.axes import Axes

    from bot.simulation.verdict import Verdict

_SIZE = (9, 4.5)
_BLUE, _ORANGE, _GREY = "#3465a4", "#ce5c00", "#999999"
_ENDINGS = {
    "booked": "#4e9a06",
    "another outcome": "#8ae234",
    "handed off, outcome unknown": "#fce94f",
    "withdrawn": "#babdb6",
    "expired": "#cc0000",
    "looking": "#729fcf",
}


def draw(verdict: Verdict, folder: Path) -> Iterator[Path]:
    """Draw each picture as PNG and as SVG into the folder.

    Returns:
        The files, as they are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "messages-a-week": _messages,
        "waits": _waits,
        "hours-of-the-day": _hours,
        "endings": _endings,
    }
    for name, picture in pictures.items():
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasAgg(figure)
        picture(figure.add_subplot(), verdict)
        for kind in ("png", "svg"):
            file = folder / f"{name}.{kind}"
            # Without a date and with fixed ids, so that the same year gives the same file.
            figure.savefig(file, dpi=120, metadata={"Date": None} if kind == "svg" else None)
            yield file


def _messages(axes: Axes, verdict: Verdict) -> None:
    weeks = list(zip(*verdict.judge.weeks().values(), strict=True))
    counts = [sorted(week.messages - week.answers for week in members) for members in weeks]
    numbers = range(1, len(counts) + 1)
    axes.fill_between(numbers, [_at(c, 0.1) for c in counts], [_at(c, 0.9) for c in counts], color=_BLUE, alpha=0.25)
    axes.plot(
        numbers, [_at(c, 0.5) for c in counts], color=_BLUE, label="the member in the middle; most members (shaded)"
    )
    axes.plot(numbers, [c[-1] for c in counts], color=_ORANGE, label="who got most")
    _name(axes, "Direct messages that came by themselves, per member", "week", "messages")
    axes.legend(frameon=False)


def _waits(axes: Axes, verdict: Verdict) -> None:
    waits = defaultdict(list)
    for wait in verdict.judge.waits():
        waits[wait.ended].append(wait.days)
    steps = [step / 4 for step in range(17)]
    axes.hist(
        [waits["offered"], waits["told"]],
        bins=steps,
        stacked=True,
        color=[_BLUE, _ORANGE],
        label=["until somebody offered", "until a person was told that nobody had"],
    )
    _name(axes, "How long a referral waited for somebody", "business days of the referrer", "referrals")
    axes.legend(frameon=False)


def _hours(axes: Axes, verdict: Verdict) -> None:
    judge = verdict.judge
    answers = [post for post in judge.messages if judge.is_answer(post)]
    others = [post for post in judge.messages if not judge.is_answer(post)]
    axes.hist(
        [hours_of_the_day(verdict, others), hours_of_the_day(verdict, answers)],
        bins=range(25),
        stacked=True,
        color=[_BLUE, _GREY],
        label=["by itself", "an answer to what the reader did that moment"],
    )
    axes.set_xticks(range(0, 25, 2))
    _name(axes, "When messages came", "hour of the reader's own day", "messages")
    axes.legend(frameon=False)


def _endings(axes: Axes, verdict: Verdict) -> None:
    months: dict[str, Counter[str]] = defaultdict(Counter)
    endings = verdict.endings()
    for posted in verdict.facts.posted:
        months[f"{posted.deed.at:%Y-%m}"][endings[posted.deed.referral]] += 1
    names = sorted(months)
    bottom = [0] * len(names)
    for ending, colour in _ENDINGS.items():
        counts = [months[name][ending] for name in names]
        axes.bar(names, counts, bottom=bottom, color=colour, label=ending)
        bottom = [below + count for below, count in zip(bottom, counts, strict=True)]
    axes.tick_params(axis="x", rotation=45)
    _name(axes, "What became of each referral", "month in which it was posted", "referrals")
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _at(ordered: list[int], share: float) -> int:
    return ordered[int(share * (len(ordered) - 1))]


def _name(axes: Axes, title: str, across: str, up: str) -> None:
    axes.set_title(title)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(bottom=0)
