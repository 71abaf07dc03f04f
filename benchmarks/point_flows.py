"""Which recyclers got what a collection point gathered: by its boxes, or battery by battery?

The flow is asked for as the API asks, for the whole year of a point. The other way does not exist
in the house: it is built in a schema of its own, with a row for each of six scans of every battery,
and thrown away (baselines/point_flows.sql).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle

import psycopg

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import interleaved, ratios, spread
from benchmarks.trace import BUREAU
from benchmarks.works import Works, point_code
from tracker.domain.scan import ScanKind
from tracker.store.codes import SCAN_KIND
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.usecases.ask_flows import flows_of_site

_KINDS: dict[str, object] = {
    "collect": SCAN_KIND.number[ScanKind.COLLECT],
    "receive": SCAN_KIND.number[ScanKind.RECEIVE],
    "own": [SCAN_KIND.number[k] for k in (ScanKind.REGISTER, ScanKind.SELL, ScanKind.COLLECT)],
    "boxed": [SCAN_KIND.number[k] for k in (ScanKind.DISPATCH, ScanKind.DELIVER, ScanKind.RECEIVE)],
}


def measure(bench: Bench) -> list[Figure]:
    """Seconds for a point's year by boxes over seconds by batteries; another point each round."""
    (goal,) = goals_of("point_flows")
    works = bench.grown_works()
    engine = app_engine(works.url, pool_size=1)
    sessions = sessions_of(engine)
    sql = statements("point_flows")
    first = works.plan.back_at(0).date()
    last = first + timedelta(days=450)
    with psycopg.connect(works.dsn, autocommit=True) as bare:
        built = _build(bare, works)

        def by_boxes(number: int) -> None:
            code = point_code(number)
            _, found = flows_of_site(code, first, last, BUREAU, SqlReading(sessions))
            if not any(one.recycler and one.boxes for one in found):
                raise RuntimeError(f"nothing of {code} was followed")

        def by_batteries(number: int) -> None:
            given = {"site": works.places.points[number], **_KINDS}
            if not bare.execute(sql["flows"], given).fetchall():
                raise RuntimeError("no battery was followed")

        lanes = {
            "boxes": _lane(bench, works, by_boxes),
            "batteries": _lane(bench, works, by_batteries),
        }
        found = interleaved(lanes, bench.sizes.rounds)
        bare.execute(sql["drop"])
    engine.dispose()
    a, b = (1_000 * spread(found[lane]).middle for lane in lanes)
    said = f"{a:,.2f} against {b:,.1f} ms among {works.plan.batteries:,} batteries"
    notes = (f"the per-battery form was built in {built:,.0f} s, for this comparison only",)
    return [Figure(goal, ratios(found["boxes"], found["batteries"]), said, notes)]


def _build(bare: psycopg.Connection[tuple[object, ...]], works: Works) -> float:
    """Seconds it took."""
    start = time.perf_counter()
    sql = statements("point_flows")
    bare.execute("SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'")
    for name in list(sql)[:-2]:
        bare.execute(sql[name], _KINDS if b"%(" in sql[name] else None)
    bare.execute("RESET work_mem")
    return time.perf_counter() - start


def _lane(bench: Bench, works: Works, ask: Callable[[int], None]) -> Callable[[], float]:
    """Asks about a few points that follow each other, all of them new to the round."""
    points = cycle(range(works.plan.points))

    def lane() -> float:
        mine = [next(points) for _ in range(max(1, bench.sizes.posts // 2))]
        start = time.perf_counter()
        for point in mine:
            ask(point)
        return (time.perf_counter() - start) / len(mine)

    return lane
