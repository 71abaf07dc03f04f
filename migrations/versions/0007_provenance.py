"""What the graph needs beside the facts: gaps, claims and found anomalies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0007_provenance"
down_revision = "0006_approvals"
branch_labels = None
depends_on = None

GRANTS = {
    "anomaly": "SELECT, INSERT, UPDATE",
    "anomaly_sweep": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    _anomalies()
    grant(op.get_bind(), GRANTS)


def _anomalies() -> None:
    op.create_table(
        "anomaly",
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("events", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject", "due", "province", name=op.f("pk_anomaly")),
    )
    op.create_index("ix_anomaly_due_rule_subject", "anomaly", ["due", "rule", "subject"])
    op.create_table(
        "anomaly_sweep",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("facts", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detectors", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anomaly_sweep")),
    )
