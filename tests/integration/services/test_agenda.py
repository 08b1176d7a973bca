"""What will happen by itself is told before it does: nudges with what they are about, and messages that must wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.notices import Face, Notice, NoticeKind, Way
from bot.exchange.nudges import NudgeKind
from bot.services import agenda
from bot.services.context import machine_now
from storage.models import cards, outbox
from storage.outbox import Order, put
from storage.sending import SendState

if TYPE_CHECKING:
    from tests.integration.services.conftest import House


def test_the_nudges_of_all_referrals_come_in_order(house: House) -> None:
    """The next first, each with its referral; no more than were asked for."""
    one, other = house.post(), house.post(house.draft(post_anyway=True))
    told = agenda.nudges_ahead(house.ctx, 50)
    assert [nudge.due_at for nudge, _ in told] == sorted(nudge.due_at for nudge, _ in told)
    assert [nudge.kind for nudge, _ in told] == [
        *[NudgeKind.INVITE_NEXT] * 2,
        *[NudgeKind.UNANSWERED] * 2,
        *[NudgeKind.EXPIRE] * 2,
    ]
    assert {scene.state.referral.id for _, scene in told} == {one, other}
    assert [nudge for nudge, _ in agenda.nudges_ahead(house.ctx, 3)] == [nudge for nudge, _ in told[:3]]


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
