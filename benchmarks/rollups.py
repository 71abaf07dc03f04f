"""What do the sums by day and month cost a scan? The same scans with them, and without.

The whole use case in this process, without HTTP, which would only make the share smaller. Both
sides take turns scan by scan, each with batteries of its own, at one station.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Self

from benchmarks.bench import Bench
from benchmarks.clients import LOOSE, sets_of
from benchmarks.figure import Figure
from benchmarks.goals import Goal, goals_of
from benchmarks.people import CITY, PROVINCE, Firm
from benchmarks.rounds import ratios, spread
from benchmarks.stock import code_of
from tracker.domain.booking import Booking
from tracker.domain.caller import Caller
from tracker.domain.roles import Role, rights_of
from tracker.domain.scan import Scan
from tracker.store.clock import SystemClock
from tracker.store.driver import Driver
from tracker.store.engine import app_engine
from tracker.store.repositories.rollups import SqlRollups
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork
from tracker.usecases.record_scan import record_scan

CLOCK = SystemClock()


class NoRollups(SqlRollups):
    """Sums that nobody keeps."""

    def count(self, booking: Booking) -> None:
        pass


class Without(SqlUnitOfWork):
    """The unit of work of the house, but for the sums."""

    def __enter__(self) -> Self:
        super().__enter__()
        self.rollups = NoRollups(Driver(self.session), PROVINCE)
        return self


def measure(bench: Bench) -> list[Figure]:
    """Scans of a truck, and small ones, where a statement more weighs most."""
    large, small = goals_of("rollups")
    sizes = bench.sizes
    engine = app_engine(bench.url, pool_size=1)
    sessions = sessions_of(engine)
    figures = [
        _figure(bench, sessions, large, sizes.codes, sizes.posts),
        _figure(bench, sessions, small, sizes.small_codes, sizes.small_posts),
    ]
    engine.dispose()
    return figures


def _figure(bench: Bench, sessions: Sessions, goal: Goal, codes: int, scans: int) -> Figure:
    firm = bench.people.stations[0]
    lanes = {
        "with": scanning(
            SqlUnitOfWork(sessions, PROVINCE), firm, _codes(bench.stock.ours[0], codes)
        ),
        "without": scanning(Without(sessions, PROVINCE), firm, _codes(bench.stock.bare[0], codes)),
    }
    found: dict[str, list[float]] = {name: [] for name in lanes}
    for number in range(bench.sizes.rounds + 1):
        seconds = dict.fromkeys(lanes, 0.0)
        for turn in range(scans):
            for name in lanes if turn % 2 else reversed(lanes):
                seconds[name] += lanes[name]()
        if number:
            for name, taken in seconds.items():
                found[name].append(taken / scans)
    a, b = (1_000 * spread(found[name]).middle for name in lanes)
    return Figure(
        goal, ratios(found["with"], found["without"]), f"{a:.2f} against {b:.2f} ms a scan"
    )


def scanning(uow: SqlUnitOfWork, firm: Firm, sets: Iterator[Sequence[str]]) -> Callable[[], float]:
    """Scans the next set of codes and answers the seconds it took."""
    roles = frozenset({Role.STATION})
    caller = Caller(firm.user, firm.name, firm.organisation, roles, CITY, rights_of(roles))

    def scan() -> float:
        given = Scan(str(uuid.uuid4()), LOOSE, firm.name, CLOCK.now(), next(sets))
        digest = uuid.uuid4().bytes
        start = time.perf_counter()
        answer = record_scan(given, digest, caller, uow, CLOCK)
        taken = time.perf_counter() - start
        if answer.event is None or answer.refused:
            raise RuntimeError(f"a scan was refused: {list(answer.refused.items())[:3]}")
        return taken

    return scan


def _codes(units: Sequence[int], size: int) -> Iterator[Sequence[str]]:
    return ([code_of(unit) for unit in ids] for ids in sets_of(units, size))
