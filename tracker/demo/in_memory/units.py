"""Where do units stand in the books in memory, and what does a booking change about them?

Mirrors the statements of ``tracker.store.repositories.statements``: a test loads the same province
both ways and compares every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tracker.demo.in_memory.pending import Pending
from tracker.domain.announced import Announced
from tracker.domain.booking import Booking, NewUnit
from tracker.domain.unit import Unit, UnitState
from tracker.store.bulk.copy_booking import UnitRecord
from tracker.usecases.ports import Standing

_DEEPEST = 20


class MemoryUnits:
    """See ``tracker.usecases.ports.Units``. ``owners``: organisation of each site."""

    def __init__(self, owners: Mapping[int, int], first_id: int, pending: Pending) -> None:
        self.records: dict[int, UnitRecord] = {}
        self.by_code: dict[str, UnitRecord] = {}
        self.next_id = first_id
        self._owners = owners
        self._pending = pending
        self._inside: dict[int, set[int]] = {}

    def found(self, codes: Sequence[str]) -> dict[str, Unit]:
        """Nobody else is here, so nothing needs a lock."""
        return self.locked(codes)

    def locked(self, codes: Sequence[str]) -> dict[str, Unit]:
        known = self.by_code
        found = [(known[code].id, code) for code in codes if code in known]
        found.sort()
        return {code: self._unit(known[code], code) for _, code in found}

    def locked_ids(self, ids: Sequence[int]) -> dict[int, Unit]:
        known = (self.records[id] for id in sorted(set(ids)) if id in self.records)
        return {record.id: self._unit(record, min(record.codes)) for record in known}

    def inside(self, container: int) -> list[Unit]:
        found = (self.records[id] for id in sorted(self._inside.get(container, ())))
        return [self._unit(record, min(record.codes)) for record in found]

    def announced(self, codes: Sequence[str]) -> dict[str, Announced]:
        return {}

    def announced_in(self, boxes: Sequence[str]) -> dict[str, Announced]:
        return {}

    def codes_of(self, ids: Iterable[int]) -> dict[int, str]:
        return {id: min(self.records[id].codes) for id in ids if id in self.records}

    def contents_reach(self, container: int, other: int) -> bool:
        parent: int | None = other
        for _ in range(_DEEPEST):
            if parent is None:
                return False
            if parent == container:
                return True
            parent = self.records[parent].container
        return True

    def new_ids(self, count: int) -> list[int]:
        self.next_id += count
        return list(range(self.next_id - count, self.next_id))

    def set_standing(self, standings: Sequence[Standing], event: int) -> None:
        self._pending.add(lambda: self._stand(standings, event))

    def _stand(self, standings: Sequence[Standing], event: int) -> None:
        for standing in standings:
            record = self.records[standing.unit]
            record.state = standing.state
            record.site = standing.site
            record.container = standing.container
            record.since = standing.since or record.since
            record.version += 1
            if standing.container is None:
                self._take_out(record, event)
            else:
                self._put_back(record, standing.container)

    def _take_out(self, record: UnitRecord, event: int) -> None:
        for place, (box, since, until) in enumerate(record.boxes):
            if until is None:
                record.boxes[place] = (box, since, event)
                self._inside[box].discard(record.id)

    def _put_back(self, record: UnitRecord, box: int) -> None:
        """The last stay in that box goes on as if it had not ended."""
        stays = [place for place, stay in enumerate(record.boxes) if stay[0] == box]
        if stays:
            last = max(stays, key=lambda place: record.boxes[place][1])
            record.boxes[last] = (box, record.boxes[last][1], None)
            self._inside.setdefault(box, set()).add(record.id)

    def _unit(self, record: UnitRecord, code: str) -> Unit:
        site = record.site
        return Unit(
            record.id,
            code,
            record.kind,
            record.state,
            site,
            None if site is None else self._owners.get(site),
            record.container,
            record.mass_g,
            record.pieces,
            record.damaged,
            record.since,
        )

    def apply(self, b: Booking) -> None:
        """All that a booking changes about units, in the order of the statements."""
        records = self.records
        event = b.id
        for new in (*b.newcomers, *b.outputs):
            self._enter(new, b)
        for unit in b.touched:
            records[unit].lived.append(event)
        for new in b.newcomers:
            records[new.id].lived.append(event)
        for unit in b.inputs:
            records[unit].lived.append(event)
        for new in b.outputs:
            records[new.id].lived.append(event)
        for move in b.moves:
            self._move(move.units, move.state, move.site, b)
        if b.container is not None:
            self._contain(b, b.container)
        for seen in b.seen:
            record = records[seen.unit]
            if seen.mass_g is not None:
                record.mass_g = seen.mass_g
            record.damaged = record.damaged or bool(seen.damaged)
            record.battery_class = seen.battery_class or record.battery_class
            record.version += 1

    def _enter(self, new: NewUnit, b: Booking) -> None:
        record = UnitRecord(
            id=new.id,
            kind=new.kind,
            state=new.state,
            site=new.site,
            since=b.happened_at,
            mass_g=new.mass_g,
            pieces=new.pieces,
            model=new.model,
            lead_share=new.lead_share,
            battery_class=new.battery_class,
            material=new.material,
            damaged=new.damaged,
            codes=[new.code],
        )
        before = self.records.get(new.id)
        if before is not None:  # entered again after its first entry was voided
            record.codes = before.codes
            record.version = before.version + 1
            record.lived, record.held, record.boxes = before.lived, before.held, before.boxes
        self.records[new.id] = record
        for code in record.codes:
            self.by_code[code] = record

    def _move(self, units: Sequence[int], state: UnitState, site: int | None, b: Booking) -> None:
        at = b.happened_at
        for unit in units:
            record = self.records[unit]
            record.state = state
            if site is not None:
                record.site = site
            record.since = max(record.since, at)
            record.version += 1

    def _contain(self, b: Booking, box: int) -> None:
        for unit in b.packed:
            record = self.records[unit]
            record.boxes.append((box, b.id, None))
            record.container = box
            self._inside.setdefault(box, set()).add(unit)
        if b.packed:
            self.records[box].held.append(b.id)
        for unit in b.unpacked:
            record = self.records[unit]
            self._take_out_of(record, box, b.id)
            record.container = None

    def _take_out_of(self, record: UnitRecord, box: int, event: int) -> None:
        for place, (where, since, until) in enumerate(record.boxes):
            if until is None and where == box:
                record.boxes[place] = (where, since, event)
                self._inside[box].discard(record.id)
