"""How are POSTs of loose scans set against bare SQL? The two lanes of three figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from benchmarks.bare import BareScan
from benchmarks.bench import Bench
from benchmarks.clients import LOOSE, Scanner, sets_of, together
from benchmarks.figure import Figure
from benchmarks.goals import Goal
from benchmarks.people import PROVINCE
from benchmarks.rounds import interleaved, ratios, spread
from benchmarks.stock import mass_of
from tracker.domain.unit import UnitState
from tracker.store.codes import SCAN_KIND, UNIT_STATE
from tracker.store.event_ids import event_id

#: What such a scan writes as its kind, and the state in which it leaves the batteries.
_KIND, _STATE = SCAN_KIND.number[LOOSE], UNIT_STATE.number[UnitState.COLLECTED]


@dataclass(frozen=True, slots=True)
class Load:
    """So many clients, each with so many posts a round of so many codes."""

    clients: int
    posts: int
    codes: int

    @property
    def scans(self) -> int:
        return self.clients * self.posts * self.codes


@dataclass(frozen=True, slots=True)
class Round:
    """What a lane did in one round: scans per second, and the seconds of each post."""

    rate: float
    posts: list[float]


def loose_rounds(bench: Bench, load: Load) -> dict[str, list[Round]]:
    """Rounds of ``ours`` (the API) and ``bare`` (one connection, baselines/loose_scan.sql)."""
    with _scanners(bench, load) as scanners, _bare(bench, load) as bare:

        def ours() -> Round:
            seconds, posts = together(scanners, load.posts)
            return Round(load.scans / seconds, posts)

        return interleaved({"ours": ours, "bare": bare}, bench.sizes.rounds)


def rate_figure(goal: Goal, rounds: dict[str, list[Round]], notes: tuple[str, ...] = ()) -> Figure:
    """Our rate as a part of the bare one."""
    ours, bare = ([one.rate for one in rounds[lane]] for lane in ("ours", "bare"))
    a, b = spread(ours), spread(bare)
    said = f"{a.middle:,.0f} against {b.middle:,.0f} scans/s"
    return Figure(goal, ratios(ours, bare), said, notes)


@contextmanager
def _scanners(bench: Bench, load: Load) -> Iterator[list[Scanner]]:
    firms = bench.people.stations[: load.clients]
    made = [
        Scanner(bench.address, firm, units, load.codes)
        for firm, units in zip(firms, bench.stock.ours, strict=False)
    ]
    yield made
    for scanner in made:
        scanner.client.close()


class _BareLane:
    """The same number of sets of as many stations, one after the other on one connection."""

    def __init__(self, bench: Bench, load: Load) -> None:
        self._scan = BareScan(bench.dsn, PROVINCE)
        self._load = load
        self._firms = bench.people.stations[: load.clients]
        self._sets = [sets_of(units, load.codes) for units in bench.stock.bare[: load.clients]]
        self._number = 0

    def close(self) -> None:
        self._scan.close()

    def __call__(self) -> Round:
        work = [
            (firm, units, sum(map(mass_of, units)))
            for firm, sets in zip(self._firms, self._sets, strict=True)
            for units in islice(sets, self._load.posts)
        ]
        posts = []
        for firm, units, mass_g in work:
            start = time.perf_counter()
            at = datetime.now(UTC)
            self._number += 1
            self._scan.book(
                event_id(at, self._number),
                at,
                firm.site,
                firm.organisation,
                firm.user,
                _KIND,
                _STATE,
                units,
                mass_g,
            )
            posts.append(time.perf_counter() - start)
        return Round(self._load.scans / sum(posts), posts)


@contextmanager
def _bare(bench: Bench, load: Load) -> Iterator[_BareLane]:
    lane = _BareLane(bench, load)
    yield lane
    lane.close()
