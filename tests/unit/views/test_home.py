"""What Home promises: it fits into Slack, reads well, and says what can be changed where it can be changed."""

from __future__ import annotations

from datetime import time

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.exchange.working_time import PracticeHours
from bot.views import hours_form
from tests.slack_limits import violations
from tests.unit.views.filled_in import submitted
from tests.unit.views.homes_shown import homes
from tests.unit.views.scenes import ANA, COLLECTIVE

HOMES = homes()


@pytest.mark.parametrize("name", HOMES)
def test_every_home_is_one_that_slack_takes(name: str) -> None:
    """No Home breaks a documented limit."""
    assert violations("views.publish", {"view": HOMES[name].to_dict()}) == []


@pytest.mark.parametrize("name", HOMES)
def test_every_home_reads_well(name: str, snapshot: SnapshotAssertion) -> None:
    """The words of each Home, and what can be pressed beside them."""
    lines = []
    for block in HOMES[name].to_dict()["blocks"]:
        elements = [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
        labels = [_label(each) for each in elements if each["type"] != "mrkdwn"]
        words = [block["text"]["text"]] if "text" in block else []
        words += [each["text"] for each in elements if each["type"] == "mrkdwn"]
        lines.append(" ".join([*words, *labels]) or "---")
    assert "\n".join(lines) == snapshot


def _label(element: dict[str, object]) -> str:
    text = element.get("text")
    return f"[{text['text'] if isinstance(text, dict) else element['type']}]"


def test_hours_come_back_as_they_were_shown() -> None:
    """Sent as it opened, the form changes nothing."""
    shown = hours_form.render(ANA, COLLECTIVE)
    now = ANA.working_time(COLLECTIVE.hours)
    assert hours_form.problems(submitted(shown)) == {}
    assert hours_form.parse(submitted(shown)) == (now.hours, now.days, now.region)


def test_hours_of_ones_own_come_back() -> None:
    """What was picked is what is kept."""
    told = {"from": {"selected_time": "10:00"}, "until": {"selected_time": "18:30"}}
    hours, _, _ = hours_form.parse(submitted(hours_form.render(ANA, COLLECTIVE), **told))
    assert hours == PracticeHours(time(10), time(18, 30))
