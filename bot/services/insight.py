"""Tells a member how they fit a referral, by as much of it as they may know; it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.insight import Fit, check_may_ask, may_know_all, need_of_the_asked, need_on_card
from bot.exchange.moves import Refused, Why
from bot.exchange.values import Answer
from bot.services.scenes import scene_of
from storage import members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.scene import Scene
    from bot.exchange.values import Collective, Member
    from bot.matching import Explanation, Need, Profile
    from bot.services.context import Context


def fit(ctx: Context, collective: Collective, member: Member, referral_id: str) -> Fit:
    """How this member fits a referral, as it and their niche stand now.

    Raises:
        Refused: there is no such referral, it is over, or it is not for them to ask.
    """
    now = ctx.clock.now()
    with ctx.database.read() as conn:
        scene = scene_of(conn, referral_id, now)
        if scene is None or scene.collective.id != collective.id:
            raise Refused(Why.OVER)
        check_may_ask(scene.state, member.id, counts=member.counts(collective.membership))
        profiles = members.profiles(conn, collective, now)
        if may_know_all(scene.state, member.id):
            return _by_all(ctx, conn, scene, member, profiles)
    return _by_card(ctx, scene, member, profiles)


def _by_card(ctx: Context, scene: Scene, member: Member, profiles: Sequence[Profile]) -> Fit:
    need = need_on_card(scene.facets)
    told = _explained(ctx, scene.collective, profiles, need, member)
    asked = told.tally.profile.shown_lately if told else 0
    return Fit(member, need, told, by_card=True, asked_before=asked)


def _by_all(ctx: Context, conn: Connection, scene: Scene, member: Member, profiles: Sequence[Profile]) -> Fit:
    """By all that the asked may know; that they were asked for this very referral is not held against them."""
    need, invitation = need_of_the_asked(scene.state.referral.need), scene.state.invitation_of(member.id)
    is_asked = invitation is not None and invitation.answer is Answer.ASKED
    before = members.asked_before(conn, member.id, invitation.invited_at if invitation else scene.now)
    as_then = [
        replace(profile, shown_lately=before) if profile.member_id == member.id else profile for profile in profiles
    ]
    told = _explained(ctx, scene.collective, as_then, need, member)
    return Fit(member, need, told, by_card=False, is_asked=is_asked, asked_before=before)


def _explained(
    ctx: Context, collective: Collective, profiles: Sequence[Profile], need: Need, member: Member
) -> Explanation | None:
    """The ranker's own reckoning; None for somebody without a niche."""
    if not any(profile.member_id == member.id for profile in profiles):
        return None
    with ctx.rankers.over(collective.id, profiles) as ranker:
        return ranker.explain(need, member.id)
