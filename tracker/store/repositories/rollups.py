"""Sums by day and month: what each booking adds to them, in one statement."""

from __future__ import annotations

from tracker.domain.booking import Booking
from tracker.domain.moments import day_of
from tracker.domain.scan import ScanKind
from tracker.lifecycle.unit_steps import TREATMENTS
from tracker.store.arrays import ids
from tracker.store.codes import CATEGORY, SCAN_KIND
from tracker.store.driver import Driver
from tracker.store.repositories.rollup_statements import (
    CORRECT,
    COUNT,
    COUNT_OF_MATERIAL,
    COUNT_TREATMENT,
    MEND,
    OF_MATERIAL,
    PATIENTLY,
    TAKE_AWAY,
)


class SqlRollups:
    """See ``tracker.usecases.rollup_ports.Rollups``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def count(self, booking: Booking) -> None:
        b = booking
        if b.kind is ScanKind.VOID:
            self._driver.later(TAKE_AWAY, {"event": b.subject_event})
        elif b.kind is ScanKind.CORRECT:
            if b.mass_g is not None:
                self._driver.later(CORRECT, {"event": b.subject_event, "correction": b.id})
        elif b.kind in TREATMENTS:
            self._driver.later(COUNT_TREATMENT, {"event": b.id})
        elif b.kind in OF_MATERIAL:
            self._driver.later(COUNT_OF_MATERIAL, {**self._said(b), "ids": ids(b.units)})
        else:
            self._driver.later(COUNT, self._said(b))

    def mend(self) -> int:
        self._driver.run(PATIENTLY)
        return sum(self._driver.run(statement).rowcount for statement in MEND)

    def _said(self, b: Booking) -> dict[str, object]:
        day = day_of(b.happened_at)
        return {
            "site": b.site,
            "day": day,
            "month": day.replace(day=1),
            "kind": SCAN_KIND.number[b.kind],
            "peer": b.peer_site or 0,
            "category": CATEGORY.number[b.category] if b.category else 0,
            "province": self._province,
            "pieces": b.pieces,
            "unweighed": b.pieces if b.mass_g is None else 0,
            "mass_g": b.mass_g or 0,
        }
