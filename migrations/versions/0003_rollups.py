"""Sums by day and month, kept beside the facts."""

from __future__ import annotations

revision = "0003_rollups"
down_revision = "0002_import_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
