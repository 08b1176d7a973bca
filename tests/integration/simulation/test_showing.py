"""What the command shows of a year: the figures, the plots, and where two tellings part."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.simulation import showing
from bot.simulation.run import save

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulation.run import Told

pytestmark = pytest.mark.timeout(400)


def test_a_table_for_people(told: Told) -> None:
    """A line for each member, and a line for each promise that says whether it was kept."""
    lines = list(showing.table(told))

    assert sum(any(line.startswith(one.name) for line in lines) for one in told.verdict.people.values()) == 15
    assert sum(line.startswith("kept") for line in lines) == len(told.verdict.promises())


def test_figures_for_programs(told: Told) -> None:
    """Every week of every member, as JSON."""
    figures = json.loads(json.dumps(told.verdict.as_json()))

    assert {len(member["weeks"]) for member in figures["members"]} == {told.verdict.story.weeks}
    assert sum(week["messages"] for member in figures["members"] for week in member["weeks"]) == figures["messages"]
    assert all(promise["kept"] for promise in figures["promises"])


def test_the_same_record(told: Told, tmp_path: Path) -> None:
    """Nothing is said of two records that are the same; else where they part, and what each says there."""
    save(told.record, tmp_path / "same.jsonl")
    assert showing.compared(told, tmp_path / "same.jsonl") == ()

    last = replace(told.record[-1], words="text: something else")
    save([*told.record[:-1], last], tmp_path / "other.jsonl")
    lines = showing.compared(told, tmp_path / "other.jsonl")
    assert "Not the same messages." in lines[0]
    assert any("something else" in line for line in lines)

    save(told.record[:-1], tmp_path / "shorter.jsonl")
    assert any("nothing more" in line for line in showing.compared(told, tmp_path / "shorter.jsonl"))


def test_no_record(told: Told, tmp_path: Path) -> None:
    """A file that is no record is said to be none."""
    (tmp_path / "note.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(showing.CannotShow, match=r"note\.txt is no record"):
        showing.compared(told, tmp_path / "note.txt")


def test_plots(told: Told, tmp_path: Path) -> None:
    """Four plots, each as PNG and SVG, and the record beside them."""
    pytest.importorskip("matplotlib", reason="the plots need the extra `simulate`")
    showing.keep(told, tmp_path / "out")

    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".jsonl"] + [".png"] * 4 + [".svg"] * 4
    assert all(file.stat().st_size > 1000 for file in (tmp_path / "out").iterdir())


@pytest.mark.usefixtures("logs_as_they_were")
def test_the_command() -> None:
    """It prints what it was asked for, and ends with 0 where every promise was kept."""
    done = CliRunner().invoke(app, ["simulate", "--members", "6", "--weeks", "1", "--json"])

    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["story"]["members"] == 6
