"""Approvals of cross-province transfers and the quantity they leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0006_approvals"
down_revision = "0005_rules"
branch_labels = None
depends_on = None

GRANTS = {
    "approval": "SELECT, INSERT, UPDATE",
    "approval_step": "SELECT, INSERT",
    "approval_entry": "SELECT, INSERT",
    "white_list_entry": "SELECT, INSERT, UPDATE",
}


def _big(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _day(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _written() -> sa.Column[object]:
    return sa.Column(
        "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _small(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False)


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("approval_id_seq", data_type=sa.BigInteger())))
    op.create_table(
        "approval",
        _big("id"),
        _moment("recorded_at"),
        _big("sender_id"),
        _big("receiver_id"),
        _big("approved_g", nullable=True),
        _big("drawn_g"),
        sa.Column("version", sa.Integer(), nullable=False),
        _day("received_on", nullable=False),
        _day("clock_from", nullable=False),
        _day("accepted_on"),
        _day("valid_from"),
        _day("valid_until"),
        _small("province"),
        _small("state"),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("sender_division", sa.CHAR(6), nullable=False),
        sa.Column("receiver_division", sa.CHAR(6), nullable=False),
        _text("code"),
        _text("number", nullable=True),
        _json("asked"),
        _json("ends"),
        sa.PrimaryKeyConstraint("id", "province", name=op.f("pk_approval")),
    )
    op.create_index("uq_approval_code", "approval", ["code", "province"], unique=True)
    op.create_index(
        "uq_approval_number",
        "approval",
        ["number", "province"],
        unique=True,
        postgresql_where="number IS NOT NULL",
    )
    op.create_index("ix_approval_sender_id_id", "approval", ["sender_id", "id"])
    op.create_index("ix_approval_receiver_id_id", "approval", ["receiver_id", "id"])
    op.create_index("ix_approval_open", "approval", ["id"], postgresql_where="state < 10")
    op.create_table(
        "approval_step",
        _big("approval_id"),
        _moment("recorded_at"),
        _big("actor_id", nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        _day("day", nullable=False),
        _small("province"),
        _small("step"),
        _json("said"),
        sa.PrimaryKeyConstraint("approval_id", "number", "province", name=op.f("pk_approval_step")),
    )
    op.create_table(
        "approval_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        _big("approval_id"),
        _big("manifest_id"),
        _big("delta_g"),
        _moment("at"),
        _written(),
        _small("province"),
        _small("kind"),
        sa.PrimaryKeyConstraint("id", "province", name=op.f("pk_approval_entry")),
    )
    op.create_index("ix_approval_entry_approval_id_id", "approval_entry", ["approval_id", "id"])
    op.create_index("ix_approval_entry_manifest_id", "approval_entry", ["manifest_id"])
    op.create_table(
        "white_list_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        _small("province"),
        _text("code"),
        _big("organisation_id"),
        _text("document"),
        _text("source"),
        _day("valid_from", nullable=False),
        _day("valid_until"),
        _big("version"),
        _written(),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_white_list_entry_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_white_list_entry")),
        sa.UniqueConstraint("code", name=op.f("uq_white_list_entry_code")),
    )
    op.create_index(
        op.f("ix_white_list_entry_organisation_id"), "white_list_entry", ["organisation_id"]
    )
    grant(op.get_bind(), GRANTS)
