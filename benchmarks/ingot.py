"""What does it cost to be told everything that went into an ingot of 20,000 batteries?

Everything is: the batches, where the batteries were collected, and each battery with its share,
page by page as the API and the pages tell them. It is set against its own bare statements
(baselines/trace.sql), and the question for the batches alone against it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle

import psycopg

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import interleaved, ratios, spread
from benchmarks.trace import BUREAU, send_all, steps_of
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.usecases.trace_unit import MOST_PER_PAGE, trace_unit


def measure(bench: Bench) -> list[Figure]:
    """Each round asks about one ingot of the small works, the next one about another."""
    against_bare, batches_goal = goals_of("ingot")
    works = bench.works()
    engine = app_engine(works.url, pool_size=1)
    sessions = sessions_of(engine)
    walks = {code: steps_of(ask_whole, code, sessions) for code in works.ingots[:3]}

    def turns(work: Callable[[str], object]) -> Callable[[], float]:
        codes = cycle(walks)

        def lane() -> float:
            code = next(codes)
            start = time.perf_counter()
            work(code)
            return time.perf_counter() - start

        return lane

    with psycopg.connect(works.dsn) as bare:
        bare.isolation_level, bare.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        found = interleaved(
            {
                "whole": turns(lambda code: ask_whole(code, SqlReading(sessions))),
                "bare": turns(lambda code: send_all(bare, walks[code])),
                "batches": turns(lambda code: ask_batches(code, SqlReading(sessions))),
            },
            bench.sizes.rounds,
        )
    engine.dispose()
    whole, plain, batches = (1_000 * spread(found[lane]).middle for lane in found)
    return [
        Figure(
            against_bare,
            ratios(found["whole"], found["bare"]),
            f"{whole:,.0f} against {plain:,.0f} ms for {works.plan.ingot:,} batteries",
        ),
        Figure(
            batches_goal,
            ratios(found["batches"], found["whole"]),
            f"{batches:,.1f} against {whole:,.0f} ms",
        ),
    ]


def ask_whole(code: str, reading: SqlReading) -> int:
    """How many batteries were told of, page after page."""
    page = trace_unit(code, "back", BUREAU, reading, limit=MOST_PER_PAGE)
    told = len(page.batteries)
    while page.next_cursor is not None:
        page = trace_unit(
            code,
            "back",
            BUREAU,
            reading,
            limit=MOST_PER_PAGE,
            cursor=page.next_cursor,
            with_origins=False,
        )
        told += len(page.batteries)
    if told != page.counts.batteries:
        raise RuntimeError(f"{told} of {page.counts.batteries} batteries of {code} were told")
    return told


def ask_batches(code: str, reading: SqlReading) -> None:
    """The batches alone, with as few batteries as a page can have."""
    trace_unit(code, "back", BUREAU, reading, limit=1, with_origins=False)
