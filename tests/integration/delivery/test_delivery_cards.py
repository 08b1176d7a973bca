"""Promises of cards: each shows the state as it is, in one message, for as long as the referral lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.moves import Release, UndoWithdraw, Withdraw
from bot.exchange.notices import Card, Face
from bot.exchange.values import Means
from bot.services import claiming
from bot.services.moving import make_move, redraw
from bot.views.message import plain
from storage import cards
from storage.sending import SendState
from tests.factories import CHANNEL, make_referral
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from tests.integration.delivery.conftest import House


def test_a_card_is_posted_once_with_its_key_and_its_link_is_kept(house: House) -> None:
    """A new card is in the channel after one look, carries an opaque key alone, and unfurls nothing."""
    house.send_for(3)

    [posted] = house.in_channel()
    assert posted["metadata"] == {"event_type": "referral_exchange", "event_payload": {"key": house.card().id}}
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)
    assert house.card().state == SendState.SHOWN
    assert house.card().permalink == f"https://slack.example/{CHANNEL}/{posted['ts']}"


def test_a_link_that_could_not_be_had_is_had_with_the_next_change(house: House) -> None:
    """That the permalink fails harms nothing."""
    house.slack.fail("chat.getPermalink", Fail(status=500))
    house.send()
    assert (house.card().state, house.card().permalink) == (SendState.SHOWN, "")

    house.offer(house.ana)
    house.machine.move(1)
    house.send()
    assert house.card().permalink


def test_messages_that_link_to_the_card_are_drawn_again_when_it_is_there(house: House) -> None:
    """The referrer's copy links to the card, whichever of the two was posted first."""
    with house.ctx.database.write() as conn:
        cards.show(conn, house.state.referral, Card(Face.REFERRER, house.rae.id), house.machine.now())
    house.slack.fail("chat.postMessage", Fail("not_in_channel"))  # the channel's card has to wait
    house.send()
    assert house.card(Face.REFERRER).state == SendState.SHOWN

    house.send_for(15)
    [copy] = house.slack.messages[f"D0{house.rae.user_id}"]
    assert house.card().permalink in str(copy["blocks"])


def test_ten_changes_make_one_update_and_the_last_one_wins(house: House) -> None:
    """However much happens between two looks, the channel sees the state as it is."""
    house.send()
    for number in range(5):
        claiming.offer(house.ctx, house.collective, house.ana, house.referral_id, f"offer-{number}")
        release = Release(house.ana.id, Means.BUTTON)
        make_move(house.ctx, house.collective, house.referral_id, release, f"release-{number}")
    house.offer(house.ben)
    house.machine.move(1)
    house.send()

    assert house.slack.count("chat.update") == 1
    assert f"<@{house.ben.user_id}>" in house.in_channel()[0]["text"]
    assert house.card().state == SendState.SHOWN


def test_what_changes_while_a_card_is_being_sent_is_shown_next(house: House) -> None:
    """A change during the send is not lost, though the send was of the state before it."""

    def change() -> None:
        house.slack.during.clear()
        house.offer(house.ana)

    house.slack.during["chat.postMessage"] = change
    house.send_for(2)

    assert f"<@{house.ana.user_id}>" in house.in_channel()[0]["text"]
    assert house.card().state == SendState.SHOWN


