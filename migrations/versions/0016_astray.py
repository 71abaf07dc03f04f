"""What was lost or refused, and what is said of a thing, is found without reading everything."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016_astray"
down_revision = "0015_exchange_pull"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_event_astray", "event", ["site_id", "id"], postgresql_where=sa.text("kind IN (15, 22)")
    )
    op.create_index(
        "ix_alarm_open_subject",
        "alarm",
        ["subject"],
        postgresql_where=sa.text("state IN ('raised', 'acknowledged')"),
    )
    op.create_index("ix_anomaly_codes", "anomaly", ["codes"], postgresql_using="gin")
