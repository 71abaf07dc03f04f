"""What a doctor wants to know about a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from tracker.store.engine import APP_ROLE, owner_engine
from tracker.store.grants import FACTS
from tracker.store.migrate import current_revision


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """``version`` as server_version_num; ``facts_changeable``: fact tables the application could
    rewrite, which must be none; ``months_ahead``: partitions after the present month."""

    version: int
    revision: str | None
    clock_drift_seconds: float
    facts_changeable: list[str]
    months_ahead: int


def database_facts(url: str) -> DatabaseFacts:
    """Ask; raises the driver's error when the database does not answer."""
    engine = owner_engine(url)
    revision = current_revision(engine)
    with engine.connect() as connection:
        before = datetime.now(UTC)
        there = connection.scalar(text("SELECT clock_timestamp()"))
        version = int(connection.scalar(text("SHOW server_version_num")) or 0)
        changeable: list[str] = []
        months = 0
        if revision is not None:
            changeable = [
                table
                for table in FACTS
                if connection.scalar(
                    text("SELECT has_table_privilege(:role, :table, 'UPDATE, DELETE')"),
                    {"role": APP_ROLE, "table": table},
                )
            ]
            months = (
                connection.scalar(
                    text(
                        "SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        " WHERE i.inhparent = 'event'::regclass AND c.relname > :this"
                        " AND c.relname LIKE 'event\\_y%'"
                    ),
                    {"this": f"event_y{before:%Y}m{before:%m}"},
                )
                or 0
            )
    return DatabaseFacts(
        version, revision, (there - before).total_seconds() if there else 0.0, changeable, months
    )
