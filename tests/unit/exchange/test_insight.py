"""What a member may be told of how they fit: all of it where they are asked, else what stands on the card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange import moves as m
from bot.exchange.insight import check_may_ask, may_know_all, need_of_the_asked, need_on_card
from bot.exchange.moves import Refused, Why
from bot.exchange.scene import FEWEST_HOLDERS, CardFacets, facets_for_card
from bot.exchange.values import Answer, Audience, Means
from bot.matching import Need
from tests.unit.views.scenes import ANA, CHOSEN, STORIES, after, offer
from tests.unit.views.strategies import needs


@settings(deadline=None)
@given(needs(), st.sampled_from([FEWEST_HOLDERS - 1, FEWEST_HOLDERS]))
def test_the_need_on_the_card_asks_for_nothing_that_is_not_on_it(need: Need, holders: int) -> None:
    """Two needs with the same card are the same need to whoever was not asked."""
    held = {
        (kind, code): holders
        for kind in ("concern", "age_group", "client_type", "format", "state", "payment")
        for code in (*need.concerns, need.age_group, need.client_type, need.format, *need.states, *need.payments)
    }
    shown = need_on_card(facets_for_card(need, held))
    hidden = replace(
        need,
        concerns=need.concerns[:1],
        languages=(),
        modalities=(),
        identities=(),
        areas=(),
        times=(),
        services=(),
        gender="",
        note="",
    )
    if holders >= FEWEST_HOLDERS:
        assert shown == hidden
    else:
        payments = tuple(code for code in need.payments if code == "not_sure")
        assert shown == Need(payments=payments)


def test_where_an_office_is_wanted_is_not_for_the_asked() -> None:
    """A part of town narrows who the client is; everything else they read."""
    need = Need(concerns=("grief",), format="in_person", areas=("own:Riverside",), note="Somebody calm.")
    assert need_of_the_asked(need) == replace(need, areas=())


def test_an_empty_card_asks_for_nothing() -> None:
    """A format that may not be said is no format that is asked for."""
    assert need_on_card(CardFacets()) == Need()


@pytest.mark.parametrize(
    ("moves", "knows"),
    [
        ((), True),
        ((offer(ANA),), True),
        ((m.Decline("ana", Answer.NOT_A_FIT),), False),
        ((m.Decline("ana", Answer.FULL),), False),
        ((m.Decline("ana", Answer.MAY_KNOW),), False),
        ((m.Decline("ana", Answer.MAY_KNOW), m.UndoDecline("ana")), True),
        ((offer(ANA), m.Release("ana", Means.BUTTON)), False),
    ],
    ids=["asked", "offered", "no fit", "full", "may know", "undone", "released"],
)
def test_whoever_passed_is_told_no_more_of_it(moves: tuple[m.Move, ...], knows: bool) -> None:
    """Least of all somebody who may know the client."""
    assert may_know_all(after(*moves).state, "ana") is knows
    assert not may_know_all(after(*moves).state, "dev")


@pytest.mark.parametrize(
    ("scene", "member_id", "counts", "why"),
    [
        (after(), "sam", True, Why.OWN_REFERRAL),
        (after(), "dev", False, Why.NOT_A_MEMBER),
        (after(), "ana", False, Why.NOT_A_MEMBER),
        (after(*CHOSEN), "ben", True, Why.CHOSEN_ALREADY),
        (STORIES["withdrawn"], "ana", True, Why.OVER),
        (after(audience=Audience.BEST), "dev", True, Why.NOT_NOW),
    ],
)
def test_who_may_not_ask_hears_the_usual_words(scene: object, member_id: str, counts: bool, why: Why) -> None:
    """The same as whoever offers there."""
    with pytest.raises(Refused) as caught:
        check_may_ask(scene.state, member_id, counts=counts)  # type: ignore[attr-defined]
    assert caught.value.why is why


def test_who_is_asked_may_ask_why_where_there_is_no_card() -> None:
    """Their invitation tells them all of it."""
    check_may_ask(after(audience=Audience.BEST).state, "ana", counts=True)


def test_who_is_kept_out_hears_what_everybody_hears_who_was_not_asked() -> None:
    """Nothing tells that a colleague thinks they may know the client."""
    state = after(audience=Audience.BEST).state
    kept = replace(state, referral=replace(state.referral, kept_from=frozenset({"dev"})))
    heard = []
    for asked, member_id in ((kept, "dev"), (kept, "eva"), (state, "dev")):
        with pytest.raises(Refused) as caught:
            check_may_ask(asked, member_id, counts=True)
        heard.append(caught.value.why)
    assert set(heard) == {Why.NOT_NOW}
