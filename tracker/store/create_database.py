"""Making our database on a server of ours, if it is not there yet."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from tracker.store.engine import owner_engine


def create_database(server_url: str, name: str) -> bool:
    """True if it was made now. The name is one of ours, never a user's text."""
    engine = owner_engine(server_url)
    with engine.connect() as connection:
        quick = connection.execution_options(isolation_level="AUTOCOMMIT")
        if quick.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}):
            return False
        try:
            quick.execute(text(f'CREATE DATABASE "{name}"'))
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) == "42P04":  # somebody was faster
                return False
            raise
    return True
