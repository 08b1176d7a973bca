"""Whom a referrer names to the client: who offered stands first, and nobody who said no is among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import moves as m
from bot.exchange.naming import NAMES, Part, few_to_wait_for, to_be_named
from bot.exchange.values import Answer, ReferralState, Standing
from tests.unit.exchange.play import COLLEAGUES, Story, choose, decline, draft, matches, offer, post, release, story


def named(told: Story) -> list[tuple[str, Part]]:
    return list(to_be_named(told.state, matches()))


def test_who_offered_stands_first_and_the_best_of_the_others_fill_up() -> None:
    """In the order of the line, however well the others fit; who was asked and is silent is said to be so."""
    told = story(offer("dev"), offer("gus"))
    assert named(told) == [("dev", Part.OFFERED), ("gus", Part.OFFERED), ("ana", Part.ASKED)]
    assert [name for name, _ in named(told.do(m.StandBack("dev")))] == ["gus", "dev", "ana"]


def test_where_nobody_offered_the_best_fits_are_named() -> None:
    """Who was asked comes first, then those who were not."""
    told = Story(ReferralState(draft())).do(post("ben"))
    assert named(told) == [("ben", Part.ASKED), ("ana", Part.UNASKED), ("cleo", Part.UNASKED)]


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW])
def test_who_passed_is_never_named(answer: Answer) -> None:
    """Their no counts here too, and most of all that they may know the client."""
    assert named(story(decline("ana", answer)))[0] == ("ben", Part.ASKED)


def test_who_took_an_offer_back_is_named_only_after_they_offer_again() -> None:
    """A client is not sent to somebody who stepped back."""
    told = story(offer("ana"), release("ana"))
    assert "ana" not in dict(named(told))
    assert named(told.do(offer("ana", again="2")))[0] == ("ana", Part.OFFERED)


@given(st.lists(st.sampled_from(COLLEAGUES), unique=True), st.sampled_from(COLLEAGUES))
def test_nobody_is_named_twice_nor_who_is_kept_out_of_it(offering: list[str], kept_from: str) -> None:
    """Three at most, never the referrer, never who may know the client, and the line as it stands."""
    told = story(referral=draft(kept_from=frozenset({kept_from})))
    told.do(*(offer(name) for name in offering if name != kept_from))
    names = [name for name, _ in to_be_named(told.state, (*matches("sam"), *matches()))]
    assert len(set(names)) == len(names) == NAMES
    assert {"sam", kept_from}.isdisjoint(names)
    assert names[: len(told.line)] == told.line[:NAMES]


def test_few_are_few_only_while_nobody_offered() -> None:
    """Fewer are asked than are asked at a time, and none is in line."""
    assert not few_to_wait_for(story().state)
    told = Story(ReferralState(draft())).do(post("ana", "ben"))
    assert few_to_wait_for(told.state)
    assert not few_to_wait_for(told.do(offer("ana")).state)
    assert not few_to_wait_for(told.do(choose("ana")).state)
    assert told.standing("ana") is Standing.CHOSEN
