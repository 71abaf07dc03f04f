"""Approvals of cross-province transfers and the quantity they leave."""

from __future__ import annotations

revision = "0006_approvals"
down_revision = "0005_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
