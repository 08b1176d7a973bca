"""The page shows what is due and why; once the clock is there it happens, and is due no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from bot.demo import Practice
from tests.integration.whole.telling import CHANNEL, REQUEST, Teller

if TYPE_CHECKING:
    from collections.abc import Iterator

Practise = Callable[[], Practice]


def states(practice: Practice) -> Iterator[dict[str, Any]]:
    """What the page of Ana is told, each time that something changes."""
    with urlopen(f"{practice.server.page_url}page/api/stream?viewer=U01ANA", timeout=30) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def asked_for(state: dict[str, Any]) -> list[dict[str, Any]]:
    """What is due because somebody did something, and not because it comes round."""
    return [each for each in state["due"] if not each["by_habit"]]


def test_what_comes_round_is_shown_too(practise: Practise) -> None:
    """The weekly post, with what would end it; nobody has to ask for anything."""
    told = states(practise())
    [post] = [each for each in next(told)["due"] if each["what"].startswith("tells thanks")]
    assert (post["who"], post["by_habit"]) == ("", True)
    assert post["ends"].startswith("an admin ends it")
    told.close()  # type: ignore[attr-defined]


def test_what_is_due_is_shown_and_comes(practise: Practise) -> None:
    """A request waits for an offer; a day later the next are asked, and the page hears of it by itself."""
    practice = practise()
    told = states(practice)
    assert asked_for(next(told)) == []
    tell = Teller(practice.server)
    tell.ask()
    due = next(due for state in told if (due := asked_for(state)))
    assert [each["who"] for each in due] == ["U01ANA"] * 5
    assert due[0]["what"].startswith("asks the next three, or tells Ana Flores that nobody is left: Trauma")
    assert due[0]["why"] == "1 business day without an offer"
    assert due[0]["ends"] == "somebody offers, or Ana Flores withdraws it"
    assert [each["at"] for each in due] == sorted(each["at"] for each in due)
    assert [each.what for each in practice.server.agenda() if not each.by_habit] == [each["what"] for each in due]

    practice.clock.move(datetime.fromisoformat(due[0]["at"]) - practice.clock.now())
    later = next(left for state in told if len(left := asked_for(state)) < len(due))
    assert later == due[1:]
    told.close()  # type: ignore[attr-defined]


def test_a_card_for_which_slack_asked_to_wait_is_shown(practise: Practise) -> None:
    """The page says so by itself, and that the pause is Slack's."""
    practice = practise()
    told = states(practice)
    practice.server.faults.rate_limit("chat.postMessage", times=1, retry_after=600)
    ana = practice.server.person("U01ANA")
    ana.command("/refer", CHANNEL)
    practice.server.wait_until(lambda: ana.view)
    ana.submit(REQUEST)
    due = next(due for state in told if (due := [each for each in state["due"] if "Slack asked" in each["why"]]))
    assert due[0]["what"].startswith("sends ")
    told.close()  # type: ignore[attr-defined]
