"""What ranking costs in time and memory, with a plain BM25 loop over the same statements beside it."""

from __future__ import annotations

import re
import tempfile
import tracemalloc
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import typer

from bot.matching import Need, Profile, Ranker
from storage import members as stored
from storage import migrate
from storage.engine import Database
from tests.benchmarks.comparing import Comparison, Side, in_megabytes, in_seconds, table, timed
from tests.benchmarks.plain_bm25 import PlainBm25
from tests.factories import NOON, make_collective, make_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.matching.samples import Sample

#: Collectives of so many members, and how often BM25 is asked in each: it is slow enough to be timed less often.
_SIZES = {100: 20, 10_000: 20, 100_000: 5}
_SIZE = 10_000
_SHOWN = 3
_ROUNDS = 200
_FEW, _MANY = 3, 100
_BM25 = "a plain BM25 loop"


def report(sample: Sample) -> None:
    """Print a line for each thing measured; collectives are made up from the members of `sample`."""
    lines = [line for size, beside in _SIZES.items() for line in _rankings(sample, size, beside)]
    people = collective(sample, _SIZE)
    lines += [*_building(people), _updating(people), _from_database(people)]
    typer.echo("\n".join(table(lines)))
    typer.echo("Ratios tell; the numbers are this machine's, at this hour.\n")


def collective(sample: Sample, size: int) -> list[Profile]:
    """Members whose statement, concerns and other facets come from different members of the sample."""
    draw = Random(size)
    sentences = [part for member in sample.members for part in re.split(r"(?<=[.!?])\s+", member.statement)]

    def member(number: int) -> Profile:
        base, concerns = draw.choices(sample.members, k=2)
        return replace(
            base,
            member_id=f"{number:032x}",
            statement=" ".join(draw.sample(sentences, 2)),
            top_concerns=concerns.top_concerns,
            concerns=concerns.concerns,
            shown_lately=draw.randrange(4),
        )

    return [member(number) for number in range(size)]


def _rankings(sample: Sample, size: int, beside: int) -> Iterator[Comparison]:
    people = collective(sample, size)
    ranker = Ranker(people)
    plain = PlainBm25([member.statement for member in people])
    for name, texts in {
        "a therapist's note": [request.note for request in sample.requests],
        "a client's story": [request.story for request in sample.requests],
    }.items():
        what = f"rank {size:,} members for {name}"
        yield Comparison(what, _BM25, *_asked(ranker, plain, _needs(sample, texts), beside), in_seconds)


def _asked(ranker: Ranker, plain: PlainBm25, needs: Iterator[Need], beside: int) -> tuple[list[float], list[float]]:
    mine = Side(lambda: next(needs), lambda need: ranker.rank(need, limit=_SHOWN))
    theirs = Side(lambda: next(needs), lambda need: plain.best(need.note, _SHOWN))
    ours, baseline = [], []
    for _ in range(beside):
        baseline.append(timed(theirs))
        ours += [timed(mine) for _ in range(_ROUNDS // beside)]
    return ours, baseline


def _needs(sample: Sample, texts: Sequence[str]) -> Iterator[Need]:
    """Needs as the form gives them, which some member could serve; no text comes twice, so that nothing is kept."""
    draw = Random(len(texts))
    number = 0
    while True:
        number += 1
        member = draw.choice(sample.members)
        yield Need(
            concerns=draw.choice(sample.requests).concerns[:1],
            age_group=draw.choice([*member.age_groups, ""]),
            client_type=draw.choice([*member.client_types, ""]),
            payments=tuple(member.payments[:1]),
            states=tuple(licence.state for licence in member.licences[:1]),
            note=f"{draw.choice(texts)} {number}",
        )


def _building(people: Sequence[Profile]) -> Iterator[Comparison]:
    statements = [member.statement for member in people]
    ours, plain = _always(lambda: Ranker(people)), _always(lambda: PlainBm25(statements))
    built = _in_turn(ours, plain, _FEW)
    yield Comparison(f"build it for {_SIZE:,} members", "a plain BM25 index", *built, in_seconds)
    taken = [_taken(lambda: Ranker(people))], [_taken(lambda: PlainBm25(statements))]
    yield Comparison(f"memory of it for {_SIZE:,} members", "a plain BM25 index", *taken, in_megabytes)


def _updating(people: Sequence[Profile]) -> Comparison:
    """One member changed, up to the next answer, so that no work is put off unseen."""
    ranker = Ranker(people)
    need = Need(concerns=people[0].concerns[:1])
    changed = (
        replace(member, statement=other.statement, concerns=other.concerns) for member, other in pairwise(people)
    )

    def change(member: Profile) -> None:
        ranker.update(member)
        ranker.rank(need, limit=_SHOWN)

    ours = Side(lambda: next(changed), change)
    times = _in_turn(ours, _always(lambda: ranker.rank(need, limit=_SHOWN)), _MANY)
    return Comparison(f"change one of {_SIZE:,} members, and rank", "ranking without a change", *times, in_seconds)


def _from_database(people: Sequence[Profile]) -> Comparison:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'exchange.sqlite'}")
        migrate.upgrade(database)
        with database.write() as conn:
            house = make_collective(conn)
            for number, niche in enumerate(people):
                make_member(conn, house, f"Member {number}", niche=niche)

        def read() -> Sequence[Profile]:
            with database.read() as conn:
                return stored.profiles(conn, house, NOON)

        times = _in_turn(_always(lambda: Ranker(read())), _always(read), _FEW)
        database.dispose()
    what = f"build it for {_SIZE:,} members from SQLite"
    return Comparison(what, "reading the profiles alone", *times, in_seconds)


def _always(run: Callable[[], object]) -> Side[None]:
    return Side(lambda: None, lambda _: run())


def _in_turn(ours: Side[Any], baseline: Side[Any], rounds: int) -> tuple[list[float], list[float]]:
    pairs = [(timed(ours), timed(baseline)) for _ in range(rounds)]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]


def _taken(make: Callable[[], object]) -> int:
    """The bytes that what is made holds."""
    tracemalloc.start()
    kept = make()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return taken
