"""Digests, reminders as each member wants them, habits beside referrals, sources, weekly posts, clear niches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)
_NO = sa.text("false")
_YES = sa.text("true")

#: What the version before this one can put into words.
_OLD_KINDS = (
    *("offer_made", "offer_released", "first_in_line", "still_a_fit", "chosen", "let_go", "no_longer_needed"),
    *("back_in_line", "choice_undone", "open_again", "choose_reminder", "outcome_reminder", "outcome_reported"),
    *("thanks_prompt", "unconfirmed", "colleague_left", "asking_next", "unanswered", "unanswered_person", "expired"),
    *("expired_person", "refused", "thanks", "tell_niche"),
)
_OLD_NUDGES = (
    *("invite_next", "unanswered", "expire", "choose", "choose_again", "lapse", "outcome", "outcome_again"),
    *("unconfirmed", "close"),
)


def upgrade() -> None:
    op.add_column("collectives", sa.Column("posts_weekly", sa.Boolean(), server_default=_YES, nullable=False))
    _widen_members()
    _widen_cards()
    _widen_outbox()
    _widen_nudges()
    _make_sources()
    _make_weekly_posts()
    _make_clarity()
    _widen_thanks()


def downgrade() -> None:
    _narrow_thanks()
    for table in ("clarity_answers", "clarity_rounds", "weekly_posts", "origins", "sources"):
        op.drop_table(table)
    _narrow_nudges()
    _narrow_outbox()
    _narrow_cards()
    with op.batch_alter_table("members") as members:
        for name in ("met_at", "reminders", "paused_by", "paused_until", "unanswered", "featured_at"):
            members.drop_column(name)
    with op.batch_alter_table("collectives") as collectives:
        collectives.drop_column("posts_weekly")


def _widen_members() -> None:
    op.add_column("members", sa.Column("met_at", _MOMENT))
    op.execute("UPDATE members SET met_at = refreshed_at")
    op.add_column("members", sa.Column("reminders", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("members", sa.Column("paused_by", sa.String(16), server_default="", nullable=False))
    op.add_column("members", sa.Column("paused_until", _MOMENT))
    op.add_column("members", sa.Column("unanswered", sa.Integer(), server_default="0", nullable=False))
    op.add_column("members", sa.Column("featured_at", _MOMENT))
    with op.batch_alter_table("members") as members:
        members.alter_column("met_at", existing_type=_MOMENT, nullable=False)
        members.alter_column("reminders", server_default=None)


def _widen_cards() -> None:
    op.add_column("cards", sa.Column("held_until", _MOMENT))
    _index_held("cards")


def _narrow_cards() -> None:
    op.drop_index("ix_cards_held", "cards")
    op.execute("UPDATE cards SET state = 'due' WHERE state = 'held'")
    with op.batch_alter_table("cards") as cards:
        cards.drop_column("held_until")


def _widen_outbox() -> None:
    op.add_column("outbox", sa.Column("subject_id", sa.String(32), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("way", sa.String(16), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("at", _MOMENT))
    op.add_column("outbox", sa.Column("held_until", _MOMENT))
    op.add_column("outbox", sa.Column("snoozed", sa.Boolean(), server_default=_NO, nullable=False))
    op.add_column("outbox", sa.Column("digest_id", sa.String(32), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("shown", sa.String(64), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("thread_ts", sa.String(32), server_default="", nullable=False))
    op.execute("UPDATE outbox SET at = created_at, way = 'at_once'")
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("at", existing_type=_MOMENT, nullable=False)
        outbox.alter_column("to_id", existing_type=sa.String(32), nullable=True)
    op.create_index("ix_outbox_reader", "outbox", ["to_id", "at"])
    op.create_index("ix_outbox_digest", "outbox", ["digest_id"])
    _index_held("outbox")


def _narrow_outbox() -> None:
    """What is held is said at once; the lines of digests are not said a second time."""
    for index in ("ix_outbox_held", "ix_outbox_digest", "ix_outbox_reader"):
        op.drop_index(index, "outbox")
    outbox = sa.table("outbox", sa.column("kind"), sa.column("to_id"), sa.column("state"))
    unknown = outbox.c.kind.not_in(_OLD_KINDS) | outbox.c.to_id.is_(None)
    op.execute(sa.delete(outbox).where(unknown))
    op.execute("UPDATE outbox SET state = 'due' WHERE state = 'held'")
    op.execute("UPDATE outbox SET state = 'dropped' WHERE state = 'carried'")
    with op.batch_alter_table("outbox") as narrow:
        narrow.alter_column("to_id", existing_type=sa.String(32), nullable=False)
        for name in ("subject_id", "way", "at", "held_until", "snoozed", "digest_id", "shown", "thread_ts"):
            narrow.drop_column(name)


def _widen_nudges() -> None:
    op.add_column("nudges", sa.Column("member_id", sa.String(32)))
    op.add_column("nudges", sa.Column("subject_id", sa.String(32), server_default="", nullable=False))
    op.add_column("nudges", sa.Column("since", _MOMENT))
    op.execute("UPDATE nudges SET since = due_at")
    with op.batch_alter_table("nudges") as nudges:
        nudges.alter_column("since", existing_type=_MOMENT, nullable=False)
        nudges.alter_column("referral_id", existing_type=sa.String(32), nullable=True)
        nudges.create_foreign_key("fk_nudges_member_id", "members", ["member_id"], ["id"])
    _let_nobody_be_welcomed_late()
    habits = sa.text("member_id IS NOT NULL")
    op.create_index("ix_nudges_member", "nudges", ["member_id"], sqlite_where=habits, postgresql_where=habits)


def _let_nobody_be_welcomed_late() -> None:
    """Whoever is here before there is a welcome needs none: it counts as said. The rows take their members' ids."""
    op.execute(
        "INSERT INTO nudges (id, collective_id, member_id, subject_id, kind, since, due_at, status) "
        "SELECT id, collective_id, id, '', 'welcome', refreshed_at, refreshed_at, 'done' FROM members "
        "WHERE kind = 'full' AND (in_channel OR has_niche OR collective_id IN "
        "(SELECT id FROM collectives WHERE membership = 'workspace'))"
    )


