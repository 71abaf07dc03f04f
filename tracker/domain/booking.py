"""What one accepted scan changes: everything that goes into the books in one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState


class NewUnit(NamedTuple):
    """A unit that comes into the books with this event. Masses in grams, lead share in ppm.

    ``again``: it was in them before, by an entry that was voided, and is written anew.
    """

    id: int
    code: str
    kind: UnitKind
    state: UnitState
    site: int | None
    mass_g: int | None = None
    pieces: int = 1
    model: int | None = None
    battery_class: BatteryClass | None = None
    material: Material | None = None
    lead_share: int | None = None
    damaged: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """These units now stand in ``state``; at ``site``, or where they were if that is None."""

    units: Sequence[int]
    state: UnitState
    site: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one unit; None leaves what is known."""

    unit: int
    mass_g: int | None
    damaged: bool | None
    battery_class: BatteryClass | None


@dataclass(frozen=True, slots=True)
class Booking:
    """One event with all it touches.

    ``units`` are the ids scanned, in that order; ``touched`` those that get a row of their own;
    ``inputs`` and ``outputs`` (id -> grams) are what a treatment takes and yields; ``packed`` and
    ``unpacked`` the children that enter or leave ``container``.
    """

    id: int
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    site: int
    organisation: int
    actor: int
    units: Sequence[int]
    pieces: int
    mass_g: int | None = None
    peer_site: int | None = None
    container: int | None = None
    subject_event: int | None = None
    category: ReceiptCategory | None = None
    payload: Mapping[str, object] | None = None
    touched: Sequence[int] = ()
    inputs: Mapping[int, int | None] = field(default_factory=dict)
    outputs: Sequence[NewUnit] = ()
    newcomers: Sequence[NewUnit] = ()
    moves: Sequence[Move] = ()
    seen: Sequence[Seen] = ()
    packed: Sequence[int] = ()
    unpacked: Sequence[int] = ()
