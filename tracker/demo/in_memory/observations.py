"""What do events in memory say of single units, and what is known of these now?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.demo.in_memory.events import MemoryEvents
from tracker.demo.in_memory.pending import Pending
from tracker.demo.in_memory.units import MemoryUnits
from tracker.domain.unit import BatteryClass
from tracker.lifecycle.sightings import CLASS, DAMAGED, MASS, Sighting
from tracker.store.repositories.observations import sighting_of
from tracker.usecases.ports import Model


class MemoryObservations:
    """See ``tracker.usecases.ports.Observations``."""

    def __init__(self, units: MemoryUnits, events: MemoryEvents, pending: Pending) -> None:
        self._units = units
        self._events = events
        self._pending = pending

    def classes(self, units: Sequence[int]) -> dict[int, BatteryClass | None]:
        return {unit: self._units.records[unit].battery_class for unit in units}

    def sightings(self, units: Sequence[int]) -> dict[int, list[Sighting]]:
        return {
            unit: [
                sighting_of(row, self._events.counts(event))
                for event, row in self._events.sayings.get(unit, ())
            ]
            for unit in units
        }

    def set_known(self, known: Mapping[int, Mapping[str, object]]) -> None:
        self._pending.add(lambda: self._set(known))

    def give_model(self, units: Sequence[int], model: Model) -> None:
        self._pending.add(lambda: self._give(units, model))

    def _give(self, units: Sequence[int], model: Model) -> None:
        for unit in units:
            record = self._units.records[unit]
            if record.model is None:
                record.model = model.id
                if record.mass_g is None:
                    record.mass_g = model.nominal_mass_g
                if record.lead_share is None:
                    record.lead_share = model.lead_share
                record.battery_class = record.battery_class or model.battery_class
                record.version += 1

    def _set(self, known: Mapping[int, Mapping[str, object]]) -> None:
        for unit, words in known.items():
            record = self._units.records[unit]
            if MASS in words:
                mass = words[MASS]
                record.mass_g = mass if isinstance(mass, int) else None
            if DAMAGED in words:
                record.damaged = bool(words[DAMAGED])
            if CLASS in words:
                named = words[CLASS]
                record.battery_class = BatteryClass(str(named)) if named else None
            record.version += 1 if words else 0
