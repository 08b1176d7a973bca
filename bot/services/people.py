"""People: who somebody is to the exchange, and what follows when they come, change or go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.exchange.moves import Choose, Leave
from bot.exchange.values import LIVE, Collective, Kind, Member
from bot.services import niche_habits
from bot.services.context import machine_now
from bot.services.moving import apply, lock, redraw
from bot.services.referring import candidates_for
from storage import collectives, deliveries, held, members, referrals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.values import ReferralState
    from bot.services.context import Context
    from storage.collectives import BotIdentity
    from storage.members import Person

#: News of a person is asked of Slack again after so long; changes come by event meanwhile.
_FRESH = timedelta(days=1)


@dataclass(frozen=True)
class Visitor:
    """Somebody who does something.

    Attributes:
        member: who they are in the collective; None on first contact.
        stale: Slack is to be asked about them again.
        size: how many members the collective has.
    """

    collective: Collective
    member: Member | None
    stale: bool = True
    size: int = 0

    @property
    def may_ask(self) -> bool:
        """Whether a form may open for them: for all but those of whom it is known that they are no member."""
        if self.member is None or self.stale:
            return True  # whoever sends the form is looked up then
        return self.member.counts(self.collective.membership)


class UnknownWorkspaceError(LookupError):
    """A delivery came from a workspace in which the bot was never introduced."""


def introduce(ctx: Context, identity: BotIdentity) -> Collective:
    """Make the bot's workspace known, with the bot's identity in it."""
    with ctx.database.write() as conn:
        return collectives.ensure(conn, identity)


def identity_of(ctx: Context, team_id: str) -> BotIdentity:
    """Who the bot is in a workspace.

    Raises:
        UnknownWorkspaceError: it was never introduced there.
    """
    with ctx.database.read() as conn:
        identity = collectives.identity(conn, team_id)
    if identity is None:
        raise UnknownWorkspaceError(team_id)
    return identity


def visitor(ctx: Context, team_id: str, user_id: str) -> Visitor:
    """Who this is, in one short read.

    Raises:
        UnknownWorkspaceError: the bot was never introduced in this workspace.
    """
    with ctx.database.read() as conn:
        collective = collectives.by_team(conn, team_id)
        if collective is None:
            raise UnknownWorkspaceError(team_id)
        member = members.by_user(conn, collective.id, user_id)
        size = members.count(conn, collective)
        if member is None:
            return Visitor(collective, None, size=size)
        stale = machine_now() - members.refreshed_at(conn, member.id) > _FRESH
        return Visitor(collective, member, stale, size)


def user_id_of(ctx: Context, member_id: str) -> str:
    """Slack's id of a person, or "" for nobody."""
    with ctx.database.read() as conn:
        return members.get(conn, member_id).user_id if member_id else ""


def remember(ctx: Context, collective: Collective, person: Person) -> Member:
    """Keep what Slack tells of a person, and do what follows when they no longer are a member."""
    with ctx.database.write() as conn:
        before = members.by_user(conn, collective.id, person.user_id)
        if before is not None and _is_news(before, person):
            redraw(conn, collective)
        member = members.remember(conn, collective.id, person, machine_now())
        niche_habits.begin(ctx, conn, collective, member)
    if not member.counts(collective.membership):
        _leave(ctx, collective, member)
    return member


def _is_news(before: Member, person: Person) -> bool:
    """Whether messages say something of this person that is so no more, or of how many colleagues do what they do."""
    in_channel = before.in_channel if person.in_channel is None else person.in_channel
    return (before.name, before.kind, before.in_channel) != (person.name, person.kind, in_channel)


def came_or_went(ctx: Context, collective: Collective, user_id: str, *, in_channel: bool, delivery_id: str) -> None:
    """Somebody whom we know joined or left the referral channel; who is unknown is met on first contact."""
    with ctx.database.write() as conn:
        fresh = deliveries.record(conn, collective.id, delivery_id, machine_now())
        member = members.by_user(conn, collective.id, user_id)
        if member is None:
            return
        if fresh and member.in_channel is not in_channel:
            redraw(conn, collective)
            members.set_in_channel(conn, member.id, in_channel=in_channel)
        after = members.get(conn, member.id)
        niche_habits.begin(ctx, conn, collective, after)
    if not after.counts(collective.membership):
        _leave(ctx, collective, after)


def bot_came(ctx: Context, collective: Collective) -> None:
    """The bot is in the referral channel once more: what it could not say there is tried at once."""
    with ctx.database.write() as conn:
        redraw(conn, collective)


def gone(ctx: Context, collective: Collective, member_id: str) -> None:
    """Slack says that a person cannot be reached any more: they are deactivated."""
    with ctx.database.write() as conn:
        if members.get(conn, member_id).kind is not Kind.GONE:
            redraw(conn, collective)
            members.set_kind(conn, member_id, Kind.GONE)
        member = members.get(conn, member_id)
    _leave(ctx, collective, member)


def _leave(ctx: Context, collective: Collective, member: Member) -> None:
    """Release what they hold, one referral at a time; a second run finds what the first left, or nothing to do.

    What waited to be said to them stays unsaid; but whoever is told when nobody answers need not be a member.
    """
    with ctx.database.read() as conn:
        concerned = referrals.concerning(conn, member.id)
    if member.kind is not Kind.FULL or member.id != collective.person_id:
        with ctx.database.write() as conn:
            held.drop_all(conn, member.id)
    for referral_id in concerned:
        candidates = candidates_for(ctx, collective, referral_id)
        with ctx.database.write() as conn:
            state = lock(conn, collective.id, referral_id)
            is_back = members.get(conn, member.id).counts(collective.membership)
            if state.status in LIVE and not is_back and not _is_known_to_have_left(conn, state, member):
                apply(ctx, conn, state, Leave(member.id, candidates))
    if concerned:
        ctx.wake()


def _is_known_to_have_left(conn: Connection, state: ReferralState, member: Member) -> bool:
    """Whether the referrer was told since the client chose them: the hand-off stands, so the event log alone knows."""
    if state.chosen is None or state.chosen.member_id != member.id:
        return False
    log = referrals.event_log(conn, state.referral.id)
    choice = max(place for place, (move, _, _) in enumerate(log) if move == Choose.__name__)
    return any((move, by) == (Leave.__name__, member.id) for move, by, _ in log[choice:])
