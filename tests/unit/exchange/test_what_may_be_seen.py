"""Which reaction counts as an offer, and what of a need the whole channel may read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.reactions import is_offer
from bot.exchange.scene import FEWEST_HOLDERS, CardFacets, facets_for_card
from bot.matching import Need


@pytest.mark.parametrize("name", ["raised_hand", "hand", "raising_hand", "woman-raising-hand", "man-raising-hand"])
@pytest.mark.parametrize("tone", ["", *(f"::skin-tone-{n}" for n in range(2, 7))])
@pytest.mark.parametrize("setting", ["raised_hand", "hand"])
def test_a_raised_hand_offers_by_any_of_its_names_in_any_skin_tone(name: str, tone: str, setting: str) -> None:
    """Whichever hand a member finds in the picker, and however the setting names it."""
    assert is_offer(f"{name}{tone}", setting)


@pytest.mark.parametrize(
    "name", ["raised_hands", "raised_hand_with_fingers_splayed", "wave", "handshake", "thumbsup", "eyes", "", "::hand"]
)
def test_nothing_else_offers(name: str) -> None:
    """Two raised hands are a cheer, and a wave is a greeting."""
    assert not is_offer(name, "raised_hand")


def test_a_collective_can_choose_another_sign() -> None:
    """Then the hand means nothing, and the sign counts in every skin tone."""
    assert is_offer("seedling", "seedling")
    assert is_offer("+1::skin-tone-4", "+1")
    assert not is_offer("raised_hand", "seedling")


NEED = Need(
    concerns=("infidelity", "anxiety"),
    age_group="adult",
    client_type="couple",
    payments=("aetna", "sliding_scale", "not_sure"),
    format="telehealth",
    states=("TX", "NM"),
    languages=("es",),
    note="Somebody calm.",
)
HELD = {
    ("concern", "infidelity"): 3,
    ("concern", "anxiety"): 20,
    ("age_group", "adult"): 9,
    ("client_type", "couple"): 3,
    ("payment", "aetna"): 3,
    ("payment", "sliding_scale"): 2,
    ("format", "telehealth"): 3,
    ("state", "TX"): 12,
    ("state", "NM"): 1,
}


def test_the_card_shows_what_several_hold_and_nothing_more() -> None:
    """The main concern alone, and of payments and states those that three hold; note and the rest never."""
    assert facets_for_card(NEED, HELD) == CardFacets(
        "infidelity", "adult", "couple", "telehealth", ("TX",), ("aetna", "not_sure")
    )


def test_a_rare_main_concern_is_not_replaced_by_the_second() -> None:
    """The card keeps silent rather than say the wrong thing."""
    assert facets_for_card(NEED, HELD | {("concern", "infidelity"): 2}).concern == ""


def test_in_a_new_collective_the_card_says_next_to_nothing() -> None:
    """With no niches there is only what asks for nothing."""
    assert facets_for_card(NEED, {}) == CardFacets(payments=("not_sure",))
    assert facets_for_card(Need(format="either"), {}) == CardFacets(format="either")


CODES = st.sampled_from(["anxiety", "couple", "aetna", "TX", "NM", "telehealth", "in_person"])
KINDS = st.sampled_from(["concern", "age_group", "client_type", "payment", "format", "state"])


@settings(deadline=None)
@given(
    st.builds(
        Need,
        concerns=st.lists(CODES, max_size=3),
        age_group=CODES | st.just(""),
        client_type=CODES | st.just(""),
        payments=st.lists(CODES | st.just("not_sure"), max_size=3),
        format=CODES | st.just("either"),
        states=st.lists(CODES, max_size=2),
    ),
    st.dictionaries(st.tuples(KINDS, CODES), st.integers(0, 5)),
)
def test_a_facet_with_fewer_than_three_holders_never_stands_on_the_card(
    need: Need, holders: dict[tuple[str, str], int]
) -> None:
    """What one or two alone do could point at them, or at the client."""
    facets = facets_for_card(need, holders)
    said = [
        ("concern", facets.concern),
        ("age_group", facets.age_group),
        ("client_type", facets.client_type),
        ("format", facets.format),
        *(("state", code) for code in facets.states),
        *(("payment", code) for code in facets.payments),
    ]
    harmless = {"", "either", "not_sure"}
    assert all(holders.get(facet, 0) >= FEWEST_HOLDERS for facet in said if facet[1] not in harmless)
    assert facets.concern in ("", *need.concerns[:1])
