"""The schema. Every row belongs to a collective; every time is UTC; no column ever holds a client's name or contact.

Calendar times (`*_at` of people's deeds, `due_at` of nudges) come from the clock that can be moved. Machine times
(leases, `send_at` of the outbox, pace, deliveries) are the machine's own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware of it on both databases (SQLite keeps no time zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(32), primary_key=True)


def _collective() -> Column[str]:
    return Column("collective_id", String(32), ForeignKey("collectives.id"), nullable=False)


def _referral() -> Column[str]:
    return Column("referral_id", String(32), ForeignKey("referrals.id"), nullable=False)


def _member(name: str = "member_id", *, nullable: bool = False) -> Column[str]:
    return Column(name, String(32), ForeignKey("members.id"), nullable=nullable)


def _lease() -> tuple[Column[str], Column[datetime], Column[datetime]]:
    return (
        Column("lease_token", String(32)),
        Column("leased_until", UtcDateTime),
        Column("tried_at", UtcDateTime),  # when it was first tried to post it, for the look whether that worked
    )


def _text(name: str, length: int) -> Column[str]:
    return Column(name, String(length), nullable=False, server_default="")


def _json(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


collectives = Table(
    "collectives",
    metadata,
    _id(),
    Column("team_id", String(32), nullable=False, unique=True),
    _text("channel_id", 32),
    _text("membership", 16),
    _text("hours_start", 5),
    _text("hours_end", 5),
    _text("person_id", 32),
    _text("extra_admin_id", 32),
    Column("outside_options", Text, nullable=False, server_default=""),
    Column("crisis_resources", Text, nullable=False, server_default=""),
    Column("allowed_words", Text, nullable=False, server_default=""),  # a phrase a line
    Column("watched_words", Text, nullable=False, server_default=""),
    Column("watches_channel", Boolean, nullable=False, server_default=text("false")),
    Column("posts_weekly", Boolean, nullable=False, server_default=text("true")),
    _json("own_terms"),  # [kind of the vocabulary, label] each
    # The bot's own identity in this workspace, as auth.test gave it.
    _text("bot_id", 32),
    _text("bot_user_id", 32),
    _text("team_name", 200),
)

members = Table(
    "members",
    metadata,
    _id(),
    _collective(),
    Column("user_id", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("in_channel", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    _text("dm_channel_id", 32),
    Column("refreshed_at", UtcDateTime, nullable=False),
    Column("met_at", UtcDateTime, nullable=False),  # machine time at which Slack first told of them
    # The niche: the member's own words and terms about their own practice.
    Column("has_niche", Boolean, nullable=False, server_default=text("false")),
    _json("niche"),
    Column("practice_contact", Text, nullable=False, server_default=""),
    _json("openings"),
    Column("licence_checked_at", UtcDateTime),  # when an admin looked the licence up; NULL: the member says so
    # How they want to be reminded: hours, days, region, muted topics; and to what they agreed.
    _json("reminders"),
    _text("paused_by", 16),  # "member", "bot", or "" while they are reminded
    Column("paused_until", UtcDateTime),  # NULL: until somebody ends it
    Column("unanswered", Integer, nullable=False, server_default="0"),  # digests in a row
    Column("featured_at", UtcDateTime),  # when their niche last stood in the weekly post
    UniqueConstraint("collective_id", "user_id"),
)

referrals = Table(
    "referrals",
    metadata,
    _id(),
    _collective(),
    _member("referrer_id"),
    Column("form_id", String(32), nullable=False, unique=True),
    _json("need"),
    Column("note", Text, nullable=False, server_default=""),
    # Of the words of which the referrer said that they identify nobody: what each was taken for, never the word.
    Column("vouched", Text, nullable=False, server_default=""),
    Column("urgency", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    _json("kept_from"),
    Column("status", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Index("ix_referrals_live", "collective_id", "status"),
    Index("ix_referrals_referrer", "referrer_id"),
)

claims = Table(
    "claims",
    metadata,
    _id(),
    _collective(),
    _referral(),
    _member(),
    Column("standing", String(16), nullable=False),
    Column("place", Integer, nullable=False),
    Column("means", String(16), nullable=False),
    Column("offered_at", UtcDateTime, nullable=False),
    _json("conflicts"),
    Column("confirmed", Boolean, nullable=False),
    Column("willing", String(16), nullable=False),
    Column("before", String(16)),
    Index("ix_claims_referral", "referral_id"),
    Index("ix_claims_member", "member_id"),
    # The database keeps the last word: one holder, one chosen colleague, one standing offer of each member.
    Index(
        "uq_claims_holder",
        "referral_id",
        unique=True,
        sqlite_where=text("standing = 'holder'"),
        postgresql_where=text("standing = 'holder'"),
    ),
    Index(
        "uq_claims_chosen",
        "referral_id",
        unique=True,
        sqlite_where=text("standing = 'chosen'"),
        postgresql_where=text("standing = 'chosen'"),
    ),
    Index(
        "uq_claims_standing",
        "referral_id",
        "member_id",
        unique=True,
        sqlite_where=text("standing IN ('holder', 'backup')"),
        postgresql_where=text("standing IN ('holder', 'backup')"),
    ),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _collective(),
    _referral(),
    _member(),
    Column("invited_at", UtcDateTime, nullable=False),
    Column("place", Integer, nullable=False),  # among those who were asked at the same moment, the best first
    _json("reasons"),
    Column("answer", String(16), nullable=False),
    # What the member had said of their openings before "Full right now", so that an undo can give it back.
    Column("opening_before", JSON),
    UniqueConstraint("referral_id", "member_id"),
    Index("ix_invitations_member", "member_id", "invited_at"),
    Index("ix_invitations_lately", "collective_id", "invited_at"),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _collective(),
    _referral(),
    _member(),
    Column("claim_id", String(32), ForeignKey("claims.id"), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("place", Integer, nullable=False),  # the order in which they came
    Column("at", UtcDateTime, nullable=False),
    Index("ix_reports_referral", "referral_id"),
)

events = Table(
    "events",
    metadata,
    _id(),
    _collective(),
    _referral(),
    Column("revision", Integer, nullable=False),
    Column("move", String(32), nullable=False),
    _member("by_id", nullable=True),
    _text("status_before", 16),
    Column("status_after", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("referral_id", "revision"),
)

reactions = Table(
    "reactions",
    metadata,
    _id(),
    _collective(),
    _referral(),
    _member(),
    Column("channel_id", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("name", String(100), nullable=False),
    Column("event_ts", String(32), nullable=False),
    Column("present", Boolean, nullable=False),
    # Machine time at which the news came, or the look began that brought it: an older look changes nothing here.
    Column("noted_at", UtcDateTime, nullable=False),
    UniqueConstraint("member_id", "channel_id", "ts", "name"),
    Index("ix_reactions_place", "channel_id", "ts"),
)

cards = Table(
    "cards",
    metadata,
    _id(),
    _collective(),
    _referral(),
    Column("face", String(16), nullable=False),
    _text("member_id", 32),  # "" for the channel: NULLs would not be unique
    _text("channel_id", 32),
    _text("ts", 32),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    _text("digest", 64),
    _text("permalink", 500),
    Column("swept", Boolean, nullable=False, server_default=text("false")),  # no reactions on it are to be looked up
    Column("state", String(16), nullable=False),  # held, due, asking, shown, gone, unknown
    Column("held_until", UtcDateTime),  # calendar time, while it is held
    Column("send_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    *_lease(),
    UniqueConstraint("referral_id", "face", "member_id"),
    Index("ix_cards_place", "channel_id", "ts"),
    Index("ix_cards_unswept", "referral_id", sqlite_where=text("swept IS 0"), postgresql_where=text("swept IS false")),
    Index(
        "ix_cards_held",
        "held_until",
        sqlite_where=text("state = 'held'"),
        postgresql_where=text("state = 'held'"),
    ),
    Index(
        "ix_cards_due",
        "send_at",
        sqlite_where=text("state IN ('due', 'asking', 'recheck')"),
        postgresql_where=text("state IN ('due', 'asking', 'recheck')"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),  # also the key in the message's metadata
    _collective(),
    Column("kind", String(32), nullable=False),
    _member("to_id", nullable=True),  # NULL: it is said in the referral channel
    _text("about_id", 32),
    Column("referral_id", String(32), ForeignKey("referrals.id")),
    Column("thanks_id", String(32), ForeignKey("thanks.id")),
    _text("subject_id", 32),  # what else it is about, as its kind knows: a source, a weekly post, a round
    _text("way", 16),  # at_once, thread, digest
    Column("at", UtcDateTime, nullable=False),  # calendar time at which it was to be said
    Column("held_until", UtcDateTime),  # calendar time, while it is held
    Column("snoozed", Boolean, nullable=False, server_default=text("false")),  # held because its reader said so
    _text("digest_id", 32),  # the message of which it is a line
    _text("shown", 64),  # of what a digest shows, so that one which changes nothing is not drawn anew
    _text("thread_ts", 32),  # in whose thread it stands
    _text("channel_id", 32),
    _text("ts", 32),
    Column("state", String(16), nullable=False),  # held, carried, due, asking, sent, dropped, unknown
    Column("created_at", UtcDateTime, nullable=False),
    Column("send_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    *_lease(),
    Index("ix_outbox_referral", "referral_id"),
    Index("ix_outbox_reader", "to_id", "at"),
    Index("ix_outbox_digest", "digest_id"),
    Index(
        "ix_outbox_held",
        "held_until",
        sqlite_where=text("state = 'held'"),
        postgresql_where=text("state = 'held'"),
    ),
    Index(
        "ix_outbox_due",
        "send_at",
        sqlite_where=text("state IN ('due', 'asking', 'recheck')"),
        postgresql_where=text("state IN ('due', 'asking', 'recheck')"),
    ),
)

pace = Table(
    "pace",
    metadata,
    Column("channel_id", String(32), primary_key=True),
    _collective(),
    Column("free_at", UtcDateTime, nullable=False),
)

# What a nudge is about: a referral, or else a member (their habits), or else the collective.
nudges = Table(
    "nudges",
    metadata,
    _id(),
    _collective(),
    Column("referral_id", String(32), ForeignKey("referrals.id")),
    _member(nullable=True),
    _text("subject_id", 32),  # what of the member's it is about: a source
    Column("kind", String(32), nullable=False),
    Column("since", UtcDateTime, nullable=False),  # when it began to wait: the order of those that are due at once
    Column("due_at", UtcDateTime, nullable=False),
    Column("status", String(16), nullable=False),  # pending, done, cancelled
    Index(
        "ix_nudges_due", "due_at", sqlite_where=text("status = 'pending'"), postgresql_where=text("status = 'pending'")
    ),
    Index(
        "ix_nudges_referral",
        "referral_id",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
    Index(
        "ix_nudges_member",
        "member_id",
        sqlite_where=text("member_id IS NOT NULL"),
        postgresql_where=text("member_id IS NOT NULL"),
    ),
)

thanks = Table(
    "thanks",
    metadata,
    _id(),
    _collective(),
    _member("from_id"),
    _member("to_id"),
    Column("referral_id", String(32), ForeignKey("referrals.id")),  # after which hand-off, where it was after one
    Column("words", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("form_id", String(32), nullable=False, unique=True),
    # Whether it may stand in the weekly post; both have to say so. NULL: not said.
    Column("from_agrees", Boolean),
    Column("to_agrees", Boolean),
    _text("weekly_id", 32),  # the weekly post in which it stood
    _text("draft", 32),  # from which draft it was written, so that the next one is another
    Index("ix_thanks_pair", "from_id", "to_id"),
    Index("ix_thanks_agreed", "collective_id", "weekly_id"),
)

# Who refers to a member from outside Slack. Nobody else ever sees them.
sources = Table(
    "sources",
    metadata,
    _id(),
    _collective(),
    _member(),
    Column("name", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("months", Integer, nullable=False),  # how often to keep in touch; 0: no reminders
    Column("last_contact", String(10)),  # a day of the member's calendar, ISO; NULL: none yet
    Column("added_on", String(10), nullable=False),  # likewise
    Column("drafts", Integer, nullable=False, server_default="0"),  # how many were brought, so that the next is another
    Column("reminded", Integer, nullable=False, server_default="0"),  # how often since the last contact
    Column("reminded_on", String(10)),  # when last, ISO; NULL: not since the last contact
    Index("ix_sources_member", "member_id"),
)

# Who sent a client whom a member passed on, and why they did: as private as the source. Without a source: it was asked,
# or skipped.
origins = Table(
    "origins",
    metadata,
    _id(),
    _collective(),
    _member(),
    _referral(),
    Column("source_id", String(32), ForeignKey("sources.id")),
    _text("why", 32),
    Column("skipped", Boolean, nullable=False, server_default=text("false")),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("referral_id"),
    Index("ix_origins_member", "member_id", "at"),
    Index("ix_origins_source", "source_id"),
)

weekly_posts = Table(
    "weekly_posts",
    metadata,
    _id(),
    _collective(),
    Column("week", String(8), nullable=False),  # ISO, "2026-W10"
    _json("thanks_ids"),
    _json("referral_ids"),
    _member("featured_id", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("collective_id", "week"),
)

# How clear a member's niche is to colleagues: three invented requests, and which of them each would send.
clarity_rounds = Table(
    "clarity_rounds",
    metadata,
    _id(),
    _collective(),
    _member(),
    _json("requests"),  # three needs, packed like those of referrals
    Column("right", Integer, nullable=False),  # the place of the one that fits
    Column("begun_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_clarity_rounds_member", "member_id"),
)

clarity_answers = Table(
    "clarity_answers",
    metadata,
    _id(),
    _collective(),
    Column("round_id", String(32), ForeignKey("clarity_rounds.id"), nullable=False),
    _member(),
    Column("picked", Integer),  # NULL: asked, and not answered
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("round_id", "member_id"),
)

# Append-only: who looked a member's licence up, and who ended that. What holds now is `members.licence_checked_at`.
licence_checks = Table(
    "licence_checks",
    metadata,
    _id(),
    _collective(),
    _member(),
    _member("by_id"),
    _json("licences"),  # [state, scope] each, as they were listed then
    Column("holds", Boolean, nullable=False),  # false: from here on no check holds
    Column("at", UtcDateTime, nullable=False),
    Index("ix_licence_checks_member", "member_id", "at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(128), primary_key=True),
    _collective(),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
)
