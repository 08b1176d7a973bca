"""Promises about sources over time: contact is brought up when it is due, gently; who sent a client is asked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from bot.delivery import digests
from bot.exchange.moves import Refused, Why, Withdraw
from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.reminders import Topic
from bot.exchange.sources import Answer, Reason, SourceKind, Written
from bot.services import nudging, origins, people, sourcing
from bot.services.moving import make_move
from storage import held, members, nudges, outbox, reminders, sources
from storage.members import Person
from storage.models import nudges as nudges_table
from storage.models import outbox as outbox_table
from storage.nudges import NudgeStatus
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.sources import Source
    from bot.exchange.values import Kind, Member
    from bot.views.message import Message
    from tests.integration.services.conftest import House

LAKEVIEW = Written("Lakeview Pediatrics", SourceKind.PHYSICIANS, 3, date(2026, 2, 2))


def _save(house: House, member: Member, written: Written = LAKEVIEW, source_id: str = "") -> Source:
    sourcing.save(house.ctx, house.collective, member, source_id, written, uuid4().hex)
    return next(each for each in sourcing.all_of(house.ctx, member) if each.name == written.name)


def _go_to(house: House, moment: str) -> None:
    """The clock moves to this moment in New York, from one thing that is due to the next, and each happens."""
    target = datetime.fromisoformat(f"{moment}-05:00").astimezone(UTC)
    while (now := house.clock.now()) < target:
        with house.ctx.database.read() as conn:
            ahead = [each for each in (nudges.next_due(conn), held.next_moment(conn, now)) if each]
        house.move(max(min([*ahead, target]), now + timedelta(minutes=30)) - now)
        while nudging.look(house.ctx):
            pass


def _lines(house: House, member: Member, kind: NoticeKind) -> Sequence[datetime]:
    """When lines of a kind were carried to a member by a digest."""
    digest = outbox_table.alias()
    carried = select(digest.c.at).join(outbox_table, outbox_table.c.digest_id == digest.c.id)
    mine = (outbox_table.c.to_id == member.id) & (outbox_table.c.kind == kind.value)
    with house.ctx.database.read() as conn:
        return conn.execute(carried.where(mine).order_by(digest.c.at)).scalars().all()


def _last_digest(house: House, member: Member) -> Message | None:
    """What the latest digest of a member says if it is sent now."""
    mine = (outbox_table.c.to_id == member.id) & (outbox_table.c.kind == NoticeKind.DIGEST.value)
    with house.ctx.database.write() as conn:
        row = conn.execute(select(outbox_table).where(mine).order_by(outbox_table.c.at.desc()).limit(1)).one()
        return digests.first_drawing(house.ctx, conn, outbox._message(row))[0]


def _all_sent(house: House) -> None:
    """Slack took every message that was to be sent."""
    with house.ctx.database.write() as conn:
        conn.execute(update(outbox_table).where(outbox_table.c.state == SendState.DUE.value).values(state="sent"))


def _drawn_anew(house: House, member: Member) -> str:
    """How the latest digest of a member reads once what is to be looked at again is; "" where nothing is."""
    again = (outbox_table.c.to_id == member.id) & (outbox_table.c.state == SendState.RECHECK.value)
    with house.ctx.database.read() as conn:
        row = conn.execute(select(outbox_table).where(again)).one_or_none()
        drawn = digests.drawing_of_now(house.ctx, conn, outbox._message(row)) if row else None
    return str(drawn.payload()) if drawn else ""


def _waits(house: House) -> bool:
    pending = nudges_table.c.status == NudgeStatus.PENDING.value
    mine = nudges_table.c.kind == NudgeKind.CONTACT.value
    with house.ctx.database.read() as conn:
        return conn.execute(select(nudges_table.c.id).where(pending, mine)).first() is not None


def _told(house: House, member: Member, *, in_channel: bool, kind: Kind | None = None) -> None:
    known = house.member(member)
    person = Person(member.user_id, member.name, member.time_zone, kind or known.kind, in_channel, is_admin=False)
    people.remember(house.ctx, house.collective, person)


def test_when_contact_is_due_the_next_digest_brings_words(house: House) -> None:
    """Three months after the last; by the morning, with a draft, and a button each to be done and to copy."""
    ana = house.colleagues[0]
    _save(house, ana)
    _go_to(house, "2026-05-01T17:00")
    assert not _lines(house, ana, NoticeKind.CONTACT_DUE)
    _go_to(house, "2026-05-04T17:00")  # the second is a Saturday

    [at] = _lines(house, ana, NoticeKind.CONTACT_DUE)
    assert at.astimezone(ana.zone).date() == date(2026, 5, 4)
    said = _last_digest(house, ana)
    assert said is not None
    assert "Time to be in touch with Lakeview Pediatrics?" in said.text
    assert ana.niche.statement in str(said.payload())


def test_being_in_touch_settles_it_and_plans_the_next(house: House) -> None:
    """The digest that was sent says so, with no button left; the next comes as long after."""
    ana = house.colleagues[0]
    source = _save(house, ana)
    _go_to(house, "2026-05-04T17:00")
    _all_sent(house)
    sourcing.in_touch(house.ctx, house.collective, ana, source.id, uuid4().hex)

    drawn = _drawn_anew(house, ana)
    assert "You were in touch with Lakeview Pediatrics on May 4." in drawn
    assert "in_touch" not in drawn
    _go_to(house, "2026-08-03T17:00")
    assert len(_lines(house, ana, NoticeKind.CONTACT_DUE)) == 1
    _go_to(house, "2026-08-05T17:00")
    assert len(_lines(house, ana, NoticeKind.CONTACT_DUE)) == 2


def test_who_lets_it_pass_is_reminded_once_more_and_then_left_alone(house: House) -> None:
    """Two an item: until the end of the year there is no third."""
    ana = house.colleagues[0]
    _save(house, ana, replace(LAKEVIEW, months=1))
    for month in range(4, 13):
        _go_to(house, f"2026-{month:02}-20T17:00")
    assert [at.astimezone(ana.zone).month for at in _lines(house, ana, NoticeKind.CONTACT_DUE)] == [3, 4]
    assert not _waits(house)


def test_many_sources_come_one_at_a_time(house: House) -> None:
    """A list that was written in one evening does not come back in one morning, nor in more than two digests a week."""
    ana = house.colleagues[0]
    for name in ("Arbor School", "Birch Clinic", "Cedar Court"):
        _save(house, ana, replace(LAKEVIEW, name=name, last_contact=None, months=1))
    _go_to(house, "2026-04-20T17:00")
    lines = _lines(house, ana, NoticeKind.CONTACT_DUE)
    assert [at.astimezone(ana.zone).date() for at in lines] == [date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 10)]


def test_what_is_deleted_is_said_no_more(house: House) -> None:
    """Neither by a line that waits, nor in the digest that was sent; and nothing is pending."""
    ana, ben = house.colleagues[:2]
    for member in (ana, ben):
        _save(house, member)
    _go_to(house, "2026-05-04T17:00")
    [source] = sourcing.all_of(house.ctx, ana)
    sourcing.forget(house.ctx, house.collective, ana, source.id, uuid4().hex)
    assert _last_digest(house, ana) is None

    _all_sent(house)
    sourcing.forget_all(house.ctx, house.collective, ben, uuid4().hex)
    assert "Lakeview" not in _drawn_anew(house, ben)
    assert _drawn_anew(house, ben)
    assert not _waits(house)


def test_to_who_has_left_nothing_is_said(house: House) -> None:
    """What had been due comes once they are back."""
    ana = house.colleagues[0]
    _save(house, ana)
    _told(house, ana, in_channel=False)
    _go_to(house, "2026-05-20T17:00")
    assert not _lines(house, ana, NoticeKind.CONTACT_DUE)
    _told(house, ana, in_channel=True)
    _go_to(house, "2026-06-03T17:00")
    assert len(_lines(house, ana, NoticeKind.CONTACT_DUE)) == 1


def _question(house: House) -> str:
    said = _last_digest(house, house.sam)
    return str(said.payload()) if said else ""


def test_after_a_referral_its_referrer_is_asked_who_sent_the_client(house: House) -> None:
    """Once, however it goes on; a digest of its own goes out for it only days later."""
    referral_id = house.post()
    _go_to(house, "2026-03-06T12:00")
    assert "Did someone send this client to you" in _question(house)
    assert referral_id in _question(house)
    _go_to(house, "2026-03-30T12:00")
    assert len(_lines(house, house.sam, NoticeKind.ORIGIN_ASKED)) == 1


def test_the_question_goes_along_with_an_earlier_digest(house: House) -> None:
    """It is no reason for a message of its own where one comes anyway."""
    house.post()
    _save(house, house.sam, replace(LAKEVIEW, months=1))
    _go_to(house, "2026-03-04T12:00")
    [at] = _lines(house, house.sam, NoticeKind.ORIGIN_ASKED)
    assert [at] == _lines(house, house.sam, NoticeKind.CONTACT_DUE)
    assert at.astimezone(house.sam.zone).date() == date(2026, 3, 4)


def test_nobody_is_asked_who_muted_it_or_was_asked_this_week(house: House) -> None:
    """A second referral of the same week goes unasked; one of the next week does not."""
    with house.ctx.database.write() as conn:
        reminders.save(conn, house.sam.id, replace(house.sam.reminders, muted=frozenset({Topic.SOURCES})))
    house.post()
    assert house.said("origin_asked") == []
    with house.ctx.database.write() as conn:
        reminders.save(conn, house.sam.id, house.sam.reminders)
    for _ in range(2):
        house.post(house.draft(post_anyway=True))
    assert house.said("origin_asked") == [house.sam.id]
    house.move(timedelta(days=7))
    house.post(house.draft(post_anyway=True))
    assert house.said("origin_asked") == [house.sam.id] * 2


def test_what_was_taken_back_is_not_asked_about(house: House) -> None:
    """The line is left out, and with it the digest."""
    referral_id = house.post()
    make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), uuid4().hex)
    _go_to(house, "2026-03-06T12:00")
    assert "Did someone send" not in _question(house)


def test_an_answer_names_a_source_and_brings_notes(house: House) -> None:
    """Somebody new goes into the list; the same delivery again gives the same notes, a second answer none."""
    referral_id = house.post()
    new = Answer("", Written("Lakeview Pediatrics", SourceKind.PHYSICIANS), Reason.NICHE)
    notes = origins.answer(house.ctx, house.collective, house.sam, referral_id, new, "delivery1")
    assert origins.answer(house.ctx, house.collective, house.sam, referral_id, new, "delivery1") == notes

    [source], [origin] = sourcing.everything_of(house.ctx, house.sam)
    assert (notes.source, notes.reason, notes.area) == (replace(source, drafts=0), Reason.NICHE, "Mood and anxiety")
    assert (origin.source_id, origin.reason, source.drafts) == (source.id, Reason.NICHE, 1)
    with pytest.raises(Refused) as refused:
        origins.answer(house.ctx, house.collective, house.sam, referral_id, new, "delivery2")
    assert refused.value.why is Why.NOT_NOW


def test_a_name_that_is_in_the_list_is_not_added_twice(house: House) -> None:
    """It is taken for the one that is there."""
    source = _save(house, house.sam)
    new = Answer("", Written("lakeview pediatrics", SourceKind.OTHER), Reason.FULL)
    assert origins.answer(house.ctx, house.collective, house.sam, house.post(), new, "d1").source == source


def test_those_alone_are_named_whose_practice_a_client_can_reach(house: House) -> None:
    """Two at most, by the kind of concern, without whoever writes and whoever has no room."""
    with house.ctx.database.write() as conn:
        for member in house.colleagues[:4]:
            members.save_niche(conn, member.id, member.niche, "")
    answer = Answer("", Written("Lakeview", SourceKind.SCHOOL), Reason.NICHE)
    notes = origins.answer(house.ctx, house.collective, house.sam, house.post(), answer, "d1")
    assert {each.name for each in notes.colleagues} == {"Eva", "Fay"}


def test_a_question_that_is_skipped_is_over(house: House) -> None:
    """The digest that was sent says so; and no source that somebody else keeps can be named."""
    lakeview = _save(house, house.colleagues[0])
    referral_id = house.post()
    with pytest.raises(Refused) as refused:
        origins.answer(
            house.ctx, house.collective, house.sam, referral_id, Answer(lakeview.id, None, Reason.FULL), "d1"
        )
    assert refused.value.why is Why.NO_SOURCE
    _go_to(house, "2026-03-06T12:00")
    _all_sent(house)
    origins.skip(house.ctx, house.collective, house.sam, referral_id, "d2")
    assert "Skipped: I won" in _drawn_anew(house, house.sam)
    with pytest.raises(Refused):
        origins.skip(house.ctx, house.collective, house.sam, referral_id, "d3")
    with house.ctx.database.read() as conn:
        told = sources.origin(conn, house.sam.id, referral_id)
    assert told is not None
    assert told.skipped
