"""Promises of calm: what is put off, muted or paused stays so until its reader wants it, and can be taken back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from bot.exchange.moves import AskNext, Choose, Refused, Why
from bot.exchange.notices import Notice, NoticeKind, Way
from bot.exchange.reminders import Later, Pause, PausedBy, Topic
from bot.services import attention, claiming, nudging
from bot.services.moving import make_move
from bot.services.telling import tell
from storage import deliveries, reminders
from storage.models import outbox
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from bot.exchange.values import Member
    from tests.integration.services.conftest import House


def _look(house: House) -> None:
    while nudging.look(house.ctx):
        pass


def _pass(house: House, **time: float) -> None:
    """Let calendar time pass, and look after what is due at noon of each day."""
    end = house.clock.now() + timedelta(**time)
    while house.clock.now() < end:
        house.move(min(timedelta(days=1), end - house.clock.now()))
        _look(house)


def _rows(house: House, kind: NoticeKind) -> Sequence[Row[Any]]:
    with house.ctx.database.read() as conn:
        query = select(outbox).where(outbox.c.kind == kind.value).order_by(outbox.c.at)
        return conn.execute(query).all()


def _only(house: House, kind: NoticeKind) -> Row[Any]:
    [row] = _rows(house, kind)
    return row


def _hand_off(house: House, to: Member) -> str:
    referral_id = house.post(house.draft(post_anyway=True))
    claiming.offer(house.ctx, house.collective, to, referral_id, uuid4().hex)
    holder = house.state(referral_id).holder
    assert holder
    make_move(house.ctx, house.collective, referral_id, Choose(house.sam.id, holder.id), uuid4().hex)
    return referral_id


def _asked_how_it_went(house: House, to: Member) -> Row[Any]:
    """The line of a digest in which a chosen colleague was asked."""
    _hand_off(house, to)
    _pass(house, days=8)
    line = _only(house, NoticeKind.OUTCOME_REMINDER)
    assert line.state == SendState.CARRIED
    return line


def _put_off(house: House, who: Member, row_id: str, when: Later | date, delivery_id: str = "") -> datetime:
    return attention.put_off(house.ctx, house.collective, who, row_id, when, delivery_id or uuid4().hex)


def _tell(house: House, kind: NoticeKind, to: Member, **about: Any) -> None:
    with house.ctx.database.write() as conn:
        tell(house.ctx, conn, house.collective, Notice(kind, to.id), **about)


def test_a_line_that_was_put_off_comes_again_in_a_later_digest(house: House) -> None:
    """On the morning of the day that was picked, or of the next working day: here from Saturday to Monday."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    until = _put_off(house, ana, line.id, date(2026, 3, 14))
    assert until == datetime(2026, 3, 16, 13, tzinfo=UTC)
    _pass(house, days=4)
    assert _only(house, NoticeKind.OUTCOME_REMINDER).state == SendState.HELD
    _pass(house, days=1)
    again = _only(house, NoticeKind.OUTCOME_REMINDER)
    assert (again.state, again.snoozed) == (SendState.CARRIED, False)
    assert again.digest_id != line.digest_id


@pytest.mark.parametrize(("when", "days"), [(Later.TOMORROW, 1), (Later.NEXT_WEEK, 7)])
def test_tomorrow_and_next_week_are_mornings(house: House, when: Later, days: int) -> None:
    """Of the reader's own working time, 9 in New York."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    asked_on = house.clock.now().date()
    until = _put_off(house, ana, line.id, when)
    assert (until.date() - asked_on, until.hour) == (timedelta(days=days), 13)


def test_what_is_put_off_is_asked_once_at_most(house: House) -> None:
    """The second reminder finds that the first one waits still, and is no further line."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    _put_off(house, ana, line.id, date(2026, 4, 20))
    _pass(house, days=10)
    assert _only(house, NoticeKind.OUTCOME_REMINDER).id == line.id


