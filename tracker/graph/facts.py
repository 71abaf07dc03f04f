"""From which facts are questions about flows answered?

Named tuples, because a trace makes hundreds of them; masses are whole grams, None means unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class Happened(NamedTuple):
    """An event. ``recorder`` is the organisation that recorded it; a ``voided`` one only tells
    when something would have ended. ``corrected_by`` are the ids of later events about it,
    ``voided_by`` is that of the event which took it back; ``taken_out`` is what an unpacking that
    was taken back had taken out of its box: no stay tells of it any more."""

    id: int
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    site: int
    recorder: int
    recorder_code: str
    peer_site: int | None
    container: int | None
    category: ReceiptCategory | None
    mass_g: int | None
    pieces: int
    details: Mapping[str, object] | None
    voided: bool
    corrected_by: Sequence[int] = ()
    voided_by: int | None = None
    taken_out: Sequence[int] = ()

    @property
    def instant(self) -> Instant:
        return self.happened_at, self.id


class Member(NamedTuple):
    """The part that a unit has in an event, by a row of its own; ``mass_g`` is what the event
    states for this very unit."""

    unit: int
    event: int
    part: Part
    mass_g: int | None


class Stay(NamedTuple):
    """A unit inside a box, from the event ``packed`` to the event ``unpacked`` (None: still there).

    State and site of the box are those of now. ``nested``: the box itself was once packed.
    """

    child: int
    box: int
    packed: int
    unpacked: int | None
    box_code: str
    box_state: UnitState
    box_site: int | None
    nested: bool


class Moment(NamedTuple):
    """When an event happened, and whether it was voided."""

    instant: Instant
    voided: bool


class Portion(NamedTuple):
    """A lot or box that went into a treatment or was inside a box: anything but a battery."""

    unit: int
    kind: UnitKind
    material: Material | None
    code: str
    mass_g: int | None


class Intake(NamedTuple):
    """All that went into a treatment: how many units, batteries included, and how heavy together
    (None: some were never weighed); ``others`` are those that are no batteries."""

    treatment: int
    number: int
    mass_g: int | None
    others: list[Portion]


class Filling(NamedTuple):
    """What went into a box with one packing and came out with one unpacking (None: not yet)."""

    box: int
    packed: int
    unpacked: int | None


class Held(NamedTuple):
    """How many units a filling of a box was, and those that are no batteries."""

    filling: Filling
    number: int
    others: list[Portion]


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
    """What was inside this box at that instant?"""

    box: int
    at: Instant


class Leaf(NamedTuple):
    """Where batteries end a walk: those that went loose into the treatment ``event``, or, with
    a ``box``, those of its ``fillings``. ``number`` of batteries."""

    event: int
    box: int
    fillings: tuple[Filling, ...]
    number: int


class HeldBattery(NamedTuple):
    """One battery of the leaf at place ``leaf`` of the question. ``whole_g`` is the mass of all
    that is in its box, or went into its treatment; None: some of it was never weighed."""

    leaf: int
    unit: int
    mass_g: int | None
    code: str
    whole_g: int | None


class OriginPart(NamedTuple):
    """What one site first collected of a leaf; ``site`` None: nobody recorded a collection.

    ``mass_g`` adds up the weighed ones; ``whole_g`` as in ``HeldBattery``.
    """

    leaf: int
    site: int | None
    pieces: int
    mass_g: int | None
    unweighed: int
    whole_g: int | None
