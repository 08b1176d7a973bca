"""Rankers are kept, and say at each use what the database says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from bot.exchange.values import Kind
from bot.matching import Need, Opening, OpeningKind, Profile
from bot.services import niches, referring
from bot.services.rankers import Rankers
from storage import members
from tests.factories import NEED, make_niche

if TYPE_CHECKING:
    from tests.integration.services.conftest import House


def fitting(house: House, need: Need = NEED) -> set[str]:
    return {match.member_id for match in referring.find_candidates(house.ctx, house.collective, need)}


def test_a_niche_that_changed_is_matched_as_it_is_now(house: House) -> None:
    """A ranker that has answered before hears of what a member says since."""
    ana, *_ = house.colleagues
    assert ana.id in fitting(house)
    elsewhere = replace(make_niche(), top_concerns=("ocd",), client_types=("couple",))
    niches.save(house.ctx, house.collective, ana, elsewhere, "", "another-delivery")
    assert ana.id not in fitting(house)
    assert ana.id in fitting(house, Need(concerns=("ocd",), client_type="couple"))


def test_an_opening_that_runs_out_is_known_no_more(house: House) -> None:
    """Time alone changes what a member says."""
    ana, *_ = house.colleagues
    later = house.ctx.clock.now().date() + timedelta(days=3)
    full = make_niche(opening=Opening(OpeningKind.NONE, until=later))
    niches.save(house.ctx, house.collective, ana, full, "", "another-delivery")
    assert ana.id not in fitting(house)
    house.move(timedelta(days=4))
    assert ana.id in fitting(house)


def test_who_left_is_matched_no_more(house: House) -> None:
    """A ranker that has answered before forgets whoever is a member no more."""
    ana, *_ = house.colleagues
    assert ana.id in fitting(house)
    with house.ctx.database.write() as conn:
        members.set_kind(conn, ana.id, Kind.GONE)
    assert ana.id not in fitting(house)


def test_who_was_taken_in_before_something_failed_can_leave_all_the_same() -> None:
    """A niche that cannot be read stops one look, and leaves nobody behind for the next."""
    rankers, unread = Rankers(), Profile("bad", statement=cast("str", None))
    with pytest.raises(TypeError), rankers.over("collective", [Profile("gone"), unread]):
        pass
    with rankers.over("collective", [Profile("here")]) as ranker:
        assert [match.member_id for match in ranker.rank(Need())] == ["here"]
