"""Weekly posts: what each was to say. What is true no more is left out when it is shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.models import weekly_posts
from storage.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.exchange.values import Referral

#: Nobody scrolls further back than over so many.
_LATELY = 8


@dataclass(frozen=True)
class WeeklyPost:
    """One post in the referral channel.

    Attributes:
        week: by ISO 8601, as `bot.exchange.weekly.week_of` names it; a collective has one post in it at most.
        featured_id: the member whose niche it tells; None where it tells none.
        at: calendar time.
    """

    id: str
    collective_id: str
    week: str
    thanks_ids: Sequence[str]
    referral_ids: Sequence[str]
    featured_id: str | None
    at: datetime


def add(conn: Connection, post: WeeklyPost) -> bool:
    """Keep a post; False when its week has one, whoever made it."""
    lists = {"thanks_ids": list(post.thanks_ids), "referral_ids": list(post.referral_ids)}
    return insert_once(conn, weekly_posts, asdict(post) | lists)


def get(conn: Connection, post_id: str) -> WeeklyPost:
    """The post with this id, which must exist."""
    row = conn.execute(select(weekly_posts).where(weekly_posts.c.id == post_id)).one()
    return WeeklyPost(*row)


def is_there(conn: Connection, collective_id: str, week: str) -> bool:
    """Whether the collective had a post in this week."""
    where = (weekly_posts.c.collective_id == collective_id) & (weekly_posts.c.week == week)
    return conn.execute(select(weekly_posts.c.id).where(where)).first() is not None


def showing(conn: Connection, referral: Referral) -> Sequence[str]:
    """The ids of the posts in which a referral stands."""
    where = (weekly_posts.c.collective_id == referral.collective_id) & (weekly_posts.c.at >= referral.posted_at)
    rows = conn.execute(select(weekly_posts.c.id, weekly_posts.c.referral_ids).where(where))
    return tuple(row.id for row in rows if referral.id in row.referral_ids)


def lately(conn: Connection, collective_id: str) -> Sequence[str]:
    """The ids of the collective's posts that somebody may still read, the newest first."""
    query = select(weekly_posts.c.id).where(weekly_posts.c.collective_id == collective_id)
    return tuple(conn.execute(query.order_by(weekly_posts.c.at.desc()).limit(_LATELY)).scalars())
