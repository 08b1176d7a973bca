"""The whole schema of the first version."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:

    op.create_table(
        "collectives",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), server_default="", nullable=False),
        sa.Column("membership", sa.String(16), server_default="", nullable=False),
        sa.Column("hours_start", sa.String(5), server_default="", nullable=False),
        sa.Column("hours_end", sa.String(5), server_default="", nullable=False),
        sa.Column("person_id", sa.String(32), server_default="", nullable=False),
        sa.Column("extra_admin_id", sa.String(32), server_default="", nullable=False),
        sa.Column("outside_options", sa.Text(), server_default="", nullable=False),
        sa.Column("bot_id", sa.String(32), server_default="", nullable=False),
        sa.Column("bot_user_id", sa.String(32), server_default="", nullable=False),
        sa.Column("team_name", sa.String(200), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_collectives"),
        sa.UniqueConstraint("team_id", name="uq_collectives_team_id"),
    )

    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_deliveries_collective_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_seen_at", "deliveries", ["seen_at"])

    op.create_table(
        "members",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("in_channel", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("dm_channel_id", sa.String(32), server_default="", nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_niche", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("niche", sa.JSON(), nullable=False),
        sa.Column("practice_contact", sa.Text(), server_default="", nullable=False),
        sa.Column("opening", sa.String(16), nullable=False),
        sa.Column("opening_until", sa.String(10)),
        sa.Column("opening_limits", sa.String(200), server_default="", nullable=False),
        sa.Column("opening_confirmed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_members_collective_id"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("collective_id", "user_id", name="uq_members_collective_id_user_id"),
    )

    op.create_table(
        "pace",
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_pace_collective_id"),
        sa.PrimaryKeyConstraint("channel_id", name="pk_pace"),
    )

    op.create_table(
        "referrals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referrer_id", sa.String(32), nullable=False),
        sa.Column("form_id", sa.String(32), nullable=False),
        sa.Column("need", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("vouched_words", sa.Integer(), server_default="0", nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("kept_from", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_referrals_collective_id"),
        sa.ForeignKeyConstraint(["referrer_id"], ["members.id"], name="fk_referrals_referrer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("form_id", name="uq_referrals_form_id"),
    )
    op.create_index("ix_referrals_live", "referrals", ["collective_id", "status"])
    op.create_index("ix_referrals_referrer", "referrals", ["referrer_id"])

    op.create_table(
        "thanks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("from_id", sa.String(32), nullable=False),
        sa.Column("to_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_thanks_collective_id"),
        sa.ForeignKeyConstraint(["from_id"], ["members.id"], name="fk_thanks_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["members.id"], name="fk_thanks_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_thanks"),
        sa.UniqueConstraint("form_id", name="uq_thanks_form_id"),
    )
    op.create_index("ix_thanks_pair", "thanks", ["from_id", "to_id"])

    op.create_table(
        "cards",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("face", sa.String(16), nullable=False),
        sa.Column("member_id", sa.String(32), server_default="", nullable=False),
        sa.Column("channel_id", sa.String(32), server_default="", nullable=False),
        sa.Column("ts", sa.String(32), server_default="", nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), server_default="", nullable=False),
        sa.Column("permalink", sa.String(500), server_default="", nullable=False),
        sa.Column("swept", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_token", sa.String(32)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("tried_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_cards_collective_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_cards_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("referral_id", "face", "member_id", name="uq_cards_referral_id_face_member_id"),
    )
    op.create_index("ix_cards_due", "cards", ["send_at"], **_only("state IN ('due', 'asking', 'recheck')"))
    op.create_index("ix_cards_place", "cards", ["channel_id", "ts"])
    unswept: dict[str, Any] = {"sqlite_where": sa.text("swept IS 0"), "postgresql_where": sa.text("swept IS false")}
    op.create_index("ix_cards_unswept", "cards", ["referral_id"], **unswept)

    op.create_table(
        "claims",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conflicts", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("willing", sa.String(16), nullable=False),
        sa.Column("before", sa.String(16)),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_claims_collective_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_claims_member_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_claims_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_member", "claims", ["member_id"])
    op.create_index("ix_claims_referral", "claims", ["referral_id"])
    op.create_index("uq_claims_chosen", "claims", ["referral_id"], unique=True, **_only("standing = 'chosen'"))
    op.create_index("uq_claims_holder", "claims", ["referral_id"], unique=True, **_only("standing = 'holder'"))
    op.create_index(
        "uq_claims_standing",
        "claims",
        ["referral_id", "member_id"],
        unique=True,
        **_only("standing IN ('holder', 'backup')"),
    )

    op.create_table(
        "events",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(32), nullable=False),
        sa.Column("by_id", sa.String(32)),
        sa.Column("status_before", sa.String(16), server_default="", nullable=False),
        sa.Column("status_after", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["members.id"], name="fk_events_by_id"),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_events_collective_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_events_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("referral_id", "revision", name="uq_events_referral_id_revision"),
    )

    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("opening_before", sa.JSON()),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_invitations_collective_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_invitations_member_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_invitations_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("referral_id", "member_id", name="uq_invitations_referral_id_member_id"),
    )
    op.create_index("ix_invitations_lately", "invitations", ["collective_id", "invited_at"])
    op.create_index("ix_invitations_member", "invitations", ["member_id", "invited_at"])

    op.create_table(
        "nudges",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_nudges_collective_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_nudges_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nudges"),
    )
    op.create_index("ix_nudges_due", "nudges", ["due_at"], **_only("status = 'pending'"))
    op.create_index("ix_nudges_referral", "nudges", ["referral_id"], **_only("status = 'pending'"))

    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("to_id", sa.String(32), nullable=False),
        sa.Column("about_id", sa.String(32), server_default="", nullable=False),
        sa.Column("referral_id", sa.String(32)),
        sa.Column("thanks_id", sa.String(32)),
        sa.Column("channel_id", sa.String(32), server_default="", nullable=False),
        sa.Column("ts", sa.String(32), server_default="", nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_token", sa.String(32)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("tried_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_outbox_collective_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_outbox_referral_id"),
        sa.ForeignKeyConstraint(["thanks_id"], ["thanks.id"], name="fk_outbox_thanks_id"),
        sa.ForeignKeyConstraint(["to_id"], ["members.id"], name="fk_outbox_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_referral", "outbox", ["referral_id"])
    op.create_index("ix_outbox_due", "outbox", ["send_at"], **_only("state IN ('due', 'asking', 'recheck')"))

    op.create_table(
        "reactions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("event_ts", sa.String(32), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_reactions_collective_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_reactions_member_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_reactions_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reactions"),
        sa.UniqueConstraint("member_id", "channel_id", "ts", "name", name="uq_reactions_member_id_channel_id_ts_name"),
    )
    op.create_index("ix_reactions_place", "reactions", ["channel_id", "ts"])

    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("referral_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("claim_id", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_reports_claim_id"),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_reports_collective_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_reports_member_id"),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_reports_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_referral", "reports", ["referral_id"])


def downgrade() -> None:
    for table in (
        "reports",
        "reactions",
        "outbox",
        "nudges",
        "invitations",
        "events",
        "claims",
        "cards",
        "thanks",
        "referrals",
        "pace",
        "members",
        "deliveries",
        "collectives",
    ):
        op.drop_table(table)


def _only(where: str) -> dict[str, Any]:
    """Make an index partial, on both databases."""
    return {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
