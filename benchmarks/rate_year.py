"""Is the balance of a province's year, from monthly sums, as quick as scanning a year's raw events?

The events are made by DuckDB in a scratch schema of its own, and added up into the monthly sums of
a database that holds nothing else. Then both answer the same question, turn by turn.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import duckdb
import psycopg

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.ground import plain_dsn
from benchmarks.people import CITY, PROVINCE
from benchmarks.rates import CALLER, YEAR
from benchmarks.rounds import interleaved, ratios, spread
from tracker.domain.scan import ScanKind
from tracker.store.codes import SCAN_KIND
from tracker.store.copy_text import COLUMNS
from tracker.store.engine import app_engine, owner_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.seed import seed_reference
from tracker.store.sessions import sessions_of
from tracker.usecases.mass_balance import division_year

#: So many events of a year fall on a collection point, and so many points on a transfer station.
EVENTS_A_POINT, POINTS_A_STATION = 3_000, 50
PLANTS = 5


def measure(bench: Bench) -> list[Figure]:
    """The product's balance against one scan; both must find the same mass."""
    (goal,) = goals_of("rate_year")
    events = bench.sizes.events
    print(f"making a year of {events:,} events …", flush=True)
    url = bench.ground.database("year")
    seed_reference(owner_engine(url))
    raw = duckdb.connect(str(bench.ground.folder / "year.duckdb"))
    rows = _fill(raw, plain_dsn(url), events)
    engine = app_engine(url, pool_size=1)
    sessions = sessions_of(engine)

    def ours() -> float:
        start = time.perf_counter()
        division_year(YEAR, CALLER, PROVINCE, SqlReading(sessions))
        return time.perf_counter() - start

    def scanned() -> float:
        start = time.perf_counter()
        raw.execute(_said("year")).fetchall()
        return time.perf_counter() - start

    _same(plain_dsn(url), raw)
    found = interleaved({"ours": ours, "scanned": scanned}, bench.sizes.rounds)
    raw.close()
    engine.dispose()
    a, b = (1_000 * spread(found[name]).middle for name in ("ours", "scanned"))
    said = f"{a:.1f} against {b:.1f} ms; {events:,} events, {rows:,} rows of monthly sums"
    return [Figure(goal, ratios(found["ours"], found["scanned"]), said)]


def _said(name: str) -> str:
    return statements("rate_year")[name].decode()


def _fill(raw: duckdb.DuckDBPyConnection, dsn: str, events: int) -> int:
    """Make the events, and copy sites and sums into our books; answers how many sums."""
    many = max(1, events // EVENTS_A_POINT)
    few = max(1, many // POINTS_A_STATION)
    firsts = {
        "shops": 1,
        "points": many + 1,
        "stations": 2 * many + 1,
        "plants": 2 * many + few + 1,
    }
    kinds = {
        kind.value: SCAN_KIND.number[kind]
        for kind in (ScanKind.SELL, ScanKind.COLLECT, ScanKind.DISPATCH, ScanKind.RECEIVE)
    }
    raw.execute("CREATE SCHEMA scratch")
    raw.execute(_said("events"), {"events": events, "many": many, "few": few, **firsts, **kinds})
    sums = raw.execute(_said("months")).fetchall()
    with psycopg.connect(dsn) as connection:
        _sites(connection, firsts, 2 * many + few + PLANTS)
        columns = ", ".join(COLUMNS["monthly_rollup"])
        with connection.cursor().copy(f"COPY monthly_rollup ({columns}) FROM STDIN") as copy:
            for row in sums:
                copy.write_row(row)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE monthly_rollup")
        connection.execute("VACUUM ANALYZE site")
    return len(sums)


def _sites(connection: psycopg.Connection[Any], firsts: Mapping[str, int], last: int) -> None:
    """Sites by number: shops, points, stations, plants; all of one organisation."""
    roles = {"shops": "seller", "points": "collector", "stations": "station", "plants": "recycler"}
    connection.execute(
        "INSERT INTO organisation (id, province, code, name, division, version)"
        " VALUES (1, %s, 'YEAR', 'year', %s, 1)",
        (PROVINCE, CITY),
    )
    named = sorted((first, roles[name]) for name, first in firsts.items())
    ends = [first for first, _ in named[1:]] + [last + 1]
    columns = "id, province, code, organisation_id, name, division, roles, version"
    with connection.cursor().copy(f"COPY site ({columns}) FROM STDIN") as copy:
        for (first, role), end in zip(named, ends, strict=True):
            for number in range(first, end):
                copy.write_row((number, PROVINCE, f"S{number}", 1, "site", CITY, [role], 1))


def _same(dsn: str, raw: duckdb.DuckDBPyConnection) -> None:
    """Both sides hold the same year: mass of every site and kind."""
    question = "SELECT site_id, kind, sum(mass_g) FROM monthly_rollup GROUP BY 1, 2"
    sums: dict[tuple[int, int], int] = {}
    for row in raw.execute(_said("year")).fetchall():
        sums[row[0], row[1]] = sums.get((row[0], row[1]), 0) + int(row[5])
    with psycopg.connect(dsn) as connection:
        kept = {(row[0], row[1]): int(row[2]) for row in connection.execute(question)}
    if kept != sums:
        raise RuntimeError("the monthly sums are not those of the events")
