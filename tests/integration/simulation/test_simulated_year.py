"""The simulated year, shortened: every promise is kept, and it is told alike by whoever tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.notices import Face, NoticeKind
from bot.simulation.killing import Killing
from bot.simulation.record import first_difference
from bot.simulation.run import load, save, tell
from tests.integration.simulation.conftest import STORY

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulation.run import Told

#: A telling takes a few seconds of work, and more where others work beside it.
pytestmark = pytest.mark.timeout(400)


def test_promises_are_kept(told: Told) -> None:
    """Nothing comes too late, at night, on a holiday or too often, and no referral is forgotten."""
    broken = [promise for promise in told.verdict.promises() if not promise.kept]

    assert not broken


def test_enough_happens(told: Told) -> None:
    """The story has what the promises speak of: invitations, digests, reminders, hand-offs, and people who travel."""
    judge = told.verdict.judge
    kinds = {said.kind for said in judge.said} | {post.label.kind for post in judge.messages}

    assert kinds >= {Face.INVITATION, NoticeKind.DIGEST, NoticeKind.CHOOSE_REMINDER, NoticeKind.UNANSWERED}
    assert any(one.trip for one in told.verdict.people.values())
    assert "booked" in told.verdict.endings().values()


def test_killed(told: Told) -> None:
    """A process that is killed at random moments and begun again says exactly what it would have said."""
    killed = tell(STORY, killing=Killing(seconds=0.7, most=4))

    assert killed.kills > 0
    assert first_difference(told.record, killed.record) is None


def test_two_replicas(told: Told, empty_postgres_url: str) -> None:
    """Two replicas on one database say exactly what one would, once each."""
    assert first_difference(told.record, tell(STORY, url=empty_postgres_url, replicas=2).record) is None


def test_record_on_file(told: Told, tmp_path: Path) -> None:
    """A record that was kept is the record."""
    save(told.record, tmp_path / "record.jsonl")

    assert load(tmp_path / "record.jsonl") == told.record
