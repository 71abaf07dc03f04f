"""Electronic signatures of organisations on steps of manifests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.grants import grant

revision = "0014_signatures"
down_revision = "0013_limits"
branch_labels = None
depends_on = None

GRANTS = {
    "signing_key": "SELECT, INSERT, UPDATE",
    "manifest_signature": "SELECT, INSERT",
}


def upgrade() -> None:
    op.create_table(
        "signing_key",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.CHAR(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_index("uq_signing_key_fingerprint", "signing_key", ["fingerprint"], unique=True)
    op.create_index("ix_signing_key_organisation_id", "signing_key", ["organisation_id"])
    op.create_table(
        "manifest_signature",
        sa.Column("manifest_id", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.CHAR(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_id", "number", "key_id", "province", name=op.f("pk_manifest_signature")
        ),
    )
    grant(op.get_bind(), GRANTS)
