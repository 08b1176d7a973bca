"""Promises of time: what is due is done once, in working hours, and never for something that is over."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import select

from bot.exchange.moves import Choose, Withdraw
from bot.exchange.notices import Face, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Audience, Status
from bot.services import claiming, nudging, people, referring
from bot.services.moving import apply, make_move
from storage import members
from storage.members import Person
from storage.models import cards, nudges, referrals
from storage.sending import SendState
from tests.factories import NEED

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.moves import Move
    from bot.exchange.values import Member, ReferralState
    from bot.services.context import Context
    from tests.integration.services.conftest import House


def _fire(house: House) -> None:
    while nudging.look(house.ctx):
        pass


def _hand_off(house: House) -> str:
    referral_id = house.post()
    claiming.offer(house.ctx, house.collective, house.colleagues[0], referral_id, uuid4().hex)
    holder = house.state(referral_id).holder
    assert holder
    make_move(house.ctx, house.collective, referral_id, Choose(house.sam.id, holder.id), uuid4().hex)
    return referral_id


def test_after_one_business_day_without_an_offer_the_next_three_are_asked(house: House) -> None:
    """Each once."""
    referral_id = house.post()
    house.move(timedelta(days=1))
    _fire(house)
    _fire(house)
    assert len(house.state(referral_id).invitations) == 6


def test_an_offer_cancels_what_waited_for_it(house: House) -> None:
    """Nobody is told that nobody offered once somebody has."""
    referral_id = house.post()
    claiming.offer(house.ctx, house.collective, house.colleagues[0], referral_id, uuid4().hex)
    house.move(timedelta(days=1))
    _fire(house)
    assert len(house.state(referral_id).invitations) == 3
    assert house.pending(referral_id) == {NudgeKind.CHOOSE, NudgeKind.CHOOSE_AGAIN, NudgeKind.LAPSE}


def test_nothing_is_pending_for_a_referral_that_is_over(house: House) -> None:
    """Withdrawn is withdrawn."""
    referral_id = house.post()
    make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), uuid4().hex)
    assert house.pending(referral_id) == set()


def test_what_becomes_due_at_night_waits_for_the_morning(house: House) -> None:
    """The machine may be awake; the therapist is not."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        three_at_night = datetime(2026, 3, 4, 8, tzinfo=UTC)  # in New York
        conn.execute(nudges.update().where(nudges.c.kind == NudgeKind.INVITE_NEXT).values(due_at=three_at_night))
    house.move(timedelta(hours=15, minutes=30))
    _fire(house)
    assert len(house.state(referral_id).invitations) == 3
    house.move(timedelta(hours=6))
    _fire(house)
    assert len(house.state(referral_id).invitations) == 6


def _goes_to(house: House, member: Member, time_zone: str) -> Member:
    """Slack tells that the member is in another time zone now."""
    there = Person(member.user_id, member.name, time_zone, member.kind, member.in_channel, member.is_admin)
    with house.ctx.database.write() as conn:
        return members.remember(conn, house.collective.id, there, house.clock.now())


def test_who_travels_is_never_written_to_outside_the_working_time_of_where_they_are(house: House) -> None:
    """From Tokyo to Los Angeles and back: each reminder was planned in one zone and comes in the other."""
    ana = _goes_to(house, house.colleagues[0], "Asia/Tokyo")
    _hand_off(house)
    told: list[datetime] = []
    for flight in ("America/Los_Angeles", "Asia/Tokyo"):
        working = _goes_to(house, ana, flight).working_time(house.collective.hours)
        before = len(told)
        while len(told) == before:
            house.move(timedelta(hours=3))
            _fire(house)
            if len(house.said(NoticeKind.OUTCOME_REMINDER)) > before:
                told.append(house.clock.now())
                assert working.is_working(told[-1])
    assert timedelta(days=6) < told[1] - told[0] < timedelta(days=8)


def test_a_machine_that_was_off_for_weeks_does_not_send_everything_at_once(house: House) -> None:
    """The nudges that follow a late one wait as long after it as they would have."""
    referral_id = _hand_off(house)
    house.move(timedelta(days=28))
    _fire(house)
    assert len(house.said(NoticeKind.OUTCOME_REMINDER)) == 1
    assert house.state(referral_id).status is Status.HANDED_OFF
    house.move(timedelta(days=7, hours=1))
    _fire(house)
    assert len(house.said(NoticeKind.OUTCOME_REMINDER)) == 2


def test_a_machine_that_wakes_at_the_weekend_keeps_the_order_of_what_it_missed(house: House) -> None:
    """Nothing expires on Monday morning before anybody else was asked and the referrer was told."""
    referral_id = house.post()
    house.move(timedelta(days=18))  # a Saturday
    _fire(house)
    house.move(timedelta(days=2))
    _fire(house)
    assert len(house.state(referral_id).invitations) == 6
    assert house.said(NoticeKind.UNANSWERED) == []
    assert house.state(referral_id).status is Status.OPEN


