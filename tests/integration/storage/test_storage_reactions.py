"""Reactions count in the order in which a person made them, however their events arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from bot.exchange.notices import Face
from storage import cards, reactions
from storage.reactions import FOUND, Reaction
from tests.factories import NOON
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.cards import CardRow
    from storage.engine import Database
    from tests.integration.storage.conftest import World

HAND = "raised_hand::skin-tone-3"
LATER = NOON + timedelta(seconds=1)


@pytest.fixture
def card(database: Database, world: World) -> CardRow:
    """The card in the channel, posted."""
    with database.write() as conn:
        due = next(card for card in cards.lease(conn, NOON, 10) if card.face is Face.CHANNEL)
        cards.shown(conn, due, digest="d", channel_id="C1", ts="1.0001")
        posted = cards.at(conn, "C1", "1.0001")
        assert posted is not None
        return posted


@pytest.fixture
def hand(world: World, card: CardRow) -> Reaction:
    """Ana's raised hand on that card."""
    return Reaction(card, world.ana.id, HAND, NOON)


def later(hand: Reaction) -> Reaction:
    """The same hand, as a look knows it that began afterwards."""
    return replace(hand, as_of=LATER)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_event_wins(database: Database, hand: Reaction, order: Sequence[int]) -> None:
    """Added, taken back, added again: in whatever order the news comes, the last thing that was done is what counts."""
    events = [("999999999.000300", True), ("1000000000.000020", False), ("1000000000.000100", True)]
    with database.write() as conn:
        newest = -1
        for number in order:
            event_ts, present = events[number]
            assert reactions.set_present(conn, hand, event_ts=event_ts, present=present) is (number > newest)
            newest = max(newest, number)
        assert reactions.any_left(conn, hand.card.referral_id, hand.member_id)


def test_the_same_event_is_no_news(database: Database, hand: Reaction) -> None:
    """An event that comes twice says nothing new the second time."""
    with database.write() as conn:
        assert reactions.set_present(conn, hand, event_ts="10.000001", present=True)
        assert not reactions.set_present(conn, hand, event_ts="10.000001", present=True)


def test_a_look_finds_what_no_event_told(database: Database, hand: Reaction) -> None:
    """A reaction that a look at the card finds is news once, and any event may correct it."""
    with database.write() as conn:
        assert reactions.set_present(conn, hand, event_ts=FOUND, present=True)
        assert not reactions.set_present(conn, hand, event_ts=FOUND, present=True)
        assert reactions.set_present(conn, hand, event_ts="1.000001", present=False)
        assert not reactions.any_left(conn, hand.card.referral_id, hand.member_id)


def test_a_look_finds_what_came_back_unseen(database: Database, hand: Reaction) -> None:
    """A reaction that was taken back and put on again while nobody listened is news, and older events stay old."""
    with database.write() as conn:
        reactions.set_present(conn, hand, event_ts="5.000000", present=False)
        assert reactions.set_present(conn, later(hand), event_ts=FOUND, present=True)
        assert not reactions.set_present(conn, hand, event_ts="4.000000", present=False)
        assert reactions.any_left(conn, hand.card.referral_id, hand.member_id)


def test_a_look_that_misses_a_reaction(database: Database, hand: Reaction) -> None:
    """A reaction that a look does not find is gone; only later news brings it back."""
    with database.write() as conn:
        reactions.set_present(conn, hand, event_ts="5.000000", present=True)
        assert reactions.on_card(conn, hand.card, LATER) == (later(hand),)
        reactions.set_missing(conn, later(hand))
        assert reactions.on_card(conn, hand.card, LATER) == ()
        assert not reactions.set_present(conn, hand, event_ts="5.000000", present=True)
        assert reactions.set_present(conn, hand, event_ts="6.000000", present=True)
        assert reactions.on_card(conn, hand.card, LATER) == (later(hand),)


@pytest.mark.parametrize("present", [True, False])
def test_a_look_that_began_before_the_news(database: Database, hand: Reaction, *, present: bool) -> None:
    """A look changes nothing that was noted since it began, whether it found the reaction or missed it."""
    with database.write() as conn:
        reactions.set_present(conn, later(hand), event_ts="5.000000", present=present)
        assert not reactions.set_present(conn, hand, event_ts=FOUND, present=True)
        reactions.set_missing(conn, hand)
        assert reactions.any_left(conn, hand.card.referral_id, hand.member_id) is present


def test_the_last_of_several_reactions(database: Database, world: World, hand: Reaction) -> None:
    """Who shows two offering reactions still offers when one is taken back; another's reaction is their own."""
    other = Reaction(hand.card, hand.member_id, "raising_hand")
    with database.write() as conn:
        reactions.set_present(conn, hand, event_ts="1.000000", present=True)
        reactions.set_present(conn, other, event_ts="2.000000", present=True)
        reactions.set_present(conn, Reaction(hand.card, world.ben.id, HAND), event_ts="2.000000", present=True)
        reactions.set_present(conn, hand, event_ts="3.000000", present=False)
        assert reactions.any_left(conn, hand.card.referral_id, world.ana.id)
        reactions.set_present(conn, other, event_ts="4.000000", present=False)
        assert not reactions.any_left(conn, hand.card.referral_id, world.ana.id)
        assert reactions.any_left(conn, hand.card.referral_id, world.ben.id)


def test_one_event_at_two_replicas(replicas: Sequence[Database], hand: Reaction) -> None:
    """Replicas that hear the same thing at once make one thing of it."""
    told = at_once(replicas, lambda conn: reactions.set_present(conn, hand, event_ts="7.000000", present=True))
    assert sorted(told) == [False, False, False, True]
