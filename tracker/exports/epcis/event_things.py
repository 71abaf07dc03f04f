"""What is an event about: the batteries, boxes and lots of a scan, and what was seen of them?"""

from __future__ import annotations

from tracker.domain.mass import MOST_BATTERY_G, MOST_LOAD_G, MOST_LOT_G
from tracker.domain.scan import MOST_CODES, Detail, Output, ScanKind, Uncoded
from tracker.domain.unit import BatteryClass, Material
from tracker.exports.epcis import words as w
from tracker.exports.epcis.event_values import Event, EventValues
from tracker.exports.epcis.names import PREFIX, UNIT

_MOST_PIECES = 100_000


class EventThings(EventValues):
    """The things of one event. See ``EventValues`` for how faults are told."""

    def _codes(self, kind: ScanKind) -> list[str]:
        event = self._event
        names = [
            (one, f"{name}/{place}")
            for name in ("epcList", "childEPCs", "inputEPCList")
            for place, one in enumerate(event.get(name) or ())
        ]
        classes = ["childQuantityList", "inputQuantityList"]
        if kind not in (ScanKind.COLLECT, ScanKind.TAKE_BACK):
            classes.append("quantityList")
        names += [
            (one["epcClass"], f"{name}/{place}/epcClass")
            for name in classes
            for place, one in enumerate(event.get(name) or ())
        ]
        if len(names) > MOST_CODES:
            self._blame("too_many_codes", "epcList", limit=MOST_CODES, count=len(names))
            return []
        first: dict[str, int] = {}
        for place, (name, where) in enumerate(names):
            code = self._code(name, where)
            if code is not None and first.setdefault(code, place) != place:
                self._blame("duplicate_code", where, code=code, first=first[code])
        return list(first)

    def _details(self, kind: ScanKind) -> dict[str, Detail]:
        found: dict[str, Detail] = {}
        heaps = self._heaps(kind)
        for place, said in enumerate(self._records("details")):
            where = f"{PREFIX}:details/{place}"
            code = self._code(said.get(f"{PREFIX}:epc"), where)
            if code is None or said.get(f"{PREFIX}:epc") in heaps:
                continue
            grade = self._choice(BatteryClass, said.get(f"{PREFIX}:batteryClass"), where)
            mass = self._kilos(said.get(f"{PREFIX}:massKg"), MOST_LOAD_G, where)
            found[code] = Detail(mass, said.get(f"{PREFIX}:damaged") is True or None, grade)
        if w.DISPOSITIONS.bare(str(self._event.get("disposition"))) == "damaged":
            for name in self._event.get("epcList") or ():
                code = self._code(name, "epcList")
                if code is not None:
                    found.setdefault(code, Detail(damaged=True))
        return found

    def _heaps(self, kind: ScanKind) -> dict[str, Event]:
        """Batteries without a code of their own, by the name they are told under."""
        if kind not in (ScanKind.COLLECT, ScanKind.TAKE_BACK):
            return {}
        return {one["epcClass"]: one for one in self._event.get("quantityList") or ()}

    def _uncoded(self, kind: ScanKind) -> list[Uncoded]:
        found = []
        said = {one.get(f"{PREFIX}:epc"): one for one in self._records("details")}
        for place, (name, heap) in enumerate(self._heaps(kind).items()):
            where = f"quantityList/{place}"
            mass = self._grams(heap, where, MOST_LOAD_G)
            more = said.get(name, {})
            pieces = more.get(f"{PREFIX}:pieces")
            if not isinstance(pieces, int) or not 1 <= pieces <= _MOST_PIECES:
                self._blame("epcis_no_pieces", where, limit=_MOST_PIECES)
                continue
            if mass is None:
                continue
            if mass > pieces * MOST_BATTERY_G:
                self._heavy(where, mass, pieces * MOST_BATTERY_G)
            grade = self._choice(BatteryClass, more.get(f"{PREFIX}:batteryClass"), where)
            label = self._code(name, where) if name.startswith(UNIT) else None
            found.append(Uncoded(pieces, mass, grade, label))
        return found

    def _outputs(self) -> list[Output]:
        found = []
        lots = {lot.get(f"{PREFIX}:epc"): lot for lot in self._records("lots")}
        if self._event.get("outputEPCList"):
            self._blame("epcis_output_without_mass", "outputEPCList")
        for place, heap in enumerate(self._event.get("outputQuantityList") or ()):
            where = f"outputQuantityList/{place}"
            code = self._code(heap["epcClass"], f"{where}/epcClass")
            mass = self._grams(heap, where, MOST_LOT_G)
            lot = lots.get(heap["epcClass"], {})
            material = self._choice(Material, lot.get(f"{PREFIX}:material"), where)
            if material is None:
                self._blame("epcis_no_material", f"{where}/epcClass")
            lead, pieces = lot.get(f"{PREFIX}:leadPpm"), lot.get(f"{PREFIX}:pieces", 1)
            if lead is not None and not (isinstance(lead, int) and 0 <= lead <= 1_000_000):
                self._blame("share_out_of_range", f"{PREFIX}:lots")
            if not isinstance(pieces, int) or not 1 <= pieces <= _MOST_PIECES:
                self._blame("pieces_absurd", f"{PREFIX}:lots", limit=_MOST_PIECES)
            if code is not None and mass is not None and material is not None:
                found.append(Output(code, material, mass, lead, pieces))
        return found
