"""The exchange and the practice workspace in one process, joined by a real socket, on a Tuesday morning in Texas."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.clock import MovableClock
from bot.demo import Practice, opened
from bot.settings import Transport
from tests.hurry import A_WORKING_DAY, HURRIED
from tests.integration.whole.telling import Troubled
from tests.slack_limits import violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TUESDAY_MORNING = datetime(2026, 3, 3, 16, tzinfo=UTC)  # ten in Chicago


@pytest.fixture
def practise(tmp_path: Path, practised: Callable[[datetime | None, Path], Path]) -> Iterator[Callable[..., Practice]]:
    """Opens a practice; at the end it is closed, and every call that the exchange made is held to Slack's limits."""
    with ExitStack() as stack:
        opened_ones: list[Practice] = []

        def begin(
            transport: Transport = Transport.SOCKET,
            machine: MovableClock | None = None,
            start: datetime | None = TUESDAY_MORNING,
        ) -> Practice:
            clock, file = MovableClock(start), practised(start, tmp_path / "practice.sqlite3")
            practice = stack.enter_context(opened(file, transport, clock=clock, machine=machine, tempo=HURRIED))
            opened_ones.append(practice)
            return practice

        yield begin
        stack.close()
        for practice in opened_ones:
            for call in practice.server.calls:
                assert violations(call.method, call.args) == []


@pytest.fixture
def troubled(practise: Callable[..., Practice]) -> Troubled:
    """Tells of a bot whose calls go wrong, which has nothing to do with how the workspace reaches it."""
    machine = MovableClock()
    return Troubled(practise(Transport.HTTP, machine, start=A_WORKING_DAY), machine)
