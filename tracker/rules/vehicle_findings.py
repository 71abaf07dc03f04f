"""May this vehicle carry this load? Asked at loading and at every hand-over (V7).

Undamaged batteries in a vehicle that is proof against rain, leak and spill are not carried as
dangerous goods (名录 豁免 18); damage on the road ends the exemption.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class Vehicle(NamedTuple):
    """A vehicle as it is registered; ``known`` False: nobody registered this plate."""

    plate: str
    permit: str | None
    permit_until: date | None
    tight: bool
    known: bool = True

    def permitted(self, day: date) -> bool:
        """Whether it has a permit on that day; one without an end lasts."""
        return self.permit is not None and (self.permit_until is None or day <= self.permit_until)


def exempt(vehicle: Vehicle, damaged: int) -> bool:
    """Whether the load may go without a permit."""
    return vehicle.tight and damaged == 0


def vehicle_findings(vehicle: Vehicle, damaged: int, day: date) -> Iterator[Finding]:
    """``damaged``: how many of the batteries on it are."""
    if vehicle.permitted(day) or exempt(vehicle, damaged) or not speaks(_RULE, day):
        return
    said = {
        "permit": vehicle.permit,
        "permit_until": vehicle.permit_until,
        "tight": vehicle.tight,
        "damaged": damaged,
        "registered": vehicle.known,
    }
    yield finding(_RULE, vehicle.plate, day, said)


_RULE = "vehicle_permit_missing"
