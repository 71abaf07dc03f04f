"""How does a test get events, sites and a small book of flows? As facts, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.graph.facts import (
    Filling,
    Happened,
    Held,
    Instant,
    Intake,
    KnownSite,
    Member,
    Moment,
    Part,
    Portion,
    Stay,
    Yielded,
)
from tracker.graph.lineage import Thing, Treated

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def at(minute: int, event: int = 0) -> Instant:
    """So many minutes past noon."""
    return NOON + timedelta(minutes=minute), event


def a_site(id: int, **changes: Any) -> KnownSite:
    """Site 7 belongs to organisation 7, and lies in the capital of the home province."""
    fields: dict[str, Any] = {
        "id": id,
        "code": f"SITE-{id}",
        "name": f"{id}号网点",
        "name_en": None,
        "division": "420106",
        "roles": ["collector"],
        "organisation": id,
        "organisation_code": f"ORG-{id}",
        "organisation_name": f"{id}号公司",
        "organisation_name_en": None,
    }
    return KnownSite(**fields | changes)


def happened(id: int, **changes: Any) -> Happened:
    """Event 5 happens five minutes past noon at site 1, recorded by its organisation."""
    fields: dict[str, Any] = {
        "id": id,
        "kind": ScanKind.STORE,
        "happened_at": at(id)[0],
        "recorded_at": at(id)[0],
        "site": 1,
        "recorder": 1,
        "recorder_code": "ORG-1",
        "peer_site": None,
        "container": None,
        "category": None,
        "mass_g": None,
        "pieces": 1,
        "details": None,
        "voided": False,
    }
    return Happened(**fields | changes)


def a_thing(unit: int, kind: UnitKind, mass_g: int | None = None) -> Thing:
    material = Material.PASTE if kind is UnitKind.MATERIAL_LOT else None
    return Thing(unit, kind, material, f"U{unit}", mass_g)


@dataclass(slots=True)
class Books:
    """A small book of flows, told by short calls; answers lives and walks.

    ``asked`` counts the questions, so that a test can see that a walk comes to its end.
    """

    things: dict[int, Thing] = field(default_factory=dict)
    events: dict[int, Happened] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    asked: int = 0

    def unit(self, id: int, kind: UnitKind, mass_g: int | None = None) -> int:
        self.things[id] = a_thing(id, kind, mass_g)
        return id

    def battery(self, id: int, mass_g: int | None = None) -> int:
        return self.unit(id, UnitKind.BATTERY, mass_g)

    def box(self, id: int, mass_g: int | None = None) -> int:
        return self.unit(id, UnitKind.CONTAINER, mass_g)

    def lot(self, id: int, mass_g: int | None = None) -> int:
        return self.unit(id, UnitKind.MATERIAL_LOT, mass_g)

    def event_with(self, id: int, *units: int, **changes: Any) -> int:
        """An event in which these units have rows."""
        self.events[id] = happened(id, **changes)
        self.members += [Member(unit, id, Part.TOUCHED, None) for unit in units]
        return id

    def treat(self, id: int, inputs: Sequence[int], outputs: Sequence[int], **changes: Any) -> int:
        """A dismantling or smelting at the masses of the units."""
        self.events[id] = happened(id, **{"kind": ScanKind.DISMANTLE} | changes)
        for part, units in ((Part.INPUT, inputs), (Part.OUTPUT, outputs)):
            self.members += [Member(u, id, part, self.things[u].mass_g) for u in units]
        return id

    def pack(
        self, id: int, box: int, *children: int, until: int | None = None, **changes: Any
    ) -> int:
        """A packing; with ``until``, the event that takes all of them out again."""
        self.event_with(id, box, **{"kind": ScanKind.PACK, "container": box} | changes)
        if until is not None and until not in self.events:
            self.event_with(until, box, kind=ScanKind.UNPACK, container=box)
        packed = {stay.child for stay in self.stays}
        self.stays = [
            stay._replace(nested=stay.nested or stay.box in children) for stay in self.stays
        ]
        state = UnitState.IN_STORAGE
        self.stays += [
            Stay(child, box, id, until, f"U{box}", state, 1, box in packed) for child in children
        ]
        return id

    # what lives ask

    def stays_of(self, units: Sequence[int]) -> Sequence[Stay]:
        self.asked += 1
        return [stay for stay in self.stays if stay.child in units]

    def members_of(self, unit: int) -> Sequence[Member]:
        return [member for member in self.members if member.unit == unit]

    def event(self, id: int) -> Happened:
        return self.events[id]

    # what walks ask

    def treated(self, units: Sequence[int], part: Part) -> Sequence[Treated]:
        self.asked += 1
        return [
            Treated(member.unit, member.mass_g, self.events[member.event])
            for member in self.members
            if member.unit in units and member.part is part and not self.events[member.event].voided
        ]

    def inputs_of(self, treatments: Sequence[int]) -> Sequence[Intake]:
        self.asked += 1
        found = []
        for event in treatments:
            rows = [m for m in self.members if m.event == event and m.part is Part.INPUT]
            portions = self._others([row.unit for row in rows])
            found.append(Intake(event, len(rows), _sum([m.mass_g for m in rows]), portions))
        return found

    def outputs_of(self, treatments: Sequence[int]) -> Sequence[Yielded]:
        self.asked += 1
        return [
            Yielded(
                event,
                self.inputs_of([event])[0].mass_g,
                row.unit,
                row.mass_g,
                Material.PASTE,
                f"U{row.unit}",
            )
            for event in treatments
            for row in self.members
            if row.event == event and row.part is Part.OUTPUT
        ]

    def held_by(self, boxes: Sequence[int]) -> Sequence[Held]:
        self.asked += 1
        held: dict[Filling, list[int]] = {}
        for stay in self.stays:
            if stay.box in boxes:
                filling = Filling(stay.box, stay.packed, stay.unpacked)
                held.setdefault(filling, []).append(stay.child)
        return [Held(filling, len(units), self._others(units)) for filling, units in held.items()]

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> Sequence[int | None]:
        return [
            _sum(
                [
                    self.things[stay.child].mass_g
                    for stay in self.stays
                    if Filling(stay.box, stay.packed, stay.unpacked) in fillings
                ]
            )
            for fillings in contents
        ]

    def moment(self, event: int) -> Moment:
        return Moment(self.events[event].instant, self.events[event].voided)

    def _others(self, units: Sequence[int]) -> list[Portion]:
        things = [self.things[unit] for unit in units]
        return [
            Portion(thing.unit, thing.kind, thing.material, thing.code or "", thing.mass_g)
            for thing in things
            if thing.kind is not UnitKind.BATTERY
        ]


def _sum(masses: Sequence[int | None]) -> int | None:
    known = [mass for mass in masses if mass is not None]
    return sum(known) if len(known) == len(masses) else None
