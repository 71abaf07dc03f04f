"""How fast does a ledger of 100,000 rows get into the books, and how much memory does it take?

A record book of receipts, one lot a row, as a station brings it. Booking is judging and writing; it
is set against COPY of the same units, codes, events and members by bare psycopg. Reading the
workbook, understanding its cells and marking one row in a hundred are shown apart. The peak of
memory is that of the whole way, in a process of its own.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import xlsxwriter

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.import_memory import peak_mb
from benchmarks.people import PROVINCE, Firm
from benchmarks.rounds import interleaved, ratios, spread
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault
from tracker.domain.roles import Right, Role
from tracker.ledgers.import_table import Import, heads_of, import_rows
from tracker.ledgers.marked_copy import write_marked
from tracker.ledgers.outcome import Mark, Outcome
from tracker.ledgers.read_rows import read_rows
from tracker.ledgers.table import opened_table
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine
from tracker.store.event_ids import event_id
from tracker.store.sessions import sessions_of

ROWS, SMOKE_ROWS = 100_000, 200
_SMOKE_BATTERIES = 20_000
_HEADS = ("接收日期", "电池或批次编码", "数量", "重量(kg)", "电池类别", "来源", "备注")
_ROWS_A_DAY = 5_000
_FIRST_DAY = date(2026, 1, 5)
_COPIES = {
    "unit": "(id, since, site_id, mass_g, pieces, version, province, kind, state, damaged)",
    "unit_code": "(unit_id, province, scheme, value)",
    "event": "(id, happened_at, site_id, organisation_id, actor_id, mass_g, pieces, province, kind,"
    " units)",
    "event_unit": "(unit_id, event_id, province, part)",
}
_numbers = count(1)


def measure(bench: Bench) -> list[Figure]:
    """Rounds of ``ours`` and ``bare``, reading and marking as notes; and the peak of memory."""
    speed, memory = goals_of("import_rows")
    rows = ROWS if bench.sizes.batteries > _SMOKE_BATTERIES else SMOKE_ROWS
    firm = bench.people.stations[0]
    told: dict[str, float] = {}

    def ours() -> float:
        return rows / _ours(bench, firm, rows, told)

    def bare() -> float:
        return rows / _bare(bench, firm, rows)

    rounds = interleaved({"ours": ours, "bare": bare}, min(bench.sizes.rounds, 3))
    a, b = spread(rounds["ours"]), spread(rounds["bare"])
    said = f"{a.middle:,.0f} against {b.middle:,.0f} rows/s"
    notes = (
        f"reading the workbook of {rows:,} rows {told['read']:.1f} s",
        f"understanding its cells {told['cells']:.1f} s; booking {told['book']:.1f} s",
        f"marking 1 row in 100 {told['mark']:.1f} s",
    )
    peak = spread([_peak(bench, firm, rows)])
    return [
        Figure(speed, ratios(rounds["ours"], rounds["bare"]), said, notes),
        Figure(memory, peak, f"{rows:,} rows, 1 in 100 of them wrong"),
    ]


def _ours(bench: Bench, firm: Firm, rows: int, told: dict[str, float]) -> float:
    path = bench.ground.folder / "ledger.xlsx"
    _write(path, rows, next(_numbers))
    with _timed(told, "read"), opened_table(path) as table:
        heads = heads_of(table, None)
        read = list(table.rows())
    with _timed(told, "cells"):
        understood = list(read_rows(iter(read), heads, {}))
    held = replace(table, rows=lambda: iter(read))
    site = _site_code(bench, firm)
    gc.collect()
    gc.freeze()  # an import holds a chunk and never all rows, so nobody looks through them
    with _sessions(bench) as sessions, _timed(told, "book"):
        wanted = Import(_caller(firm), site=site)
        outcome = import_rows(understood, rows, heads, wanted, sessions, PROVINCE, SystemClock())
    gc.unfreeze()
    _require_all(outcome, rows)
    marks = [Mark(row, "mass", Fault("cell_mass")) for row in range(2, rows, 100)]
    with _timed(told, "mark"):
        write_marked(path, path.with_name("marked.xlsx"), held, heads, marks, "zh")
    return told["book"]


def _peak(bench: Bench, firm: Firm, rows: int) -> float:
    """Megabytes of a whole import with wrong rows."""
    path = bench.ground.folder / "wrong.xlsx"
    _write(path, rows, next(_numbers), wrong=100)
    site = _site_code(bench, firm)
    alone = bench.sizes.alone
    return peak_mb(bench.url, PROVINCE, path, _caller(firm), site, alone=alone)


def _caller(firm: Firm) -> Caller:
    return Caller(
        firm.user,
        "bench",
        firm.organisation,
        frozenset({Role.STATION}),
        "420100",
        frozenset({Right.SCAN}),
    )


def _require_all(outcome: Outcome, rows: int) -> None:
    if outcome.booked != rows:
        raise RuntimeError(f"{outcome.booked} of {rows} rows were booked: {outcome.marks[:3]}")


@contextmanager
def _timed(told: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    told[name] = time.perf_counter() - start


@contextmanager
def _sessions(bench: Bench) -> Iterator:  # type: ignore[type-arg]
    engine = app_engine(bench.url, 2)
    yield sessions_of(engine)
    engine.dispose()


def _site_code(bench: Bench, firm: Firm) -> str:
    with psycopg.connect(bench.dsn) as connection:
        found = connection.execute("SELECT code FROM site WHERE id = %s", (firm.site,)).fetchone()
    if found is None:
        raise RuntimeError("the station has no site")
    return str(found[0])


def _write(path: Path, rows: int, number: int, wrong: int = 0) -> None:
    """A ledger; every row whose number ``wrong`` divides has no mass that could be read."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, _HEADS)
        for row in range(rows):
            day = _FIRST_DAY + timedelta(days=row // _ROWS_A_DAY)
            code = f"LOT-{number}-{row}"
            mass = "heavy" if wrong and row % wrong == 0 else 1_200.5
            page.write_row(row + 1, 0, (day.isoformat(), code, 80, mass, "第I类", "澄湖汽修", ""))


def _bare(bench: Bench, firm: Firm, rows: int) -> float:
    """The rows that the same ledger leaves in the four tables of facts, by COPY."""
    number = next(_numbers)
    at = datetime.now(UTC)
    first = 8_000_000_000 + number * 10_000_000
    ids = list(range(first, first + rows))
    start = time.perf_counter()
    with psycopg.connect(bench.dsn) as connection, connection.cursor() as cursor:
        events = []
        for place in range(0, rows, _ROWS_A_DAY):
            events.append((event_id(at, number * 1_000 + place), ids[place : place + _ROWS_A_DAY]))
        site, organisation = firm.site, firm.organisation
        tables = {
            "unit": ((i, at, site, 1_200_500, 80, 1, PROVINCE, 3, 4, False) for i in ids),
            "unit_code": ((i, PROVINCE, 5, f"BARE-{i}") for i in ids),
            "event": (
                (e, at, site, organisation, firm.user, 0, 0, PROVINCE, 4, units)
                for e, units in events
            ),
            "event_unit": ((i, e, PROVINCE, 0) for e, units in events for i in units),
        }
        for table, records in tables.items():
            with cursor.copy(f"COPY {table} {_COPIES[table]} FROM STDIN") as copy:
                for record in records:
                    copy.write_row(record)
        connection.commit()
    return time.perf_counter() - start
