"""Units, their events and what flows between them, as they were known at a moment.

Events are never changed, and their ids carry the time of recording: what was known is what has a
smaller id. Only what is derived from events, and rewritten with them, has to be told as it stood:
which stay in a box had ended, and what a unit weighed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.unit import BatteryClass, UnitKind
from tracker.graph.facts import Filling, FoundUnit, Held, HeldBattery, Leaf, OriginPart, Stay
from tracker.lifecycle.sightings import CLASS, DAMAGED, MASS, Sighting, known_after
from tracker.store.arrays import ids
from tracker.store.event_ids import EPOCH, first_id
from tracker.store.queries import known_statements as sql
from tracker.store.queries.lineage import SqlLineage, Statements, fillings_given, leaves_given
from tracker.store.repositories.observations import sighting_of
from tracker.store.repositories.past_events import SqlPastEvents
from tracker.usecases.ports import PastEvent

_MILLISECOND = timedelta(milliseconds=1)
_THEN = Statements(
    sql.STAYS, sql.MEMBERS, sql.EVENTS, sql.MOMENTS, sql.HELD, sql.WEIGHTS, sql.BATTERIES,
    sql.ORIGINS,
)  # fmt: skip


def recorded_by(moment: datetime) -> int:
    """The first id that was not given yet at the end of this millisecond."""
    return first_id(max(moment, EPOCH - _MILLISECOND) + _MILLISECOND)


class KnownLineage(SqlLineage):
    """See ``tracker.usecases.reading_ports.Lineage``: what had been recorded by a moment."""

    statements = _THEN

    def __init__(self, session: Session, moment: datetime) -> None:
        super().__init__(session)
        self._known = recorded_by(moment)
        self._undone: dict[int, list[tuple[int, int, int]]] = {}

    def unit(self, code: str) -> FoundUnit | None:
        found = super().unit(code)
        if found is None:
            return None
        known = self._learned([found.id]).get(found.id, {})
        if found.kind is UnitKind.MATERIAL_LOT and MASS not in known:
            for _, mass in self._rows(sql.YIELDED, ids=ids([found.id])):
                known[MASS] = mass
        class_ = known.get(CLASS, found.battery_class)
        return found._replace(
            mass_g=known.get(MASS, found.mass_g),
            damaged=bool(known.get(DAMAGED, found.damaged)),
            battery_class=None if class_ is None else BatteryClass(str(class_)),
            codes=self._codes(found),
        )

    def stays(self, units: Collection[int]) -> list[Stay]:
        boxes = [box for (box,) in self._rows(sql.BOXES_OF, ids=ids(units))]
        return self._stays(units, self._undoing(boxes))

    def held(self, boxes: Collection[int]) -> list[Held]:
        return self._held(boxes, {**self._undoing(boxes), **self._masses_in(boxes)})

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> list[int | None]:
        boxes = {one.box for fillings in contents for one in fillings}
        given = {**fillings_given(contents), **self._undoing(boxes), **self._masses_in(boxes)}
        return self._weights(contents, given)

    def batteries(self, leaves: Sequence[Leaf], after: int, limit: int) -> list[HeldBattery]:
        return self._batteries({**self._of(leaves), "after": after, "limit": limit})

    def origins(self, leaves: Sequence[Leaf], as_of: datetime) -> list[OriginPart]:
        return self._origins({**self._of(leaves), "as_of": as_of})

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        boxes = [box for (box,) in self._rows(sql.BOXES_OF, ids=ids(units))]
        undone = self._undoing(boxes)
        past = SqlPastEvents(self._session, 0)
        return past.history_known(
            units, self._known, undone["undone_children"], undone["undone_events"]
        )

    def _rows(self, statement: str, **given: object) -> Sequence[Any]:
        return super()._rows(statement, known=self._known, **given)

    def _of(self, leaves: Sequence[Leaf]) -> dict[str, str]:
        boxes = {one.box for leaf in leaves for one in leaf.fillings}
        return {**leaves_given(leaves), **self._undoing(boxes), **self._masses_in(boxes)}

    def _undoing(self, boxes: Iterable[int]) -> dict[str, str]:
        """What unpackings took out of these boxes that were voided since, as arrays."""
        boxes = set(boxes)
        missing = boxes - self._undone.keys()
        if missing:
            self._undone.update((box, []) for box in missing)
            events = [one for (one,) in self._rows(sql.VOIDED_SINCE, ids=ids(missing))]
            rows = self._rows(sql.UNPACKED, ids=ids(events)) if events else ()
            for box, event, units in rows:
                self._undone.setdefault(box, []).extend((box, unit, event) for unit in units)
        rows = [row for box in sorted(boxes) for row in self._undone[box]]
        return {
            "undone_boxes": ids(box for box, _, _ in rows),
            "undone_children": ids(child for _, child, _ in rows),
            "undone_events": ids(event for _, _, event in rows),
        }

    def _masses_in(self, boxes: Collection[int]) -> dict[str, str]:
        """What units that were in these boxes weighed, where that changed since, as arrays."""
        inside = [unit for (unit,) in self._rows(sql.INSIDE, ids=ids(boxes))] if boxes else []
        learned = self._learned(inside)
        masses = {unit: known[MASS] for unit, known in learned.items() if MASS in known}
        return {"learned": ids(masses), "masses": ids(masses.values())}

    def _learned(self, units: Collection[int]) -> dict[int, dict[str, Any]]:
        """Mass, damage and class of those of these units of which something was told since."""
        told = {unit for (unit,) in self._rows(sql.TOLD_SINCE, ids=ids(units))} if units else set()
        if not told:
            return {}
        found: dict[int, dict[str, Any]] = {unit: {} for unit in told}
        for (unit,) in self._rows(sql.REGISTERED_SINCE, ids=ids(told)):
            found[unit][MASS] = None
        then: dict[int, list[Sighting]] = {}
        since: dict[int, list[Sighting]] = {}
        for unit, row, known, counts in self._rows(sql.SIGHTINGS, ids=ids(told)):
            heap = then if known else since
            heap.setdefault(unit, []).append(sighting_of(row, counts))
        for unit, sightings in since.items():
            for one in reversed(sightings):
                found[unit].update(one.was)
        for unit, sightings in then.items():
            found[unit].update(known_after(sightings))
        return found

    def _codes(self, found: FoundUnit) -> list[str]:
        """Without the codes that a relabelling gave since; with those that one gave before."""
        given = dict(self._rows(sql.CODES_GIVEN, unit=found.id))
        later = {code for code, known in given.items() if not known}
        return sorted({*found.codes, *(code for code, known in given.items() if known)} - later)