def test_putting_off_told_twice_is_done_once(house: House) -> None:
    """Slack brings a press again after it was taken back: it stays taken back."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    _put_off(house, ana, line.id, Later.TOMORROW, "press")
    attention.bring_back(house.ctx, house.collective, ana, line.id, "undo")
    _put_off(house, ana, line.id, Later.TOMORROW, "press")
    attention.bring_back(house.ctx, house.collective, ana, line.id, "undo")
    back = _only(house, NoticeKind.OUTCOME_REMINDER)
    assert (back.state, back.snoozed, back.held_until, back.digest_id) == (
        SendState.CARRIED,
        False,
        None,
        line.digest_id,
    )


def test_what_stands_in_no_digest_yet_can_be_put_off_and_brought_back(house: House) -> None:
    """Home shows it before the digest does; brought back it waits for the next one."""
    ana = house.colleagues[0]
    _hand_off(house, ana)
    _pass(house, days=7, hours=1)
    waiting = _only(house, NoticeKind.OUTCOME_REMINDER)
    assert waiting.state == SendState.HELD
    _put_off(house, ana, waiting.id, Later.NEXT_WEEK)
    _pass(house, days=2)
    assert _only(house, NoticeKind.OUTCOME_REMINDER).state == SendState.HELD
    attention.bring_back(house.ctx, house.collective, ana, waiting.id, uuid4().hex)
    _pass(house, days=1)
    assert _only(house, NoticeKind.OUTCOME_REMINDER).state == SendState.CARRIED


def test_what_was_told_again_cannot_be_brought_back(house: House) -> None:
    """The undo of an old message changes nothing, and says so."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    _put_off(house, ana, line.id, Later.TOMORROW)
    _pass(house, days=3)
    with pytest.raises(Refused) as refused:
        attention.bring_back(house.ctx, house.collective, ana, line.id, uuid4().hex)
    assert refused.value.why is Why.NOT_NOW


def test_nobody_touches_the_lines_of_others(house: House) -> None:
    """Neither putting off, nor bringing back, nor muting: the row is as it was."""
    ana, ben = house.colleagues[:2]
    line = _asked_how_it_went(house, ana)
    for do in (
        lambda: _put_off(house, ben, line.id, Later.TOMORROW),
        lambda: attention.bring_back(house.ctx, house.collective, ben, line.id, uuid4().hex),
        lambda: attention.mute(house.ctx, house.collective, ben, line.id, uuid4().hex),
    ):
        with pytest.raises(Refused):
            do()
    assert _only(house, NoticeKind.OUTCOME_REMINDER) == line
    assert house.member(ben).reminders.muted == frozenset()


