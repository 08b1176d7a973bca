"""Rounds of the clarity check come back as they were kept, and go without a trace."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.clarity import Asked, Round
from bot.matching import Need
from bot.matching.advice.invented import Invented
from storage import clarity
from storage.models import clarity_answers, clarity_rounds
from tests.factories import NOON

if TYPE_CHECKING:
    from storage.engine import Database
    from tests.integration.storage.conftest import World

INVENTED = Invented(
    [Need(concerns=(code,), age_group="adult", client_type="couple") for code in ("grief", "ocd", "sleep")], right=2
)


def test_a_round_comes_back_whole(database: Database, world: World) -> None:
    """With everybody who was asked, answered or not, in the order in which they were."""
    later = NOON + timedelta(days=1)
    with database.write() as conn:
        begun = clarity.begin(conn, world.collective.id, world.ana.id, INVENTED, NOON)
        clarity.ask(conn, world.collective.id, begun.id, world.rae.id, NOON)
        clarity.ask(conn, world.collective.id, begun.id, world.ben.id, NOON)
        clarity.answer(conn, begun.id, world.ben.id, 2)
        whole = clarity.get(conn, begun.id, lock=True)
        assert whole == Round(
            begun.id,
            world.ana.id,
            INVENTED,
            NOON,
            asked=[Asked(world.ben.id, 2, NOON), Asked(world.rae.id, None, NOON)],
        )
        clarity.end(conn, begun.id, later)
        ended = clarity.get(conn, begun.id)
        assert ended is not None
        assert ended.ended_at == later
        assert clarity.get(conn, "no such round") is None


def test_rounds_that_go_on_are_in_the_order_in_which_they_began(database: Database, world: World) -> None:
    """Of two at one moment by the Slack ids of their people; those that have ended are not among them."""
    with database.write() as conn:
        for member, at in ((world.rae, NOON), (world.ben, NOON + timedelta(days=1)), (world.ana, NOON)):
            clarity.begin(conn, world.collective.id, member.id, INVENTED, at)
        assert [each.member_id for each in clarity.going_on(conn, world.collective.id)] == [
            world.ana.id,
            world.rae.id,
            world.ben.id,
        ]
        [first] = clarity.of_member(conn, world.ana.id)
        clarity.end(conn, first.id, NOON)
        assert world.ana.id not in {each.member_id for each in clarity.going_on(conn, world.collective.id)}
        second = clarity.begin(conn, world.collective.id, world.ana.id, INVENTED, NOON + timedelta(days=90))
        assert [each.id for each in clarity.of_member(conn, world.ana.id)] == [second.id, first.id]


def test_opting_out_leaves_nothing(database: Database, world: World) -> None:
    """Neither the rounds nor what colleagues answered; those about others stay."""
    with database.write() as conn:
        for member, helper in ((world.ana, world.ben), (world.ben, world.ana)):
            begun = clarity.begin(conn, world.collective.id, member.id, INVENTED, NOON)
            clarity.ask(conn, world.collective.id, begun.id, helper.id, NOON)
            clarity.answer(conn, begun.id, helper.id, 1)
        for each in clarity.of_member(conn, world.ana.id):
            clarity.forget(conn, each.id)
        assert {row.member_id for row in conn.execute(clarity_rounds.select())} == {world.ben.id}
        assert {row.member_id for row in conn.execute(clarity_answers.select())} == {world.ana.id}


def test_who_helps_no_more_is_waited_for_no_more(database: Database, world: World) -> None:
    """What they answered before counts on."""
    with database.write() as conn:
        for member, picked in ((world.ana, 1), (world.rae, None)):
            begun = clarity.begin(conn, world.collective.id, member.id, INVENTED, NOON)
            clarity.ask(conn, world.collective.id, begun.id, world.ben.id, NOON)
            if picked is not None:
                clarity.answer(conn, begun.id, world.ben.id, picked)
        clarity.ask_no_more(conn, world.ben.id)
        [about_ana], [about_rae] = (clarity.of_member(conn, who.id) for who in (world.ana, world.rae))
        assert about_ana.picks == [1]
        assert about_rae.asked == []
