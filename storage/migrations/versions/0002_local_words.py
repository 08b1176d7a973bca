"""A collective's own words and crisis resources, a look at what is typed by hand, and what was vouched for by kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("collectives", sa.Column("crisis_resources", sa.Text(), server_default="", nullable=False))
    op.add_column("collectives", sa.Column("allowed_words", sa.Text(), server_default="", nullable=False))
    op.add_column("collectives", sa.Column("watched_words", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "collectives", sa.Column("watches_channel", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("referrals", sa.Column("vouched", sa.Text(), server_default="", nullable=False))
    _carry_over()
    with op.batch_alter_table("referrals") as referrals:
        referrals.drop_column("vouched_words")


def downgrade() -> None:
    with op.batch_alter_table("referrals") as referrals:
        referrals.add_column(sa.Column("vouched_words", sa.Integer(), server_default="0", nullable=False))
        referrals.drop_column("vouched")
    with op.batch_alter_table("collectives") as collectives:
        for name in ("crisis_resources", "allowed_words", "watched_words", "watches_channel"):
            collectives.drop_column(name)


def _carry_over() -> None:
    """The first version counted the words and did not say what they were taken for."""
    referrals = sa.table(
        "referrals", sa.column("id", sa.String), sa.column("vouched_words", sa.Integer), sa.column("vouched", sa.Text)
    )
    counted = sa.select(referrals.c.id, referrals.c.vouched_words).where(referrals.c.vouched_words > 0)
    for id_, count in op.get_bind().execute(counted).all():
        op.execute(sa.update(referrals).where(referrals.c.id == id_).values(vouched=" ".join(["unknown"] * count)))
