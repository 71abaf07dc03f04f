"""One event as it is told to others: everything about it by the codes that people know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tracker.domain.identifiers import platform_label
from tracker.domain.scan import Detail, ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind


class ToldUnit(NamedTuple):
    """A unit by the code it entered the books with. Masses in grams, lead share in ppm; ``model``
    is a code, ``nominal_mass_g``, ``nominal_class`` and ``category`` are that model's."""

    code: str
    kind: UnitKind
    pieces: int
    mass_g: int | None
    damaged: bool
    battery_class: BatteryClass | None
    material: Material | None
    lead_share: int | None
    model: str | None
    nominal_mass_g: int | None
    nominal_class: BatteryClass | None
    category: str | None = None


class ToldPlace(NamedTuple):
    """A site and the organisation it belongs to, by their codes."""

    site: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """``units`` are those scanned, in that order; ``inputs`` those that went into a treatment;
    ``newcomers`` maps the code of each that entered the books here to what was known of it then;
    ``seen`` is what the scan saw of single units, by code. ``outputs`` come with their masses.

    ``weighed``: the mass was stated, not added up. ``subject`` is the event that a void or a
    correction is about. ``given_name`` is the event id under which somebody else told it to us.
    """

    id: int
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    place: ToldPlace
    recorder: str
    units: Sequence[ToldUnit]
    mass_g: int | None = None
    weighed: bool = False
    pieces: int = 0
    peer: ToldPlace | None = None
    container: ToldUnit | None = None
    category: ReceiptCategory | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    seen: Mapping[str, Detail] = field(default_factory=dict)
    newcomers: Mapping[str, Detail] = field(default_factory=dict)
    outputs: Sequence[ToldUnit] = ()
    subject: ToldEvent | None = None
    given_name: str | None = None

    def entered_uncoded(self, unit: ToldUnit) -> bool:
        """Whether a newcomer had no code of its own, but was weighed and got one of our labels."""
        entry = self.newcomers.get(unit.code)
        ours = unit.code.startswith(platform_label.PREFIX) and unit.model is None
        return entry is not None and ours and entry.mass_g is not None
