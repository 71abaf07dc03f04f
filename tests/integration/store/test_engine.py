"""Does a connection that died in the pool hurt anybody?"""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from tracker.store import engine as reached
from tracker.store.engine import app_engine, owner_engine


def _backend(engine: Engine) -> int:
    """The server process behind the next connection out of the pool."""
    with engine.connect() as connection:
        found: int = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        return found


def _end(url: str, backend: int) -> None:
    with owner_engine(url).connect() as owner:
        owner.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})


def test_a_connection_that_died_while_it_stood_idle_is_replaced_unnoticed(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reached, "IDLE_SECONDS", 0.0)
    engine = app_engine(own_database, pool_size=1)
    before = _backend(engine)
    _end(own_database, before)
    assert _backend(engine) != before
    engine.dispose()


def test_a_connection_that_was_busy_a_moment_ago_is_used_again(own_database: str) -> None:
    engine = app_engine(own_database, pool_size=1)
    assert _backend(engine) == _backend(engine)
    engine.dispose()
