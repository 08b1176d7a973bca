"""The quick looks that spare a slow one lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.privacy.detectors import circles, dates, events, numbers, places
from bot.privacy.reading.patterns import Pattern

CUED = {
    f"{room.__name__}, {each.expression.pattern[:40]}": each
    for room in (circles, dates, events, numbers, places)
    for value in vars(room).values()
    for each in (value if isinstance(value, tuple) else (value,))
    if isinstance(each, Pattern) and each.cues
}


@pytest.mark.parametrize("name", CUED)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_pattern_finds_holds_one_of_its_cues(name: str, data: st.DataObject) -> None:
    """A text that is passed over for want of a cue has nothing that the pattern would have found."""
    found = data.draw(st.from_regex(CUED[name].expression)).lower()
    assert any(cue in found for cue in CUED[name].cues)
