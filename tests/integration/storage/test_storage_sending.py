"""Cards and outbox: one sender at a time for each row, the newest state wins, and channels are paced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.exchange.notices import Card, Face, Notice, NoticeKind, Way
from bot.exchange.values import Status
from storage import cards, collectives, held, outbox, referrals, sending
from storage.models import cards as card_rows
from storage.outbox import Order
from storage.sending import SendState
from tests.factories import NOON, make_referral
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import Member
    from storage.cards import CardRow
    from storage.engine import Database
    from tests.integration.storage.conftest import World

SOON = NOON + timedelta(seconds=1)
#: When every lease that was taken at NOON has run out.
LATER = NOON + sending.LEASE + timedelta(seconds=1)


def channel_card(conn: Connection, now: datetime = NOON) -> CardRow:
    """Lease what is due, and give the card of the channel."""
    return next(card for card in cards.lease(conn, now, 100) if card.face is Face.CHANNEL)


def post(conn: Connection, card: CardRow) -> bool:
    return cards.shown(conn, card, digest="d", channel_id="C0REFERRALS", ts="1.0001")


def state_of_card(conn: Connection) -> str:
    state: str = conn.execute(select(card_rows.c.state).where(card_rows.c.face == Face.CHANNEL.value)).scalar_one()
    return state


def test_when_something_was_last_said_counts_from_the_digest_that_said_it(database: Database, world: World) -> None:
    """What waits is said now; what was left out was not said; and each reader and kind is counted alone."""
    prompt = Notice(NoticeKind.THANKS_PROMPT, world.ana.id)

    def last(conn: Connection) -> datetime | None:
        return held.last_said(conn, prompt, LATER)

    with database.write() as conn:
        assert last(conn) is None
        line = outbox.put(conn, world.collective.id, Order(prompt, Way.DIGEST, NOON, SOON), NOON)
        assert last(conn) == LATER
        digest = Order(Notice(NoticeKind.DIGEST, world.ana.id), Way.AT_ONCE, SOON)
        held.carry(conn, outbox.put(conn, world.collective.id, digest, NOON), [line])
        assert last(conn) == SOON
        for other in (
            Notice(prompt.kind, world.ben.id),
            Notice(prompt.kind, world.ana.id, about=world.ben.id),
            Notice(NoticeKind.TELL_NICHE, world.ana.id),
        ):
            assert held.last_said(conn, other, LATER) is None
        outbox.leave_out(conn, [line])
        assert last(conn) is None


def test_a_card_is_shown_once(database: Database, world: World) -> None:
    """A card that is up to date is not due; showing it again changes nothing."""
    with database.write() as conn:
        assert post(conn, channel_card(conn))
        cards.show(conn, world.referral, Card(Face.CHANNEL), SOON)
        assert state_of_card(conn) == SendState.SHOWN
        assert not [card for card in cards.lease(conn, LATER, 100) if card.face is Face.CHANNEL]
        found = cards.at(conn, "C0REFERRALS", "1.0001")
        assert found is not None
        assert found.referral_id == world.referral.id
        assert cards.at(conn, "C0REFERRALS", "1.0002") is None


def test_ten_changes_make_one_update(database: Database, world: World) -> None:
    """However often a referral changes before its card is drawn, the card is due once."""
    with database.write() as conn:
        post(conn, channel_card(conn))
        for _ in range(10):
            cards.want(conn, world.referral, SOON)
        [due] = [card for card in cards.lease(conn, SOON, 100) if card.face is Face.CHANNEL]
        assert post(conn, due)
        assert state_of_card(conn) == SendState.SHOWN


def test_a_change_while_the_card_is_sent(database: Database, world: World) -> None:
    """What changes while a card is on its way makes it due once more; meanwhile nobody else sends it."""
    with database.write() as conn:
        card = channel_card(conn)
        cards.want(conn, world.referral, SOON)
        assert not cards.lease(conn, SOON, 100)
        assert post(conn, card)
        again = channel_card(conn, SOON)
        assert again.ts == "1.0001"
        assert post(conn, again)
        assert state_of_card(conn) == SendState.SHOWN


def test_a_failure_is_counted_and_a_wait_is_not(database: Database, world: World) -> None:
    """A card that could not be sent comes again when it was put back to, and knows how often it failed."""
    with database.write() as conn:
        card = channel_card(conn)
        assert cards.put_back(conn, card, send_at=LATER, state=None, failed=False)
        assert not [c for c in cards.lease(conn, SOON, 100) if c.face is Face.CHANNEL]
        waited = channel_card(conn, LATER)
        assert (waited.attempts, waited.asking) == (0, False)
        assert cards.put_back(conn, waited, send_at=LATER, state=SendState.ASKING, failed=True)
        failed = channel_card(conn, LATER)
        assert (failed.attempts, failed.asking) == (1, True)


def test_a_card_that_is_gone_comes_back_as_another(database: Database, world: World) -> None:
    """A card that was deleted is posted anew when the referral lives again, under a key of its own."""
    with database.write() as conn:
        card = channel_card(conn)
        post(conn, card)
        cards.want(conn, world.referral, SOON)
        assert cards.deleted(conn, channel_card(conn, SOON))
        assert state_of_card(conn) == SendState.GONE
        cards.want(conn, world.referral, SOON)
        assert state_of_card(conn) == SendState.GONE

        cards.show(conn, world.referral, Card(Face.CHANNEL), SOON)
        cards.want(conn, world.referral, SOON)
        back = channel_card(conn, SOON)
        assert (back.ts, back.digest) == ("", "")
        assert back.id != card.id


def test_an_undo_while_the_card_is_deleted(database: Database, world: World) -> None:
    """A referral that lives again while its card is being deleted gets a new one."""
    with database.write() as conn:
        post(conn, channel_card(conn))
        cards.want(conn, world.referral, SOON)
        deleting = channel_card(conn, SOON)
        cards.show(conn, world.referral, Card(Face.CHANNEL), SOON)
        cards.want(conn, world.referral, SOON)
        cards.deleted(conn, deleting)
        back = channel_card(conn, SOON)
        assert back.ts == ""
        assert back.id != deleting.id


def test_where_the_card_can_be_read(database: Database, world: World) -> None:
    """The link to the card is known while the card is there; the other messages are drawn anew with it."""
    with database.write() as conn:
        assert cards.channel_url(conn, world.referral.id) == ""
        for card in cards.lease(conn, NOON, 100):
            cards.shown(conn, card, digest="d", channel_id="C", ts=card.id[:8])
        cards.set_permalink(conn, channel_card_row(conn), "https://example.org/card", SOON)
        assert cards.channel_url(conn, world.referral.id) == "https://example.org/card"
        assert {card.face for card in cards.lease(conn, SOON, 100)} == {Face.INVITATION}


def test_a_link_that_comes_while_another_message_is_sent(database: Database, world: World) -> None:
    """A message that was drawn before the link to the card was known is drawn once more when it was sent."""
    with database.write() as conn:
        leased = cards.lease(conn, NOON, 100)
        [channel] = [card for card in leased if card.face is Face.CHANNEL]
        asked = [card for card in leased if card.face is Face.INVITATION]
        cards.set_permalink(conn, channel, "https://example.org/card", SOON)
        for number, card in enumerate(asked):
            assert cards.shown(conn, card, digest="d", channel_id="D", ts=str(number))
        assert {card.id for card in cards.lease(conn, SOON, 100)} == {card.id for card in asked}


def channel_card_row(conn: Connection) -> CardRow:
    ts = conn.execute(select(card_rows.c.ts).where(card_rows.c.face == Face.CHANNEL.value)).scalar_one()
    card = cards.at(conn, "C", ts)
    assert card is not None
    return card


def test_live_cards_are_swept_once(database: Database, world: World) -> None:
    """Cards on which an offer can stand are looked at once after they were posted, and once more after a start."""
    with database.write() as conn:
        make_referral(conn, world.collective, world.rae, status=Status.WITHDRAWN)
        cards.show(conn, world.referral, Card(Face.REFERRER, world.rae.id), NOON)
        assert not cards.unswept(conn, 10)
        for number, card in enumerate(cards.lease(conn, NOON, 100)):
            cards.shown(conn, card, digest="d", channel_id="C", ts=str(number))
        live = cards.unswept(conn, 10)
        assert sorted(card.face for card in live) == [Face.CHANNEL, Face.INVITATION, Face.INVITATION]
        assert {card.referral_id for card in live} == {world.referral.id}
        for card in live:
            cards.mark_swept(conn, card)
        assert not cards.unswept(conn, 10)
        cards.sweep_again(conn)
        assert len(cards.unswept(conn, 10)) == 3


def test_cards_of_what_is_over_are_not_swept_again(database: Database, world: World) -> None:
    """A start looks at what is live: what is over grows with the years."""
    with database.write() as conn:
        for card in cards.lease(conn, NOON, 100):
            cards.mark_swept(conn, card)
        over = replace(world.state, referral=replace(world.referral, revision=2, status=Status.WITHDRAWN))
        referrals.save(conn, world.state, over, move="withdraw", by=world.rae.id, now=NOON)
        cards.sweep_again(conn)
        assert set(conn.execute(select(card_rows.c.swept)).scalars()) == {True}


def test_two_senders_never_hold_one_row(replicas: Sequence[Database], world: World) -> None:
    """However many senders look at once, each row is leased by one of them, and all are."""
    with replicas[0].write() as conn:
        for number in range(20):
            _put(conn, world.ana, NoticeKind.CHOSEN, NOON, about=str(number))
    for take in (cards.lease, outbox.lease):
        taken = at_once(replicas, lambda conn, take=take: [row.id for row in take(conn, NOON, 5)])  # type: ignore[misc]
        ids = [row_id for rows in taken for row_id in rows]
        assert len(ids) == len(set(ids)) == (3 if take is cards.lease else 20)


def test_a_lost_lease_writes_nothing(database: Database, world: World) -> None:
    """Who comes back after another has taken the row over changes nothing, and is told so."""
    with database.write() as conn:
        late = channel_card(conn)
        now = channel_card(conn, LATER)
        assert now.token != late.token
        assert not post(conn, late)
        assert not cards.put_back(conn, late, send_at=NOON, state=SendState.DUE, failed=True)
        assert not cards.end(conn, late, SendState.UNKNOWN)
        assert not cards.deleted(conn, late)
        assert not cards.about_to_send(conn, late, "C", LATER)
        assert post(conn, now)


def test_an_expired_lease_is_taken_over(database: Database, world: World) -> None:
    """A sender that was killed before it sent leaves a row to send; one that may have sent, a row to look up."""
    with database.write() as conn:
        _put(conn, world.ana, NoticeKind.CHOSEN, NOON)
        outbox.lease(conn, NOON, 1)
        assert not outbox.lease(conn, NOON + sending.LEASE, 1)
        (message,) = outbox.lease(conn, LATER, 1)
        assert (message.asking, message.tried_at) == (False, None)

        assert outbox.about_to_send(conn, message, "D0ANA", LATER)
        assert not outbox.lease(conn, LATER + sending.LEASE, 1)
        (again,) = outbox.lease(conn, LATER + sending.LEASE + timedelta(seconds=1), 1)
        assert (again.asking, again.tried_at, again.channel_id) == (True, LATER, "D0ANA")


def test_a_card_that_was_about_to_be_sent(database: Database, world: World) -> None:
    """A new card that may have been posted is looked up; one that is there already is simply changed again."""
    with database.write() as conn:
        card = channel_card(conn)
        assert cards.about_to_send(conn, card, "C0REFERRALS", NOON)
        looked_up = channel_card(conn, LATER)
        assert (looked_up.asking, looked_up.tried_at) == (True, NOON)
        post(conn, looked_up)
        cards.want(conn, world.referral, LATER)
        change = channel_card(conn, LATER)
        assert cards.about_to_send(conn, change, "C0REFERRALS", LATER)
        assert not channel_card(conn, LATER + sending.LEASE * 2).asking


def _put(conn: Connection, to: Member, kind: NoticeKind, now: datetime, about: str = "") -> None:
    """Have something said at once; `now` is machine time."""
    outbox.put(conn, collectives.of_member(conn, to.id).id, Order(Notice(kind, to.id, about), Way.AT_ONCE, NOON), now)


def test_a_message_comes_back_as_it_was_put(database: Database, world: World) -> None:
    """The outbox keeps whom a message is for, whom it is about and where it belongs, until it was sent."""
    with database.write() as conn:
        made = Notice(NoticeKind.OFFER_MADE, world.rae.id, about=world.ana.id)
        order = Order(made, Way.THREAD, NOON, referral_id=world.referral.id, subject_id="s", channel_id="C1")
        outbox.put(conn, world.collective.id, order, LATER)
        assert not outbox.lease(conn, NOON, 10)
        (message,) = outbox.lease(conn, LATER, 10)
        assert Notice(message.kind, message.to_id, message.about_id) == made
        assert (message.referral_id, message.subject_id, message.channel_id) == (world.referral.id, "s", "C1")
        assert (message.way, message.at, message.snoozed_until) == (Way.THREAD, NOON, None)
        assert outbox.sent(conn, message, "D0RAE", "1.0002")
        assert not outbox.lease(conn, LATER, 10)


def test_messages_go_out_in_the_order_in_which_they_were_put(database: Database, world: World) -> None:
    """What was said first is sent first; what was put back waits for its moment."""
    with database.write() as conn:
        for minutes, about in ((2, "third"), (0, "first"), (1, "second")):
            at = NOON + timedelta(minutes=minutes)
            _put(conn, world.ana, NoticeKind.REFUSED, at, about=about)
        first, second = outbox.lease(conn, NOON + timedelta(minutes=5), 2)
        assert (first.about_id, second.about_id) == ("first", "second")
        assert outbox.put_back(conn, first, send_at=LATER, state=SendState.ASKING, failed=True)
        (third,) = outbox.lease(conn, NOON + timedelta(minutes=2, seconds=1), 1)
        (back,) = [m for m in (third, *outbox.lease(conn, LATER, 5)) if m.about_id == "first"]
        assert (back.asking, back.attempts) == (True, 1)


def test_what_could_not_be_resolved_is_listed(database: Database, world: World) -> None:
    """Messages and cards of unknown fate can be found; dropped ones are over."""
    with database.write() as conn:
        _put(conn, world.ana, NoticeKind.CHOSEN, NOON)
        _put(conn, world.ben, NoticeKind.LET_GO, NOON)
        for message in outbox.lease(conn, NOON, 10):
            outbox.end(conn, message, SendState.UNKNOWN if message.kind == "chosen" else SendState.DROPPED)
        cards.end(conn, channel_card(conn), SendState.UNKNOWN)
        assert sorted(kind for _, kind in outbox.unknown(conn)) == ["channel", "chosen"]


def test_one_message_a_second_in_a_channel(database: Database, world: World) -> None:
    """A channel's next turn comes a second after the last one; other channels do not wait for it."""
    with database.write() as conn:
        assert sending.take_turn(conn, world.collective.id, "C1", NOON) is None
        assert sending.take_turn(conn, world.collective.id, "C1", NOON) == SOON
        assert sending.take_turn(conn, world.collective.id, "C2", NOON) is None
        assert sending.take_turn(conn, world.collective.id, "C1", SOON) is None