def test_what_a_card_says_of_people_may_change_while_it_is_being_sent(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes during the send is shown next, though no move of the referral brought it."""
    words = ["Ana"]
    monkeypatch.setattr("bot.delivery.cards.render", lambda *_: plain(words[-1]))

    def rename() -> None:
        house.slack.during.clear()
        words.append("Ana Maria")
        with house.ctx.database.write() as conn:
            redraw(conn, house.collective)

    house.slack.during["chat.postMessage"] = rename
    house.send_for(2)

    assert house.in_channel()[0]["text"] == "Ana Maria"
    assert house.card().state == SendState.SHOWN


def test_a_change_that_shows_nothing_new_is_not_sent(house: House) -> None:
    """Slack is asked for updates only where there is something to see."""
    house.send()
    with house.ctx.database.write() as conn:
        cards.want(conn, house.state.referral, house.machine.now())
    house.machine.move(1)

    assert house.send() == 1
    assert house.slack.count("chat.update") == 0
    assert house.card().state == SendState.SHOWN


def test_after_an_update_in_doubt_the_card_is_sent_even_when_it_looks_as_before(house: House) -> None:
    """What a card shows after a lost answer is unknown, so that a change back is sent."""
    house.send()
    before = house.in_channel()[0]["text"]
    house.offer(house.ana)
    house.machine.move(1)
    house.slack.fail("chat.update", Fail(status=0, done=True))
    house.send()
    assert house.in_channel()[0]["text"] != before
    make_move(house.ctx, house.collective, house.referral_id, Release(house.ana.id, Means.BUTTON), "release")

    house.send_for(32)
    assert house.in_channel()[0]["text"] == before


def test_a_card_that_somebody_deleted_is_gone(house: House) -> None:
    """A deleted card is not posted again by a change."""
    house.send()
    house.slack.messages.clear()
    house.offer(house.ana)
    house.send_for(5)

    assert house.card().state == SendState.GONE
    assert house.in_channel() == []


def test_a_card_is_deleted_when_the_referral_is_over(house: House) -> None:
    """Nothing of a referral that is over stands in the channel."""
    house.send()
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdraw")
    house.send_for(3)

    assert house.in_channel() == []
    assert house.card().state == SendState.GONE


@pytest.mark.parametrize(
    "failure", [Fail("ratelimited", status=429, retry_after="9"), Fail(status=0), Fail(status=500)]
)
def test_a_deletion_that_failed_is_made_again(house: House, failure: Fail) -> None:
    """A card of a referral that is over does not stay because Slack was busy."""
    house.send()
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdraw")
    house.slack.fail("chat.delete", failure)
    house.send_for(35)

    assert house.in_channel() == []
    assert house.card().state == SendState.GONE


def test_a_card_that_was_never_posted_is_not_posted_when_the_referral_is_over(house: House) -> None:
    """What is over before it was shown stays unseen."""
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdraw")
    house.send_for(3)

    assert house.slack.count("chat.postMessage") == 0
    assert house.card().state == SendState.GONE


def test_an_undo_while_the_card_is_being_deleted_brings_it_back(house: House) -> None:
    """A referral that lives again has a card again, even when the undo came during the deletion."""
    house.send()
    make_move(house.ctx, house.collective, house.referral_id, Withdraw(house.rae.id), "withdraw")

    def undo() -> None:
        house.slack.during.clear()
        make_move(house.ctx, house.collective, house.referral_id, UndoWithdraw(house.rae.id), "undo")

    house.slack.during["chat.delete"] = undo
    house.send_for(5)

    assert len(house.in_channel()) == 1
    assert house.card().state == SendState.SHOWN


def test_a_card_that_cannot_be_drawn_does_not_stop_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault with one row is that row's alone; after many it is tried seldom, and as soon as it changes."""

    def broken(*_: object) -> None:
        raise ValueError("told to fail")

    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.cards.render", broken)
        house.notify()
        house.send()
        assert [letter.state for letter in house.letters()] == [SendState.SENT]
        for _ in range(12):
            house.machine.move(601)
            house.send()
    house.machine.move(1200)
    house.send()
    assert house.in_channel() == []

    house.offer(house.ana)
    house.send()
    assert f"<@{house.ana.user_id}>" in house.in_channel()[0]["text"]


@pytest.mark.parametrize("changed", [True, False], ids=["when it changes", "after an hour"])
def test_a_card_that_slack_would_not_change_does_not_lie_for_ever(house: House, *, changed: bool) -> None:
    """A card that is there is known to be there: it shows the truth as soon as Slack takes it."""
    house.send()
    house.slack.fail("chat.update", Fail("msg_too_long"))
    house.offer(house.ana)
    house.machine.move(1)
    house.send()
    assert f"<@{house.ana.user_id}>" not in house.in_channel()[0]["text"]
    assert house.card().state == SendState.DUE

    if changed:
        house.offer(house.ben)
    house.machine.move(1 if changed else 3601)
    house.send()
    assert f"<@{house.ana.user_id}>" in house.in_channel()[0]["text"]
    assert house.card().state == SendState.SHOWN


def test_a_fault_of_the_moment_passes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that could not be drawn once is drawn at the next look."""
    with monkeypatch.context() as patch:
        patch.setattr("bot.delivery.cards.render", lambda *_: 1 / 0)
        house.send()
    house.machine.move(10)
    house.send()

    assert house.card().state == SendState.SHOWN


def test_many_cards_for_one_channel_do_not_starve_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood waits in line, one a second, while a direct message goes out at once."""
    monkeypatch.setattr("bot.delivery.cards.render", lambda *_: plain("A card"))
    with house.ctx.database.write() as conn:
        for _ in range(29):
            make_referral(conn, house.collective, house.rae)
        cards.show(conn, house.state.referral, Card(Face.INVITATION, house.ana.id), house.machine.now())
    house.send()
    assert len(house.in_channel()) == 1
    assert len(house.slack.messages[f"D0{house.ana.user_id}"]) == 1

    taken = 0
    for _ in range(29):
        house.machine.move(1)
        taken += house.send()
    assert len(house.in_channel()) == 30
    assert taken <= 30  # each card in line once, and the invitation once more, when there is a card to link to
