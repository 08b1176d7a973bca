"""Notes as therapists type them on a phone, every person and place invented; what identifies stands between ‹ and ›.

They stand in text files under phone/, which say how they are marked. The check was tuned on those under tuned/, and
never on those under held_out/, which other people wrote without having seen either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Notes:
    """Lists of notes.

    Attributes:
        identifying: with their marks.
        clean: those that identify nobody.
        rewritten: such as say who the client is, each with how a therapist would say whom they need.
        harmed: such as tell of somebody whom a partner harms or frightens.
    """

    identifying: tuple[str, ...]
    clean: tuple[str, ...]
    rewritten: tuple[tuple[str, str], ...]
    harmed: tuple[str, ...]


def _read(folder: str, name: str) -> tuple[str, ...]:
    """The notes of a file, one from each line, with their marks and with line breaks and coded characters put in."""
    lines = (Path(__file__).parent / "phone" / folder / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    notes = (line.replace("⏎", "\n") for line in lines if line and not line.startswith("#"))
    return tuple(re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), note) for note in notes)


def unmarked(note: str) -> tuple[str, list[tuple[int, int]]]:
    """The note as it was typed, and where in it (end exclusive) the marked stretches lie."""
    text, spans = "", []
    for index, part in enumerate(re.split("[‹›]", note)):
        if index % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


def _notes(folder: str) -> Notes:
    pairs = (note.partition(" => ") for note in _read(folder, "rewritten"))
    return Notes(
        _read(folder, "identifying"),
        _read(folder, "clean"),
        tuple((before, after) for before, _, after in pairs),
        _read(folder, "harmed"),
    )


TUNED = _notes("tuned")
HELD_OUT = _notes("held_out")
