"""From which facts are questions about flows answered?

Named tuples, because a trace makes hundreds of them; masses are whole grams, None means unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState

#: When something happened, and the id of its event: of two in one second the one recorded first
#: comes first.
Instant = tuple[datetime, int]

LAST_ID = 2**63 - 1
BEGINNING: Instant = (datetime.min.replace(tzinfo=UTC), 0)
END: Instant = (datetime.max.replace(tzinfo=UTC), LAST_ID)


def horizon(as_of: datetime | None) -> Instant:
    """The last instant a question asks about: all that happened up to ``as_of``, if it says one."""
    return END if as_of is None else (as_of, LAST_ID)


class Part(StrEnum):
    """What a unit is in an event."""

    TOUCHED = "touched"
    INPUT = "input"
    OUTPUT = "output"


class KnownSite(NamedTuple):
    """A site as answers name it. ``roles`` are words of ``Role``."""

    id: int
    code: str
    name: str
    name_en: str | None
    division: str
    roles: tuple[str, ...]
    organisation: int
    organisation_code: str
    organisation_name: str
    organisation_name_en: str | None


class FoundUnit(NamedTuple):
    """A unit as its row says now; ``codes`` are all that name it."""

    id: int
    kind: UnitKind
    state: UnitState
    site: int | None
    mass_g: int | None
    pieces: int
    damaged: bool
    battery_class: BatteryClass | None
    material: Material | None
    lead_share: int | None
    codes: list[str]


class Stay(NamedTuple):
    """A unit inside a box, from the packing (included) to the unpacking; None: it is still there.

    ``nested``: the box itself was packed into another at some time.
    """

    child: int
    box: int
    box_code: str
    box_state: UnitState
    box_site: int | None
    since: Instant
    until: Instant | None
    nested: bool


class Lived(NamedTuple):
    """An event in the life of a unit. ``window`` tells through which box it was lived; ``own_g`` is
    the mass that the event states for the unit, or for that box; ``recorder`` is the organisation
    that recorded it."""

    window: int
    part: Part
    own_g: int | None
    id: int
    recorded_at: datetime
    kind: ScanKind
    happened_at: datetime
    site: int
    recorder: int
    recorder_code: str
    peer_site: int | None
    container: int | None
    category: ReceiptCategory | None
    mass_g: int | None
    pieces: int
    details: Mapping[str, object] | None


class Treatment(NamedTuple):
    """A dismantling or smelting."""

    id: int
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    site: int
    recorder: int
    peer_site: int | None


class Treated(NamedTuple):
    """A unit that went into a treatment, or came out of it, with its mass there."""

    unit: int
    mass_g: int | None
    treatment: Treatment


class Portion(NamedTuple):
    """What a treatment took in or a box held: one lot or box, or, with ``unit`` None, all its
    batteries together. ``of`` is the id of the treatment, or the place of the box in the question;
    ``unweighed`` says of how many the mass is unknown, ``mass_g`` adds up the others."""

    of: int
    unit: int | None
    number: int
    mass_g: int | None
    unweighed: int
    kind: UnitKind
    material: Material | None
    code: str


class Yielded(NamedTuple):
    """A lot that came out of a treatment, and what went in: grams, None if some are unknown.

    ``unit`` None: nothing came out.
    """

    event: int
    input_g: int | None
    unit: int | None
    mass_g: int | None
    material: Material | None
    code: str | None


class BoxAt(NamedTuple):
    """What was inside this box at ``at``? Only what was packed up to ``known`` is told."""

    box: int
    at: Instant
    known: Instant


class Leaf(NamedTuple):
    """Where batteries end a walk: those that went loose into treatment ``event``, or, with a
    ``box``, those that were inside it. ``number`` of batteries."""

    event: int
    box: BoxAt | None
    number: int


class HeldBattery(NamedTuple):
    """One battery of the leaf at place ``leaf`` of the question."""

    leaf: int
    unit: int
    mass_g: int | None
    code: str


class OriginPart(NamedTuple):
    """What one site first collected of a leaf; ``site`` None: nobody recorded a collection."""

    leaf: int
    site: int | None
    pieces: int
    mass_g: int | None
    unweighed: int


class Acted(NamedTuple):
    """Somebody recorded an event with this unit."""

    unit: int
    recorder: int
    site: int
    peer_site: int | None
