"""How well present danger is found, on the phrases that were tuned on and on those held out; a part of the measure
of the privacy check."""

from __future__ import annotations

import time
from statistics import median

import typer

from bot.privacy import find_danger
from tests.unit.privacy.dangers import (
    ABSENT,
    ABSENT_BLIND,
    ABSENT_BLIND_HELD_OUT,
    ABSENT_HELD_OUT,
    ABSENT_OTHERWISE,
    ABSENT_THIRD,
    PRESENT,
    PRESENT_BLIND,
    PRESENT_BLIND_HELD_OUT,
    PRESENT_HELD_OUT,
    PRESENT_OTHERWISE,
    PRESENT_THIRD,
)
from tests.unit.privacy.hostile import HOSTILE
from tests.unit.privacy.notes import TUNED


def report() -> None:
    """Print the table of shares, and the times of 1,000 characters and of the worst hostile text."""
    typer.echo("| phrases of danger | found | alarms where there is none |\n| --- | --- | --- |")
    for name, present, absent in (
        ("tuned on", PRESENT, ABSENT),
        ("held out", PRESENT_HELD_OUT, ABSENT_HELD_OUT),
        ("another voice", PRESENT_OTHERWISE, ABSENT_OTHERWISE),
        ("held out, a third voice", PRESENT_THIRD, ABSENT_THIRD),
        ("written blind, tuned on afterwards", PRESENT_BLIND, ABSENT_BLIND),
        ("written blind by another hand, held out", PRESENT_BLIND_HELD_OUT, ABSENT_BLIND_HELD_OUT),
        ("clean phone notes", (), TUNED.clean),
    ):
        typer.echo(f"| {name} | {_share(present)} | {_share(absent)} |")
    notes = "\n".join(TUNED.clean)
    took = [_least(notes[at : at + 1000]) for at in range(0, len(notes) - 1000, 500)]
    worst = max(_least(text) for text in HOSTILE.values())
    typer.echo(f"\n1,000 characters take {1000 * median(took):.1f} ms, the worst hostile 3,000 {1000 * worst:.0f} ms\n")


def _share(phrases: tuple[str, ...]) -> str:
    found = sum(bool(find_danger(phrase)) for phrase in phrases)
    return f"{100 * found / len(phrases):.1f} % ({found}/{len(phrases)})" if phrases else ""


def _least(text: str) -> float:
    """Seconds of the best of three, since other work may hold one up."""
    return min(_timed(text) for _ in range(3))


def _timed(text: str) -> float:
    start = time.perf_counter()
    find_danger(text)
    return time.perf_counter() - start
