"""The rules of offering: the first offer is the holder, later ones are backups, and the line moves up by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.notices import Card, Face, Notice, NoticeKind
from bot.exchange.step import Step, call_next
from bot.exchange.values import LOOKING, Answer, Claim, Means, Standing, Status, Willing

if TYPE_CHECKING:
    from datetime import datetime

    from bot.exchange import moves as m
    from bot.exchange.practice import Practice
    from bot.exchange.values import ReferralState


def offer(state: ReferralState, move: m.Offer, now: datetime, _practice: Practice) -> Step:
    """Take the first place if it is free and nothing speaks against it, else the next place in line."""
    if why := why_not(state, move):
        raise Refused(why)
    claim = Claim(
        id=move.claim_id,
        member_id=move.by,
        standing=Standing.BACKUP,
        place=max((c.place for c in state.claims), default=0) + 1,
        means=move.means,
        offered_at=now,
        conflicts=tuple(move.conflicts),
        confirmed=not move.conflicts,
    )
    state = state.with_claim(claim)
    if invitation := state.invitation_of(move.by):
        state = state.with_invitation(replace(invitation, answer=Answer.OFFERED))
    told = Notice(NoticeKind.OFFER_MADE, state.referral.referrer_id, about=move.by)
    return Step(_hold_if_free(state, claim), (told,), (Card(Face.CLAIM, move.by),))


def why_not(state: ReferralState, move: m.Offer) -> Why | None:
    """Why this person cannot offer for this referral now, or None when they can."""
    reasons = (
        (move.by == state.referral.referrer_id, Why.OWN_REFERRAL),
        (not move.counts, Why.NOT_A_MEMBER),
        (move.by in state.referral.kept_from, Why.KEPT_FROM),
        (state.status is Status.HANDED_OFF, Why.CHOSEN_ALREADY),
        (state.status not in LOOKING, Why.OVER),
        (state.offer_of(move.by) is not None, Why.ALREADY_OFFERED),
    )
    return next((why for holds, why in reasons if holds), None)


def confirm(state: ReferralState, move: m.Confirm, _now: datetime, _practice: Practice) -> Step:
    """They know of the conflict and can take it all the same."""
    claim = replace(_offer_of(state, move.by), confirmed=True)
    return _with_news(state, Step(_hold_if_free(state.with_claim(claim), claim)))


def say_glad(state: ReferralState, move: m.SayGlad, _now: datetime, _practice: Practice) -> Step:
    """They would be glad of it, in whatever place they are."""
    claim = replace(_offer_of(state, move.by), willing=Willing.GLAD)
    return _with_news(state, Step(_hold_if_free(state.with_claim(claim), claim)))


def stand_back(state: ReferralState, move: m.StandBack, _now: datetime, practice: Practice) -> Step:
    """Who holds it makes room for a backup who would be glad of it; with none it is open, and they stay in line."""
    claim = _offer_of(state, move.by)
    before = state
    back = replace(claim, standing=Standing.BACKUP, willing=Willing.AS_BACKUP)
    state = state.with_claim(back)
    if claim.standing is not Standing.HOLDER:
        return Step(state)
    others = [c for c in state.line if c.willing is not Willing.AS_BACKUP]
    if any(c.confirmed and c.member_id not in practice.paused for c in others):
        state, notices = call_next(state, practice)
        return _with_news(before, Step(state, notices, restart=True))
    return _with_news(before, Step(state.with_status(Status.OPEN)))


def release(state: ReferralState, move: m.Release, _now: datetime, practice: Practice) -> Step:
    """The offer is taken back, and the referrer is told: they may have passed the contact on.

    When it was the first, the next in line is called.
    """
    claim = _offer_of(state, move.by)
    if move.means is Means.REACTION and claim.means is not Means.REACTION:
        raise Refused(Why.NOT_NOW)
    state = state.with_claim(replace(claim, standing=Standing.RELEASED))
    told = Notice(NoticeKind.OFFER_RELEASED, state.referral.referrer_id, about=move.by)
    if claim.standing is not Standing.HOLDER:
        return Step(state, (told,))
    state, called = call_next(state, practice)
    return Step(state, (told, *called), restart=True)


def _with_news(before: ReferralState, step: Step) -> Step:
    """The referrer hears who is first in line now, where that is somebody else than before or nobody."""
    was, now = (state.holder.member_id if state.holder else "" for state in (before, step.state))
    if was == now:
        return step
    told = Notice(NoticeKind.LINE_CHANGED, before.referral.referrer_id, about=now)
    return replace(step, notices=(*step.notices, told))


def _hold_if_free(state: ReferralState, claim: Claim) -> ReferralState:
    if state.holder or not claim.confirmed or claim.willing is Willing.AS_BACKUP:
        return state
    return state.with_claim(replace(claim, standing=Standing.HOLDER)).with_status(Status.CLAIMED)


def _offer_of(state: ReferralState, member_id: str) -> Claim:
    claim = state.offer_of(member_id)
    if claim is None:
        raise Refused(Why.NO_OFFER)
    return claim
