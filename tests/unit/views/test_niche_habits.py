"""What members hear of their own practice promises: short, with one tap to answer, and nothing that compares."""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.exchange.clarity import CANNOT_TELL
from bot.exchange.notices import NoticeKind
from bot.views import clarity
from bot.views.actions import Action
from tests.slack_limits import violations
from tests.unit.views.niche_shown import ASKED, niche_shown
from tests.unit.views.scenes import ANA, readable

SHOWN = niche_shown()


@pytest.mark.parametrize("name", SHOWN)
def test_every_message_about_a_niche_reads_well(name: str, snapshot: SnapshotAssertion) -> None:
    """And Slack takes it."""
    assert [SHOWN[name].text, *readable(SHOWN[name])] == snapshot
    assert violations("chat.postMessage", SHOWN[name].payload()) == []


def test_a_welcome_is_five_short_lines() -> None:
    """How to begin, how to stop, and that no client is ever named, each on a line of its own."""
    first = SHOWN[NoticeKind.WELCOME].payload()["blocks"][0]["text"]["text"].splitlines()
    assert len(first) == 5
    assert all(len(line) <= 120 for line in first)
    for word in ("/niche", "/refer", "stops", "no client"):
        assert word in " ".join(first)


@pytest.mark.parametrize("kind", [NoticeKind.NICHE_STILL_RIGHT, NoticeKind.OPENINGS_RUN_OUT, NoticeKind.CLARITY_ASK])
def test_a_line_of_a_digest_is_short(kind: NoticeKind) -> None:
    """What it is about, and one row to answer in."""
    assert [block.type for block in SHOWN[kind].blocks] == ["section", "actions"]


def test_a_question_offers_three_requests_and_a_way_out() -> None:
    """By their places; whose niche it is stands in no value."""
    [_, row] = clarity.question(ASKED, ANA).payload()["blocks"]
    [select] = row["elements"]
    assert select["action_id"] == Action.PICK_CLARITY
    assert [option["value"] for option in select["options"]] == [f"round1:{place}" for place in (0, 1, 2, CANNOT_TELL)]


def test_a_result_names_and_compares_nobody() -> None:
    """A plain count for the member alone: no name, no share of a hundred, no other member's count."""
    text = str(SHOWN[NoticeKind.CLARITY_RESULT].payload())
    assert "4 of 5 colleagues" in text
    assert not re.search(r"<@|%|rank|average|better than|others (?:had|got)", text)
