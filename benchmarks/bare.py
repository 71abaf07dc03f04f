"""How does the bare baseline work? Reviewed SQL out of ``baselines/`` through bare psycopg.

A file holds a comment that says what it stands for, then one or several statements, each after a
line ``-- name:`` with the name it is asked by. What is not asked by COPY takes %(named)s values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import psycopg

_FOLDER = Path(__file__).parent
_NAMED = re.compile(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)


@cache
def statements_in(file: str) -> dict[str, bytes]:
    """The statements of a SQL file of this package, by name and in their order."""
    text = (_FOLDER / file).read_text(encoding="utf-8")
    found = {name: sql.strip().rstrip(";").encode() for name, sql in _NAMED.findall(text)}
    if not found:
        raise LookupError(f"{file} names no statement")
    return found


def statements(baseline: str) -> dict[str, bytes]:
    """The statements of a baseline by name."""
    return statements_in(f"baselines/{baseline}.sql")


def array(values: Sequence[int]) -> str:
    """An array literal: quicker than the driver's way through a list, so the harder baseline."""
    return "{" + ",".join(map(str, values)) + "}"


class BareScan:
    """One connection that books loose scans: an event, its members, the units, one transaction."""

    def __init__(self, dsn: str, province: int) -> None:
        self._connection = psycopg.connect(dsn)
        self._province = province
        self._sql = statements("loose_scan")

    def close(self) -> None:
        self._connection.close()

    def book(
        self,
        event: int,
        at: datetime,
        site: int,
        organisation: int,
        actor: int,
        kind: int,
        state: int,
        units: Sequence[int],
        mass_g: int,
    ) -> None:
        """The rows that ``POST /api/v1/scans`` writes into event, event_unit and unit."""
        ids = array(units)
        n, p = "\\N", self._province
        row = (event, at.isoformat(), site, organisation, actor, n, n, n, mass_g, len(units), p)
        line = "\t".join(str(value) for value in (*row, kind, n, ids, n))
        end = f"\t{event}\t\\N\t{p}\t0\n"
        with self._connection.cursor() as cursor:
            with cursor.copy(self._sql["event"]) as copy:
                copy.write(line + "\n")
            with cursor.copy(self._sql["members"]) as copy:
                copy.write(end.join(map(str, units)) + end)
            cursor.execute(self._sql["units"], {"ids": ids, "state": state, "site": site, "at": at})
        self._connection.commit()


class BareResolve:
    """One connection that finds the ids of codes."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg.connect(dsn, autocommit=True)
        self._sql = statements("resolve_codes")["ids"]

    def close(self) -> None:
        self._connection.close()

    def ids(self, codes: Sequence[str]) -> list[int]:
        found = self._connection.execute(self._sql, {"codes": "\n".join(codes)})
        return [row[0] for row in found.fetchall()]
