"""Is the house alive, and can it work? GET /healthz, GET /readyz."""

from __future__ import annotations

from flask import Blueprint

from tracker.http.house import House
from tracker.store.migrate import newest_revision
from tracker.store.refusals import DatabaseError
from tracker.store.standing import revision_of


def health_blueprint(house: House) -> Blueprint:
    """Open to all, because whoever watches the machine holds no token; they say nothing else."""
    health = Blueprint("health", __name__)
    newest = newest_revision()

    @health.get("/healthz")
    def healthz() -> tuple[dict[str, str], int]:
        """The process answers."""
        return {"status": "alive"}, 200

    @health.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        """The database answers and its tables are the newest."""
        try:
            revision = revision_of(house.sessions)
        except DatabaseError:
            return {"status": "database_unavailable"}, 503
        if revision != newest:
            return {"status": "migrations_pending"}, 503
        return {"status": "ready"}, 200

    return health
