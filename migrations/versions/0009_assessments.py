"""Rates that were frozen, sampled and recognised."""

from __future__ import annotations

revision = "0009_assessments"
down_revision = "0008_exchange"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