def test_what_waits_for_the_morning_is_promised_for_the_morning(house: House) -> None:
    """The referrer's copy says by when there will be names, so it is drawn once more when that moves."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        conn.execute(cards.update().values(state=SendState.SHOWN))
    house.move(timedelta(days=4))  # a Saturday
    _fire(house)
    with house.ctx.database.read() as conn:
        mine = (cards.c.referral_id == referral_id) & (cards.c.face == Face.REFERRER)
        assert conn.execute(select(cards.c.state).where(mine)).scalar_one() == SendState.DUE


def test_two_unanswered_reminders_then_the_referrer_is_told_and_in_the_end_it_is_closed(house: House) -> None:
    """The whole ladder after a hand-off, at its default times."""
    referral_id = _hand_off(house)
    for _ in range(5):
        house.move(timedelta(days=7, minutes=1))
        _fire(house)
    assert len(house.said(NoticeKind.OUTCOME_REMINDER)) == 2
    assert house.said(NoticeKind.UNCONFIRMED) == [house.sam.id]
    assert house.state(referral_id).status is Status.CLOSED


def test_two_replicas_fire_a_nudge_once(house: House) -> None:
    """Both look at the same moment; one of them takes it."""
    _hand_off(house)
    house.move(timedelta(days=7, hours=1))
    threads = [threading.Thread(target=_fire, args=(house,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(house.said(NoticeKind.OUTCOME_REMINDER)) == 1


def test_a_referral_that_nobody_answers_is_told_to_people_and_expires(house: House) -> None:
    """After three business days the referrer hears of it, after ten it expires and they hear that too."""
    referral_id = house.post()
    start = house.clock.now()
    while house.clock.now() < start + timedelta(days=15):
        house.move(timedelta(hours=6))
        _fire(house)
        if house.clock.now() == start + timedelta(days=3):
            assert house.said(NoticeKind.UNANSWERED) == [house.sam.id]
    assert house.state(referral_id).status is Status.EXPIRED
    assert house.said(NoticeKind.EXPIRED) == [house.sam.id]
    assert house.clock.now() > datetime(2026, 3, 17, tzinfo=UTC)


def test_a_nudge_that_meets_a_fault_stops_no_other_and_comes_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log tells the class and the nudge and not what the fault says; an hour later it is tried once more."""
    broken, sound = house.post(), house.post(house.draft(post_anyway=True))

    def fail(ctx: Context, conn: Connection, state: ReferralState, move: Move) -> ReferralState:
        if state.referral.id == broken:
            raise RuntimeError(state.referral.need.note)
        return apply(ctx, conn, state, move)

    house.move(timedelta(days=1))
    with monkeypatch.context() as patched, structlog.testing.capture_logs() as logged:
        patched.setattr(nudging, "apply", fail)
        _fire(house)
    assert len(house.state(sound).invitations) == 6
    with house.ctx.database.read() as conn:
        mine = (nudges.c.referral_id == broken) & (nudges.c.kind == NudgeKind.INVITE_NEXT)
        nudge_id = conn.execute(select(nudges.c.id).where(mine)).scalar_one()
    wrong = {"event": "nudge failed", "nudge": nudge_id, "fault": "RuntimeError", "log_level": "error"}
    assert logged == [wrong]
    house.move(timedelta(hours=1))
    _fire(house)
    assert len(house.state(broken).invitations) == 6


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CLAIMED])
def test_a_nudge_that_waits_for_nothing_any_more_ends(house: House, status: Status) -> None:
    """Whatever left it behind, it is looked at once, says nothing and stands in nobody's way."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        conn.execute(referrals.update().values(status=status))
        conn.execute(nudges.update().where(nudges.c.kind != NudgeKind.INVITE_NEXT).values(status="cancelled"))
    house.move(timedelta(days=1))
    assert nudging.fire_due(house.ctx) == 1
    assert nudging.fire_due(house.ctx) == 0
    assert house.pending(referral_id) == set()
    assert len(house.state(referral_id).invitations) == 3


def test_a_chosen_colleague_who_left_is_not_reminded(house: House) -> None:
    """They read nothing of ours any more; the referrer is the one who hears of it."""
    referral_id = _hand_off(house)
    ana = house.colleagues[0]
    people.came_or_went(house.ctx, house.collective, ana.user_id, in_channel=False, delivery_id=uuid4().hex)
    for _ in range(3):
        house.move(timedelta(days=7, minutes=1))
        _fire(house)
    assert house.said(NoticeKind.OUTCOME_REMINDER) == []
    assert house.said(NoticeKind.UNCONFIRMED) == [house.sam.id]
    assert house.state(referral_id).status is Status.HANDED_OFF


def test_nobody_left_to_ask_is_said_twice_at_most(house: House) -> None:
    """At once, and by the day on which people are told; then again once the referrer has it begin anew."""
    need = replace(NEED, states=("HI",))
    referral_id = house.post(house.draft(audience=Audience.BEST, need=need, told_nobody=True))
    for _ in range(9):
        house.move(timedelta(hours=12))
        _fire(house)

    assert house.said(NoticeKind.UNANSWERED).count(house.sam.id) == 2
    referring.extend(house.ctx, house.collective, house.sam, referral_id, uuid4().hex)
    assert house.said(NoticeKind.UNANSWERED).count(house.sam.id) == 3
