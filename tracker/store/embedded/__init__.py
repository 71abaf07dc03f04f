"""Which database server is used when none is configured? One of our own, started on demand."""

from __future__ import annotations

from tracker.store.embedded.errors import EmbeddedDatabaseError
from tracker.store.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedDatabaseError", "EmbeddedPostgres"]
