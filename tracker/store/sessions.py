"""How sessions are made from an engine."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from tracker.store.unit_of_work import Sessions


def sessions_of(engine: Engine) -> Sessions:
    """Sessions that keep loaded rows readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)
