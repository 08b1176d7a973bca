"""What the privacy check finds, misses and asks in vain, in one table, with Presidio beside it where it is installed.

    python -m tests.benchmarks.privacy [FOLDER of JSON lines] [--show N]

A line of such a file is {"text", "spans": [{"start", "end", "type"}]}, offsets in characters, end exclusive; a file
whose name begins with neg_ identifies nobody. A span is found when a letter or digit of it lies in a finding.
It gates nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import typer

from tests.benchmarks import danger, presidio
from tests.benchmarks.tables import table
from tests.unit.privacy.hostile import HOSTILE
from tests.unit.privacy.notes import HELD_OUT, TUNED, Notes, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Detector = Callable[[str], list[tuple[int, int]]]

_OURS, _CERTAIN, _PRESIDIO = "ours, both tiers", "ours, certain tier alone", "Presidio, spaCy small"
_PLAIN = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}")
_CHARACTERS, _STRETCHES = 1000, 60


@dataclass(frozen=True)
class Text:
    """A text and the stretches of it that identify somebody: (start, end, kind); kind is "" where nobody said."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass
class Score:
    """What one detector did on one set of texts."""

    kinds: Counter[str] = field(default_factory=Counter)
    found_kinds: Counter[str] = field(default_factory=Counter)
    identifying: int = 0
    whole: int = 0
    clean: int = 0
    asked: int = 0
    alarms: int = 0
    words: int = 0
    missed: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)

    def add(self, text: Text, found: Sequence[tuple[int, int]]) -> None:
        """Count what was found in `text`."""
        if text.spans:
            self._add_identifying(text, found)
        else:
            self.clean += 1
            self.words += len(text.text.split())
            self.asked += bool(found)
            self.alarms += len(found)
            self.raised += [_shown(text.text, start, end) for start, end in found]

    def _add_identifying(self, text: Text, found: Sequence[tuple[int, int]]) -> None:
        covered = {at for start, end in found for at in range(start, end)}
        hits = [any(at in covered and text.text[at].isalnum() for at in range(s, e)) for s, e, _ in text.spans]
        self.kinds.update(kind for *_, kind in text.spans)
        self.found_kinds.update(kind for (*_, kind), hit in zip(text.spans, hits, strict=True) if hit)
        self.identifying += 1
        self.whole += all(hits)
        self.missed += [_shown(text.text, s, e) for (s, e, _), hit in zip(text.spans, hits, strict=True) if not hit]

    def row(self) -> tuple[str, ...]:
        """Spans found, texts found whole, clean texts with an alarm, alarms in 1,000 clean words."""
        return (
            _share(self.found_kinds.total(), self.kinds.total()),
            _share(self.whole, self.identifying),
            _share(self.asked, self.clean),
            f"{1000 * self.alarms / self.words:.2f}" if self.words else "",
        )


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 45) : start]}‹{text[start:end]}›{text[end : end + 30]}".replace("\n", "⏎")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else ""


def _texts(notes: Notes) -> list[Text]:
    marked = [Text(text, tuple((*span, "") for span in spans)) for text, spans in map(unmarked, notes.identifying)]
    return [*marked, *map(Text, notes.clean)]


def _files(folder: Path) -> Iterator[tuple[str, list[Text]]]:
    for file in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        texts = [Text(row["text"], tuple(_spans(row))) for row in rows]
        yield file.stem, [text for text in texts if bool(text.spans) is not file.stem.startswith("neg_")]


def _spans(row: Mapping[str, list[dict[str, str]]]) -> Iterator[tuple[int, int, str]]:
    for span in row.get("spans", []):
        if span["type"] != "IGNORE":
            yield int(span["start"]), int(span["end"]), span["type"]


def _detector(name: str) -> Detector:
    if name == _PRESIDIO:
        return presidio.detector()
    from bot.privacy import Certainty, find_identifiers  # here, so that its cold start can be timed

    if name == _CERTAIN:
        return lambda text: [(f.start, f.end) for f in find_identifiers(text) if f.certainty is Certainty.CERTAIN]
    return lambda text: [(each.start, each.end) for each in find_identifiers(text)]


