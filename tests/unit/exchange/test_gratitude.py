"""Promises of the rules of thanks: who can be thanked, and which draft comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.gratitude import Given, after, colleague, in_turn
from bot.exchange.moves import Refused, Why
from bot.exchange.values import Kind, Member, Membership

ANA = Member("ana", "U0ANA", "Ana")
SAM = Member("sam", "U0SAM", "Sam")
DRAFTS = ("a", "b", "c", "d", "e")
BEGIN = datetime(2026, 3, 2, 15, tzinfo=UTC)


def _given(*told: tuple[str, str]) -> list[Given]:
    return [Given(draft, to, BEGIN + timedelta(days=day)) for day, (draft, to) in enumerate(told)]


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (None, Why.NO_COLLEAGUE),
        (replace(SAM, kind=Kind.BOT), Why.NO_COLLEAGUE),
        (replace(SAM, in_channel=False), Why.NO_COLLEAGUE),
        (ANA, Why.THANKS_TO_ONESELF),
    ],
)
def test_only_colleagues_are_thanked(to: Member | None, why: Why) -> None:
    """Neither the bot nor a guest nor oneself, and each refusal says which."""
    with pytest.raises(Refused) as refused:
        colleague(ANA, to, Membership.CHANNEL)
    assert refused.value.why is why


def test_a_colleague_can_be_thanked_as_the_collective_counts_its_members() -> None:
    """Outside the channel too, where the whole workspace counts."""
    assert colleague(ANA, SAM, Membership.CHANNEL) == SAM
    away = replace(SAM, in_channel=False)
    assert colleague(ANA, away, Membership.WORKSPACE) == away


def test_the_drafts_come_in_another_order_to_each_giver() -> None:
    """Else a well-loved referrer would read the same words from everybody."""
    firsts = {in_turn(DRAFTS, (), f"U{number}", "sam")[0] for number in range(40)}
    assert firsts == set(DRAFTS)


def test_what_the_two_had_comes_after_what_only_the_giver_had() -> None:
    """The least lately used first, to this reader and then at all."""
    order = in_turn(DRAFTS, _given(("b", "sam"), ("a", "ben"), ("c", "ben"), ("b", "ben")), "U0ANA", "sam")
    assert set(order[:2]) == {"d", "e"}
    assert order[2:] == ["a", "c", "b"]


@given(st.lists(st.tuples(st.sampled_from(DRAFTS), st.sampled_from(["sam", "ben"])), max_size=12), st.text(max_size=9))
def test_every_draft_is_there_once_and_the_same_facts_give_the_same_order(
    told: list[tuple[str, str]], giver: str
) -> None:
    """In whatever order the facts are handed over."""
    order = in_turn(DRAFTS, _given(*told), giver, "sam")
    assert sorted(order) == list(DRAFTS)
    assert in_turn(DRAFTS, _given(*told)[::-1], giver, "sam") == order


@given(st.integers(1, 30))
def test_no_words_are_repeated_before_all_were_used(times: int) -> None:
    """A giver who takes what they are offered uses each draft equally often."""
    told: list[Given] = []
    for day in range(times):
        draft = in_turn(DRAFTS, told, "U0ANA", "sam")[0]
        assert draft not in [each.draft for each in told[-len(DRAFTS) + 1 :]]
        told.append(Given(draft, "sam", BEGIN + timedelta(days=day)))


def test_another_draft_goes_round() -> None:
    """After the last the first again; a draft that is there no more begins at the first."""
    assert [after(draft, DRAFTS) for draft in ("a", "e", "gone")] == ["b", "a", "a"]
