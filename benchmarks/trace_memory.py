"""How much memory does the greatest answer take? In a process of its own, as of an import.

Told is by how much a process grows at its peak that is asked everything about an ingot of 20,000
batteries, over what it has when all modules are loaded and a first small question was answered.
"""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.import_memory import forget_the_peak, in_a_process, peak_so_far
from benchmarks.ingot import ask_batches, ask_whole
from benchmarks.rounds import spread
from benchmarks.stock import code_of
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of


def measure(bench: Bench) -> list[Figure]:
    """Of a few ingots, each in a fresh process."""
    (goal,) = goals_of("trace_memory")
    works = bench.works()
    first = code_of(works.plan.member(0))
    peaks = [
        in_a_process(_asked, works.url, first, ingot, alone=bench.sizes.alone)
        for ingot in works.ingots[:3]
    ]
    return [Figure(goal, spread(peaks), f"an ingot of {works.plan.ingot:,} batteries")]


def _asked(url: str, small: str, ingot: str) -> float:
    engine = app_engine(url, pool_size=1)
    sessions = sessions_of(engine)
    ask_batches(small, SqlReading(sessions))
    forget_the_peak()
    before = peak_so_far()
    ask_whole(ingot, SqlReading(sessions))
    engine.dispose()
    return peak_so_far() - before
