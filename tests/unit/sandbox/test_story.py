"""A story is read as it is written; what is wrong with it is said in the words of the file, with the line."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.stories.steps import ClockMoves, FillsIn, Reacts, Sees, Uses
from bot.sandbox.stories.story import SHIPPED, StoryError, parse_story, read_story, shipped

if TYPE_CHECKING:
    from pathlib import Path

CLOCK_WORDS = (
    "“by 4 hours” (minutes, days, weeks; up to 9999), “to the next business day 10:00” or “to the next thing due”"
)
BESIDE = "Beside it: “in”, “on”, “at”, “times”, “names”."
PLACES = "the channel, their messages, the form or the Home tab"
HEAD = "title: A story\nshows: What it shows.\nsteps:\n"


def test_a_step_says_who_does_what() -> None:
    """Who, and what, and where; words need no quotation marks, not even “on”, “yes” or a number."""
    story = parse_story(
        "title: A story\n"
        "shows: What it shows.\n"
        "start: 2027-03-02T10:00-06:00\n"
        "steps:\n"
        "  - say: Once upon a time.\n"
        "  - the clock moves: by 2 weeks\n"
        "  - the clock moves: to the next business day 9:30\n"
        "  - Ana fills in:\n"
        "      Who comes?: Adult\n"
        "      concerns: [Anxiety, Grief]\n"
        "  - the first presses: yes\n"
        "    on: 988\n"
        "  - ana.flores takes back: ✋\n"
        "  - Ben does not see: no\n"
        "  - Ben sees: [one, two]\n"
        "    in: the channel\n"
        "    times: 2\n"
        "    names: [a colleague]\n"
    )
    assert story.start == datetime(2027, 3, 2, 10, tzinfo=timezone(-timedelta(hours=6)))
    _, weeks, morning, fills, press, react, not_seen, seen = story.steps
    assert isinstance(weeks, ClockMoves)
    assert isinstance(morning, ClockMoves)
    assert (weeks.units, weeks.morning, morning.units, morning.morning) == ((2, "week"), None, None, (9, 30))
    assert isinstance(fills, FillsIn)
    assert fills.what == {"Who comes?": "Adult", "concerns": ["Anxiety", "Grief"]}
    assert isinstance(press, Uses)
    assert (press.who, press.what, press.on, press.place, press.line) == ("the first", "yes", "988", None, 11)
    assert isinstance(react, Reacts)
    assert (react.who, react.verb, react.place) == ("ana.flores", "takes back", "the channel")
    assert (not_seen.who, not_seen.verb, not_seen.what) == ("Ben", "does not see", "no")
    assert isinstance(seen, Sees)
    assert (seen.words, seen.place, seen.times, seen.names) == (["one", "two"], "the channel", 2, ["a colleague"])
    assert seen.sentence("Ben Okafor") == "Ben Okafor sees in the channel: “one”, “two”"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Line 1: expected “title”, “shows” and “steps”."),
        ("title: [", "Line 1: this cannot be read as YAML: expected the node content, but found '<stream end>'."),
        ("title: x\nsteps:\n  - say: hello", "“shows” is missing."),
        ("title: x\ntitle: y", "Line 2: “title” stands there twice."),
        (f"{HEAD}  - say: hello\nmoral: none", "“moral” does not belong here."),
        ("title: x\nshows: y\nsteps: []", "“steps” expects a list of steps."),
        (
            "title: x\nshows: y\nstart: noon\nsteps:\n  - say: x",
            "“start” expects a moment with its zone, as in 2027-03-02T10:00-06:00.",
        ),
        (
            "title: x\nshows: y\nstart: 2027-03-02T10:00\nsteps:\n  - say: x",
            "“start” expects a moment with its zone, as in 2027-03-02T10:00-06:00.",
        ),
        (f"{HEAD}  - hello", "Step 1 (line 4): expected who does what, as in “Ana types: /refer”."),
        (
            f"{HEAD}  - say: x\n  - say: y\n    onn: z",
            f"Step 2 (line 5): a step is one deed, and here there are “say”, “onn”. {BESIDE}",
        ),
        (f"{HEAD}  - Ana types: /refer\n    on: x", "Step 1 (line 4): “on” does not belong here."),
        (f"{HEAD}  - Ana types: [/refer]", "Step 1 (line 4): “Ana types” expects words."),
        (
            f"{HEAD}  - Ana closes: the door",
            "Step 1 (line 4): “Ana closes” expects the form, and not “the door”.",
        ),
        (
            f"{HEAD}  - Ana sees: x\n    in: the kitchen",
            f"Step 1 (line 4): “in” expects {PLACES}, and not “the kitchen”.",
        ),
        (
            f"{HEAD}  - the clock moves: by a week",
            f"Step 1 (line 4): “the clock moves” expects {CLOCK_WORDS}.",
        ),
        (
            f"{HEAD}  - the clock moves: by 999999999 weeks",
            f"Step 1 (line 4): “the clock moves” expects {CLOCK_WORDS}.",
        ),
        (
            f"{HEAD}  - Ana sees: x\n    times: 0",
            "Step 1 (line 4): “times” expects a number from 1 on.",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text: str, complaint: str) -> None:
    """The line, and what was expected."""
    with pytest.raises(StoryError) as refused:
        parse_story(text)
    assert str(refused.value) == complaint


def test_an_unknown_deed_is_answered_with_those_that_are_known() -> None:
    """As when somebody guesses."""
    with pytest.raises(StoryError, match=r"“Ana shouts” is nothing that a story knows\. It knows “say”, ") as refused:
        parse_story(f"{HEAD}  - Ana shouts: hello")
    assert "“Ana reacts with”" in str(refused.value)


def test_a_story_is_read_by_its_name_or_from_a_file(tmp_path: Path) -> None:
    """Those that ship go by their names; a file that is not there is answered with them."""
    assert shipped() == [
        "a-good-match",
        "a-niche-that-stays-right",
        "a-niche-worth-remembering",
        "a-poor-fit-turned-into-a-win",
        "gratitude-that-teaches",
        "nobody-answers",
    ]
    assert read_story("a-good-match") == parse_story((SHIPPED / "a-good-match.yml").read_text("utf-8"))
    own = tmp_path / "own.yml"
    own.write_text(f"{HEAD}  - say: hello\n", "utf-8")
    assert read_story(str(own)).title == "A story"
    with pytest.raises(StoryError, match=r"There is no story “nowhere\.yml”\. These ship: a-good-match, "):
        read_story("nowhere.yml")
