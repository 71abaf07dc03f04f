"""Manifests: the loads on the road, their rows, carriers and confirmations."""

from __future__ import annotations

revision = "0004_manifests"
down_revision = "0003_rollups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
