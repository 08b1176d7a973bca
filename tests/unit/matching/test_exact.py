"""Exact words are weighed as Okapi BM25 weighs them, whatever came and went before."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.reading.exact import ExactWords

WORDS = ["violin", "audition", "farm", "harvest", "piano", "stage"]
statements = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
steps = st.lists(st.tuples(st.integers(0, 5), st.none() | statements), max_size=14)


def bm25(kept: dict[int, str], text: str, rows: int) -> list[float]:
    """The formula as it stands in books, one statement at a time."""
    counts = {row: Counter(statement.split()) for row, statement in kept.items()}
    mean = sum(count.total() for count in counts.values()) / max(1, len(counts))
    scores = [0.0] * rows
    for word in set(text.split()):
        holders = sum(word in count for count in counts.values())
        rarity = math.log(1 + (len(counts) - holders + 0.5) / (holders + 0.5))
        for row, count in counts.items():
            if word in count:
                room = 1.2 * (1 - 0.75 + 0.75 * count.total() / mean)
                scores[row] += rarity * count[word] * 2.2 / (count[word] + room)
    return scores


@settings(deadline=None)
@given(steps, statements)
def test_an_index_that_was_kept_up_scores_as_the_formula_says(steps: list[tuple[int, str | None]], text: str) -> None:
    """Statements come, change and go, and each score is that of the statements that are there now."""
    index, kept = ExactWords(), dict[int, str]()
    for row, statement in steps:
        if row in kept:
            index.remove(row, kept.pop(row))
        if statement is not None:
            index.add(row, statement)
            kept[row] = statement
    assert index.scores(text, 6).tolist() == pytest.approx(bm25(kept, text, 6))


def test_everyday_words_are_nothing_to_go_by() -> None:
    """ "I help people who" is in half of all statements."""
    index = ExactWords()
    index.add(0, "I help people who need somebody")
    assert index.scores("people who need help", 1).tolist() == [0.0]


def test_a_word_that_many_share_is_passed_over() -> None:
    """It tells next to nothing in a large collective."""
    index = ExactWords()
    for row in range(100):
        index.add(row, "farm harvest" if row < 90 else "violin")
    assert not index.scores("farm", 100).any()
    assert index.scores("violin", 100)[90:].all()
