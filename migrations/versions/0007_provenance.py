"""What the graph needs beside the facts: gaps, claims and found anomalies."""

from __future__ import annotations

revision = "0007_provenance"
down_revision = "0006_approvals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
