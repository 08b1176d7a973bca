"""Measures two things beside each other, round by round: whatever else the machine does then slows both alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, Generic, TypeVar

_Prepared = TypeVar("_Prepared")

#: With fewer rounds than these, "the slowest of twenty" would be a guess.
_ENOUGH_FOR_P95 = 20
_HEADINGS = ("what", "ours", "p95", "baseline", "p95", "ratio", "the baseline")


def _nothing(_prepared: object) -> None:
    """There is nothing to clear up."""


@dataclass(frozen=True)
class Side(Generic[_Prepared]):
    """One of the two.

    Attributes:
        prepare: called before each run; its time does not count.
        run: what is measured, given what `prepare` made.
        finish: called after each run with the same; its time does not count.
    """

    prepare: Callable[[], _Prepared]
    run: Callable[[_Prepared], object]
    finish: Callable[[_Prepared], object] = _nothing


@dataclass(frozen=True)
class Comparison:
    """What was measured.

    Attributes:
        against: what the baseline is.
        ours: one number for each round, in seconds or in bytes; `baseline` likewise.
        written: how such a number is written.
    """

    what: str
    against: str
    ours: Sequence[float]
    baseline: Sequence[float]
    written: Callable[[float], str]

    @property
    def ratio(self) -> float:
        """The median of ours in medians of the baseline: below 1, ours is the smaller."""
        return median(self.ours) / median(self.baseline)


class Bench:
    """Compares, and keeps what came of it.

    Args:
        benchmark: pytest-benchmark's fixture, which measures ours and keeps the figures for `--benchmark-json`.
        done: where comparisons go.
    """

    def __init__(self, benchmark: Any, done: list[Comparison]) -> None:
        self._benchmark = benchmark
        self._done = done

    def compare(
        self, what: str, ours: Side[Any], baseline: Side[Any], *, against: str, rounds: int, warm_up: int = 1
    ) -> None:
        """Measure the baseline and ours in turn.

        Args:
            rounds: how often each is run; their order is baseline, ours, baseline, ours ...
            warm_up: rounds before those, which do not count.
        """
        beside: list[float] = []

        def baseline_first() -> tuple[tuple[Any], dict[str, Any]]:
            beside.append(timed(baseline))
            return (ours.prepare(),), {}

        self._benchmark.pedantic(
            ours.run, setup=baseline_first, teardown=ours.finish, rounds=rounds, warmup_rounds=warm_up
        )
        if not self._benchmark.disabled:
            del beside[:warm_up]
            self._benchmark.extra_info |= {"what": what, "against": against, "baseline_seconds": beside}
            self._done.append(Comparison(what, against, self._benchmark.stats.stats.data, beside, in_seconds))

    def add_bytes(self, what: str, ours: Sequence[int], baseline: Sequence[int], *, against: str) -> None:
        """Keep numbers of bytes that were found while something was compared."""
        self._benchmark.extra_info |= {"bytes": list(ours), "baseline_bytes": list(baseline)}
        self._done.append(Comparison(what, against, ours, baseline, in_megabytes))


def table(comparisons: Sequence[Comparison]) -> Sequence[str]:
    """The report: a line for each comparison, below one with headings."""
    rows = [_HEADINGS, *map(_row, comparisons)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(row, widths)).rstrip() for row in rows]


def in_seconds(seconds: float) -> str:
    """A time in the unit that shows it best."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def in_megabytes(size: float) -> str:
    """A size in megabytes of a million bytes."""
    return f"{size / 1e6:.1f} MB"


def timed(side: Side[Any]) -> float:
    """The seconds that one run takes."""
    prepared = side.prepare()
    start = time.perf_counter()
    side.run(prepared)
    seconds = time.perf_counter() - start
    side.finish(prepared)
    return seconds


def _row(made: Comparison) -> tuple[str, ...]:
    return (
        made.what,
        made.written(median(made.ours)),
        _p95(made.ours, made.written),
        made.written(median(made.baseline)),
        _p95(made.baseline, made.written),
        f"{made.ratio:.3f}" if made.ratio < 1 else f"{made.ratio:.1f}",
        made.against,
    )


def _p95(numbers: Sequence[float], written: Callable[[float], str]) -> str:
    return written(quantiles(numbers, n=20)[-1]) if len(numbers) >= _ENOUGH_FOR_P95 else ""


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Words to the left, numbers to the right."""
    first, last = 0, len(row) - 1
    return [
        f"{cell:<{w}}" if at in (first, last) else f"{cell:>{w}}"
        for at, (cell, w) in enumerate(zip(row, widths, strict=True))
    ]
