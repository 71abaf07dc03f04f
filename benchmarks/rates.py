"""How much longer does a rate from the rows take than its bare statements, and a page behind it?

The bare side (baselines/rates.sql) sends the statements of the same questions, each once, with all
values known beforehand, and throws the rows away. The page is the first one of the receipts behind
what was collected; the bare side reads the receipts of the page and nothing that they are judged
with.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import Goal, goals_of
from benchmarks.rounds import interleaved, ratios, spread
from reports.queries.parcels import asked_for, recorded_from
from reports.queries.rate_books import SqlRateBooks
from reports.queries.registers import MAKERS
from reports.usecases.kept_books import RecordingBooks
from reports.usecases.page_evidence import page_of_evidence
from reports.usecases.show_rate import show_rate
from reports.usecases.yearly_loads import around_year, period_of_year
from tracker.domain.caller import Caller
from tracker.domain.roles import Role, rights_of
from tracker.store.arrays import ids
from tracker.store.engine import app_engine
from tracker.store.event_ids import first_id
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import Sessions

PROVINCE = 42
YEAR = 2025
PAGE = 50
#: So many receipts are read for a page, as the house does.
READ = PAGE + 1
CALLER = Caller(
    user=1,
    login="bureau",
    organisation=None,
    roles=frozenset({Role.BUREAU_PROVINCE}),
    division="420000",
    rights=rights_of(frozenset({Role.BUREAU_PROVINCE})),
)
#: Where the statement of parcels may say which receipts.
WHICH = b"/* which */"
Step = tuple[bytes, dict[str, Any]]


def measure(bench: Bench) -> list[Figure]:
    """Of the producer of the demonstration that collects most."""
    rows, page = goals_of("rates")
    province = bench.province()
    engine = app_engine(province.url, pool_size=1)
    sessions = sessions_of(engine)
    rounds = bench.sizes.rounds
    with psycopg.connect(province.dsn) as bare:
        bare.isolation_level, bare.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        (code,) = bare.execute(statements("rates")["busiest"]).fetchone() or ("",)
        figures = [
            _figure(rows, lambda: _rate(code, sessions), _rate_steps(code, sessions), bare, rounds),
            _figure(page, lambda: _page(code, sessions), _page_steps(code, bare), bare, rounds),
        ]
    engine.dispose()
    return figures


def _rate(code: str, sessions: Sessions) -> int:
    shown = show_rate(code, YEAR, CALLER, SqlRateBooks(sessions, PROVINCE))
    return sum(len(one.records) for one in shown.evidence)


def _page(code: str, sessions: Sessions) -> int:
    books = SqlRateBooks(sessions, PROVINCE)
    return len(page_of_evidence(code, YEAR, "collected", None, PAGE, CALLER, books).records)


def _figure(
    goal: Goal,
    ours: Callable[[], int],
    steps: Sequence[Step],
    bare: psycopg.Connection[Any],
    rounds: int,
) -> Figure:
    found = interleaved(
        {"ours": lambda: _timed(ours), "bare": lambda: _timed(lambda: send(bare, steps))}, rounds
    )
    a, b = (1_000 * spread(found[name]).middle for name in ("ours", "bare"))
    said = f"{a:.1f} against {b:.1f} ms; {ours()} records"
    return Figure(goal, ratios(found["ours"], found["bare"]), said)


def _timed(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def send(bare: psycopg.Connection[Any], steps: Sequence[Step]) -> int:
    """Send every statement, fetch its rows; answers how many there were."""
    found = sum(len(bare.execute(statement, given).fetchall()) for statement, given in steps)
    bare.rollback()
    return found


def _rate_steps(code: str, sessions: Sessions) -> list[Step]:
    """What a rate asks of the books, each question once."""
    books = RecordingBooks(SqlRateBooks(sessions, PROVINCE))
    show_rate(code, YEAR, CALLER, books)
    sql = statements("rates")
    steps = []
    for name in json.loads(books.content())["answers"]:
        question, _, asked = name.partition("[")
        steps.append((sql[question], _VALUES[question](json.loads("[" + asked))))
    return steps


def _page_steps(code: str, bare: psycopg.Connection[Any]) -> list[Step]:
    """Who asks, what may be claimed, the next receipts, and what was accepted in them."""
    sql = statements("rates")
    start, end = period_of_year(YEAR)
    given = _VALUES["enterprise"]([code])
    row = bare.execute(sql["enterprise"], given).fetchone()
    enterprise = {"enterprise": row[0] if row else 0}
    window = {
        "province": PROVINCE,
        "since": start,
        "end": end,
        "first_id": first_id(recorded_from(start)),
        "size": READ,
    }
    receipts = [row[0] for row in bare.execute(sql["next_receipts"], window)]
    around = asked_for(PROVINCE, *around_year(YEAR)) | {"receipts": ids(receipts)}
    return [
        (sql["enterprise"], given),
        (sql["declared"], enterprise),
        (sql["next_receipts"], window),
        (parcels_of(sql), around),
        (sql["agreements"], enterprise),
        (sql["producers"], {"makers": MAKERS}),
    ]


def parcels_of(sql: Mapping[str, bytes]) -> bytes:
    """The statement of a year's parcels, of certain receipts only."""
    return sql["parcels"].replace(WHICH, sql["these"])


def _parcels(asked: Sequence[Any]) -> dict[str, object]:
    start, end = map(datetime.fromisoformat, asked)
    return asked_for(PROVINCE, start, end)


def _lots(asked: Sequence[Any]) -> dict[str, object]:
    plants, start, end = asked
    ends = {"start": datetime.fromisoformat(start), "end": datetime.fromisoformat(end)}
    return {"province": PROVINCE, "plants": ids(plants), **ends}


def _whose(asked: Sequence[Any]) -> dict[str, object]:
    return {"enterprise": asked[0], "province": PROVINCE, "makers": MAKERS}


_VALUES: Mapping[str, Callable[[Sequence[Any]], dict[str, Any]]] = {
    "enterprise": lambda asked: {"code": asked[0], "makers": MAKERS},
    "agreements": _whose,
    "producers": lambda _: {"makers": MAKERS},
    "declared": _whose,
    "recorded_sales": _whose,
    "parcels": _parcels,
    "plant_lots": _lots,
}
