"""What lies at a site between two looks: where scans count on from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_limits"
down_revision = "0012_exchange_more"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "site_stock",
        sa.Column("going_g", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.add_column("site_stock", sa.Column("level_g", sa.BigInteger(), nullable=True))
    op.add_column("site_stock", sa.Column("level_day", sa.Date(), nullable=True))
