"""What the words of several notices have in common: the need in a line, who is next, whom it still concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import Standing, Status
from bot.views.message import person
from bot.views.needs import card_headline, headline

if TYPE_CHECKING:
    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene


def need(scene: Scene) -> str:
    return headline(scene.state.referral.need)


def open_facets(scene: Scene) -> str:
    facets = card_headline(scene.facets)
    return f" ({facets})" if facets else ""


def who_is_next(scene: Scene) -> str:
    if scene.state.holder is None:
        return "I keep looking, and tell you as soon as somebody offers."
    return f"{person(scene.people[scene.state.holder.member_id])} is first in line, and hears so from me."


def two_sides(scene: Scene) -> set[str]:
    chosen = scene.state.chosen
    return {scene.state.referral.referrer_id} | ({chosen.member_id} if chosen else set())


def is_handed_to(member_id: str, scene: Scene) -> bool:
    chosen = scene.state.chosen
    return scene.state.status is Status.HANDED_OFF and chosen is not None and chosen.member_id == member_id


def was_let_go(member_id: str, scene: Scene) -> bool:
    """Whether the member's newest offer was let go, and is so still."""
    claims = [claim for claim in scene.state.claims if claim.member_id == member_id]
    return bool(claims) and max(claims, key=lambda claim: claim.place).standing is Standing.LET_GO


def is_kept_out(notice: Notice, scene: Scene) -> bool:
    """The referrer has a notice of their own; who may know the client hears nothing."""
    referral = scene.state.referral
    return notice.to == referral.referrer_id or notice.to in referral.kept_from
