"""What admins read of the members: how often, never for what; and no list is too long for Slack."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slack_sdk.models.views import View

from bot.exchange.oversight import Seen
from bot.matching import Licence
from bot.views import members
from bot.views.message import Message
from tests.slack_limits import violations
from tests.unit.views.forms_shown import MEMBERS_SEEN
from tests.unit.views.scenes import ANA, DEV, readable


def _lines(view: View) -> list[str]:
    return readable(Message("", view.blocks or []))


def test_it_is_no_leaderboard() -> None:
    """By name as handed in, whoever was asked most; no place and no points."""
    seen = [Seen(replace(DEV, name=name), has_niche=True, asked=asked) for name, asked in (("Abe", 0), ("Bea", 9))]
    told = "\n".join(_lines(members.everybody(seen)))
    assert told.index("Abe") < told.index("Bea")


@pytest.mark.parametrize("count", [0, 1, 2, 500, 600, 601, 5000])
def test_any_number_of_members_fits_into_slack(count: int) -> None:
    """However long their names are; the list is cut where Slack would not take more, and says so."""
    seen = [
        Seen(replace(MEMBERS_SEEN[0].member, id=f"m{n}", name="<Ana & " * 40, time_zone="America/Chicago"), True, n)
        for n in range(count)
    ]
    view = members.everybody(seen)
    assert violations("views.open", {"view": view.to_dict()}) == []
    assert len(str(view.to_dict()).encode()) < 240_000
    assert ("the first 600" in str(view.to_dict())) is (count > 600)


def test_how_evenly_is_said_of_those_who_can_be_asked() -> None:
    """Who has no niche was not passed over."""
    asked = [Seen(ANA, has_niche=True, asked=n) for n in (0, 3, 3)]
    [line, *_] = _lines(members.everybody([*asked, Seen(DEV)]))
    assert line == (
        "*In the last 30 days* 6 invitations went to 2 of the 3 members with a niche. "
        "Spread evenly it would be about 2 each; the most that one had is 3."
    )


def test_who_lists_no_state_has_nothing_to_be_looked_up() -> None:
    """That reads otherwise than a licence that nobody has looked at."""
    listed, silent = (
        Seen(replace(ANA, niche=replace(ANA.niche, licences=each)), True) for each in ((Licence("TX"),), ())
    )
    assert _lines(members.everybody([listed]))[2].endswith("licence not checked")
    assert _lines(members.everybody([silent]))[2].endswith("no licence listed")
