"""Scenes: a referral with everybody who appears in it, as the views need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.nudges import NudgeKind
from bot.exchange.scene import Scene, facets_for_card
from bot.exchange.values import Status
from storage import cards, collectives, held, members, nudges, referrals, thanks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import ReferralState


#: After these the referrer can count on names, or hears that there are none.
_BRINGING_NAMES = (NudgeKind.INVITE_NEXT, NudgeKind.ASK_CHANNEL, NudgeKind.UNANSWERED)


def scene_of(conn: Connection, referral_id: str, now: datetime) -> Scene | None:
    """The scene of a referral at `now` (calendar time), or None when there is no such referral."""
    state = referrals.load(conn, referral_id)
    if state is None:
        return None
    collective = collectives.get(conn, state.referral.collective_id)
    waiting = [n for n in nudges.pending(conn, referral_id) if n.kind in _BRINGING_NAMES]
    return Scene(
        collective=collective,
        state=state,
        people=members.get_many(conn, _people(state) | {collective.person_id}),
        now=now,
        facets=facets_for_card(state.referral.need, members.holders_of_facets(conn, collective)),
        card_url=cards.channel_url(conn, referral_id),
        names_by=waiting[0].due_at if waiting else None,
        hears_at=held.invitations_of(conn, referral_id),
        thanked=_is_thanked(conn, state),
    )


def _is_thanked(conn: Connection, state: ReferralState) -> bool:
    referral, chosen = state.referral, state.chosen
    if state.status not in (Status.HANDED_OFF, Status.CLOSED) or chosen is None:
        return False
    return thanks.sent_since(conn, chosen.member_id, referral.referrer_id, referral.posted_at)


def _people(state: ReferralState) -> set[str]:
    return {
        state.referral.referrer_id,
        *(claim.member_id for claim in state.claims),
        *(invitation.member_id for invitation in state.invitations),
        *(report.member_id for report in state.reports),
    }