def test_what_is_muted_is_left_out_also_where_it_was_held_before(house: House) -> None:
    """Of two lines that wait, the second reminder is dropped, and the other one comes."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    _pass(house, days=6)
    waiting = _rows(house, NoticeKind.OUTCOME_REMINDER)[-1]
    assert waiting.state == SendState.HELD
    assert attention.mute(house.ctx, house.collective, ana, line.id, uuid4().hex) is Topic.FOLLOW_UP
    _tell(house, NoticeKind.EXPIRED_PERSON, ana)
    _pass(house, days=8)
    states = {row.id: row.state for row in _rows(house, NoticeKind.OUTCOME_REMINDER)}
    assert (states[line.id], states[waiting.id]) == (SendState.CARRIED, SendState.DROPPED)
    assert _only(house, NoticeKind.EXPIRED_PERSON).state == SendState.CARRIED


def test_a_mute_that_was_taken_back_in_time_costs_nothing(house: House) -> None:
    """And the mute that Slack brings once more does not mute again."""
    ana = house.colleagues[0]
    _hand_off(house, ana)
    _pass(house, days=7, hours=1)
    waiting = _only(house, NoticeKind.OUTCOME_REMINDER)
    attention.mute(house.ctx, house.collective, ana, waiting.id, "mute")
    attention.unmute(house.ctx, house.collective, ana, Topic.FOLLOW_UP, "undo")
    attention.mute(house.ctx, house.collective, ana, waiting.id, "mute")
    _pass(house, days=1)
    assert _only(house, NoticeKind.OUTCOME_REMINDER).state == SendState.CARRIED


def test_where_a_client_waits_nothing_is_muted(house: House) -> None:
    """A choice of the client is no topic."""
    ana = house.colleagues[0]
    _hand_off(house, ana)
    _look(house)
    with pytest.raises(Refused):
        attention.mute(house.ctx, house.collective, ana, _only(house, NoticeKind.CHOSEN).id, uuid4().hex)


@pytest.mark.parametrize("on", [None, date(2026, 3, 9)])
def test_a_pause_of_ones_own_outlasts_whatever_one_does(house: House, on: date | None) -> None:
    """Only they end it, or its date, which is a morning of their own calendar."""
    ana = house.colleagues[0]
    attention.pause(house.ctx, house.collective, ana, on, uuid4().hex)
    attention.noticed(house.ctx, house.member(ana))
    until = datetime(2026, 3, 9, 4, tzinfo=UTC) if on else None
    assert house.member(ana).reminders.pause == Pause(PausedBy.MEMBER, until)
    attention.resume(house.ctx, house.collective, ana, uuid4().hex)
    assert house.member(ana).reminders.pause is None


def test_a_pause_and_its_end_told_twice_are_done_once(house: House) -> None:
    """A press that comes again after its undo changes nothing."""
    ana = house.colleagues[0]
    attention.pause(house.ctx, house.collective, ana, None, "pause")
    attention.resume(house.ctx, house.collective, ana, "resume")
    attention.pause(house.ctx, house.collective, ana, None, "pause")
    assert house.member(ana).reminders.pause is None
    attention.pause(house.ctx, house.collective, ana, None, "another")
    attention.resume(house.ctx, house.collective, ana, "resume")
    assert house.member(ana).reminders.pause is not None


def test_of_two_choices_at_one_moment_none_is_lost(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause that is saved on one replica while another saves which kinds are wanted stays a pause."""
    ana, record, both = house.colleagues[0], deliveries.record, threading.Barrier(2)

    def record_at_once(conn: Connection, *row: Any) -> bool:
        is_new = record(conn, *row)
        if conn.dialect.name == "postgresql":  # SQLite has one writer
            both.wait(timeout=30)
        return is_new

    monkeypatch.setattr(deliveries, "record", record_at_once)
    with ThreadPoolExecutor(2) as pool:
        paused = pool.submit(attention.pause, house.ctx, house.collective, ana, None, "pause")
        wanted = pool.submit(attention.hear_of, house.ctx, house.collective, ana, frozenset({Topic.NEWS}), "topics")
        for each in (paused, wanted):
            each.result()
    chosen = house.member(ana).reminders
    assert (chosen.pause, chosen.muted) == (Pause(PausedBy.MEMBER), frozenset(Topic) - {Topic.NEWS})


def test_whoever_comes_back_reads_what_waited_in_one_message(house: House) -> None:
    """Two calls to be first in line, thanks and three lines came during the pause; its date ends it by itself."""
    ana = house.colleagues[0]
    attention.pause(house.ctx, house.collective, ana, date(2026, 3, 9), uuid4().hex)
    referral_id = house.post()
    other = house.post(house.draft(post_anyway=True))
    for kind in (NoticeKind.FIRST_IN_LINE, NoticeKind.STILL_A_FIT, NoticeKind.CHOSEN):
        for about in (referral_id, other):
            _tell(house, kind, ana, referrer_id=house.sam.id, referral_id=about)
    _tell(house, NoticeKind.TELL_NICHE, ana)
    _pass(house, days=5)
    assert _to(house, ana) == {SendState.HELD: 7}
    _pass(house, days=2)
    assert _to(house, ana) == {SendState.CARRIED: 7, SendState.DUE: 1}
    assert house.said(NoticeKind.DIGEST).count(ana.id) == 1


