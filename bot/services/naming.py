"""Names for a client, and what would help where few fit. It reads alone: nobody is asked, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Refused, Why
from bot.exchange.naming import NAMES, Name, to_be_named, unnameable
from bot.exchange.values import LOOKING
from bot.matching import Ranker
from bot.matching.relaxing import Shortage, fitting, shortage, when_they_have_room
from storage import members, referrals

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from bot.exchange.drafts import Draft
    from bot.exchange.values import Collective, Member, ReferralState
    from bot.matching import Match, Need, Profile
    from bot.services.context import Context


@dataclass(frozen=True)
class Names:
    """Colleagues to name to the client, best first; nothing was stored.

    Attributes:
        need: what they fit.
        names: three at most.
        shortage: what would bring more; None where there are enough.
    """

    need: Need
    names: Sequence[Name] = ()
    shortage: Shortage | None = None


@dataclass(frozen=True)
class Nobody:
    """Nobody fits what is asked for, and this is what would help."""

    shortage: Shortage


@dataclass(frozen=True)
class _Collective:
    """Everybody with a niche as they stand today, and who of them is not to be named.

    Attributes:
        profiles: theirs.
        people: the same by id.
        out: ids.
    """

    id: str
    profiles: Sequence[Profile]
    people: Mapping[str, Member]
    out: Collection[str]

    def fitting(self, ctx: Context, need: Need) -> list[Match]:
        with ctx.rankers.over(self.id, self.profiles) as ranker:
            return fitting(ranker, need, self.out)

    def shortage(self, ctx: Context, need: Need) -> Shortage | None:
        with ctx.rankers.over(self.id, self.profiles) as ranker:
            return shortage(ranker, self.profiles, need, self.out)

    def full(self, need: Need) -> Names:
        """The best three of those who would fit, and have no room now."""
        ranker = Ranker(when_they_have_room(self.profiles))
        return Names(need, [self.name(match) for match in fitting(ranker, need, self.out)[:NAMES]])

    def name(self, match: Match) -> Name:
        return Name(self.people[match.member_id], match.reasons)


def names(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> Names | Nobody:
    """The best three, for somebody who asks nobody."""
    everybody = _for_draft(ctx, collective, referrer, draft)
    matches, few = everybody.fitting(ctx, draft.need), everybody.shortage(ctx, draft.need)
    if few and not matches:
        return Nobody(few)
    return Names(draft.need, [everybody.name(match) for match in matches[:NAMES]], few)


def nobody_for(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> Nobody | None:
    """What would help, where nobody fits a form; None where somebody does."""
    few = _for_draft(ctx, collective, referrer, draft).shortage(ctx, draft.need)
    return Nobody(few) if few and not few.fitting else None


def full_for(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> Names:
    """Who would fit a form, and has no room now."""
    return _for_draft(ctx, collective, referrer, draft).full(draft.need)


def names_of(ctx: Context, collective: Collective, referrer: Member, referral_id: str) -> Names:
    """Names for the client of a referral that was posted: who offered first, then who else fits.

    Raises:
        Refused: it is not theirs, or is over.
    """
    with ctx.database.read() as conn:
        state = _own(conn, referrer, referral_id)
        everybody = _everybody(conn, ctx, collective, unnameable(state))
        offered = members.get_many(conn, [claim.member_id for claim in state.line])
    need = state.referral.need
    matches = {match.member_id: match for match in everybody.fitting(ctx, need)}
    people = {**offered, **everybody.people}
    return Names(
        need,
        [
            Name(people[id_], matches[id_].reasons if id_ in matches else (), part)
            for id_, part in to_be_named(state, tuple(matches.values()))
        ],
    )


def shortage_of(ctx: Context, collective: Collective, referrer: Member, referral_id: str) -> tuple[Need, Shortage]:
    """What a referral that was posted asks for, and how many more than those who were asked would fit with less.

    Raises:
        Refused: it is not theirs, or is over.
    """
    need, everybody = _not_asked_yet(ctx, collective, referrer, referral_id)
    return need, everybody.shortage(ctx, need) or Shortage(len(everybody.fitting(ctx, need)))


def full_of(ctx: Context, collective: Collective, referrer: Member, referral_id: str) -> Names:
    """Who would fit a referral that was posted, and has no room now.

    Raises:
        Refused: it is not theirs, or is over.
    """
    need, everybody = _not_asked_yet(ctx, collective, referrer, referral_id)
    return everybody.full(need)


def _not_asked_yet(
    ctx: Context, collective: Collective, referrer: Member, referral_id: str
) -> tuple[Need, _Collective]:
    with ctx.database.read() as conn:
        state = _own(conn, referrer, referral_id)
        asked = {*(i.member_id for i in state.invitations), *(claim.member_id for claim in state.claims)}
        return state.referral.need, _everybody(conn, ctx, collective, unnameable(state) | asked)


def _own(conn: Connection, referrer: Member, referral_id: str) -> ReferralState:
    state = referrals.load(conn, referral_id)
    if state is None or state.status not in LOOKING:
        raise Refused(Why.OVER)
    if state.referral.referrer_id != referrer.id:
        raise Refused(Why.NOT_YOURS)
    return state


def _for_draft(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> _Collective:
    """Without the referrer and those who may know the client."""
    with ctx.database.read() as conn:
        met = [members.by_user(conn, collective.id, user_id) for user_id in draft.kept_from]
        return _everybody(conn, ctx, collective, {referrer.id, *(member.id for member in met if member)})


def _everybody(conn: Connection, ctx: Context, collective: Collective, out: Collection[str]) -> _Collective:
    profiles = members.profiles(conn, collective, ctx.clock.now())
    known = members.get_many(conn, [profile.member_id for profile in profiles])
    people = {each.member_id: replace(known[each.member_id], niche=each) for each in profiles}
    return _Collective(collective.id, profiles, people, out)
