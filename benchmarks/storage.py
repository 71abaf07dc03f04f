"""How many bytes does a battery cost in the books, with everything that is written about it?

Counted are all tables that our migrations made, each with its heap, its long values and its indexes
(baselines/table_bytes.sql), as the bulk loading left them.
"""

from __future__ import annotations

import psycopg

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import Spread

#: Tables smaller than this are told together.
_WORTH_A_LINE = 1.0  # byte per battery


def measure(bench: Bench) -> list[Figure]:
    """One measurement: bytes do not vary."""
    by_year, by_battery = goals_of("storage")
    province = bench.province()
    with psycopg.connect(province.dsn) as connection:
        tables = connection.execute(statements("table_bytes")["tables"]).fetchall()
    total = sum(heap + toast + indexes for _, heap, toast, indexes in tables)
    each = total / province.batteries
    yearly = each / province.years
    said = f"{total:,} bytes, {province.batteries:,} batteries, {province.years:.2f} years"
    return [
        Figure(by_year, Spread(yearly, yearly, yearly), said, _listed(tables, province.batteries)),
        Figure(by_battery, Spread(each, each, each), said),
    ]


def _listed(tables: list[tuple[str, int, int, int]], batteries: int) -> tuple[str, ...]:
    lines, small, rest = [], 0, 0
    for name, heap, toast, indexes in tables:
        bytes_each = (heap + toast + indexes) / batteries
        if bytes_each < _WORTH_A_LINE:
            small, rest = small + 1, rest + heap + toast + indexes
            continue
        parts = f"heap {heap:,}, toast {toast:,}, indexes {indexes:,}"
        lines.append(f"{name}: {bytes_each:.1f} B per battery ({parts})")
    lines.append(f"{small} smaller tables together: {rest / batteries:.1f} B per battery")
    return tuple(lines)