def test_one_turn_for_many_senders(replicas: Sequence[Database], world: World) -> None:
    """Senders that ask for the same turn at once, also for the first of all, get it once."""
    for now in (NOON, SOON):
        turns = at_once(replicas, lambda conn, now=now: sending.take_turn(conn, world.collective.id, "C1", now))  # type: ignore[misc]
        assert turns.count(None) == 1
        assert set(turns) == {None, now + sending.PACE}


def test_a_pause_is_for_everybody(replicas: Sequence[Database], world: World) -> None:
    """When Slack asks for a pause every replica keeps it, and a shorter one does not end it."""
    one, other = replicas
    with one.write() as conn:
        sending.take_turn(conn, world.collective.id, "C1", NOON)
        sending.pause(conn, world.collective.id, "C1", NOON + timedelta(seconds=30))
        sending.pause(conn, world.collective.id, "C1", NOON + timedelta(seconds=5))
    with other.write() as conn:
        assert sending.take_turn(conn, world.collective.id, "C1", SOON) == NOON + timedelta(seconds=30)
        assert sending.take_turn(conn, world.collective.id, "C1", NOON + timedelta(seconds=30)) is None


def test_a_card_that_is_deleted_and_shown_at_once(replicas: Sequence[Database], world: World) -> None:
    """An undo that comes while a sender notes that the card is deleted does not leave the referral without one."""
    if replicas[0].is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    undoing, deleting = replicas
    with deleting.write() as conn:
        post(conn, channel_card(conn))
        cards.want(conn, world.referral, NOON)
        card = channel_card(conn)

    def delete() -> None:
        with deleting.write() as conn:
            cards.deleted(conn, card)

    with undoing.write() as conn:
        cards.show(conn, world.referral, Card(Face.CHANNEL), NOON)
        sender = Thread(target=delete)
        sender.start()
        sender.join(timeout=0.2)  # without a lock it would be done by now
        cards.want(conn, world.referral, NOON)
    sender.join(timeout=30)
    with undoing.write() as conn:
        back = channel_card(conn)
        assert back.ts == ""