@pytest.mark.parametrize("hour", [0, 9])
def test_a_referrer_who_answered_nothing_still_hears_of_an_offer_for_their_client(house: House, hour: int) -> None:
    """The bot's own pause ends what it asks by itself; by day it is said at once, by night in the morning."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        reminders.save(conn, house.sam.id, replace(house.sam.reminders, pause=Pause(PausedBy.BOT)))
    house.move(timedelta(hours=hour))
    claiming.offer(house.ctx, house.collective, house.colleagues[0], referral_id, uuid4().hex)
    assert _only(house, NoticeKind.OFFER_MADE).state == (SendState.HELD if hour else SendState.DUE)
    house.move(timedelta(hours=21 - hour))
    _look(house)
    assert _only(house, NoticeKind.OFFER_MADE).state == SendState.DUE


def test_an_answer_to_what_they_did_is_for_now_and_not_for_the_end_of_a_pause(house: House) -> None:
    """A no to a reaction would be about nothing any more by then."""
    ana = house.colleagues[0]
    attention.pause(house.ctx, house.collective, ana, None, uuid4().hex)
    with house.ctx.database.write() as conn:
        tell(house.ctx, conn, house.collective, Notice(NoticeKind.REFUSED, ana.id, about=Why.OVER.value))
    assert _only(house, NoticeKind.REFUSED).state == SendState.DUE


def test_what_stands_in_a_thread_stays_in_its_thread(house: House) -> None:
    """The line belongs to the referrer's own copy, and waits for the end of the pause."""
    referral_id = house.post()
    attention.pause(house.ctx, house.collective, house.sam, None, uuid4().hex)
    claiming.offer(house.ctx, house.collective, house.colleagues[0], referral_id, uuid4().hex)
    _pass(house, hours=1)
    held = _only(house, NoticeKind.OFFER_MADE)
    assert (held.way, held.state) == (Way.THREAD, SendState.HELD)
    attention.resume(house.ctx, house.collective, house.sam, uuid4().hex)
    _look(house)
    assert _only(house, NoticeKind.OFFER_MADE).state == SendState.DUE


def test_after_three_that_nobody_answered_the_bot_stops_and_says_so_once(house: House) -> None:
    """Whoever depends on them hears it, each referral once; whoever does not hears nothing."""
    ana, ben = house.colleagues[:2]
    chosen_for, held, backed_up = (_hand_off(house, ana), house.post(), house.post(house.draft(post_anyway=True)))
    for referral_id, who in ((held, ana), (backed_up, ben), (backed_up, ana)):
        claiming.offer(house.ctx, house.collective, who, referral_id, uuid4().hex)
    _ignore_three(house, ana)
    _pass(house, days=8)
    assert house.member(ana).reminders.pause == Pause(PausedBy.BOT)
    assert [row.to_id for row in _rows(house, NoticeKind.PAUSED)] == [ana.id]
    quiet = _rows(house, NoticeKind.COLLEAGUE_QUIET)
    assert {row.referral_id for row in quiet} == {chosen_for, held}
    assert {(row.to_id, row.about_id, row.way) for row in quiet} == {(house.sam.id, ana.id, Way.THREAD)}
    assert len(quiet) == 2


def test_whatever_they_do_next_ends_the_pause_of_the_bot(house: House) -> None:
    """The count begins anew, and the referrer's message is looked at again, for it holds no more."""
    ana = house.colleagues[0]
    referral_id = _hand_off(house, ana)
    _ignore_three(house, ana)
    _pass(house, days=8)
    with house.ctx.database.write() as conn:
        conn.execute(update(outbox).where(outbox.c.kind == NoticeKind.COLLEAGUE_QUIET.value).values(state="sent"))
    attention.noticed(house.ctx, house.member(ana))
    assert house.member(ana).reminders.pause is None
    assert _only(house, NoticeKind.COLLEAGUE_QUIET).state == SendState.RECHECK
    with house.ctx.database.read() as conn:
        assert reminders.unanswered(conn, ana.id) == 0
    assert house.state(referral_id).chosen


def test_a_line_of_an_old_digest_that_is_settled_is_looked_at_again(house: House) -> None:
    """It is in a message that was sent days ago."""
    ana = house.colleagues[0]
    line = _asked_how_it_went(house, ana)
    with house.ctx.database.write() as conn:
        conn.execute(update(outbox).where(outbox.c.kind == NoticeKind.DIGEST.value).values(state=SendState.SENT))
    make_move(house.ctx, house.collective, line.referral_id, AskNext(house.sam.id), uuid4().hex)
    digest = {row.id: row.state for row in _rows(house, NoticeKind.DIGEST)}
    assert digest[line.digest_id] == SendState.RECHECK


def _ignore_three(house: House, who: Member) -> None:
    with house.ctx.database.write() as conn:
        for _ in range(3):
            reminders.count_unanswered(conn, who.id)


def _to(house: House, who: Member) -> dict[str, int]:
    """How many messages there are to somebody, by state."""
    with house.ctx.database.read() as conn:
        states = conn.execute(select(outbox.c.state).where(outbox.c.to_id == who.id)).scalars().all()
    return {SendState(state): states.count(state) for state in states}
