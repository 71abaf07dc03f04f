"""Is every spelling of a PostgreSQL URL understood, and the driver always ours?"""

from __future__ import annotations

import pytest

from tracker.store.engine import database_url


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_leads_to_the_same_driver(scheme: str) -> None:
    url = database_url(f"{scheme}://user:p%40ss@host:5433/plumbline?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port) == ("user", "p@ss", "host", 5433)
    assert (url.database, url.query["sslmode"]) == ("plumbline", "require")
