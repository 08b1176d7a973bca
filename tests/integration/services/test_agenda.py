"""What will happen by itself is told before it does: nudges with what they are about, and messages that must wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.gratitude import FEWEST_FOR_WEEKLY
from bot.exchange.notices import Face, Notice, NoticeKind, Way
from bot.exchange.nudges import NudgeKind
from bot.exchange.reminders import Pause, PausedBy, Reminders
from bot.services import agenda, nudging, setup, weekly
from bot.services.context import machine_now
from bot.services.telling import tell
from storage import nudges, reminders
from storage.models import cards, outbox
from storage.outbox import Order, put
from storage.sending import SendState
from tests.factories import make_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.agenda import Waiting
    from tests.integration.services.conftest import House


def test_the_nudges_of_all_referrals_come_in_order(house: House) -> None:
    """The next first, each with its referral; no more than were asked for."""
    one, other = house.post(), house.post(house.draft(post_anyway=True))
    told = agenda.nudges_ahead(house.ctx, 50)
    assert [nudge.due_at for nudge, _ in told] == sorted(nudge.due_at for nudge, _ in told)
    assert [nudge.kind for nudge, _ in told] == [
        *[NudgeKind.INVITE_NEXT] * 2,
        *[NudgeKind.ASK_CHANNEL] * 2,
        *[NudgeKind.UNANSWERED] * 2,
        *[NudgeKind.EXPIRE] * 2,
    ]
    assert {scene.state.referral.id for _, scene in told} == {one, other}
    assert [nudge for nudge, _ in agenda.nudges_ahead(house.ctx, 3)] == [nudge for nudge, _ in told[:3]]


def test_what_comes_round_is_told_where_anything_will_come_of_it(house: House) -> None:
    """The weekly post of a collective that is large enough, and has not ended it; beside the referrals' nudges."""
    weekly.get_ready(house.ctx, house.collective)
    house.post()
    assert agenda.habits_ahead(house.ctx) == []
    with house.ctx.database.write() as conn:
        make_members(conn, house.collective, *(f"Member{number}" for number in range(FEWEST_FOR_WEEKLY - 7)))
    [(nudge, whose)] = agenda.habits_ahead(house.ctx)
    assert (nudge.kind, nudge.due_at, whose) == (NudgeKind.WEEKLY_POST, datetime(2026, 3, 5, 15, tzinfo=UTC), None)
    assert NudgeKind.WEEKLY_POST not in {nudge.kind for nudge, _ in agenda.nudges_ahead(house.ctx, 50)}
    setup.save(house.ctx, replace(house.collective, posts_weekly=False), "off")
    assert agenda.habits_ahead(house.ctx) == []


def test_of_a_habit_that_everybody_has_the_next_is_told(house: House) -> None:
    """A line, and not one for each member."""
    now = house.clock.now()
    with house.ctx.database.write() as conn:
        for days, member in enumerate(house.colleagues, start=1):
            at = now + timedelta(days=7 - days)
            nudges.plan(conn, house.collective.id, NudgeKind.NICHE_STILL_RIGHT, now, at, member_id=member.id)
    [(nudge, whose)] = agenda.habits_ahead(house.ctx)
    assert (nudge.due_at, whose) == (now + timedelta(days=1), house.colleagues[-1])


def test_what_waits_for_working_time_is_told_with_its_moment(house: House) -> None:
    """At night: an invitation and a message for the morning, and what can wait as one digest; it comes just then."""
    house.move(timedelta(hours=8))
    house.post()
    ana, ben = house.colleagues[:2]
    with house.ctx.database.write() as conn:
        for kind, reader in ((NoticeKind.CHOSEN, ana), (NoticeKind.LET_GO, ana), (NoticeKind.TELL_NICHE, ben)):
            tell(house.ctx, conn, house.collective, Notice(kind, reader.id, house.sam.id))
    told = _held_for_others(house)
    morning = datetime(2026, 3, 4, 14, tzinfo=UTC)
    assert {each.at for each in told} == {morning}
    said = [(each.reader.name, each.is_digest) for each in told if each.face is None]
    assert said == [("Ana", True), ("Ben", False)]
    assert [each.face for each in told if each.face] == [Face.INVITATION] * 3
    assert len(agenda.held_ahead(house.ctx, 2)) == 2

    house.move(morning - house.clock.now())
    while nudging.look(house.ctx):
        pass
    assert _held_for_others(house) == []


def _held_for_others(house: House) -> Sequence[Waiting]:
    """What is held for anybody but Sam, who is asked about the source of their request on another day."""
    return [each for each in agenda.held_ahead(house.ctx, 50) if each.reader != house.sam]


def test_what_waits_for_the_end_of_a_pause_is_told_with_it(house: House) -> None:
    """Where the pause has no end nobody knows when."""
    ana, ben = house.colleagues[:2]
    with house.ctx.database.write() as conn:
        for member, until in ((ana, house.clock.now() + timedelta(days=7)), (ben, None)):
            reminders.save(conn, member.id, Reminders(pause=Pause(PausedBy.MEMBER, until)))
            for kind in (NoticeKind.TELL_NICHE, NoticeKind.LET_GO):
                tell(house.ctx, conn, house.collective, Notice(kind, member.id, house.sam.id))
    told = agenda.held_ahead(house.ctx, 50)
    week = datetime(2026, 3, 10, 17, tzinfo=UTC)
    assert [(each.reader.name, each.at, each.is_digest) for each in told] == [("Ana", week, True)]


def test_only_what_has_to_wait_is_held_back(house: House) -> None:
    """A turn in the channel is no wait; a pause, a failure and a doubt are, at the calendar's time."""
    referral_id = house.post()
    assert agenda.held_back(house.ctx, 50) == []
    soon = machine_now() + timedelta(minutes=5)
    with house.ctx.database.write() as conn:
        conn.execute(cards.update().where(cards.c.face == Face.CHANNEL.value).values(send_at=soon))
        offered = Order(
            Notice(NoticeKind.OFFER_MADE, house.sam.id), Way.THREAD, house.clock.now(), referral_id=referral_id
        )
        put(conn, house.collective.id, offered, soon + timedelta(minutes=1))
        conn.execute(outbox.update().values(state=SendState.ASKING.value, attempts=2))
    card, message = agenda.held_back(house.ctx, 50)
    assert (card.face, card.reader, card.in_doubt, card.failed) == (Face.CHANNEL, None, False, False)
    assert (message.face, message.reader, message.in_doubt, message.failed) == (None, house.sam, True, True)
    assert timedelta(minutes=4) < card.at - house.clock.now() <= timedelta(minutes=5)
    assert message.at - card.at == timedelta(minutes=1)
