"""The stories that ship come true as they are written; one that does not says at which step, and what was there."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.demo import Practice, telling
from bot.sandbox.page.agenda import Due
from bot.sandbox.slack.faults import Trouble
from bot.sandbox.stories.story import StoryError, StoryFailed, parse_story, read_story, shipped
from bot.sandbox.stories.storyteller import Storyteller
from bot.settings import Transport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import RLock

    from bot.sandbox.stories.story import Story

Practise = Callable[..., Practice]


def story(steps: str) -> Story:
    return parse_story(f"title: A story\nshows: What it shows.\nsteps:\n{steps}")


def act(practice: Practice, do: str) -> Any:
    """What the page answers to "pause" or "resume"."""
    told = json.dumps({"act": "story", "viewer": "U01ANA", "do": do}).encode()
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(f"{practice.server.page_url}page/api/act", told, headers), timeout=30) as answer:
        return json.load(answer)


def shown(practice: Practice) -> Any:
    """What the page is told of the story."""
    with urlopen(f"{practice.server.page_url}page/api/state?viewer=U01ANA", timeout=30) as state:
        return json.load(state)["story"]


@pytest.mark.parametrize("transport", Transport)
@pytest.mark.parametrize("name", shipped())
def test_a_story_that_ships_comes_true(practise: Practise, name: str, transport: Transport) -> None:
    """Step by step, in both transports."""
    told = read_story(name)
    Storyteller(practise(transport, start=told.start).server, told).tell()


def test_a_story_comes_true_though_every_delivery_is_made_twice(practise: Practise) -> None:
    """Nobody is told anything twice."""
    told = read_story("a-poor-fit-turned-into-a-win")
    practice = practise(start=told.start)
    practice.server.faults.copies = 2
    Storyteller(practice.server, told).tell()


def test_a_story_that_does_not_come_true_says_where(practise: Practise) -> None:
    """The step, its line, what was expected, and what was there instead."""
    server = practise().server
    for step, complaint in (
        ("Ana sees: money\n    in: the channel", "That does not stand there. This was there:\n/refer asks"),
        ("Ana sees: refer\n    in: the channel\n    times: 70", "That does not stand there 70 times. "),
        ("Ana does not see: refer\n    in: the channel", "That was to be read all the same. "),
        ("Ana presses: Buy", "There is no button “Buy”. "),
        ("Ana chooses: Buy", "There is no option “Buy”. "),
        ("Ana reacts with: ✋\n    on: money", "There is no such message. "),
        ("Ana closes: the form", "No form is open. "),
        (
            "Ana sees: refer\n    in: the channel\n    names: [somebody]",
            "Fewer people are mentioned there than somebody:",
        ),
        ("the clock moves: to the next thing due", "Nothing is due."),
        ("Ana reacts with: a fish", "“a fish” is no emoji that a story knows."),
    ):
        teller = Storyteller(server, story(f"  - Ana types: /refer help\n  - {step}\n"), patience=0.5)
        with pytest.raises(StoryFailed) as failed:
            teller.tell()
        first, _, rest = str(failed.value).partition("\n")
        assert first.startswith("Step 2 (line 5): ")
        assert rest.startswith(complaint)
        ending = teller.playback.progress
        assert (ending.done, ending.running) == (True, False)
        assert complaint.partition("\n")[0].partition(". ")[0] in ending.line


def test_a_story_can_make_things_go_wrong_and_right_again(practise: Practise) -> None:
    """By the names of the page's own catalogue; a name that is not in it is answered with those that are."""
    server = practise().server
    Storyteller(server, story("  - fault: twice\n")).tell()
    assert server.faults.copies == 2
    Storyteller(server, story("  - fault over: twice\n")).tell()
    assert server.faults.copies == 1
    with pytest.raises(StoryFailed, match=r"There is no such fault\. There are twice, .*drop_post"):
        Storyteller(server, story("  - fault: thrice\n")).tell()


def test_what_happens_once_cannot_be_over(practise: Practise) -> None:
    """It would be armed by that: what can be over is what lasts until it is."""
    server = practise().server
    with pytest.raises(StoryFailed, match=r"No such fault lasts\. Those that last: twice, ") as failed:
        Storyteller(server, story("  - fault over: drop_post\n")).tell()
    assert not server.faults.waits(Trouble.DROPPED, "chat.postMessage")
    assert "silent_post" not in str(failed.value)


