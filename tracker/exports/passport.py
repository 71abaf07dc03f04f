"""What of a battery passport does the house know about a lead-acid battery?

The names are those of the public battery passport data model (BatteryPass 1.2, general product
information and circularity) as far as they fit; a passport is a duty for other batteries, so this
is an extract for whoever asks, not a passport by law. What nobody recorded is None, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.domain.mass import kilograms, tonnes
from tracker.domain.moments import day_of, said
from tracker.domain.scan import ScanKind
from tracker.domain.told_event import ToldEvent
from tracker.exports.epcis.names import unit_name
from tracker.graph.told_life import Life

_ENDS = frozenset({ScanKind.COLLECT, ScanKind.TAKE_BACK})


def passport_of(life: Life, events: Sequence[ToldEvent]) -> dict[str, Any]:
    """The fields by group. ``events`` are those of the battery's life, in order."""
    unit = life.unit
    first = {kind: next((e for e in events if e.kind is kind), None) for kind in ScanKind}
    made, sold = first[ScanKind.REGISTER], first[ScanKind.SELL]
    ended = next((e for e in events if e.kind in _ENDS), None)
    treated = first[ScanKind.DISMANTLE]
    codes = set(unit.codes)
    told = next((u for event in events for u in event.units if u.code in codes), None)
    return {
        "general": {
            "uniqueBatteryIdentifier": unit_name(unit.code),
            "identifiers": list(unit.codes),
            "manufacturer": None if made is None else made.place.organisation,
            "manufacturingDate": None if made is None else day_of(made.happened_at).isoformat(),
            "batteryCategory": None if told is None else told.category,
            "batteryMassKg": None if unit.mass_g is None else kilograms(unit.mass_g),
            "batteryStatus": None if unit.effective_state is None else unit.effective_state.value,
        },
        "materials": {
            "batteryChemistry": "Pb",
            "model": None if told is None else told.model,
            "batteryClass": unit.battery_class.value if unit.battery_class else None,
            "leadShare": _share(unit.lead_share),
            "hazardousSubstances": ["Pb", "H2SO4"],
        },
        "circularity": {
            "firstSale": _when(sold),
            "wasteSince": _when(ended),
            "collectedBy": None if ended is None else ended.place.organisation,
            "damaged": unit.damaged,
            "dismantled": _when(treated),
            "dismantledBy": None if treated is None else treated.place.organisation,
        },
    }


def _when(event: ToldEvent | None) -> str | None:
    return None if event is None else said(event.happened_at)


def _share(ppm: object) -> str | None:
    return tonnes(ppm) if isinstance(ppm, int) else None
