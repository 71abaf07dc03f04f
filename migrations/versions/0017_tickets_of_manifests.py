"""The nightly look asks what the receiver's scale said of a manifest: tickets by what they name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017_tickets_of_manifests"
down_revision = "0016_astray"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_weighing_manifest",
        "weighing",
        ["manifest"],
        postgresql_where=sa.text("manifest IS NOT NULL"),
    )
