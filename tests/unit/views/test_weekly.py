"""What the weekly post promises: short, by name, no number and no rank, and no more of a client than the card says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.exchange.values import Urgency
from bot.exchange.weekly import MOST_REFERRALS, MOST_THANKS, Thanked, ThisWeek, Wanted
from bot.matching import Profile
from bot.views import weekly
from tests.slack_limits import violations
from tests.unit.views.scenes import ANA, FACETS, SAM, readable
from tests.unit.views.weeks import FULL, WEEKS


@pytest.mark.parametrize("name", WEEKS)
def test_it_reads_well(name: str, snapshot: SnapshotAssertion) -> None:
    """What notifications say, and every line."""
    message = weekly.render(WEEKS[name])
    assert [message.text, *readable(message)] == snapshot


@pytest.mark.parametrize("name", WEEKS)
def test_it_counts_nobody_and_calls_nobody(name: str) -> None:
    """No number, no place; nobody is mentioned, for that would ring at any hour of theirs."""
    message = weekly.render(WEEKS[name])
    read = "\n".join([message.text, *readable(message)])
    assert not re.search(r"\d|<[@!#]|most|top|best \d", re.sub(r"<https?:[^>]*>|at most", "", read))


def test_what_is_over_leaves_it() -> None:
    """A part that has nothing left is not headed either; once all is settled it says that and nothing else."""
    rest = readable(weekly.render(replace(FULL, wanted=())))
    assert not any("looking for a colleague" in line for line in rest)
    [line] = readable(weekly.render(ThisWeek()))
    assert line == "What stood here is settled by now. Thank you for looking."


def test_the_longest_post_fits_into_slack() -> None:
    """As many thanks and requests as it takes, with the longest words and names that there can be."""
    member = replace(ANA, name="<Ana & " * 40, niche=Profile("ana", "<&>" * 300))
    facets = replace(FACETS, states=("TX",) * 60)
    week = ThisWeek(
        [Thanked(member, SAM, "<&>\n" * 250)] * MOST_THANKS,
        [Wanted(facets, Urgency.THIS_WEEK, f"https://larkspur.slack.com/{'p' * 470}")] * MOST_REFERRALS,
        member,
    )
    assert violations("chat.postMessage", weekly.render(week).payload()) == []
