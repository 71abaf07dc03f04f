"""What a doctor wants to know about a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from tracker.store.engine import APP_ROLE, owner_engine
from tracker.store.fitting import lacking
from tracker.store.grants import FACTS
from tracker.store.migrate import current_revision, newest_revision

#: Tables that this database does not have yet cannot be changed.
_CHANGEABLE = text(
    "SELECT fact FROM unnest(CAST(:tables AS text[])) AS f(fact)"
    " WHERE to_regclass(fact) IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM pg_roles WHERE rolname = :role)"
    " AND has_table_privilege(CAST(:role AS text), to_regclass(fact), 'UPDATE, DELETE')"
)
_MONTHS_AHEAD = text(
    "SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = to_regclass('event') AND c.relname > :this"
    " AND c.relname LIKE 'event\\_y%'"
)


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """``version`` as server_version_num; ``facts_changeable``: fact tables the application could
    rewrite, which must be none; ``months_ahead``: partitions after the present month; ``lacking``:
    tables and columns that this version needs and the database has not."""

    version: int
    revision: str | None
    clock_drift_seconds: float
    facts_changeable: list[str]
    months_ahead: int
    lacking: list[str]


def database_facts(url: str) -> DatabaseFacts:
    """Ask; raises the driver's error when the database does not answer."""
    engine = owner_engine(url)
    revision = current_revision(engine)
    missing = lacking(engine) if revision == newest_revision() else []
    with engine.connect() as connection:
        before = datetime.now(UTC)
        there = connection.scalar(text("SELECT clock_timestamp()"))
        version = int(connection.scalar(text("SHOW server_version_num")) or 0)
        this = {"this": f"event_y{before:%Y}m{before:%m}"}
        return DatabaseFacts(
            version,
            revision,
            (there - before).total_seconds() if there else 0.0,
            list(connection.scalars(_CHANGEABLE, {"role": APP_ROLE, "tables": list(FACTS)})),
            connection.scalar(_MONTHS_AHEAD, this) or 0,
            missing,
        )
