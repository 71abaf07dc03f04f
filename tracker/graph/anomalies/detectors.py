"""Which detectors are there? The catalogue of anomalies A1 to A18, a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tracker.graph.anomalies import flows, habits, journeys, lives, masses
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Ground

Look = Callable[[Any, Ground], Iterable[Anomaly]]


class Facts(Enum):
    """What a detector reads; those of ``TOGETHER`` it reads all at once, others one by one.
    ``LIVES`` are those lives that go round."""

    LIFE = "life"
    LIVES = "lives"
    REFUSED = "refused"
    STAYS = "stays"
    TREATMENT = "treatment"
    TREATMENTS = "treatments"
    WEIGHED = "weighed"
    INTAKE = "intake"
    LATE = "late"
    SITE = "site"
    COHORTS = "cohorts"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Detector:
    """``name`` is an English msgid; severity, law and next step are those of its ``rules``.

    ``certain``: the records cannot all be true; else something is unusual, and a person has to
    look whether it is wrong."""

    id: str
    name: str
    certain: bool
    rules: tuple[str, ...]
    reads: tuple[tuple[Facts, Look], ...]


_SURE, _ODD = True, False
# fmt: off
DETECTORS: dict[str, Detector] = {row.id: row for row in (
    Detector("A1", "Cycle", _SURE, ("flow_cycle",), ((Facts.TREATMENTS, flows.cycles),)),
    Detector("A2", "Effect before cause", _SURE, ("effect_before_cause",),
             ((Facts.LIFE, lives.effect_before_cause),)),
    Detector("A3", "Impossible travel", _SURE, ("impossible_travel",),
             ((Facts.LIFE, lives.impossible_travel),)),
    Detector("A4", "Double sale", _SURE, ("sold_twice",), ((Facts.LIFE, lives.double_sale),)),
    Detector("A5", "Double collection", _SURE, ("collected_twice", "never_sold"),
             ((Facts.LIFE, lives.double_collection),)),
    Detector("A6", "Cloned code", _SURE, ("cloned_code",),
             ((Facts.LIFE, lives.cloned_code), (Facts.REFUSED, lives.refused_uses))),
    Detector("A7", "Two parents", _SURE, ("two_parents",), ((Facts.STAYS, flows.two_parents),)),
    Detector("A8", "Use after consumption", _SURE, ("use_after_consumption",),
             ((Facts.LIFE, lives.use_after_end), (Facts.REFUSED, lives.refused_uses))),
    Detector("A9", "Dwell", _SURE, ("dwell_too_long",), ((Facts.LIFE, journeys.dwell),)),
    Detector("A10", "Shipment without receipt, or the reverse", _SURE,
             ("no_receipt", "received_without_shipment"),
             ((Facts.LIFE, journeys.no_receipt), (Facts.LIFE, journeys.no_shipment))),
    Detector("A11", "Black hole or volcano", _ODD, ("black_hole", "volcano"),
             ((Facts.SITE, flows.black_holes), (Facts.SITE, flows.volcanoes))),
    Detector("A12", "Yield out of band", _ODD, ("yield_out_of_band",),
             ((Facts.TREATMENT, masses.yield_out_of_band),)),
    Detector("A13", "Weight drift", _ODD, ("weight_drift",),
             ((Facts.WEIGHED, masses.weight_drift),)),
    Detector("A14", "Trading ring", _ODD, ("trading_ring",),
             ((Facts.LIVES, journeys.trading_rings),)),
    Detector("A15", "Serial burst", _ODD, ("serial_burst",),
             ((Facts.INTAKE, habits.serial_bursts),)),
    Detector("A16", "Leakage of a cohort", _ODD, ("cohort_leakage",),
             ((Facts.COHORTS, habits.leaking_cohorts),)),
    Detector("A17", "Mass claimed twice", _SURE, ("claimed_twice",),
             ((Facts.CLAIMS, masses.claimed_twice),)),
    Detector("A18", "Back-dating", _ODD, ("recorded_late",),
             ((Facts.LATE, habits.recorded_late),)),
)}
# fmt: on
#: Facts that a detector sees all at once; of the others it sees one after the other.
TOGETHER = frozenset({Facts.LIVES, Facts.STAYS, Facts.TREATMENTS, Facts.COHORTS, Facts.CLAIMS})


def looked_at(
    kind: Facts, facts: Iterable[Any], ground: Ground, wanted: frozenset[str] | None = None
) -> Iterator[Anomaly]:
    """What all detectors of these facts find; ``wanted`` None: every detector looks."""
    rows = list(facts)
    for detector in DETECTORS.values():
        for read, look in detector.reads:
            if read is not kind or (wanted is not None and detector.id not in wanted):
                continue
            batches = [rows] if kind in TOGETHER else rows
            for fact in batches:
                yield from (one for one in look(fact, ground) if one.detector == detector.id)
