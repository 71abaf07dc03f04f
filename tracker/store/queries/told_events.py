"""Events out of the books with all that is told about them to others, as sets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from tracker.domain.scan import Detail, ScanKind
from tracker.domain.told_event import ToldEvent, ToldPlace, ToldUnit
from tracker.domain.unit import BatteryClass
from tracker.lifecycle.sightings import CLASS, DAMAGED, MASS
from tracker.lifecycle.unit_steps import ABOUT_EVENTS
from tracker.store import codes as numbers
from tracker.store.arrays import ids
from tracker.store.driver import Driver
from tracker.store.event_ids import recorded_at
from tracker.store.queries import told_statements as sql
from tracker.store.repositories.observations import SqlObservations

#: With these units enter the books.
_ENTRIES = frozenset({ScanKind.REGISTER, ScanKind.COLLECT, ScanKind.TAKE_BACK})
#: Words of the payload that only this house understands.
_INNER = frozenset({"seen", "filed_at", "filed_units"})


class _Row(NamedTuple):
    """An event as the statement answers it."""

    id: int
    kind: int
    happened_at: Any
    site: str
    organisation: str
    recorder: str
    peer: str | None
    peer_organisation: str | None
    container: int | None
    subject: int | None
    mass_g: int | None
    pieces: int
    category: int | None
    units: list[int]
    payload: Mapping[str, Any] | None
    name: str | None

    @property
    def scan(self) -> ScanKind:
        return numbers.SCAN_KIND.word[self.kind]

    @property
    def seen(self) -> list[Mapping[str, Any]]:
        return list((self.payload or {}).get("seen", ()))


def told_events(session: Session, wanted: Collection[int]) -> list[ToldEvent]:
    """These events in the order in which they were recorded, with those they are about."""
    if not wanted:
        return []
    rows = [_Row(*row) for row in _rows(session, sql.EVENTS, ids=ids(wanted))]
    subjects = {row.subject for row in rows if row.subject is not None} - {row.id for row in rows}
    about = [_Row(*row) for row in _rows(session, sql.EVENTS, ids=ids(subjects))]
    books = _Books(session, [*rows, *about])
    told = {row.id: books.told(row, None) for row in (*rows, *about) if row.subject is None}
    return [
        told[row.id] if row.subject is None else books.told(row, told.get(row.subject))
        for row in rows
    ]


class _Books:
    """What is known of the units of some events, read once for all of them."""

    def __init__(self, session: Session, rows: Sequence[_Row]) -> None:
        treated = _rows(session, sql.TREATED, ids=ids(row.id for row in rows))
        self._outputs: dict[int, list[tuple[int, int | None]]] = {}
        for event, unit, part, mass in treated:
            if part == numbers.Part.OUTPUT:
                self._outputs.setdefault(event, []).append((unit, mass))
        named = {unit for row in rows for unit in row.units}
        named |= {row.container for row in rows if row.container is not None}
        named |= {unit for _, unit, _, _ in treated}
        self._units = _units(session, named)
        entering = {u for row in rows if row.scan in _ENTRIES for u in row.units}
        self._first = dict(_rows(session, sql.FIRST_EVENTS, ids=ids(entering)))
        new = {u for row in rows if row.scan in _ENTRIES for u in row.units
               if self._first.get(u) == row.id}  # fmt: skip
        self._sightings = SqlObservations(Driver(session)).sightings(sorted(new)) if new else {}

    def told(self, row: _Row, subject: ToldEvent | None) -> ToldEvent:
        kind = row.scan
        seen = {r["unit"]: r for r in row.seen if not r.get("again")}
        again = {r["unit"]: r for r in row.seen if r.get("again")}
        units = [] if kind in ABOUT_EVENTS else [self._units[u] for u in row.units]
        newcomers = {
            self._units[u].code: self._entry(u, row, again.get(u))
            for u in (row.units if kind in _ENTRIES else ())
            if u in again or self._first.get(u) == row.id
        }
        looked = {
            self._units[unit].code: _detail(words)
            for unit, words in seen.items()
            if unit in row.units and unit != row.container and kind not in ABOUT_EVENTS
        }
        weighed = _weighed(row, seen)
        if kind is ScanKind.WEIGH and weighed:
            looked = {}
        outputs = [
            self._units[unit]._replace(mass_g=mass) for unit, mass in self._outputs.get(row.id, ())
        ]
        peer = None
        if row.peer is not None and row.peer_organisation is not None:
            peer = ToldPlace(row.peer, row.peer_organisation)
        words = {k: v for k, v in (row.payload or {}).items() if k not in _INNER}
        return ToldEvent(
            id=row.id,
            kind=kind,
            happened_at=row.happened_at,
            recorded_at=recorded_at(row.id),
            place=ToldPlace(row.site, row.organisation),
            recorder=row.recorder,
            units=units,
            mass_g=row.mass_g,
            weighed=weighed,
            pieces=row.pieces,
            peer=peer,
            container=None if row.container is None else self._units[row.container],
            category=numbers.CATEGORY.word[row.category] if row.category else None,
            words=words,
            seen=looked,
            newcomers=newcomers,
            outputs=outputs,
            subject=subject,
            given_name=row.name,
        )

    def _entry(self, unit: int, row: _Row, again: Mapping[str, Any] | None) -> Detail:
        """What was known of a unit when it entered: before anybody looked at it again."""
        if again is not None:
            return _detail(again)
        told = self._units[unit]
        mass, damaged = told.mass_g, told.damaged
        sightings = self._sightings.get(unit, [])
        anew = next((n for n, one in enumerate(sightings) if one.again), None)
        if anew is not None:  # what its row says is of that later entry
            sightings = sightings[:anew]
            mass, damaged = row.mass_g if len(row.units) == 1 else None, False
        first: dict[str, Any] = {MASS: mass, DAMAGED: damaged, CLASS: told.battery_class}
        for sighting in reversed(sightings):
            first |= sighting.was
        return _detail(first)


def _weighed(row: _Row, seen: Mapping[int, Mapping[str, Any]]) -> bool:
    """Whether the mass was stated: a scale's, not that of the units added up."""
    if row.mass_g is None:
        return False
    if row.scan is ScanKind.WEIGH:
        return len(row.units) == 1 and seen.get(row.units[0], {}).get(MASS) == row.mass_g
    if row.scan is ScanKind.PACK:
        box = seen.get(row.container or 0)
        return box is None or box.get(MASS) == row.mass_g
    return row.scan in (ScanKind.RECEIVE, ScanKind.DISMANTLE, ScanKind.SMELT, ScanKind.CORRECT)


