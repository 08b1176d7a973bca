"""Promises of the thanks on file: what is kept, and of which the weekly post may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.exchange.gratitude import Given
from bot.exchange.moves import Choose
from bot.exchange.values import Standing
from storage import thanks
from storage.thanks import Thanks
from tests.factories import NOON, make_claim, make_referral, save_claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member
    from storage.engine import Database
    from tests.integration.storage.conftest import World

DAY = timedelta(days=1)


def _put(database: Database, world: World, name: str, giver: Member, to: Member, **fields: object) -> Thanks:
    """A thank-you of which both agreed, kept at noon of the day `after`."""
    days = fields.pop("after", 0)
    assert isinstance(days, int)
    told = {"from_agrees": True, "to_agrees": True, **fields}
    new = replace(Thanks(name, giver.id, to.id, "You were so quick."), **told)  # type: ignore[arg-type]
    with database.write() as conn:
        assert thanks.add(conn, world.collective.id, f"form of {name}", new, NOON + days * DAY)
    return new


def _agreed(database: Database, world: World, *, days: int) -> Sequence[str]:
    with database.read() as conn:
        return [each.id for each in thanks.agreed(conn, world.collective.id, NOON + days * DAY)]


def _hand_off(database: Database, world: World, referrer: Member, to: Member, *, after: int) -> str:
    """The client of one was handed to the other on that day; gives the referral's id."""
    with database.write() as conn:
        state = make_referral(conn, world.collective, referrer)
        chosen = make_claim(to, standing=Standing.CHOSEN)
        save_claims(conn, state, chosen, move=Choose.__name__, now=NOON + after * DAY)
    return state.referral.id


def test_thanks_are_kept_once(database: Database, world: World) -> None:
    """A thank-you comes back as it was written; the form that made it makes no second one."""
    new = Thanks("t", world.rae.id, world.ana.id, "You were so quick.", world.referral.id, "trust", from_agrees=False)
    with database.write() as conn:
        assert thanks.add(conn, world.collective.id, "form", new, NOON)
        assert not thanks.add(conn, world.collective.id, "form", replace(new, id="u"), NOON)
        assert thanks.get(conn, new.id) == new
        assert thanks.find(conn, world.collective.id, new.id) == new
        assert thanks.find(conn, "another collective", new.id) is None


def test_what_a_member_wrote_from_which_draft_is_known(database: Database, world: World) -> None:
    """The newest first; what somebody else wrote, or from no draft, is not among them."""
    _put(database, world, "t1", world.ana, world.rae, draft="trust")
    _put(database, world, "t2", world.ana, world.ben, draft="week", after=1)
    _put(database, world, "t3", world.ana, world.ben)
    _put(database, world, "t4", world.ben, world.rae, draft="luck")
    with database.read() as conn:
        told = thanks.given(conn, world.ana.id)

    assert told == (Given("week", world.ben.id, NOON + DAY), Given("trust", world.rae.id, NOON))


@pytest.mark.parametrize("said", [(True, True), (True, None), (None, True), (True, False), (False, True)])
def test_the_weekly_post_knows_of_what_both_agreed_to_alone(
    database: Database, world: World, said: tuple[bool | None, bool | None]
) -> None:
    """Who was not asked or said no keeps it between the two."""
    giver, reader = said
    _put(database, world, "t1", world.ana, world.rae, from_agrees=giver, to_agrees=reader)

    assert bool(_agreed(database, world, days=20)) is (giver is True and reader is True)


def test_the_reader_may_say_so_later_and_change_their_mind(database: Database, world: World) -> None:
    """The last word counts."""
    _put(database, world, "t1", world.ana, world.rae, to_agrees=None)
    for agrees in (True, False, True):
        with database.write() as conn:
            thanks.reader_agrees(conn, "t1", agrees=agrees)
        assert bool(_agreed(database, world, days=20)) is agrees


def test_the_weekly_post_tells_each_once_and_in_one_order(database: Database, world: World) -> None:
    """The oldest first, those of one moment by who gave them; what stood in a post before is left out."""
    _put(database, world, "later", world.ana, world.rae, after=1)
    _put(database, world, "z", world.ana, world.rae)
    _put(database, world, "a", world.ben, world.rae)
    _put(database, world, "told", world.ana, world.ben, weekly_id="w1")

    assert _agreed(database, world, days=20) == ["z", "a", "later"]


def test_a_thank_you_waits_for_two_weeks_after_its_hand_off(database: Database, world: World) -> None:
    """To the moment: on the day itself it may stand there, the day before not."""
    referral_id = _hand_off(database, world, world.rae, world.ana, after=3)
    _put(database, world, "t1", world.ana, world.rae, referral_id=referral_id, after=3)

    assert _agreed(database, world, days=2) == []
    assert _agreed(database, world, days=3) == ["t1"]


@pytest.mark.parametrize("other_way", [False, True])
def test_so_does_any_other_thank_you_between_the_two(database: Database, world: World, *, other_way: bool) -> None:
    """A reader of the post cannot tell after which hand-off it was written, nor who referred to whom."""
    _put(database, world, "t1", world.ana, world.rae)
    _put(database, world, "t2", world.ben, world.rae)
    two = (world.ana, world.rae) if other_way else (world.rae, world.ana)
    _hand_off(database, world, *two, after=3)

    assert _agreed(database, world, days=2) == ["t2"]
    assert _agreed(database, world, days=3) == ["t1", "t2"]
