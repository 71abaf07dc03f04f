"""What is fetched from a partner by ourselves, and in which box or how many of a lot crossed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_exchange_pull"
down_revision = "0014_signatures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "exchange_partner",
        sa.Column("pulled", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column("exchange_partner", sa.Column("feed_cursor", sa.Text(), nullable=True))
    op.add_column(
        "exchange_crossing", sa.Column("boxes", postgresql.ARRAY(sa.Text()), nullable=True)
    )
    op.add_column("exchange_crossing", sa.Column("pieces", sa.Integer(), nullable=True))
    op.add_column("exchange_crossing", sa.Column("mass_g", sa.BigInteger(), nullable=True))
    op.create_index("ix_exchange_crossing_handover", "exchange_crossing", ["handover"])
    op.create_index(
        "ix_exchange_crossing_boxes",
        "exchange_crossing",
        ["boxes"],
        postgresql_using="gin",
        postgresql_where=sa.text("boxes IS NOT NULL"),
    )
