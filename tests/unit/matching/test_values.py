"""What members said of their room runs out on the day they named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.matching import Opening, OpeningKind

SAID = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", [OpeningKind.NONE, OpeningKind.SOME])
def test_an_opening_holds_until_its_day_and_is_unknown_from_then_on(kind: OpeningKind) -> None:
    """On the day itself nobody is held to it any more; when it was said is kept."""
    opening = Opening(kind, until=date(2026, 11, 30), limits="mornings", confirmed_at=SAID)
    assert opening.on(date(2026, 11, 29)) == opening
    assert opening.on(date(2026, 11, 30)) == Opening(OpeningKind.UNKNOWN, confirmed_at=SAID)


def test_an_open_ended_opening_stays() -> None:
    """Without a day it does not run out by itself."""
    opening = Opening(OpeningKind.SOME)
    assert opening.on(date(2036, 1, 1)) == opening
