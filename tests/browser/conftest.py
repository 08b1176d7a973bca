"""The practice workspace's page in a real Chromium, with the exchange behind it, on a Tuesday morning in Texas."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.clock import MovableClock
from bot.demo import Practice, opened
from bot.sandbox.server import PracticeServer
from bot.settings import Transport
from tests.browser import chromium
from tests.browser.visitor import Visitor
from tests.hurry import HURRIED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

TUESDAY_MORNING = datetime(2026, 3, 3, 16, tzinfo=UTC)  # ten in Chicago
#: For what nothing is said to the bot in.
in_one_transport = pytest.mark.parametrize("practice", [Transport.SOCKET], indirect=True, ids=str)
_LOUD = "NO BROWSER TEST WAS RUN"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skipped tests are easily overlooked; these end with one loud line."""
    reasons = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", ())}
    for reason in sorted(each for each in reasons if _LOUD in each):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), red=True, bold=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file of tests at a time: while it is open, nothing else in this process can run an event loop."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(chromium.browser())
        except chromium.NoChromiumError as error:
            reason = f"{_LOUD}: {error}. On Debian: apt install chromium-headless-shell."
            if os.environ.get("BROWSER_TESTS_REQUIRED") == "1":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
        yield started


@pytest.fixture(params=[pytest.param(each, id=each, marks=pytest.mark.xdist_group(each)) for each in Transport])
def practice(
    request: pytest.FixtureRequest, tmp_path: Path, practised: Callable[[datetime, Path], Path]
) -> Iterator[Practice]:
    """By each way in which Slack reaches a bot, unless the test is marked with `in_one_transport`."""
    clock, file = MovableClock(TUESDAY_MORNING), practised(TUESDAY_MORNING, tmp_path / "practice.sqlite3")
    with opened(file, request.param, clock=clock, tempo=HURRIED) as begun:
        yield begun


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[[Practice | PracticeServer], Visitor]]:
    """Opens the page of a practice, or of a workspace alone; whatever went wrong in its scripts fails the test."""
    with ExitStack() as stack:
        troubles: list[str] = []

        def visit(practice: Practice | PracticeServer) -> Visitor:
            page = stack.enter_context(browser.new_page(viewport={"width": 1200, "height": 800}))
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.goto((practice.server if isinstance(practice, Practice) else practice).page_url)
            return Visitor(page)

        yield visit
    assert troubles == []
