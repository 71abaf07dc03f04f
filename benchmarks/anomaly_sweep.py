"""Does the sweep for flows that cannot be true take twice as long for twice the facts?

All eighteen detectors over a whole province of four years, and over one of another size. Ended
after every month and gone on with, as the worker does night by night, it must find the same.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.people import PROVINCE
from benchmarks.province import Province
from benchmarks.rounds import ratios, spread
from tracker.demo.load import UNTIL
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.anomaly_ports import AnomalyRun
from tracker.usecases.sweep_anomalies import sweep_anomalies, sweep_month

#: A sweep takes minutes, and what it finds lasts: one round says enough.
_MOST_ROUNDS = 1
#: Up to which day is swept: the books end before it.
_UNTIL = UNTIL + timedelta(days=2)


def measure(bench: Bench) -> list[Figure]:
    """Seconds a fact in the greater province over those in the smaller; and what ending costs."""
    growth, resumed = goals_of("anomaly_sweep")
    first = UNTIL - timedelta(days=bench.sizes.swept_days)
    small, great = sorted((bench.province(), bench.other_province()), key=lambda one: one.batteries)
    each: dict[str, list[float]] = {"small": [], "great": [], "ended": [], "through": []}
    notes: list[str] = []
    for _ in range(min(bench.sizes.rounds, _MOST_ROUNDS)):
        notes = []
        for name, province in (("small", small), ("great", great)):
            run, seconds = _through(province, first)
            each[name].append(seconds / run.facts)
            notes.append(
                f"{province.batteries:,} batteries: {run.facts:,} facts, {run.found:,} findings,"
                f" {seconds:,.1f} s"
            )
            if name == "small":
                ended, taken = _ended_each_month(province, first)
                if (ended.facts, ended.found) != (run.facts, run.found):
                    raise RuntimeError(f"{ended} is not {run}")
                each["ended"].append(taken)
                each["through"].append(seconds)
    rates = [1 / median(each[name]) for name in ("great", "small")]
    a, b = (spread(each[name]).middle for name in ("ended", "through"))
    said = f"{rates[0]:,.0f} against {rates[1]:,.0f} facts a second"
    return [
        Figure(growth, ratios(each["great"], each["small"]), said, tuple(notes)),
        Figure(resumed, ratios(each["ended"], each["through"]), f"{a:,.1f} against {b:,.1f} s"),
    ]


def _through(province: Province, first: date) -> tuple[AnomalyRun, float]:
    """The whole sweep in one go."""
    engine = app_engine(province.url, pool_size=1)
    uow = SqlUnitOfWork(sessions_of(engine), PROVINCE)
    start = time.perf_counter()
    run = sweep_anomalies(uow, SystemClock(), first=first, until=_UNTIL, hear=_say)
    seconds = time.perf_counter() - start
    engine.dispose()
    return run, seconds


def _say(done: int, whole: int) -> None:
    print(f"  swept {done:,} of {whole:,} days", flush=True)


def _ended_each_month(province: Province, first: date) -> tuple[AnomalyRun, float]:
    """The same, each month on a connection of its own that knows nothing of the others."""
    start = time.perf_counter()
    finished = False
    while not finished:
        engine = app_engine(province.url, pool_size=1)
        uow = SqlUnitOfWork(sessions_of(engine), PROVINCE)
        run, finished = sweep_month(uow, SystemClock(), first=first, until=_UNTIL)
        engine.dispose()
    return run, time.perf_counter() - start
