"""How much longer does a trace take in process than the bare statements that it is made of?

Three questions: what happened to a battery; what became of it; what went into an ingot, down to the
batches, with the first page of batteries. The bare side (baselines/trace.sql) sends the statements
of the same walk, one after the other in one transaction, with all ids known beforehand.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import Spread, percentile, ratios, spread
from tracker.domain.caller import Caller
from tracker.domain.roles import Role, rights_of
from tracker.store.engine import app_engine
from tracker.store.queries import lineage_statements
from tracker.store.queries.lineage import SqlLineage
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import Sessions
from tracker.usecases.tell_life import tell_life
from tracker.usecases.trace_unit import USUAL_PAGE, trace_unit

#: Sees every event of the province, so that nothing is left out.
BUREAU = Caller(
    user=1,
    login="bureau",
    organisation=None,
    roles=frozenset({Role.BUREAU_PROVINCE}),
    division="420000",
    rights=rights_of(frozenset({Role.BUREAU_PROVINCE})),
)
_NAME_OF = {
    statement: name.lower()
    for name, statement in vars(lineage_statements).items()
    if name.isupper() and not name.startswith("_")
}
Ask = Callable[[str, SqlReading], object]
Step = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Question:
    """``codes`` is the name of the statement in baselines/trace_codes.sql that draws the codes."""

    name: str
    codes: str
    ask: Ask


def _back(code: str, reading: SqlReading) -> object:
    return trace_unit(code, "back", BUREAU, reading, limit=USUAL_PAGE, with_origins=False)


QUESTIONS = (
    Question("life", "batteries", lambda code, reading: tell_life(code, BUREAU, reading)),
    Question(
        "forward", "smelted", lambda code, reading: trace_unit(code, "forward", BUREAU, reading)
    ),
    Question("back", "ingots", _back),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds at a percentile, of one question, by round."""

    ours: list[float]
    bare: list[float]

    @property
    def ratio(self) -> Spread:
        return ratios(self.ours, self.bare)

    @property
    def times(self) -> str:
        a, b = spread(self.ours), spread(self.bare)
        return f"{1_000 * a.middle:.2f} against {1_000 * b.middle:.2f} ms"

    def said(self, name: str) -> str:
        r = self.ratio
        return f"{name}: {r.middle:.2f} ({r.low:.2f} … {r.high:.2f}), {self.times}"


def measure(bench: Bench) -> list[Figure]:
    """The goals hold when the slowest question holds."""
    middle_goal, tail_goal = goals_of("trace")
    province = bench.province()
    engine = app_engine(province.url, pool_size=1)
    sessions = sessions_of(engine)
    middles, tails = {}, {}
    with psycopg.connect(province.dsn) as bare:
        bare.isolation_level, bare.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        for question in QUESTIONS:
            codes = codes_of(bare, question.codes, bench.sizes.traces)
            found = _compare(question, codes, sessions, bare, bench.sizes.rounds)
            middles[question.name], tails[question.name] = found
    engine.dispose()
    return [_worst(middle_goal, middles), _worst(tail_goal, tails)]


def _worst(goal: Any, found: dict[str, Compared]) -> Figure:
    name, worst = max(found.items(), key=lambda one: one[1].ratio.middle)
    notes = tuple(one.said(question) for question, one in found.items())
    return Figure(goal, worst.ratio, f"{worst.times} ({name})", notes)


def codes_of(bare: psycopg.Connection[Any], name: str, number: int) -> list[str]:
    """Codes drawn by lot, the same at every run; some twice where there are few."""
    known = [code for (code,) in bare.execute(statements("trace_codes")[name]).fetchall()]
    bare.rollback()
    return random.Random(1).choices(known, k=number)  # noqa: S311  no secret


def _compare(
    question: Question,
    codes: Sequence[str],
    sessions: Sessions,
    bare: psycopg.Connection[Any],
    rounds: int,
) -> tuple[Compared, Compared]:
    """At p50 and at p99; each code is traced by both sides before the next one."""
    walks = [steps_of(question.ask, code, sessions) for code in codes]
    middle, tail = Compared([], []), Compared([], [])
    for number in range(rounds + 1):
        ours, theirs = [], []
        for code, walk in zip(codes, walks, strict=True):
            ours.append(_timed(partial(question.ask, code, SqlReading(sessions))))
            theirs.append(_timed(partial(send_all, bare, walk)))
        if number:
            for compared, share in ((middle, 0.5), (tail, 0.99)):
                compared.ours.append(percentile(ours, share))
                compared.bare.append(percentile(theirs, share))
    return middle, tail


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def steps_of(ask: Ask, code: str, sessions: Sessions) -> list[tuple[bytes, dict[str, object]]]:
    """The bare statements of a trace with the values that our trace gives them."""
    reading = _Watched(sessions)
    ask(code, reading)
    sql = statements("trace")
    return [(sql[name], given) for name, given in reading.steps]


def send_all(bare: psycopg.Connection[Any], walk: list[tuple[bytes, dict[str, object]]]) -> None:
    for statement, given in walk:
        bare.execute(statement, given).fetchall()
    bare.rollback()


class _Watched(SqlReading):
    """A reading that notes which statements a trace sends, and with which values."""

    def __init__(self, sessions: Sessions) -> None:
        super().__init__(sessions)
        self.steps: list[Step] = []

    def __enter__(self) -> _Watched:
        super().__enter__()
        self.lineage = _WatchedLineage(self.session, self.steps)
        return self


class _WatchedLineage(SqlLineage):
    def __init__(self, session: Any, steps: list[Step]) -> None:
        super().__init__(session)
        self._steps = steps

    def _rows(self, statement: str, **given: object) -> Sequence[Any]:
        self._steps.append((_NAME_OF[statement], given))
        return super()._rows(statement, **given)
