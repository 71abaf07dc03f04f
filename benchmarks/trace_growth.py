"""Does a question take longer when there is a hundred times as much in the books?

What became of a battery, and which sites collected the 20,000 batteries of an ingot: drawn by lot,
turn by turn in small works and in grown ones, that are alike but for their size.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import Goal, goals_of
from benchmarks.rounds import interleaved, percentile, ratios, spread
from benchmarks.stock import code_of
from benchmarks.trace import BUREAU
from benchmarks.works import Works
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import Sessions
from tracker.usecases.trace_unit import trace_unit

Ask = Callable[[str, SqlReading], object]
#: So many ingots are asked about in a round.
_INGOTS = 3


def measure(bench: Bench) -> list[Figure]:
    """The medians of a round's questions, grown against small."""
    forward, fan_in = goals_of("trace_growth")
    both = {"grown": bench.grown_works(), "small": bench.works()}
    engines = {name: app_engine(works.url, pool_size=1) for name, works in both.items()}
    sessions = {name: sessions_of(engine) for name, engine in engines.items()}
    found = [
        _figure(bench, goal, both, sessions, codes, ask)
        for goal, codes, ask in ((forward, _batteries, _ahead), (fan_in, _ingots, _behind))
    ]
    for engine in engines.values():
        engine.dispose()
    return found


def _figure(
    bench: Bench,
    goal: Goal,
    both: dict[str, Works],
    sessions: dict[str, Sessions],
    codes_of: Callable[[Works, int, int], Sequence[str]],
    ask: Ask,
) -> Figure:
    def lane(name: str) -> Callable[[], float]:
        rounds = iter(range(bench.sizes.rounds + 1))

        def ask_all() -> float:
            codes = codes_of(both[name], bench.sizes.traces, next(rounds))
            return percentile([_timed(ask, code, sessions[name]) for code in codes], 0.5)

        return ask_all

    found = interleaved({name: lane(name) for name in both}, bench.sizes.rounds)
    a, b = (1_000 * spread(found[name]).middle for name in both)
    sizes = " and ".join(f"{works.plan.batteries:,}" for works in both.values())
    said = f"{a:,.2f} against {b:,.2f} ms among {sizes} batteries"
    made = both["grown"]
    notes = (f"works of {made.plan.batteries:,} batteries made by COPY in {made.seconds:,.0f} s",)
    return Figure(goal, ratios(found["grown"], found["small"]), said, notes)


def _timed(ask: Ask, code: str, sessions: Sessions) -> float:
    start = time.perf_counter()
    ask(code, SqlReading(sessions))
    return time.perf_counter() - start


def _ahead(code: str, reading: SqlReading) -> object:
    return trace_unit(code, "forward", BUREAU, reading)


def _behind(code: str, reading: SqlReading) -> object:
    return trace_unit(code, "back", BUREAU, reading)


def _batteries(works: Works, number: int, seed: int) -> list[str]:
    """Batteries that became lead."""
    drawn = random.Random(seed)  # noqa: S311  no secret
    heaps = drawn.choices(works.plan.smelted, k=number)
    first = [heap * works.plan.ingot for heap in heaps]
    return [code_of(works.plan.member(one + drawn.randrange(works.plan.ingot))) for one in first]


def _ingots(works: Works, number: int, seed: int) -> list[str]:
    drawn = random.Random(seed)  # noqa: S311  no secret
    return [works.ingot(heap) for heap in drawn.choices(works.plan.smelted, k=_INGOTS)]
