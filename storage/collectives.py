"""Collectives: what the set-up chose, and who the bot is in each workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import select, update

from bot.exchange.values import Collective, Membership
from bot.exchange.working_time import PracticeHours
from bot.matching import OwnTerm
from bot.privacy import LocalWords
from storage.models import collectives, members
from storage.upsert import insert_once

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True)
class BotIdentity:
    """Who the bot is in a workspace, as `auth.test` told it."""

    team_id: str
    team_name: str
    bot_id: str
    bot_user_id: str


def ensure(conn: Connection, identity: BotIdentity) -> Collective:
    """The collective of the bot's workspace, made if it is new, with the bot's identity as it is now."""
    known = by_team(conn, identity.team_id)
    names = {"bot_id": identity.bot_id, "bot_user_id": identity.bot_user_id, "team_name": identity.team_name}
    if known:
        conn.execute(update(collectives).where(collectives.c.id == known.id).values(names))
        return known
    new = Collective(id=uuid4().hex, team_id=identity.team_id)
    made = insert_once(conn, collectives, {"id": new.id, "team_id": new.team_id, **_chosen(new), **names})
    return new if made else ensure(conn, identity)  # another replica was quicker


def by_team(conn: Connection, team_id: str) -> Collective | None:
    """The collective of a workspace, by Slack's id of it."""
    row = _of_team(conn, team_id)
    return _collective(row) if row else None


def get(conn: Connection, collective_id: str) -> Collective:
    """The collective with this id, which must exist."""
    return _collective(conn.execute(select(collectives).where(collectives.c.id == collective_id)).one())


def of_member(conn: Connection, member_id: str) -> Collective:
    """The collective of the member with this id, who must exist."""
    owner = select(members.c.collective_id).where(members.c.id == member_id)
    return get(conn, conn.execute(owner).scalar_one())


def identity(conn: Connection, team_id: str) -> BotIdentity | None:
    """The bot's identity in a workspace, or None before it was ever told."""
    row = _of_team(conn, team_id)
    return BotIdentity(row.team_id, row.team_name, row.bot_id, row.bot_user_id) if row else None


def save(conn: Connection, collective: Collective) -> None:
    """Keep what the set-up chose."""
    conn.execute(update(collectives).where(collectives.c.id == collective.id).values(_chosen(collective)))


def _of_team(conn: Connection, team_id: str) -> Row[Any] | None:
    return conn.execute(select(collectives).where(collectives.c.team_id == team_id)).one_or_none()


def _chosen(collective: Collective) -> dict[str, Any]:
    return {
        "channel_id": collective.channel_id,
        "membership": collective.membership.value,
        "hours_start": f"{collective.hours.start:%H:%M}",
        "hours_end": f"{collective.hours.end:%H:%M}",
        "person_id": collective.person_id,
        "extra_admin_id": collective.extra_admin_id,
        "outside_options": collective.outside_options,
        "crisis_resources": collective.crisis_resources,
        "allowed_words": "\n".join(collective.local_words.allowed),
        "watched_words": "\n".join(collective.local_words.watched),
        "watches_channel": collective.watches_channel,
        "posts_weekly": collective.posts_weekly,
        "own_terms": [[term.kind, term.label] for term in collective.own_terms],
    }


def _collective(row: Row[Any]) -> Collective:
    return Collective(
        id=row.id,
        team_id=row.team_id,
        channel_id=row.channel_id,
        membership=Membership(row.membership),
        hours=PracticeHours(time.fromisoformat(row.hours_start), time.fromisoformat(row.hours_end)),
        person_id=row.person_id,
        extra_admin_id=row.extra_admin_id,
        outside_options=row.outside_options,
        crisis_resources=row.crisis_resources,
        local_words=LocalWords(tuple(row.allowed_words.splitlines()), tuple(row.watched_words.splitlines())),
        watches_channel=row.watches_channel,
        posts_weekly=row.posts_weekly,
        own_terms=tuple(OwnTerm(kind, label) for kind, label in row.own_terms),
    )
