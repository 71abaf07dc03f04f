"""What partners are asked and told about single units, and lists that travel beside records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0011_disclosures"
down_revision = "0010_epcis"
branch_labels = None
depends_on = None

GRANTS = {
    "exchange_attachment": "SELECT, INSERT",
    "exchange_crossing": "SELECT, INSERT",
    "exchange_question": "SELECT, INSERT",
    "exchange_enclosure": "SELECT, INSERT, UPDATE",
    "exchange_piece": "SELECT, INSERT, UPDATE, DELETE",
}
_NOW = sa.text("now()")


def upgrade() -> None:
    _attachments()
    _trace()
    op.add_column("exchange_disclosure", sa.Column("keyid", sa.Text(), nullable=True))
    op.add_column("exchange_disclosure", sa.Column("digest", sa.Text(), nullable=True))
    op.create_index("ix_exchange_disclosure_at", "exchange_disclosure", ["at"])
    grant(op.get_bind(), GRANTS)


def _attachments() -> None:
    op.create_table(
        "exchange_attachment",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=_NOW, nullable=False),
        sa.PrimaryKeyConstraint("digest", "province", name=op.f("pk_exchange_attachment")),
    )
    op.create_table(
        "exchange_enclosure",
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("record", "province", name=op.f("pk_exchange_enclosure")),
    )
    op.create_index("ix_exchange_enclosure_digest", "exchange_enclosure", ["digest"])
    op.create_index(
        "ix_exchange_enclosure_wanted",
        "exchange_enclosure",
        ["partner", "record"],
        postgresql_where=sa.text("state = 1"),
    )
    op.create_table(
        "exchange_piece",
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "partner", "digest", "start", "province", name=op.f("pk_exchange_piece")
        ),
    )


def _trace() -> None:
    op.create_table(
        "exchange_crossing",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "code",
            "partner",
            "leaving",
            "handover",
            "province",
            name=op.f("pk_exchange_crossing"),
        ),
    )
    op.create_table(
        "exchange_question",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_question")),
    )
    op.create_index(
        "ix_exchange_question_codes", "exchange_question", ["codes"], postgresql_using="gin"
    )
