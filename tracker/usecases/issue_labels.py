"""Somebody needs labels for boxes: numbers that no box has borne before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import container_label
from tracker.domain.moments import day_of
from tracker.usecases.ports import Clock
from tracker.usecases.register_ports import OfficeWork

#: Sheets are printed ahead, but not for next year.
MOST_DAYS_AHEAD = 31


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """So many labels for a site of the caller. ``waste`` is written with hyphens; ``day`` is that
    of collection or packing, today if not said."""

    site: str
    waste: str
    count: int
    day: date | None = None


def issue_labels(order: LabelOrder, caller: Caller, uow: OfficeWork, clock: Clock) -> list[str]:
    """Labels of 37 characters, by rising serial number.

    The serial runs from 001 to 999 per unit and day. Whoever asks at the same moment waits, and
    gets the next ones; numbers once issued are spent. Raises Malformed with every fault.
    """
    with uow:
        today = day_of(clock.now())
        day = order.day or today
        place = uow.places.find(order.site)
        faults = []
        if place is None or place.organisation != caller.organisation:
            faults.append(Fault("unknown_site", "/site", {"code": order.site}))
        if day > today + timedelta(days=MOST_DAYS_AHEAD):
            faults.append(Fault("day_too_far", "/day", {"limit": MOST_DAYS_AHEAD}))
        if faults or place is None:
            raise Malformed(*faults)
        unit = place.organisation_code
        try:
            every = [
                container_label.build(unit, order.waste, day, serial)
                for serial in range(1, container_label.MOST_SERIAL + 1)
            ]
        except ValueError as error:
            raise Malformed(Fault("unit_without_label", "/site", {"code": unit})) from error
        last = uow.labels.last_serial(unit, day)
        used = uow.labels.used(every)  # printed by somebody else's program
        free = [label for label in every[last:] if label not in used]
        if len(free) < order.count:
            raise Malformed(Fault("labels_spent", "/count", {"left": len(free)}))

        labels = free[: order.count]
        uow.labels.issued_until(unit, day, every.index(labels[-1]) + 1)
        line = f"labels issued {labels[0]} to {labels[-1]} count={len(labels)}"
        uow.audit.append(place.site, caller.user, clock.now(), line)
        uow.commit()
    return labels
