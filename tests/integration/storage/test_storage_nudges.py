"""Nudges are due one at a time, done once, and go away with what they wait for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.nudges import Nudge, NudgeKind
from storage import nudges
from tests.factories import NOON, make_referral
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.engine import Database
    from tests.integration.storage.conftest import World

HOUR = timedelta(hours=1)
PLAN = (
    Nudge(NudgeKind.EXPIRE, NOON + 3 * HOUR),
    Nudge(NudgeKind.INVITE_NEXT, NOON + 1 * HOUR),
    Nudge(NudgeKind.UNANSWERED, NOON + 2 * HOUR),
)


def test_new_nudges_take_the_place_of_the_old(database: Database, world: World) -> None:
    """What a referral waited for before is cancelled when it begins to wait for something else."""
    with database.write() as conn:
        nudges.replace_pending(conn, world.referral, PLAN, NOON)
        (old, *_) = nudges.pending(conn, world.referral.id)
        nudges.replace_pending(conn, world.referral, (Nudge(NudgeKind.CHOOSE, NOON + 5 * HOUR),), NOON)
        assert [n.kind for n in nudges.pending(conn, world.referral.id)] == [NudgeKind.CHOOSE]
        assert not nudges.take(conn, old.id, NOON + 9 * HOUR)
        assert nudges.next_due(conn) == NOON + 5 * HOUR
        nudges.replace_pending(conn, world.referral, (), NOON)
        assert nudges.next_due(conn) is None


def test_one_of_each_referral_is_due(database: Database, world: World) -> None:
    """After a long night each referral is nudged one step at a time, the longest due first; two at one moment too."""
    with database.write() as conn:
        other = make_referral(conn, world.collective, world.rae).referral
        at_one_moment = [Nudge(kind, NOON) for kind in (NudgeKind.CHOOSE, NudgeKind.CHOOSE_AGAIN, NudgeKind.LAPSE)]
        nudges.replace_pending(conn, world.referral, PLAN, NOON)
        nudges.replace_pending(conn, other, at_one_moment, NOON)
        due = nudges.due(conn, NOON + 9 * HOUR, 10)
        assert [n.referral_id for n in due] == [other.id, world.referral.id]
        assert due[1].kind is NudgeKind.INVITE_NEXT
        assert len(nudges.due(conn, NOON + 9 * HOUR, 1)) == 1
        assert not nudges.due(conn, NOON - HOUR, 10)
        seen = []
        while due := [n for n in nudges.due(conn, NOON + 9 * HOUR, 10) if n.referral_id == other.id]:
            assert nudges.take(conn, due[0].id, NOON + 9 * HOUR)
            seen.append(due[0].kind)
        assert sorted(seen) == sorted(n.kind for n in at_one_moment)


def test_what_is_due_at_one_moment_is_in_an_order_that_no_id_decides(database: Database, world: World) -> None:
    """Of habits that began together the Slack ids of their members decide; two replicas say what one would."""
    with database.write() as conn:
        for member in (world.rae, world.ben, world.ana):
            nudges.plan(conn, world.collective.id, NudgeKind.NICHE_STILL_RIGHT, NOON, NOON, member_id=member.id)
        in_order = [nudge.member_id for nudge in nudges.due(conn, NOON, 10)]
    assert in_order == [world.ana.id, world.ben.id, world.rae.id]


def test_a_nudge_is_done_once(replicas: Sequence[Database], world: World) -> None:
    """However many replicas see the same nudge due, one of them does it."""
    with replicas[0].write() as conn:
        nudges.replace_pending(conn, world.referral, PLAN, NOON)
    for _ in PLAN:
        with replicas[0].read() as conn:
            (due,) = nudges.due(conn, NOON + 9 * HOUR, 10)
        taken = at_once(replicas, lambda conn, due=due: nudges.take(conn, due.id, NOON + 9 * HOUR))  # type: ignore[misc]
        assert sorted(taken) == [False, False, False, True]
    with replicas[0].read() as conn:
        assert not nudges.due(conn, NOON + 9 * HOUR, 10)


def test_a_nudge_that_was_put_off_is_not_done(database: Database, world: World) -> None:
    """Who saw a nudge due and finds it put off meanwhile leaves it alone."""
    with database.write() as conn:
        nudges.replace_pending(conn, world.referral, PLAN[:1], NOON)
        (nudge,) = nudges.pending(conn, world.referral.id)
        nudges.postpone(conn, nudge.id, NOON + 8 * HOUR)
        assert not nudges.take(conn, nudge.id, NOON + 7 * HOUR)
        assert nudges.take(conn, nudge.id, NOON + 8 * HOUR)
        nudges.postpone(conn, nudge.id, NOON + 9 * HOUR)
        assert not nudges.pending(conn, world.referral.id)


def test_lateness_is_passed_on(database: Database, world: World) -> None:
    """After a nudge that came late, those that follow it keep their distance."""
    with database.write() as conn:
        nudges.replace_pending(conn, world.referral, PLAN, NOON)
        (first,) = nudges.due(conn, NOON + HOUR, 10)
        assert nudges.take(conn, first.id, NOON + HOUR)
        nudges.delay_rest(conn, world.referral.id, timedelta(days=2))
        rest = nudges.pending(conn, world.referral.id)
    assert [n.due_at for n in rest] == [NOON + 2 * HOUR + timedelta(days=2), NOON + 3 * HOUR + timedelta(days=2)]


def test_what_is_passed_over_is_done_and_comes_never(database: Database, world: World) -> None:
    """Of one kind alone, and of this collective."""
    with database.write() as conn:
        for kind in (NudgeKind.WELCOME, NudgeKind.NICHE_STILL_RIGHT):
            nudges.plan(conn, world.collective.id, kind, NOON, NOON, member_id=world.ana.id)
        nudges.pass_over(conn, world.collective.id, NudgeKind.WELCOME)
        assert [n.kind for n in nudges.due(conn, NOON, 10)] == [NudgeKind.NICHE_STILL_RIGHT]
        assert nudges.was_planned(conn, NudgeKind.WELCOME, world.ana.id)