def _narrow_nudges() -> None:
    op.drop_index("ix_nudges_member", "nudges")
    nudges = sa.table("nudges", sa.column("kind"), sa.column("referral_id"))
    op.execute(sa.delete(nudges).where(nudges.c.kind.not_in(_OLD_NUDGES) | nudges.c.referral_id.is_(None)))
    with op.batch_alter_table("nudges") as narrow:
        narrow.drop_constraint("fk_nudges_member_id", type_="foreignkey")
        narrow.alter_column("referral_id", existing_type=sa.String(32), nullable=False)
        for name in ("member_id", "subject_id", "since"):
            narrow.drop_column(name)


def _widen_thanks() -> None:
    with op.batch_alter_table("thanks") as thanks:
        thanks.add_column(sa.Column("referral_id", sa.String(32)))
        thanks.add_column(sa.Column("from_agrees", sa.Boolean()))
        thanks.add_column(sa.Column("to_agrees", sa.Boolean()))
        thanks.add_column(sa.Column("weekly_id", sa.String(32), server_default="", nullable=False))
        thanks.add_column(sa.Column("draft", sa.String(32), server_default="", nullable=False))
        thanks.create_foreign_key("fk_thanks_referral_id", "referrals", ["referral_id"], ["id"])
    op.create_index("ix_thanks_agreed", "thanks", ["collective_id", "weekly_id"])


def _narrow_thanks() -> None:
    op.drop_index("ix_thanks_agreed", "thanks")
    with op.batch_alter_table("thanks") as thanks:
        thanks.drop_constraint("fk_thanks_referral_id", type_="foreignkey")
        for name in ("referral_id", "from_agrees", "to_agrees", "weekly_id", "draft"):
            thanks.drop_column(name)


def _make_sources() -> None:
    op.create_table(
        "sources",
        *_owned("sources"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("last_contact", sa.String(10)),
        sa.Column("added_on", sa.String(10), nullable=False),
        sa.Column("drafts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reminded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reminded_on", sa.String(10)),
    )
    op.create_index("ix_sources_member", "sources", ["member_id"])
    op.create_table(
        "origins",
        *_owned("origins"),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("source_id", sa.String(32)),
        sa.Column("why", sa.String(32), server_default="", nullable=False),
        sa.Column("skipped", sa.Boolean(), server_default=_NO, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _reference("origins", "referral_id", "referrals"),
        _reference("origins", "source_id", "sources"),
        sa.UniqueConstraint("referral_id", name="uq_origins_referral_id"),
    )
    op.create_index("ix_origins_member", "origins", ["member_id", "at"])
    op.create_index("ix_origins_source", "origins", ["source_id"])


def _make_weekly_posts() -> None:
    op.create_table(
        "weekly_posts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("thanks_ids", sa.JSON(), nullable=False),
        sa.Column("referral_ids", sa.JSON(), nullable=False),
        sa.Column("featured_id", sa.String(32)),
        sa.Column("at", _MOMENT, nullable=False),
        _reference("weekly_posts", "collective_id", "collectives"),
        _reference("weekly_posts", "featured_id", "members"),
        sa.PrimaryKeyConstraint("id", name="pk_weekly_posts"),
        sa.UniqueConstraint("collective_id", "week", name="uq_weekly_posts_collective_id_week"),
    )


def _make_clarity() -> None:
    op.create_table(
        "clarity_rounds",
        *_owned("clarity_rounds"),
        sa.Column("requests", sa.JSON(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
    )
    op.create_index("ix_clarity_rounds_member", "clarity_rounds", ["member_id"])
    op.create_table(
        "clarity_answers",
        *_owned("clarity_answers"),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("picked", sa.Integer()),
        sa.Column("at", _MOMENT, nullable=False),
        _reference("clarity_answers", "round_id", "clarity_rounds"),
        sa.UniqueConstraint("round_id", "member_id", name="uq_clarity_answers_round_id_member_id"),
    )


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns of a row that belongs to a member of a collective."""
    return (
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        _reference(table, "collective_id", "collectives"),
        _reference(table, "member_id", "members"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _index_held(table: str) -> None:
    held = sa.text("state = 'held'")
    op.create_index(f"ix_{table}_held", table, ["held_until"], sqlite_where=held, postgresql_where=held)
