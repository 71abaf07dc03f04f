"""How does a test make the facts that detectors of anomalies read?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker.domain.parameters import Parameters
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies.facts import (
    Cohort,
    Ground,
    Life,
    MassClaim,
    Recorded,
    Refused,
    SiteMass,
    Spot,
    Stay,
    Step,
    Treatment,
    Weighed,
)
from tracker.store.parameters_file import shipped_parameters

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
DAY = date(2026, 3, 2)
MAKER, SHOP, POINT, OTHER, STATION, PLANT, FAR = range(1, 8)
SPOTS = {
    MAKER: Spot("MAKER-1", 11, frozenset({Role.PRODUCER}), None, 114.0, 30.0),
    SHOP: Spot("SHOP-1", 12, frozenset({Role.SELLER}), None, 114.1, 30.0),
    POINT: Spot("POINT-1", 13, frozenset({Role.COLLECTOR}), None, 114.2, 30.0),
    OTHER: Spot("POINT-2", 14, frozenset({Role.COLLECTOR}), None, 114.1, 30.1),
    STATION: Spot("STATION-1", 15, frozenset({Role.STATION}), None, 114.3, 30.0),
    PLANT: Spot("PLANT-1", 16, frozenset({Role.RECYCLER}), None, 114.4, 30.0),
    FAR: Spot("POINT-9", 13, frozenset({Role.COLLECTOR}), None, 111.0, 30.0),
}


def a_ground(days_later: int = 30, **figures: Any) -> Ground:
    """The shipped figures, asked so many days after noon of the first day."""
    return Ground(SPOTS, Parameters(shipped_parameters(), 42), NOON + timedelta(days=days_later))


def a_life(*steps: tuple[K, int, float], code: str = "B1", container: bool = False) -> Life:
    """Steps as (kind, site, days after the first noon), numbered in that order. A sale by the maker
    goes to the shop."""
    told = [
        Step(n, kind, NOON + timedelta(days=days), site, SHOP if _wholesale(kind, site) else None)
        for n, (kind, site, days) in enumerate(steps, 1)
    ]
    return Life(code, told, container)


def _wholesale(kind: K, site: int) -> bool:
    return kind is K.SELL and site == MAKER


def a_treatment(event: int = 1, **changes: Any) -> Treatment:
    """A tonne of batteries that yields 600 kg of lead."""
    facts: dict[str, Any] = {
        "event": event,
        "kind": K.DISMANTLE,
        "day": DAY,
        "site": PLANT,
        "inputs": frozenset(),
        "outputs": frozenset(),
        "in_g": 1_000_000,
        "lead_g": 600_000,
        "lead_codes": (f"LOT-{event}",),
    }
    return Treatment(**facts | changes)


def a_load(seen_g: int = 1_000_000, booked_g: int | None = 1_000_000) -> Weighed:
    return Weighed(1, DAY, STATION, ("BOX-1",), seen_g, booked_g)


def a_record(days_late: float = 0, codes: tuple[str, ...] = ("B1",)) -> Recorded:
    return Recorded(1, NOON, NOON + timedelta(days=days_late), SHOP, codes)


def a_site(in_g: int, out_g: int, days: int = 400) -> SiteMass:
    return SiteMass(POINT, in_g, out_g, DAY, DAY + timedelta(days=days))


def a_stay(box: str, since: int, until: int | None) -> Stay:
    return Stay("B1", box, since, until, DAY, POINT)


def a_cohort(district: str, sold: int, back: int, maker: str = "M1") -> Cohort:
    return Cohort(maker, "TRACTION", district, 2024, sold, back)


def a_claim(paper: str, first: date = DAY, last: date | None = None) -> MassClaim:
    return MassClaim("TICKET-1", 15, paper, 1_000_000, first, last, STATION)


def a_refusal(*, consumed: bool) -> Refused:
    return Refused("B1", "request-1", "BOX-1", consumed, 7, DAY, PLANT)