def _scored(detector: Detector, texts: Sequence[Text]) -> Score:
    score = Score()
    for text in texts:
        score.add(text, detector(text.text))
    return score


def _stretches() -> list[str]:
    notes = "\n".join(text.text for text in _texts(TUNED))
    step = (len(notes) - _CHARACTERS) // _STRETCHES
    return [notes[at : at + _CHARACTERS] for at in islice(range(0, len(notes), step), _STRETCHES)]


def _speed(detector: Detector) -> tuple[str, str, str]:
    """The median, the slowest of twenty, and how many times as long as one plain pattern over the same texts."""
    took: list[float] = []
    plain: list[float] = []
    for text in _stretches():
        start = time.perf_counter()
        list(_PLAIN.finditer(text))
        middle = time.perf_counter()
        detector(text)
        took.append(time.perf_counter() - middle)
        plain.append(middle - start)
    return f"{1000 * median(took):.1f} ms", f"{1000 * quantiles(took, n=20)[-1]:.1f} ms", f"{_times(took, plain)}"


def _worst(detector: Detector) -> str:
    """The longest that one of the hostile texts takes, of the best of three runs of each."""
    return f"{1000 * max(min(_timed(detector, text) for _ in range(3)) for text in HOSTILE.values()):.0f} ms"


def _timed(detector: Detector, text: str) -> float:
    start = time.perf_counter()
    detector(text)
    return time.perf_counter() - start


def _times(ours: list[float], plain: list[float]) -> str:
    return f"{median(ours) / median(plain):.0f} x"


def _cold(name: str) -> tuple[str, str]:
    """Seconds from nothing imported to the first answer, and the memory of a process that does nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.privacy", "--cold", name]
    done = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    return f"{median(each[0] for each in done):.2f} s", f"{median(each[1] for each in done):.0f} MB"


def _print_cold(name: str) -> None:
    start = time.perf_counter()
    _detector(name)("warm up: John Smith 512-555-0100")
    seconds = time.perf_counter() - start
    typer.echo(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def _names() -> list[str]:
    return [_OURS, _CERTAIN, *([_PRESIDIO] if presidio.installed() else [])]


def _report(folder: Path | None, show: int) -> None:
    cold = {
        name: _cold(name) for name in _names()
    }  # first: a process starts with the memory mark of the one that began it
    detectors = {name: _detector(name) for name in _names()}
    sets = [("phone notes, tuned on", _texts(TUNED)), ("phone notes, held out", _texts(HELD_OUT))]
    quality = ("spans found", "texts with all found", "clean texts with an alarm", "alarms in 1,000 clean words")
    for title, texts in [*sets, *(_files(folder) if folder else ())]:
        scores = {name: _scored(detector, texts) for name, detector in detectors.items()}
        table(title, quality, [(name, *score.row()) for name, score in scores.items()])
        _print_kinds(scores[_OURS])
        if title != sets[1][0]:  # what is held out stays unread
            _show(scores, show)
    rows = [(name, *_speed(detector), _worst(detector), *cold[name]) for name, detector in detectors.items()]
    table(
        "1,000 characters",
        ("median", "p95", "times a plain pattern", "worst hostile text", "cold start", "memory"),
        rows,
    )
    danger.report()


def _print_kinds(score: Score) -> None:
    if set(score.kinds) > {""}:
        kinds = (f"{kind} {score.found_kinds[kind]}/{count}" for kind, count in sorted(score.kinds.items()))
        typer.echo(f"{_OURS}, by kind: {', '.join(kinds)}\n")


def _show(scores: Mapping[str, Score], count: int) -> None:
    for line in scores[_OURS].missed[:count]:
        typer.echo(f"  missed  {line}")
    stopped = Counter(scores[_CERTAIN].raised)
    for line in scores[_OURS].raised[:count]:
        typer.echo(f"  {'stopped' if stopped[line] else 'asked  '} {line}")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, help="a folder of JSON lines, measured as well")
    options.add_argument(
        "--show", type=int, default=0, help="show as many misses and alarms, never of what is held out"
    )
    options.add_argument("--cold", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.cold:
        _print_cold(chosen.cold)
    else:
        _report(chosen.folder, chosen.show)


if __name__ == "__main__":
    main()
