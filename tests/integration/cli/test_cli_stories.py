"""A story is told, or checked, and refused in a sentence when it cannot be told."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.stories.story import shipped
from tests.integration.cli.running import PATIENCE, asked, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

STORY = "title: Hello\nshows: Somebody says hello.\nstart: 2027-03-02T10:00-06:00\nsteps:\n  - Ana says: Hello!\n"


def test_the_help_names_the_stories_that_ship(invoke: Callable[..., Result]) -> None:
    """Somebody who asks what there is to watch is told."""
    told = " ".join(invoke("demo", "--help", COLUMNS="400", TERMINAL_WIDTH="400").output.split())
    assert shipped()
    assert f"one that ships ({', '.join(shipped())})" in told


def test_a_story_is_told_and_the_page_stays_open(tmp_path: Path) -> None:
    """Each line is printed, the clock begins with the story, and afterwards there is time to look around."""
    (tmp_path / "own.yml").write_text(STORY, "utf-8")
    with running(tmp_path, "demo", "--no-browser", "--story", "own.yml", "--pace", "0") as command:
        url = command.line_with("http://").split(" ")[-1]
        command.line_with("Hello. Somebody says hello.")
        command.line_with("Ana Flores says: “Hello!”")
        state = asked(f"{url}page/api/state?viewer=U02BEN")
        assert state["story"]["done"]
        assert state["now"].startswith("2027-03-02T16:0")
        assert command.end(signal.SIGINT) == 0


@pytest.mark.parametrize(("more", "code"), [("", 0), ("  - the clock moves: to the next thing due\n", 1)])
def test_a_story_can_be_checked(tmp_path: Path, more: str, code: int) -> None:
    """It ends by itself, with 0 where it went as it is written; else with 1, and says where it did not."""
    (tmp_path / "own.yml").write_text(STORY + more, "utf-8")
    with running(tmp_path, "demo", "--story", "own.yml", "--check") as command:
        assert command.process.wait(2 * PATIENCE) == code
    told = "\n".join(command.lines)
    assert ("Step 2 (line 6): The clock moves to the next thing due\nNothing is due." in told) is bool(code)
    assert "http://" not in told


def test_a_story_that_is_broken_off_was_not_checked(tmp_path: Path) -> None:
    """Whoever interrupts it does not learn that all went well."""
    (tmp_path / "own.yml").write_text(f"{STORY}  - Ana sees: what nobody ever says\n", "utf-8")
    with running(tmp_path, "demo", "--story", "own.yml", "--check") as command:
        command.line_with("Ana Flores says: “Hello!”")
        assert command.end(signal.SIGINT) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title: x", "own.yml: “shows” is missing."),
        (f"{STORY}  - Bem says: Hello!\n", "own.yml: Step 2 (line 6): nobody is called Bem. There are Ana, "),
    ],
)
def test_a_story_that_cannot_be_told_is_refused(
    invoke: Callable[..., Result], tmp_path: Path, text: str, complaint: str
) -> None:
    """As any command that was called wrongly: in a sentence, and with 2."""
    (tmp_path / "own.yml").write_text(text, "utf-8")
    result = invoke("demo", "--story", "own.yml", "--check")
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert complaint in result.output


def test_only_a_story_can_be_checked(invoke: Callable[..., Result]) -> None:
    """Without one there is nothing to check."""
    assert invoke("demo", "--check").exit_code == 2
