"""Promises of the weekly post in the channel: said once, and what stands in it is so as long as anybody reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.moves import Offer, Release
from bot.exchange.notices import Notice, NoticeKind, Way
from bot.exchange.reminders import Topic
from bot.exchange.values import Means
from bot.services import attention
from bot.services.moving import make_move
from storage import outbox, weekly_posts
from storage.outbox import Order
from storage.sending import SendState
from storage.weekly_posts import WeeklyPost
from tests.factories import CHANNEL, NOON
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Row

    from tests.integration.delivery.conftest import House

WANTED = "Still looking for a colleague"
OVER = "What stood here is settled by now"


def gather(house: House, *, featured: bool = False) -> None:
    """A post with the request, and perhaps with Ana's niche, is to be said; the card is in the channel already."""
    house.send()
    house.machine.move(1)
    referral_ids = [house.referral_id]
    post = WeeklyPost("p1", house.collective.id, "2026-W10", [], referral_ids, house.ana.id if featured else None, NOON)
    with house.ctx.database.write() as conn:
        weekly_posts.add(conn, post)
        order = Order(Notice(NoticeKind.WEEKLY_POST, ""), Way.AT_ONCE, NOON, subject_id=post.id)
        outbox.put(conn, house.collective.id, order, house.machine.now())


def offer(house: House) -> None:
    """Ana takes it, by a move like any other."""
    move = Offer(house.ana.id, counts=True, claim_id=uuid4().hex, means=Means.BUTTON)
    make_move(house.ctx, house.collective, house.referral_id, move, uuid4().hex)


def release(house: House) -> None:
    make_move(house.ctx, house.collective, house.referral_id, Release(house.ana.id, Means.BUTTON), uuid4().hex)


def letter(house: House) -> Row[tuple[object, ...]]:
    [row] = [row for row in house.letters() if row.kind == NoticeKind.WEEKLY_POST]
    return row


def post(house: House) -> str:
    """What stands in the channel beside the card, which is one message at most."""
    texts = [json.dumps(message["blocks"]) for message in house.in_channel() if message["ts"] != house.card().ts]
    assert len(texts) <= 1
    return texts[0] if texts else ""


def settle(house: House) -> None:
    """Look until nothing waits for its turn any more."""
    house.send_for(5)


def test_it_is_said_in_the_channel_with_its_key(house: House) -> None:
    """A message like any other of the bot's, at its pace; it leads to the card."""
    gather(house)
    settle(house)
    assert WANTED in post(house)
    assert house.card().permalink in post(house)
    said = house.in_channel()[-1]
    assert said["metadata"]["event_payload"] == {"key": letter(house).id}
    assert (letter(house).state, letter(house).channel_id) == (SendState.SENT, CHANNEL)
    assert not any(channel.startswith("D0") for channel in house.slack.messages)


def test_a_request_that_is_taken_leaves_it_and_comes_back(house: House) -> None:
    """A line that lies is what hurts most: it is gone with the next look, and back when the offer is."""
    gather(house, featured=True)
    settle(house)
    offer(house)
    settle(house)
    assert WANTED not in post(house)
    assert "helps best" in post(house)
    release(house)
    settle(house)
    assert WANTED in post(house)
    assert letter(house).state == SendState.SENT


def test_once_nothing_of_it_is_left_it_says_so(house: House) -> None:
    """The message stays, for people may have answered under it."""
    gather(house)
    settle(house)
    offer(house)
    settle(house)
    assert OVER in post(house)


def test_what_changes_nothing_is_not_sent(house: House) -> None:
    """A second offer is news for the card alone."""
    gather(house)
    settle(house)
    offer(house)
    settle(house)
    updates = house.slack.count("chat.update")
    backup = Offer(house.ben.id, counts=True, claim_id="c2", means=Means.BUTTON)
    make_move(house.ctx, house.collective, house.referral_id, backup, uuid4().hex)
    settle(house)
    assert house.slack.count("chat.update") == updates + 1  # the card


def test_what_is_settled_before_it_is_said_is_never_shown(house: House) -> None:
    """Also where the channel could not be written to for a while; with nothing left there is no post."""
    gather(house)
    offer(house)
    settle(house)
    assert post(house) == ""
    assert letter(house).state == SendState.DROPPED


@pytest.mark.parametrize(
    ("method", "first"), [("chat.postMessage", None), ("chat.update", offer)], ids=["as it is posted", "as it is drawn"]
)
def test_what_changes_while_it_is_on_its_way_is_shown_after_that(
    house: House, method: str, first: Callable[[House], None] | None
) -> None:
    """Whoever takes a request at that very moment finds it taken in the post a moment later."""
    gather(house)
    if first:
        settle(house)
        first(house)
        house.machine.move(1)
    change = release if first else offer

    def meanwhile() -> None:
        if letter(house).lease_token and not house.card().lease_token:  # it is not the card
            del house.slack.during[method]
            change(house)

    house.slack.during[method] = meanwhile
    settle(house)
    assert method not in house.slack.during
    assert (WANTED in post(house)) is bool(first)
    assert letter(house).state == SendState.SENT


@pytest.mark.parametrize("done", [True, False], ids=["accepted", "not accepted"])
def test_a_post_in_doubt_is_looked_up_and_shows_what_is_so_then(house: House, *, done: bool) -> None:
    """It is made once; what was taken while nobody knew is not shown as open."""
    gather(house, featured=True)
    house.slack.fail("chat.postMessage", Fail(status=0, done=done))
    house.send()
    offer(house)
    house.send_for(40)
    assert WANTED not in post(house)
    assert "helps best" in post(house)
    assert letter(house).state == SendState.SENT


def test_not_me_takes_a_niche_out_of_what_stands_in_the_channel(house: House) -> None:
    """Within moments, like everything else."""
    gather(house, featured=True)
    settle(house)
    assert "Whom Ana helps best" in post(house)
    attention.hear_of(house.ctx, house.collective, house.ana, frozenset(Topic) - {Topic.FEATURED}, uuid4().hex)
    settle(house)
    assert "Whom Ana helps best" not in post(house)
