"""Does the nightly look take twice as long for twice the facts? Page by page over the whole stock.

Every battery of the stock lies at a station, so all of them are open facts. The time for a fact in
the later half of the pages is told against that in the earlier half: 1 is linear.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.people import PROVINCE
from benchmarks.rounds import spread
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.sweep_alarms import sweep_page
from tracker.usecases.sweep_page import Part
from tracker.usecases.sweep_parts import PARTS

#: So many pages at least, so that there are halves to compare.
FEWEST_PAGES = 8


def measure(bench: Bench) -> list[Figure]:
    """Seconds a fact in the later half over those in the earlier one."""
    (goal,) = goals_of("sweep")
    engine = app_engine(bench.url, pool_size=1)
    sessions = sessions_of(engine)
    size = max(1, min(PARTS[0].size, bench.sizes.batteries // FEWEST_PAGES))
    parts = (replace(PARTS[0], size=size), *PARTS[1:])
    rounds = range(bench.sizes.rounds)
    found = [_look(SqlUnitOfWork(sessions, PROVINCE), parts) for _ in rounds]
    engine.dispose()
    halves = [_halves(pages) for pages, _ in found]
    figure = spread([late / early for early, late in halves])
    rate = median(facts / seconds for _, (facts, seconds) in found)
    return [Figure(goal, figure, f"{rate:,.0f} facts a second")]


def _look(uow: SqlUnitOfWork, parts: Sequence[Part]) -> tuple[list[float], tuple[int, float]]:
    """Seconds a fact for each page of units, and facts and seconds of the whole look."""
    clock = SystemClock()
    pages: list[float] = []
    began, before = time.perf_counter(), 0
    while True:
        start = time.perf_counter()
        run, finished = sweep_page(uow, clock, parts)
        seconds = time.perf_counter() - start
        if run.part == PARTS[0].name and run.facts > before:
            pages.append(seconds / (run.facts - before))
            before = run.facts
        if finished:
            return pages, (run.facts, time.perf_counter() - began)


def _halves(pages: list[float]) -> tuple[float, float]:
    middle = len(pages) // 2
    return median(pages[:middle]), median(pages[-middle:])
