"""What raises each rule about flows? One example each, found by its detector."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from tests.builders import anomalies as a
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies import flows, habits, journeys, lives, masses
from tracker.rules.finding import Finding

Example = Callable[[], Iterable[Finding]]


def _found(look: Callable[..., Iterable[Any]], fact: Any, days: int = 30) -> Example:
    return lambda: [one.finding() for one in look(fact, a.a_ground(days))]


_ROUND = a.a_life((K.LOAD, a.STATION, 0), (K.RECEIVE, a.OTHER, 1), (K.RECEIVE, a.STATION, 2))
_LOOP = [
    a.a_treatment(1, inputs=frozenset({1}), outputs=frozenset({2})),
    a.a_treatment(2, inputs=frozenset({2}), outputs=frozenset({1})),
]
_SERIALS = tuple(f"B{n:05}" for n in range(20))
_COHORTS = [a.a_cohort("4201", 100, 60), a.a_cohort("4202", 100, 10)]

EXAMPLES: dict[str, Example] = {
    "flow_cycle": _found(flows.cycles, _LOOP),
    "impossible_travel": _found(
        lives.impossible_travel, a.a_life((K.COLLECT, a.POINT, 0), (K.STORE, a.FAR, 0.01))
    ),
    "cloned_code": _found(lives.refused_uses, a.a_refusal(consumed=False)),
    "two_parents": _found(
        flows.two_parents, [a.a_stay("BOX-1", 1, None), a.a_stay("BOX-2", 2, None)]
    ),
    "use_after_consumption": _found(lives.refused_uses, a.a_refusal(consumed=True)),
    "dwell_too_long": _found(
        journeys.dwell, a.a_life((K.COLLECT, a.POINT, 0), (K.LOAD, a.POINT, 91)), 92
    ),
    "black_hole": _found(flows.black_holes, a.a_site(200_000, 0)),
    "volcano": _found(flows.volcanoes, a.a_site(200_000, 900_000)),
    "yield_out_of_band": _found(masses.yield_out_of_band, a.a_treatment(lead_g=440_000)),
    "weight_drift": _found(masses.weight_drift, a.a_load(900_000)),
    "trading_ring": _found(journeys.trading_rings, [_ROUND]),
    "serial_burst": _found(habits.serial_bursts, a.a_record(codes=_SERIALS)),
    "cohort_leakage": _found(habits.leaking_cohorts, _COHORTS),
    "claimed_twice": _found(
        masses.claimed_twice, [a.a_claim("M1"), a.a_claim("M2", a.DAY + timedelta(days=1))]
    ),
    "recorded_late": _found(habits.recorded_late, a.a_record(5.5)),
}
