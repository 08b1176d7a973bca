"""A collective, its members and their referrals as tests want them: through storage alone, with readable defaults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange.notices import Card, Face
from bot.exchange.values import (
    Audience,
    Claim,
    Invitation,
    Kind,
    Means,
    Referral,
    ReferralState,
    Standing,
    Status,
    Urgency,
)
from bot.matching import Licence, Need, Opening, OpeningKind, Profile
from storage import cards, collectives, members, referrals
from storage.collectives import BotIdentity
from storage.members import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member

#: A Tuesday morning, in the middle of working time in New York.
NOON = datetime(2026, 3, 3, 17, tzinfo=UTC)
IDENTITY = BotIdentity(team_id="T0PRACTICE", team_name="Practice Collective", bot_id="B0BOT", bot_user_id="U0BOT")
CHANNEL = "C0REFERRALS"
NEED = Need(
    concerns=("anxiety",),
    age_group="adult",
    client_type="individual",
    payments=("private_pay",),
    format="telehealth",
    states=("NY",),
    note="Someone warm who works with perfectionism.",
)


def make_collective(conn: Connection, *, identity: BotIdentity = IDENTITY, **chosen: Any) -> Collective:
    """A collective that has been set up; `chosen` are fields of `Collective`."""
    collective = replace(collectives.ensure(conn, identity), **({"channel_id": CHANNEL} | chosen))
    collectives.save(conn, collective)
    return collective


def make_member(
    conn: Connection,
    collective: Collective,
    name: str = "Ana",
    *,
    niche: Profile | None = None,
    practice_contact: str = "212-555-0100",
    now: datetime = NOON,
    **told: Any,
) -> Member:
    """A member with a niche that fits `NEED`; `told` are fields of `storage.members.Person`."""
    defaults: dict[str, Any] = {
        "user_id": f"U0{name.upper()}",
        "name": name,
        "time_zone": "America/New_York",
        "kind": Kind.FULL,
        "in_channel": True,
        "is_admin": False,
    }
    member = members.remember(conn, collective.id, Person(**(defaults | told)), now)
    members.save_niche(conn, member.id, niche or make_niche(confirmed_at=now), practice_contact)
    return members.get(conn, member.id)


def make_niche(*, confirmed_at: datetime = NOON, **fields: Any) -> Profile:
    """A niche that fits `NEED`, with room for a client; `fields` are those of `Profile`."""
    defaults: dict[str, Any] = {
        "statement": "I help adults whose worry keeps them from what they love.",
        "top_concerns": ("anxiety", "depression"),
        "age_groups": ("adult",),
        "client_types": ("individual",),
        "payments": ("private_pay",),
        "formats": ("telehealth", "in_person"),
        "licences": (Licence("NY"),),
        "opening": Opening(OpeningKind.SOME, confirmed_at=confirmed_at),
    }
    return Profile("", **(defaults | fields))


def make_members(conn: Connection, collective: Collective, *names: str) -> Sequence[Member]:
    """Members with niches that fit `NEED`, one for each name."""
    return tuple(make_member(conn, collective, name) for name in names)


def make_referral(
    conn: Connection,
    collective: Collective,
    referrer: Member,
    *,
    invited: Sequence[Member] = (),
    need: Need = NEED,
    now: datetime = NOON,
    **fields: Any,
) -> ReferralState:
    """A referral that is posted, its card wanted, some members asked; `fields` are those of `Referral`."""
    defaults: dict[str, Any] = {
        "id": uuid4().hex,
        "form_id": uuid4().hex,
        "urgency": Urgency.ROUTINE,
        "audience": Audience.CHANNEL,
        "posted_at": now,
    }
    draft = Referral(collective_id=collective.id, referrer_id=referrer.id, need=need, **(defaults | fields))
    posted = ReferralState(
        replace(draft, revision=1),
        invitations=tuple(Invitation(member.id, now, ("anxiety",)) for member in invited),
    )
    referrals.start(conn, draft)
    referrals.save(conn, ReferralState(draft), posted, move="post", by=referrer.id, now=now)
    for card in (Card(Face.CHANNEL), *(Card(Face.INVITATION, member.id) for member in invited)):
        cards.show(conn, posted.referral, card, now)
    return posted


def make_claim(member: Member, *, place: int = 1, standing: Standing = Standing.HOLDER, **fields: Any) -> Claim:
    """An offer, not yet saved; `fields` are those of `Claim`."""
    defaults: dict[str, Any] = {
        "id": uuid4().hex,
        "means": Means.BUTTON,
        "offered_at": NOON + timedelta(minutes=place),
    }
    return Claim(member_id=member.id, place=place, standing=standing, **(defaults | fields))


def save_claims(
    conn: Connection, before: ReferralState, *claims: Claim, move: str = "offer", now: datetime = NOON
) -> ReferralState:
    """Save the referral with these claims added or put in place of those with their ids, as the next revision."""
    after = before
    for claim in claims:
        after = after.with_claim(claim)
    status = Status.HANDED_OFF if after.chosen else Status.CLAIMED if after.holder else Status.OPEN
    after = replace(after, referral=replace(after.referral, revision=before.referral.revision + 1, status=status))
    referrals.save(conn, before, after, move=move, by=claims[0].member_id, now=now)
    return after
