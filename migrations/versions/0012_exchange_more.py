"""What other provinces lay before ours, how often partners may ask, and duties in both ways."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0012_exchange_more"
down_revision = "0011_disclosures"
branch_labels = None
depends_on = None

GRANTS = {
    "incoming": "SELECT, INSERT, UPDATE",
    "exchange_allowance": "SELECT, INSERT, UPDATE",
}
_BEFORE = ("organisation", "site", "licence", "manifest", "approval")
_NOW = (*_BEFORE, "white_list_entry", "incoming")


def _open(*topics: str) -> sa.TextClause:
    told = " OR ".join(f"topic LIKE '{topic}.%'" for topic in topics)
    return sa.text(f"done_at IS NULL AND ({told})")


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _big(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=True)


def upgrade() -> None:
    op.create_table(
        "incoming",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        _text("kind"),
        _text("code"),
        _text("authority"),
        _text("record"),
        sa.Column("told_version", sa.Integer(), nullable=False),
        _text("digest"),
        _text("state"),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _big("organisation_id"),
        _moment("received_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        _big("answered_by"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
    )
    op.create_index(
        "uq_incoming_code", "incoming", ["kind", "code", "authority", "province"], unique=True
    )
    op.create_index("ix_incoming_organisation_id_id", "incoming", ["organisation_id", "id"])
    op.create_index(
        "ix_incoming_unanswered",
        "incoming",
        ["kind", "id"],
        postgresql_where=sa.text("answered_on IS NULL"),
    )
    op.create_table(
        "exchange_allowance",
        _text("partner"),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("per_second", sa.Integer(), nullable=False),
        sa.Column("burst", sa.Integer(), nullable=False),
        _moment("spent_until"),
        sa.PrimaryKeyConstraint("partner", "province", name=op.f("pk_exchange_allowance")),
    )
    op.drop_index("ix_duty_exchange", "duty")
    op.create_index("ix_duty_exchange", "duty", ["id"], postgresql_where=_open(*_NOW))
    op.create_index("ix_duty_partner", "duty", ["id"], postgresql_where=_open("partner"))
    grant(op.get_bind(), GRANTS)
