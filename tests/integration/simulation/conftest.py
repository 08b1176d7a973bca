"""A short story told once for all tests: from before a leap day to after the clocks of both sides were changed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.simulation.run import Told, tell
from bot.simulation.story import Story

STORY = Story(seed=3, members=15, weeks=5, begins=date(2028, 2, 28))


@pytest.fixture(scope="session")
def told() -> Told:
    return tell(STORY)
