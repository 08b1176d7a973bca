"""What is held is said when its reader works, what waits becomes one digest; also where several replicas look."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.exchange.moves import Choose
from bot.exchange.notices import Face, Notice, NoticeKind, Way
from bot.exchange.reminders import Pause, PausedBy
from bot.exchange.values import Answer, Status
from bot.services import attention, claiming, nudging, people, telling
from bot.services.moving import make_move
from bot.services.scenes import scene_of
from storage import collectives, held, members, reminders
from storage.models import cards, outbox
from storage.outbox import lines_of
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from bot.exchange.scene import Scene
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

K = NoticeKind
#: The house's clock begins at noon of a Tuesday in New York.
EVENING = timedelta(hours=9)
NEXT_MORNING = timedelta(hours=21)


def _look(house: House) -> None:
    while nudging.look(house.ctx):
        pass


def _rows(house: House, kind: NoticeKind) -> Sequence[Row[tuple[object, ...]]]:
    with house.ctx.database.read() as conn:
        return conn.execute(select(outbox).where(outbox.c.kind == kind.value).order_by(outbox.c.at, outbox.c.id)).all()


def _states(house: House, kind: NoticeKind) -> list[str]:
    return [row.state for row in _rows(house, kind)]


def _tell(house: House, kind: NoticeKind, to: Member, referral_id: str | None = None) -> None:
    with house.ctx.database.write() as conn:
        telling.tell(house.ctx, conn, house.collective, Notice(kind, to.id), referral_id=referral_id)


def _scene(house: House, referral_id: str) -> Scene:
    with house.ctx.database.read() as conn:
        scene = scene_of(conn, referral_id, house.clock.now())
    assert scene is not None
    return scene


def _digests_to(house: House, member: Member) -> int:
    return house.said(K.DIGEST).count(member.id)


def _invitations(house: House, referral_id: str) -> list[str]:
    where = (cards.c.referral_id == referral_id) & (cards.c.face == Face.INVITATION.value)
    with house.ctx.database.read() as conn:
        return sorted(conn.execute(select(cards.c.state).where(where)).scalars())


def _claim(house: House, who: Member, referral_id: str) -> None:
    claiming.offer(house.ctx, house.collective, who, referral_id, f"{who.id}-{referral_id}"[:60])


def test_what_is_said_at_once_waits_for_the_morning(house: House) -> None:
    """An offer made in the evening is told to the referrer when they work again; nothing is lost or said twice."""
    referral_id = house.post()
    house.move(EVENING)
    _claim(house, house.colleagues[0], referral_id)
    assert _states(house, K.OFFER_MADE) == [SendState.HELD]
    _look(house)
    assert _states(house, K.OFFER_MADE) == [SendState.HELD]
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _states(house, K.OFFER_MADE) == [SendState.DUE]


def test_who_travels_is_told_where_they_are_now(house: House) -> None:
    """What was to be said at nine in New York waits for nine in Honolulu, when its reader has flown there."""
    referral_id = house.post()
    house.move(EVENING)
    _claim(house, house.colleagues[0], referral_id)
    _fly(house, house.sam, "Pacific/Honolulu")
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _states(house, K.OFFER_MADE) == [SendState.HELD]
    house.move(timedelta(hours=5))
    _look(house)
    assert _states(house, K.OFFER_MADE) == [SendState.DUE]


def test_invitations_wait_for_the_working_time_of_whoever_is_asked(house: House) -> None:
    """A referral of the evening is on their phones in the morning; the referrer's own copy is there at once."""
    house.move(EVENING)
    referral_id = house.post()
    assert _invitations(house, referral_id) == [SendState.HELD] * 3
    with house.ctx.database.read() as conn:
        mine = (cards.c.referral_id == referral_id) & (cards.c.face == Face.REFERRER.value)
        assert conn.execute(select(cards.c.state).where(mine)).scalar_one() == SendState.DUE
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _invitations(house, referral_id) == [SendState.DUE] * 3


def test_the_referrers_copy_says_when_they_hear_of_it_and_that_they_have(house: House) -> None:
    """It is drawn anew once they are asked."""
    house.move(EVENING)
    referral_id = house.post()
    assert set(_scene(house, referral_id).hears_at.values()) == {house.clock.now() + NEXT_MORNING - EVENING}
    with house.ctx.database.write() as conn:
        conn.execute(cards.update().where(cards.c.face == Face.REFERRER.value).values(state=SendState.SHOWN.value))
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _scene(house, referral_id).hears_at == {}
    with house.ctx.database.read() as conn:
        copy = cards.c.face == Face.REFERRER.value
        assert conn.execute(select(cards.c.state).where(copy)).scalar_one() == SendState.DUE


