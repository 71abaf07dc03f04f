"""What does an organisation's ledger tell of? Its events that stand, with the units in them.

A unit may have taken new codes on its way; ``LedgerFacts.code`` gives the one it had at an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind
from tracker.store.arrays import IDS, ids
from tracker.store.codes import (
    BATTERY_CLASS,
    CATEGORY,
    MATERIAL,
    SCAN_KIND,
    UNIT_KIND,
    Part,
)

#: So many events are held at a time, each of at most 5,000 units.
_PAGE = 10

_STANDS = "NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = {}.id)"
_EVENTS = text(
    "SELECT e.id, e.happened_at, e.kind, s.code, p.code, e.category, e.units, e.payload, e.mass_g"
    " FROM event e JOIN site s ON s.id = e.site_id LEFT JOIN site p ON p.id = e.peer_site_id"
    " WHERE e.site_id = ANY(ARRAY(SELECT id FROM site WHERE organisation_id = :own))"
    f" AND e.organisation_id = :own AND e.kind = ANY({IDS.format('kinds')}) AND e.id > :after"
    " AND (CAST(:first AS timestamptz) IS NULL OR e.happened_at >= :first)"
    " AND (CAST(:last AS timestamptz) IS NULL OR e.happened_at < :last)"
    f" AND {_STANDS.format('e')} ORDER BY e.id LIMIT {_PAGE}"
)
_UNITS = text(
    "SELECT u.id, u.kind, u.mass_g, u.pieces, u.battery_class, u.material, u.damaged, m.code,"
    " ARRAY(SELECT c.value FROM unit_code c WHERE c.unit_id = u.id ORDER BY c.value)"
    " FROM unit u LEFT JOIN battery_model m ON m.id = u.model_id"
    f" WHERE u.id = ANY({IDS.format('ids')})"
)
_TREATED = text(
    "SELECT event_id, unit_id, mass_g, part FROM event_unit"
    f" WHERE event_id = ANY({IDS.format('events')}) AND part <> {Part.TOUCHED} ORDER BY unit_id"
)
#: When units took further codes, and when and into what they were packed.
_RELABELLED = text(
    "SELECT t.unit_id, e.id, e.happened_at, e.payload ->> 'new_code' FROM event_unit t"
    f" JOIN event e ON e.id = t.event_id WHERE t.unit_id = ANY({IDS.format('ids')})"
    f" AND e.kind = {SCAN_KIND.number[ScanKind.RELABEL]} AND {_STANDS.format('e')} ORDER BY e.id"
)
_PACKED = text(
    "SELECT k.child_id, e.id, e.happened_at, (SELECT min(value) FROM unit_code"
    " WHERE unit_id = k.parent_id) FROM containment k JOIN event e ON e.id = k.from_event"
    f" WHERE k.child_id = ANY({IDS.format('ids')}) ORDER BY e.id"
)
_CONTENTS = text(
    "SELECT k.parent_id, k.from_event, k.to_event, u.mass_g FROM containment k"
    f" JOIN unit u ON u.id = k.child_id WHERE k.parent_id = ANY({IDS.format('ids')})"
)


class LedgerEvent(NamedTuple):
    """One event that stands. ``mass_g`` is that of all its units, None when not known."""

    id: int
    happened_at: datetime
    kind: ScanKind
    site: str
    peer: str | None
    category: ReceiptCategory | None
    units: Sequence[int]
    payload: dict[str, Any]
    mass_g: int | None


class LedgerUnit(NamedTuple):
    """A unit as it stands now. ``codes`` are all it bears. Grams."""

    id: int
    kind: UnitKind
    mass_g: int | None
    pieces: int
    battery_class: BatteryClass | None
    material: Material | None
    damaged: bool
    model: str | None
    codes: Sequence[str]


class Named(NamedTuple):
    """At this event a unit took a code, or went into what bears it."""

    event: int
    happened_at: datetime
    code: str


@dataclass(slots=True)
class LedgerFacts:
    """A few events and their units. ``treated`` are inputs and outputs: unit, grams, part."""

    events: list[LedgerEvent]
    units: dict[int, LedgerUnit] = field(default_factory=dict)
    treated: dict[int, list[tuple[int, int | None, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    relabelled: dict[int, list[Named]] = field(default_factory=lambda: defaultdict(list))
    packed: dict[int, list[Named]] = field(default_factory=lambda: defaultdict(list))
    contents: dict[int, list[tuple[int, int | None, int | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def code(self, unit: int, event: int) -> str:
        """The newest code that the unit bore at that event."""
        taken = self.relabelled.get(unit, [])
        before = [one.code for one in taken if one.event < event]
        if before:
            return before[-1]
        later = {one.code for one in taken}
        codes = self.units[unit].codes
        return next((code for code in codes if code not in later), codes[0])

    def mass(self, unit: int, event: int) -> int | None:
        """The unit's mass; of a container that of what was in it. Grams, None when not known."""
        own = self.units[unit]
        if own.kind is not UnitKind.CONTAINER or own.mass_g is not None:
            return own.mass_g
        masses = [
            mass
            for since, until, mass in self.contents.get(unit, [])
            if since < event and (until is None or until >= event)
        ]
        known = [mass for mass in masses if mass is not None]
        return sum(known) if known and len(known) == len(masses) else None


def ledger_facts(
    session: Session,
    organisation: int,
    kinds: Iterable[ScanKind],
    first: datetime | None,
    last: datetime | None,
) -> Iterator[LedgerFacts]:
    """What the organisation recorded at its own sites, in the order of recording, a few events at
    a time; ``first`` to before ``last`` is when it happened."""
    given = {
        "own": organisation,
        "kinds": ids(SCAN_KIND.number[kind] for kind in kinds),
        "first": first,
        "last": last,
    }
    after = 0
    while rows := session.execute(_EVENTS, {**given, "after": after}).all():
        after = rows[-1].id
        found = LedgerFacts([_event(*row) for row in rows])
        _fill(found, session)
        yield found


def _event(
    id_: int,
    at: datetime,
    kind: int,
    site: str,
    peer: str | None,
    category: int | None,
    units: Sequence[int],
    payload: dict[str, Any] | None,
    mass_g: int | None,
) -> LedgerEvent:
    told = CATEGORY.word[category] if category else None
    return LedgerEvent(
        id_, at, SCAN_KIND.word[kind], site, peer, told, units, payload or {}, mass_g
    )


def _fill(found: LedgerFacts, session: Session) -> None:
    events = ids(event.id for event in found.events)
    wanted = {unit for event in found.events for unit in event.units}
    for event, unit, mass, part in session.execute(_TREATED, {"events": events}):
        found.treated[event].append((unit, mass, part))
        wanted.add(unit)
    given = {"ids": ids(wanted)}
    for id_, kind, mass, pieces, class_, material, damaged, model, codes in session.execute(
        _UNITS, given
    ):
        found.units[id_] = LedgerUnit(
            id_,
            UNIT_KIND.word[kind],
            mass,
            pieces,
            BATTERY_CLASS.word[class_] if class_ else None,
            MATERIAL.word[material] if material else None,
            damaged,
            model,
            codes,
        )
    for unit, event, at, code in session.execute(_RELABELLED, given):
        found.relabelled[unit].append(Named(event, at, code))
    for unit, event, at, code in session.execute(_PACKED, given):
        found.packed[unit].append(Named(event, at, code))
    for box, since, until, mass in session.execute(_CONTENTS, given):
        found.contents[box].append((since, until, mass))
