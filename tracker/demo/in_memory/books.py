"""Which unit of work books a territory in memory, and hands every row to COPY?

The same ``record_scan`` that serves requests judges against these books and books into them. So a
province that was copied into the database is the province that people would have scanned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, Self

from tracker.demo.in_memory.downstream import MemoryDownstream
from tracker.demo.in_memory.events import MemoryEvents
from tracker.demo.in_memory.limits import MemoryLimits
from tracker.demo.in_memory.observations import MemoryObservations
from tracker.demo.in_memory.papers import (
    MemoryAlarms,
    MemoryAudit,
    MemoryDuties,
    MemoryExplanations,
    MemoryReceipts,
)
from tracker.demo.in_memory.pending import Pending
from tracker.demo.in_memory.rollups import MemoryRollups
from tracker.demo.in_memory.units import MemoryUnits
from tracker.demo.land import HOME
from tracker.domain.place import Place
from tracker.rules.scan_findings import HeldLicence
from tracker.rules.vehicle_findings import Vehicle
from tracker.store.bulk.copy_booking import BookingRows
from tracker.store.bulk.found_alarms import FoundAlarms
from tracker.store.bulk.found_explanations import FoundExplanations
from tracker.store.bulk.rollup_sums import RollupSums
from tracker.usecases.ports import Model


class MemoryPlaces:
    """Sites, models and vehicles by code, licences by organisation, as the registers have them."""

    def __init__(
        self,
        places: Mapping[str, Place],
        licences: Mapping[int, tuple[HeldLicence, ...]],
        models: Mapping[str, Model],
        vehicles: Mapping[str, Vehicle],
    ) -> None:
        self.by_site = {place.site: place for place in places.values()}
        self._places = places
        self._licences = licences
        self._models = models
        self._vehicles = vehicles

    def find(self, code: str) -> Place | None:
        return self._places.get(code)

    def licences(self, organisation: int) -> tuple[HeldLicence, ...]:
        return self._licences.get(organisation, ())

    def vehicle(self, plate: str) -> Vehicle:
        return self._vehicles.get(plate) or Vehicle(plate, None, None, tight=False, known=False)

    def model(self, code: str) -> Model | None:
        return self._models.get(code)


class MemoryBooks:
    """See ``tracker.usecases.ports.UnitOfWork``; may be entered again and again.

    ``first_unit`` and ``first_number`` are the next values of the database's sequences. Knows
    scans only: registers, labels, files and scales are none of its business.
    """

    def __init__(
        self,
        places: MemoryPlaces,
        rows: BookingRows,
        found: FoundAlarms,
        sums: RollupSums,
        first_unit: int,
        first_number: int,
        explained: FoundExplanations | None = None,
    ) -> None:
        self._rows = rows
        self._sums = sums
        self._pending = pending = Pending()
        owners = {site: place.organisation for site, place in places.by_site.items()}
        self.places = places
        self.units = MemoryUnits(owners, first_unit, pending)
        self.events = MemoryEvents(places.by_site, self.units, rows, pending, first_number)
        self.observations = MemoryObservations(self.units, self.events, pending)
        self.receipts = MemoryReceipts(rows, pending)
        self.alarms = MemoryAlarms(found, pending)
        self.explanations = MemoryExplanations(explained or FoundExplanations(), pending)
        self.audit = MemoryAudit(rows, pending)
        self.duties = MemoryDuties(rows, pending)
        self.rollups = MemoryRollups(self.units, sums, pending)
        self.downstream = MemoryDownstream(places.by_site, self.rollups, found, pending)
        self.limits = MemoryLimits(self.rollups, self.alarms.is_open, HOME)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None:
        self._pending.forget()

    def commit(self) -> None:
        self._pending.do()

    def close(self) -> None:
        """Write the rows that changed until now: units, sums, the heads of the audit chains."""
        for record in self.units.records.values():
            self._rows.unit(record)
        self.audit.write_heads()
        self._sums.write()

    @property
    def registers(self) -> NoReturn:
        raise NotImplementedError("books in memory know scans only")

    labels = attachments = weighings = registers
