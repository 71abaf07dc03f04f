"""Rates that were frozen, sampled and recognised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0009_assessments"
down_revision = "0008_exchange"
branch_labels = None
depends_on = None

_ADDED = "SELECT, INSERT"
GRANTS = {
    "rate_snapshot": _ADDED,
    "audit_sample": _ADDED,
    "sample_finding": _ADDED,
    "assessment_step": _ADDED,
    "assessment": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    _frozen()
    _sampled()
    _assessed()
    grant(op.get_bind(), GRANTS)


def _whose() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
    ]


def _frozen() -> None:
    op.create_table(
        "rate_snapshot",
        *_whose(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("restates", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("definition_digest", sa.CHAR(length=64), nullable=False),
        sa.Column("parameter_digest", sa.CHAR(length=64), nullable=False),
        sa.Column("data_digest", sa.CHAR(length=64), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("figure", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("flags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("given", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_snapshot")),
    )
    op.create_index(
        "uq_rate_snapshot_version",
        "rate_snapshot",
        ["organisation_id", "year", "definition", "version", "province"],
        unique=True,
    )


def _sampled() -> None:
    op.create_table(
        "audit_sample",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("factor", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("claimed_g", sa.BigInteger(), nullable=False),
        sa.Column("hits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_sample")),
    )
    op.create_index("ix_audit_sample_snapshot_id", "audit_sample", ["snapshot_id"])
    op.create_table(
        "sample_finding",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("found_g", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_finding")),
    )
    op.create_index("ix_sample_finding_sample_id", "sample_finding", ["sample_id"])


def _assessed() -> None:
    op.create_table(
        "assessment",
        *_whose(),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.BigInteger(), nullable=True),
        sa.Column("sample_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(
        "uq_assessment_open",
        "assessment",
        ["organisation_id", "year", "definition", "province"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('withdrawn', 'declined')"),
    )
    op.create_index(
        "uq_assessment_number",
        "assessment",
        ["number", "province"],
        unique=True,
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_table(
        "assessment_step",
        sa.Column("assessment_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint(
            "assessment_id", "number", "province", name=op.f("pk_assessment_step")
        ),
    )