def test_whatever_a_story_fails_of_is_said(practise: Practise) -> None:
    """Also what nobody thought of; the page says it too, and goes on no more."""
    practice = practise()
    said: list[str] = []

    def hear(line: str) -> None:
        said.append(line)
        if line == "Once.":
            raise RuntimeError("out of paper")

    with telling(practice, story("  - say: Once.\n"), 0, hear) as told:
        practice.server.wait_until(lambda: told.over and told.failure in said[-1], timeout=30)
    assert told.failure == "Step 1 (line 4): Once.\nRuntimeError: out of paper"
    ending = shown(practice)
    assert (ending["running"], ending["done"]) == (False, True)
    assert ending["line"] == "It does not go on as it is written. Once. RuntimeError: out of paper"


def test_a_field_or_option_that_is_not_there_is_named(practise: Practise) -> None:
    """With what the form reads."""
    server = practise().server
    for field, complaint in (
        ("Colour: red", "The form has no field “Colour”."),
        ("Who comes?: Dog", "no option “Dog”"),
    ):
        steps = f"  - Ana types: /refer\n  - Ana fills in:\n      {field}\n"
        with pytest.raises(StoryFailed, match=complaint) as failed:
            Storyteller(server, story(steps), patience=1.0).tell()
        assert "It reads:\nFind a colleague" in str(failed.value)


def test_somebody_who_is_not_there_is_missed_before_it_begins(practise: Practise) -> None:
    """The names that a step gives count from then on."""
    server = practise().server
    with pytest.raises(StoryError, match=r"Step 2 \(line 5\): nobody is called Bem. There are Ana, Ben, "):
        Storyteller(server, story("  - say: x\n  - Bem types: /refer\n"))
    with pytest.raises(StoryError, match="nobody is called the first"):
        Storyteller(server, story("  - the first types: x\n  - Ana sees: x\n    names: [the first]\n"))


def test_whoever_watches_sees_how_far_it_is_and_can_hold_it(practise: Practise) -> None:
    """The page is told each line, who acts and where; a story that is held goes on when it is let go."""
    practice = practise()
    assert shown(practice) is None
    with pytest.raises(HTTPError):
        act(practice, "pause")
    steps = (
        "  - say: Once.\n  - Ana says: Hello!\n  - Ben types: /refer help\n  - Ben sees: /refer\n    in: the channel\n"
    )
    heard: list[str] = []
    server = practice.server
    with telling(practice, story(steps), 0.2, heard.append) as told:
        act(practice, "pause")
        held = shown(practice)
        assert (held["title"], held["total"], held["running"], held["done"]) == ("A story", 4, False, False)
        act(practice, "resume")
        server.wait_until(lambda: told.over, timeout=30)
    assert heard[0] == "A story. What it shows."
    assert heard[2:4] == ["Ana Flores says: “Hello!”", "Ben Okafor types /refer help"]
    ending = shown(practice)
    assert (ending["number"], ending["running"], ending["done"]) == (4, False, True)
    assert told.failure == ""


def test_a_story_can_be_broken_off(practise: Practise) -> None:
    """While it waits, and while it is held."""
    practice = practise()
    heard: list[str] = []
    with telling(practice, story("  - say: Once.\n  - say: Twice.\n"), 3600, heard.append) as told:
        practice.server.wait_until(lambda: "Once." in heard)
        act(practice, "pause")
    assert not told.over
    assert "Twice." not in heard


def test_a_story_can_be_broken_off_while_the_bot_is_waited_for(
    practise: Practise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that never comes holds up nobody who wants to leave."""
    practice = practise()
    server = practice.server
    monkeypatch.setattr(type(server), "idle", False)
    heard: list[str] = []
    with telling(practice, story("  - Ana says: Hello!\n  - the clock moves: by 1 hour\n"), 0, heard.append) as told:
        server.wait_until(lambda: any("The clock" in line for line in heard), timeout=30)
    assert (told.over, told.failure) == (False, "")


def test_the_agenda_is_read_without_the_lock_of_the_workspace(practise: Practise) -> None:
    """It is the bot's: what the bot does meanwhile may wait for the workspace."""
    practice = practise()
    held: list[bool] = []

    def agenda() -> Sequence[Due]:
        held.append(_is_held(practice.server.workspace.lock))
        return [Due(practice.clock.now() + timedelta(hours=1), "", "x", "y", "z")]

    practice.server.agenda = agenda
    Storyteller(practice.server, story("  - the clock moves: to the next thing due\n")).tell()
    assert held
    assert not any(held)


def _is_held(lock: RLock) -> bool:
    """Whether this thread holds it: then no other gets it, however long it waits."""

    def take() -> bool:
        if taken := lock.acquire(timeout=5):
            lock.release()
        return taken

    with ThreadPoolExecutor(1) as other:
        return not other.submit(take).result()
