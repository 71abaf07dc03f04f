"""Do the papers of receiver, sender and carrier cover this load on the day of a step?

Asked anew at every hand-over, for a licence or a permit may end on the way. What is missing is
booked and found, never refused: the waste is really there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tracker.domain.manifest import Manifest
from tracker.domain.programme import LicenceScope
from tracker.domain.unit import Unit
from tracker.rules.finding import Finding
from tracker.rules.licence_findings import receiver_findings
from tracker.rules.manifest_findings import plan_findings
from tracker.rules.vehicle_findings import vehicle_findings
from tracker.usecases.manifest_steps.facts import read_by_rules
from tracker.usecases.manifest_steps.work import StepWork
from tracker.usecases.scan_facts import damaged_among

#: For which purpose a licence must name which way of operating; for any other, any will do.
_WAYS: Final[Mapping[str, frozenset[LicenceScope]]] = {
    way.value: frozenset({way}) for way in (LicenceScope.USE, LicenceScope.DISPOSE)
}


def receiver_papers(m: Manifest, work: StepWork) -> Iterator[Finding]:
    """Whether the receiver may take this waste for this purpose on the day of the step (V5)."""
    held = work.uow.places.licences(m.receiver.organisation)
    ways = _WAYS.get(m.purpose or "", frozenset())
    wastes = {row.waste for row in m.rows}
    return receiver_findings(m.number, held, work.day, wastes, ways)


def sender_papers(m: Manifest, work: StepWork) -> Iterator[Finding]:
    """Whether the plan that the sender filed for the year names this (V4)."""
    planned = work.uow.manifests.planned(m.sender.organisation, work.day.year, but=m.id)
    return plan_findings(read_by_rules(m, work), planned, work.day)


def carrier_papers(m: Manifest, units: Iterable[Unit], work: StepWork) -> Iterator[Finding]:
    """Whether the vehicle of the leg that begins may carry these (V7). A permit that the carrier
    states on the manifest counts as one."""
    leg = next((one for one in m.carriers if one.leg == m.leg), None)
    if leg is None or leg.vehicle is None or leg.permit is not None:
        return iter(())
    vehicle = work.uow.places.vehicle(leg.vehicle)
    if vehicle.permitted(work.day):
        return iter(())
    damaged = damaged_among(units, frozenset(work.filled.damaged), work.uow)
    return vehicle_findings(vehicle, damaged, work.day)
