"""Weekly posts, as the pictures and the tests of the post show them."""

from __future__ import annotations

from dataclasses import replace

from bot.exchange.scene import CardFacets
from bot.exchange.values import Urgency
from bot.exchange.weekly import Thanked, ThisWeek, Wanted
from tests.unit.views.scenes import ANA, BEN, CLEO, FACETS, SAM

_CARD = "https://larkspur.slack.com/archives/C0REFERRALS/p1"
FULL = ThisWeek(
    (
        Thanked(ANA, SAM, "Thank you for thinking of me.\n\nPeople at a crossroads are who I do my best work with."),
        Thanked(BEN, CLEO, "You found the right words when I had none & <no> time."),
    ),
    (
        Wanted(FACETS, Urgency.THIS_WEEK, _CARD),
        Wanted(CardFacets(age_group="young_child", states=("TX",)), Urgency.ROUTINE, _CARD),
        Wanted(CardFacets(), Urgency.SOON, ""),
    ),
    ANA,
)
WEEKS = {
    "weekly_post": FULL,
    "thanks are all": ThisWeek(FULL.thanked[:1]),
    "somebody is still needed": ThisWeek(wanted=FULL.wanted[:1]),
    "a niche alone": ThisWeek(featured=replace(ANA, name="Ana <Flores>")),
    "all of it is settled": ThisWeek(),
}
