"""What the command says of a year that was told: the table, the files it keeps, and where two tellings part."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.simulation import run
from bot.simulation.record import first_difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.simulation.record import Entry
    from bot.simulation.run import Told

_RECORD = "record.jsonl"


class CannotShow(Exception):
    """A file cannot be read or written, or a package is missing; the message says what to do."""


def table(told: Told) -> Iterator[str]:
    """The figures of the year, for people."""
    if told.kills:
        yield f"Killed {told.kills} times and begun again."
    yield from told.verdict.table()


def keep(told: Told, folder: Path) -> Sequence[str]:
    """Draw the plots and keep the record.

    Returns:
        A line for what was written.

    Raises:
        CannotShow: matplotlib is not there.
    """
    try:
        from bot.simulation.plots import draw
    except ModuleNotFoundError as missing:
        if missing.name != "matplotlib":
            raise
        raise CannotShow("The plots need one more package: pip install 'referral-exchange[simulate]'") from None
    run.save(told.record, folder / _RECORD)
    count = len(list(draw(told.verdict, folder)))
    return (f"{count} plots and {_RECORD} ({len(told.record)} entries) are in {folder}.",)


def compared(told: Told, file: Path) -> Sequence[str]:
    """Where what was said differs from what another run kept; nothing where it is the same.

    Raises:
        CannotShow: the file cannot be read.
    """
    try:
        other = run.load(file)
    except (OSError, ValueError, TypeError) as error:
        raise CannotShow(f"{file} is no record of a year: {error}") from None
    difference = first_difference(told.record, other)
    if difference is None:
        return ()
    return (
        "Not the same messages. The first difference, this run (-) and the other (+):",
        *_apart(difference.one, difference.other),
    )


def _apart(one: Entry | None, other: Entry | None) -> Iterator[str]:
    for sign, entry in (("-", one), ("+", other)):
        if entry is None:
            yield f"{sign} nothing more"
        else:
            changed = "changed" if entry.change else "came"
            yield f"{sign} {entry.at} in {entry.channel}: {entry.name} {changed}"
    if one and other:
        for mine, theirs in zip_longest(one.words.split("\n"), other.words.split("\n"), fillvalue=""):
            if mine != theirs:
                yield f"  - {mine}"
                yield f"  + {theirs}"
