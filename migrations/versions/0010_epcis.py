"""EPCIS documents that others bring: jobs, their content, and the names of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0010_epcis"
down_revision = "0009_assessments"
branch_labels = None
depends_on = None

GRANTS = {
    "capture_job": "SELECT, INSERT, UPDATE",
    "capture_file": "SELECT, INSERT, UPDATE, DELETE",
    "told_name": "SELECT, INSERT",
}
_COUNTS = ("events", "done", "booked", "known", "refused")


def upgrade() -> None:
    op.create_table(
        "capture_job",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.CHAR(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("rights", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _COUNTS),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_job")),
    )
    op.create_index(
        "ix_capture_job_open",
        "capture_job",
        ["id"],
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "capture_file",
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "province", name=op.f("pk_capture_file")),
    )
    op.create_table(
        "told_name",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "province", name=op.f("pk_told_name")),
    )
    op.create_index("ix_told_name_name", "told_name", ["name", "organisation_id"])
    grant(op.get_bind(), GRANTS)
