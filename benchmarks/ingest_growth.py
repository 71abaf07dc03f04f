"""Does scanning become slower when there is a hundred times as much in the books?

The whole use case in this process, turn by turn in small works and in grown ones: loose batteries,
each with a row of its own among those that every battery has six of, and pallets, by the dozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

from benchmarks.bench import Bench
from benchmarks.clients import sets_of
from benchmarks.figure import Figure
from benchmarks.goals import Goal, goals_of
from benchmarks.people import PROVINCE
from benchmarks.rollups import scanning
from benchmarks.rounds import interleaved, ratios, spread
from benchmarks.stock import PALLETS_A_TRUCK, code_of
from benchmarks.works import Works
from benchmarks.works_rows import OWN_ROWS
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork


def measure(bench: Bench) -> list[Figure]:
    """Scans a second in grown works over those in small ones."""
    loose, boxed = goals_of("ingest_growth")
    both = {"grown": bench.grown_works(), "small": bench.works()}
    engines = {name: app_engine(works.url, pool_size=1) for name, works in both.items()}
    uows = {name: SqlUnitOfWork(sessions_of(engine), PROVINCE) for name, engine in engines.items()}

    def codes(works: Works) -> Iterator[Sequence[str]]:
        return ([code_of(u) for u in ids] for ids in sets_of(works.loose, bench.sizes.codes))

    def pallets(works: Works) -> Iterator[Sequence[str]]:
        labels = works.pallets
        last = len(labels) - PALLETS_A_TRUCK
        starts = range(0, last + 1, PALLETS_A_TRUCK)
        return cycle([labels[start : start + PALLETS_A_TRUCK] for start in starts])

    figures = []
    for goal, sets, things in ((loose, codes, bench.sizes.codes), (boxed, pallets, 1)):
        lanes = {
            name: _lane(scanning(uows[name], works.station, sets(works)), bench.sizes.posts)
            for name, works in both.items()
        }
        figures.append(_figure(bench, goal, both, lanes, things))
    for engine in engines.values():
        engine.dispose()
    return figures


def _lane(scan: Callable[[], float], posts: int) -> Callable[[], float]:
    return lambda: posts / sum(scan() for _ in range(posts))


def _figure(
    bench: Bench,
    goal: Goal,
    both: dict[str, Works],
    lanes: dict[str, Callable[[], float]],
    things: int,
) -> Figure:
    found = interleaved(lanes, bench.sizes.rounds)
    a, b = (things * spread(found[name]).middle for name in both)
    what = "batteries" if things > 1 else "scans of 12 pallets"
    rows = [len(OWN_ROWS) * works.plan.batteries for works in both.values()]
    said = f"{a:,.0f} against {b:,.0f} {what} a second, {rows[0]:,} and {rows[1]:,} rows"
    return Figure(goal, ratios(found["grown"], found["small"]), said)
