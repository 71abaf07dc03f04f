"""Does the nightly look take twice as long for twice the facts? Page by page over all open facts.

Batteries and manifests come in pages by id; the time for a fact in the later half of the pages is
told against that in the earlier half, and the worse of the two counts: 1 is linear.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.open_facts import BATTERIES_OF_TEN, open_facts
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
#: The parts that grow with the facts, and how many of ten facts are theirs.
GROWING = {"units": BATTERIES_OF_TEN, "manifests": 10 - BATTERIES_OF_TEN}


def measure(bench: Bench) -> list[Figure]:
    """Seconds a fact in the later half over those in the earlier one."""
    (goal,) = goals_of("sweep")
    facts = bench.sizes.batteries
    start = time.perf_counter()
    url = open_facts(bench.ground, facts)
    built = time.perf_counter() - start
    engine = app_engine(url, pool_size=1)
    uow = SqlUnitOfWork(sessions_of(engine), PROVINCE)
    parts = [_in_pages(part, facts) for part in PARTS]
    looks = [_look(uow, parts) for _ in range(bench.sizes.rounds + 1)][1:]  # the first raises all
    engine.dispose()
    figure = spread([max(map(_later_by_earlier, pages.values())) for pages, _, _ in looks])
    rate = median(seen / seconds for _, seen, seconds in looks)
    said = f"{looks[0][1]:,} open facts, {rate:,.0f} a second; written down in {built:,.0f} s"
    return [Figure(goal, figure, said)]


def _in_pages(part: Part, facts: int) -> Part:
    """The part, in pages small enough that there are halves."""
    if part.name not in GROWING:
        return part
    most = facts * GROWING[part.name] // 10 // FEWEST_PAGES
    return replace(part, size=max(1, min(part.size, most)))


def _look(uow: SqlUnitOfWork, parts: Sequence[Part]) -> tuple[dict[str, list[float]], int, float]:
    """Seconds a fact for each page of what grows; facts and seconds of the whole look."""
    clock = SystemClock()
    pages: dict[str, list[float]] = {name: [] for name in GROWING}
    began, before, at = time.perf_counter(), 0, parts[0].name
    while True:
        start = time.perf_counter()
        run, finished = sweep_page(uow, clock, parts)
        seconds = time.perf_counter() - start
        if at in pages and run.facts > before:
            pages[at].append(seconds / (run.facts - before))
        before, at = run.facts, run.part
        if finished:
            return pages, run.facts, time.perf_counter() - began


def _later_by_earlier(pages: list[float]) -> float:
    middle = len(pages) // 2
    return median(pages[-middle:]) / median(pages[:middle])
