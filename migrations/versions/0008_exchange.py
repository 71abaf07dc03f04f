"""The exchange with a partner: keys, inbox, outbox, receipts, log."""

from __future__ import annotations

revision = "0008_exchange"
down_revision = "0007_provenance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