def test_nobody_is_asked_in_the_morning_for_what_was_taken_in_the_night(house: House) -> None:
    """Whoever was to be asked hears nothing while somebody holds it, and nothing at all once it is over."""
    house.move(EVENING)
    referral_id = house.post()
    _claim(house, house.colleagues[-1], referral_id)
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _invitations(house, referral_id) == [SendState.HELD] * 3
    [claim] = house.state(referral_id).claims
    make_move(house.ctx, house.collective, referral_id, Choose(house.sam.id, claim.id), "chosen")
    for _ in range(40):
        house.move(timedelta(days=1))
        _look(house)
    assert house.state(referral_id).status is Status.CLOSED
    assert _invitations(house, referral_id) == [SendState.GONE] * 3


def test_three_invitations_a_week_and_then_the_next_in_rank(house: House) -> None:
    """A fourth referral of the week goes to whoever was asked less, and so nobody is flooded."""
    asked = [_asked(house, house.post(house.draft(post_anyway=True))) for _ in range(4)]
    everybody = {member.id for member in house.colleagues}
    counts = {who: sum(who in each for each in asked) for who in everybody}
    assert max(counts.values()) <= 3
    assert all(len(each) == 3 for each in asked)
    house.move(timedelta(days=7, minutes=1))
    assert len(_asked(house, house.post(house.draft(post_anyway=True)))) == 3


def test_whoever_is_paused_is_not_asked(house: House) -> None:
    """The next in rank is, and a pause that has ended counts no more."""
    best = house.colleagues[0]
    with house.ctx.database.write() as conn:
        until = house.clock.now() + timedelta(days=3)
        reminders.save(conn, best.id, replace(best.reminders, pause=Pause(PausedBy.MEMBER, until)))
    assert best.id not in _asked(house, house.post())
    house.move(timedelta(days=3))
    [asked] = [_asked(house, house.post(house.draft(post_anyway=True, need=replace(house.draft().need, note=""))))]
    assert len(asked) == 3


def test_what_waits_for_one_person_is_one_digest(house: House) -> None:
    """Two hand-offs are two lines of one message, the most urgent first; the same line is not in it twice."""
    ana = house.colleagues[0]
    referral_ids = [house.post(house.draft(post_anyway=True)) for _ in range(2)]
    for referral_id in referral_ids:
        _tell(house, K.LET_GO, ana, referral_id)
        _tell(house, K.LET_GO, ana, referral_id)
        _tell(house, K.OUTCOME_REMINDER, ana, referral_id)
    _look(house)
    assert _rows(house, K.DIGEST) == []
    house.move(NEXT_MORNING)
    _look(house)
    [digest] = [row for row in _rows(house, K.DIGEST) if row.to_id == ana.id]
    assert (digest.state, digest.way) == (SendState.DUE, Way.AT_ONCE)
    for kind in (K.OUTCOME_REMINDER, K.LET_GO):
        assert [(row.state, row.digest_id) for row in _rows(house, kind)] == [(SendState.CARRIED, digest.id)] * 2


def test_one_digest_a_day_and_two_a_week(house: House) -> None:
    """Whatever comes afterwards waits, unless a client does."""
    ana, referral_id = house.colleagues[0], house.post()
    start = house.clock.now()
    for day, kind in enumerate((K.LET_GO, K.NO_LONGER_NEEDED, K.ASKING_NEXT, K.LET_GO, K.ASKING_NEXT, K.LET_GO), 1):
        _tell(house, kind, ana, referral_id)
        house.clock.move(start + timedelta(days=day, hours=-2) - house.clock.now())
        _look(house)
    assert _digests_to(house, ana) == 2
    _tell(house, K.CHOSEN, ana, referral_id)
    house.clock.move(datetime(2026, 3, 10, 15, tzinfo=UTC) - house.clock.now())
    _look(house)
    assert _digests_to(house, ana) == 3


def test_after_three_unanswered_digests_the_bot_stops_and_says_so_once(house: House) -> None:
    """The referrer who counts on them hears it too; whatever the member does next ends it."""
    ana, referral_id = house.colleagues[0], house.post()
    _claim(house, ana, referral_id)
    with house.ctx.database.write() as conn:
        for _ in range(3):
            reminders.count_unanswered(conn, ana.id)
    _tell(house, K.STILL_A_FIT, ana, referral_id)
    _look(house)
    assert _rows(house, K.DIGEST) == []
    assert house.said(K.PAUSED) == [ana.id]
    [quiet] = _rows(house, K.COLLEAGUE_QUIET)
    assert (quiet.to_id, quiet.about_id, quiet.way) == (house.sam.id, ana.id, Way.THREAD)
    assert house.member(ana).reminders.is_paused(house.clock.now())
    _tell(house, K.CHOSEN, ana, referral_id)
    house.move(timedelta(days=8))
    _look(house)
    assert (len(house.said(K.PAUSED)), _digests_to(house, ana)) == (1, 0)
    attention.noticed(house.ctx, house.member(ana))
    _look(house)
    assert _digests_to(house, ana) == 1


def test_who_answers_is_not_paused(house: House) -> None:
    """The count begins anew with whatever they do."""
    ana, referral_id = house.colleagues[0], house.post()
    with house.ctx.database.write() as conn:
        for _ in range(3):
            reminders.count_unanswered(conn, ana.id)
    attention.noticed(house.ctx, ana)
    _tell(house, K.STILL_A_FIT, ana, referral_id)
    _look(house)
    assert len(_rows(house, K.DIGEST)) == 1


