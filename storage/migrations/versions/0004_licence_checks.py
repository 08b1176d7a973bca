"""Who looked a member's licence up, when, and what was listed then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "licence_checks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collective_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("by_id", sa.String(32), nullable=False),
        sa.Column("licences", sa.JSON(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collectives.id"], name="fk_licence_checks_collective_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_licence_checks_member_id"),
        sa.ForeignKeyConstraint(["by_id"], ["members.id"], name="fk_licence_checks_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_licence_checks"),
    )
    op.create_index("ix_licence_checks_member", "licence_checks", ["member_id", "at"])


def downgrade() -> None:
    op.drop_table("licence_checks")