def _detail(words: Mapping[str, Any]) -> Detail:
    grade = words.get(CLASS)
    return Detail(
        mass_g=words.get(MASS),
        damaged=words.get(DAMAGED) or None,
        battery_class=None if grade is None else BatteryClass(grade),
    )


def _units(session: Session, wanted: Collection[int]) -> dict[int, ToldUnit]:
    first = _first_codes(session, wanted)
    grade = numbers.BATTERY_CLASS.word.get
    return {
        id_: ToldUnit(
            first[id_], numbers.UNIT_KIND.word[kind], pieces, mass, damaged, grade(class_),
            numbers.MATERIAL.word.get(material), lead, model, nominal,
            None if nominal_class is None else BatteryClass(nominal_class), category,
        )
        for id_, kind, pieces, mass, damaged, class_, material, lead, model, nominal, nominal_class,
        category
        in _rows(session, sql.UNITS, ids=ids(wanted))
    }  # fmt: skip


def _first_codes(session: Session, wanted: Collection[int]) -> dict[int, str]:
    """The code with which each unit entered the books: what it was labelled with later is none."""
    found: dict[int, list[str]] = {}
    for unit, value in _rows(session, sql.CODES, ids=ids(wanted)):
        found.setdefault(unit, []).append(value)
    several = [unit for unit, values in found.items() if len(values) > 1]
    later: dict[int, set[str]] = {}
    if several:
        for unit, value in _rows(session, sql.LATER_CODES, ids=ids(several)):
            later.setdefault(unit, set()).add(value)
    return {
        unit: next((v for v in values if v not in later.get(unit, ())), values[0])
        for unit, values in found.items()
    }


def _rows(session: Session, statement: str, **given: object) -> Sequence[Any]:
    return session.connection().exec_driver_sql(statement, given).fetchall()
