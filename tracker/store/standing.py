"""At which revision do the application's own eyes see the database?"""

from __future__ import annotations

from sqlalchemy import text

from tracker.store.unit_of_work import Sessions


def revision_of(sessions: Sessions) -> str | None:
    """The migration's name, read as the application."""
    with sessions() as session:
        found = session.scalar(text("SELECT version_num FROM alembic_version"))
        return str(found) if found is not None else None
