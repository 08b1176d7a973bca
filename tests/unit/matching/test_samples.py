"""What the ranking is measured with: the samples are well formed, and the measures are what their names say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.matching import Need, Profile, vocabulary
from tests.benchmarks.matching import rival, samples
from tests.benchmarks.matching.measures import gini, quality

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.matching.vocabulary import Kind

_KINDS: Mapping[str, Kind] = {
    "top_concerns": "concern",
    "concerns": "concern",
    "age_groups": "age_group",
    "client_types": "client_type",
    "modalities": "modality",
    "payments": "payment",
    "formats": "format",
    "languages": "language",
    "states": "state",
}


@pytest.mark.parametrize("name", ["tuned", "held_out"])
def test_samples_speak_the_vocabulary(name: str) -> None:
    """Every code of every member and request is one of the vocabulary's, every id stands once."""
    members, needs = (samples.rows(samples.HERE / name / f"{file}.jsonl") for file in ("members", "needs"))
    facets = [(member["id"], facet, code) for member in members for facet in _KINDS for code in member.get(facet, ())]
    wrong = [told for told in facets if not vocabulary.is_code(_KINDS[told[1]], told[2])]
    wrong += [
        (n["id"], "gold", code) for n in needs for code in n["concerns"] if not vocabulary.is_code("concern", code)
    ]
    assert not wrong
    ids = [row["id"] for row in (*members, *needs)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["tuned", "held_out"])
def test_samples_are_whole(name: str) -> None:
    """Every member wrote a statement and put one to three concerns first that stand nowhere else; every request has a
    story, a note and one to three concerns."""
    members, needs = (samples.rows(samples.HERE / name / f"{file}.jsonl") for file in ("members", "needs"))
    lacking = [
        member["id"]
        for member in members
        if not member["statement"].strip()
        or not 1 <= len({*member["top_concerns"]}) <= 3
        or {*member["top_concerns"]} & {*member["concerns"]}
    ]
    lacking += [
        need["id"]
        for need in needs
        if not (need["story"].strip() and need["note"].strip() and 1 <= len({*need["concerns"]}) <= 3)
    ]
    assert members
    assert needs
    assert not lacking


def test_worth_of_a_member() -> None:
    """The main concern among a member's top three counts 2, a further one 1, and what they merely tick nothing."""
    tops = {"main": ("anxiety", "grief", "ocd"), "other": ("trauma", "grief", "ocd"), "tick": ("trauma", "ocd", "adhd")}
    members = [Profile(name, top_concerns=top, concerns=("grief", "anxiety")) for name, top in tops.items()]
    assert samples.gains(["anxiety", "grief"], members) == {"main": 2, "other": 1}


def test_questions_with_graded_answers(tmp_path: Path) -> None:
    """A folder with a directory's labels is read too; its requests keep the grades they came with, and those that
    nobody answered are left out."""
    member = {"id": "m", "niche": "Gentle", "answers": "Breathe.", "specialties": ["Anxiety", "Trauma and PTSD"]}
    asked = [
        {"id": "n", "text": "I panic.", "concerns": ["Anxiety"], "gold_graded": {"m": 1}},
        {"id": "o", "text": "I grieve.", "concerns": ["Grief"], "gold_graded": {"gone": 2}},
    ]
    (tmp_path / "members.jsonl").write_text(json.dumps(member))
    (tmp_path / "needs.jsonl").write_text("\n".join(map(json.dumps, asked)))
    sample = samples.load(tmp_path)
    assert [(each.statement, each.concerns) for each in sample.members] == [("Gentle. Breathe.", ("anxiety", "trauma"))]
    assert [(each.concerns, each.gains) for each in sample.requests] == [(("anxiety",), {"m": 1})]


def test_quality_of_an_order() -> None:
    """The best order is worth 1; nobody right among the first three is worth nothing, save for the first's place."""
    gains = {"a": 2, "b": 1}
    best = quality(["a", "b", "x", "y"], gains)
    assert (best.ndcg, best.recall, best.reciprocal) == (1, 1, 1)
    late = quality(["x", "y", "z", "a"], gains)
    assert (late.ndcg, late.recall, late.reciprocal) == (0, 0, 1 / 4)
    assert quality(["b", "x", "y"], gains).ndcg == pytest.approx(1 / (3 + 1 / 1.584963), abs=1e-6)


def test_gini() -> None:
    """It is 0 where everybody is shown alike, and near 1 where one of many is shown alone."""
    assert gini([2, 2, 2]) == 0
    assert gini([0, 0, 0, 8]) == pytest.approx(3 / 4)


def test_rival_counts_what_is_in_common() -> None:
    """The rival's idea: a point for a concern in common, wherever it stands, and a little for a fuller profile."""
    need = Need(concerns=("anxiety", "grief"))
    bare = Profile("a", concerns=("anxiety",))
    assert rival.score(need, bare) == 1
    assert rival.score(need, Profile("b", "I help with grief.", concerns=("grief",))) == pytest.approx(0.5 / 6)