def test_several_replicas_say_exactly_what_one_would(house: House) -> None:
    """They look at the same moment, again and again; each digest is gathered once, each invitation sent once."""
    referral_ids = [house.post(house.draft(post_anyway=True)) for _ in range(2)]
    for member in house.colleagues:
        _tell(house, K.LET_GO, member, referral_ids[0])
    house.move(NEXT_MORNING + timedelta(hours=4))
    replicas = [threading.Thread(target=_look, args=(house,)) for _ in range(3)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    assert [_digests_to(house, member) for member in house.colleagues] == [1] * len(house.colleagues)
    assert all(len(house.state(referral_id).invitations) == 6 for referral_id in referral_ids)


def _asked(house: House, referral_id: str) -> list[str]:
    return [i.member_id for i in house.state(referral_id).invitations if i.answer is Answer.ASKED]


def _fly(house: House, member: Member, time_zone: str) -> None:
    told = members.Person(member.user_id, member.name, time_zone, member.kind, in_channel=True, is_admin=False)
    with house.ctx.database.write() as conn:
        members.remember(conn, house.collective.id, told, datetime.now(UTC))


def test_nothing_is_said_to_whoever_has_left(house: House) -> None:
    """What was held for them stays unsaid, also when they come back; what comes later is not even held."""
    ana = house.colleagues[0]
    house.move(EVENING)
    referral_id = house.post()
    for kind in (K.FIRST_IN_LINE, K.LET_GO):
        _tell(house, kind, ana, referral_id)
    people.gone(house.ctx, house.collective, ana.id)
    _tell(house, K.CHOSEN, ana, referral_id)
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert {_states(house, kind)[0] for kind in (K.FIRST_IN_LINE, K.LET_GO)} == {SendState.DROPPED}
    assert (_rows(house, K.CHOSEN), _digests_to(house, ana)) == ([], 0)


def test_whoever_is_told_when_nobody_answers_need_not_be_in_the_channel(house: House) -> None:
    """The person named in the set-up hears of it, whether they are a member or not."""
    dev = house.colleagues[3]
    collective = replace(house.collective, person_id=dev.id)
    with house.ctx.database.write() as conn:
        collectives.save(conn, collective)
    _tell(house, K.UNANSWERED_PERSON, dev, house.post())
    people.came_or_went(house.ctx, collective, dev.user_id, in_channel=False, delivery_id="left")
    _look(house)
    assert _digests_to(house, dev) == 1


def test_one_that_cannot_be_let_go_does_not_stop_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its fault is logged by its class, and it comes again in an hour."""
    referral_id = house.post()
    house.move(EVENING)
    for member in house.colleagues[:2]:
        _tell(house, K.FIRST_IN_LINE, member, referral_id)
    let_go = held.let_go
    faults = iter([ValueError("a client's name")])

    def once_broken(*said: Any) -> None:
        if fault := next(faults, None):
            raise fault
        let_go(*said)

    monkeypatch.setattr(held, "let_go", once_broken)
    house.move(NEXT_MORNING - EVENING)
    with capture_logs() as logs:
        _look(house)
    assert sorted(_states(house, K.FIRST_IN_LINE)) == [SendState.DUE, SendState.HELD]
    assert [(log["event"], log["fault"]) for log in logs] == [("release failed", "ValueError")]
    house.move(timedelta(hours=1))
    _look(house)
    assert _states(house, K.FIRST_IN_LINE) == [SendState.DUE] * 2


def test_whoever_is_told_when_nobody_answers_hears_it_also_after_the_bot_stopped(house: House) -> None:
    """Beside the referrer nobody else hears that a client waits; at night it waits for their morning."""
    dev = house.colleagues[3]
    with house.ctx.database.write() as conn:
        reminders.save(conn, dev.id, replace(dev.reminders, pause=Pause(PausedBy.BOT)))
    referral_id = house.post()
    house.move(EVENING)
    _tell(house, K.UNANSWERED_PERSON, dev, referral_id)
    assert _states(house, K.UNANSWERED_PERSON) == [SendState.HELD]
    house.move(NEXT_MORNING - EVENING)
    _look(house)
    assert _states(house, K.UNANSWERED_PERSON) == [SendState.DUE]


def test_two_lines_of_one_moment_stand_as_they_were_put(house: House) -> None:
    """No random id decides which of two hand-offs is asked about first: two tellings of one day are alike."""
    ana = house.colleagues[0]
    referral_ids = [house.post(house.draft(post_anyway=True)) for _ in range(6)]
    for referral_id in referral_ids:
        _tell(house, K.OUTCOME_REMINDER, ana, referral_id)
    house.move(NEXT_MORNING)
    _look(house)
    [digest] = [row for row in _rows(house, K.DIGEST) if row.to_id == ana.id]
    with house.ctx.database.read() as conn:
        assert [line.referral_id for line in lines_of(conn, digest.id)] == referral_ids
