"""Is SQL spoken only in the rooms that keep things, and the network only in interop?"""

from __future__ import annotations

import re

from tests.architecture.sources import HOUSE, files, imported, texts

STORES = ("tracker/store/", "interop/store/", "reports/store/", "reports/queries/")
TOOLKITS = ("sqlalchemy", "psycopg", "alembic")
_STATEMENT = re.compile(r"\s*(SELECT |INSERT INTO |DELETE FROM |UPDATE \w+ SET |WITH \w+ AS )")


def elsewhere() -> list[str]:
    return [file for file in files(*HOUSE) if not file.startswith(STORES)]


def speaks_to(file: str, toolkits: tuple[str, ...]) -> bool:
    return any(module.partition(".")[0] in toolkits for module in imported(file))


def test_only_the_stores_know_the_databases_toolkits() -> None:
    assert [file for file in elsewhere() if speaks_to(file, TOOLKITS)] == []


def test_no_statement_is_written_elsewhere() -> None:
    assert [file for file in elsewhere() if any(map(_STATEMENT.match, texts(file)))] == []


def test_a_statement_would_be_noticed() -> None:
    written = [file for file in files("tracker/store") if any(map(_STATEMENT.match, texts(file)))]
    assert "tracker/store/repositories/statements.py" in written


def test_only_interop_speaks_to_others() -> None:
    speakers = [file for file in files(*HOUSE) if speaks_to(file, ("requests", "urllib3"))]
    assert [file for file in speakers if not file.startswith("interop/")] == []
