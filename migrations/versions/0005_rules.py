"""The law at work: working days, parameters of the province, limits, alarms and notices."""

from __future__ import annotations

revision = "0005_rules"
down_revision = "0004_manifests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
