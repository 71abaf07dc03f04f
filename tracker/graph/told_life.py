"""What is told of a unit and of its life to who asks? Only what the caller may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState
from tracker.graph.facts import Happened, KnownSite, Part
from tracker.graph.life import Lived, Window
from tracker.graph.sight import Sight


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event, with its evidence. ``event`` is the id outward; ``inside`` the code of the box
    through which it was lived, None if the unit itself took part; ``corrects`` the id outward of
    the event that it corrects or takes back, ``voided_by`` that of the one that took this back.
    Masses are grams: of all the event is about, and of this unit in it."""

    event: str
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    site: KnownSite
    peer_site: KnownSite | None
    recorded_by: str
    part: Part
    inside: str | None
    mass_g: int | None
    own_mass_g: int | None
    pieces: int
    category: ReceiptCategory | None
    details: Mapping[str, object]
    corrects: str | None = None
    voided_by: str | None = None


@dataclass(frozen=True, slots=True)
class TracedUnit:
    """The unit asked about. ``state``, ``effective_state`` (that of its outermost box), ``place``
    and ``boxes`` (codes, inner first) are None and empty when the caller may not see the event
    that brought it there. Grams, and lead in parts per million."""

    code: str
    codes: tuple[str, ...]
    kind: UnitKind
    state: UnitState | None
    effective_state: UnitState | None
    place: KnownSite | None
    boxes: tuple[str, ...]
    mass_g: int | None
    pieces: int
    damaged: bool
    battery_class: BatteryClass | None
    material: Material | None
    lead_share: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """A unit and its events in the order they happened, those that were taken back among them;
    ``hidden`` of them are not for the caller.

    ``as_of`` is the moment asked about, None for all that is known; ``known_at`` the moment by
    which it had been recorded, None for now.
    """

    unit: TracedUnit
    events: tuple[LifeEvent, ...]
    hidden: int
    as_of: datetime | None
    known_at: datetime | None = None

    @property
    def standing(self) -> tuple[LifeEvent, ...]:
        """The events that were not taken back, without those that took others back."""
        kept = (one for one in self.events if one.voided_by is None)
        return tuple(one for one in kept if one.kind is not ScanKind.VOID)


def told(lived: Sequence[Lived], windows: Sequence[Window], sight: Sight) -> list[LifeEvent]:
    """The events that the caller may see, in words. Who sees an event sees its corrections."""
    sites = sight.sites
    return [
        LifeEvent(
            event=str(event.id),
            kind=event.kind,
            happened_at=event.happened_at,
            recorded_at=event.recorded_at,
            site=sites[event.site],
            peer_site=None if event.peer_site is None else sites[event.peer_site],
            recorded_by=event.recorder_code,
            part=part,
            inside=_box_code(windows[place]),
            mass_g=event.mass_g,
            own_mass_g=_own_mass(event, own, windows[0].unit) if place == 0 else None,
            pieces=event.pieces,
            category=event.category,
            details=_details(event, windows[place].unit),
            corrects=None if corrects is None else str(corrects.id),
            voided_by=None if event.voided_by is None else str(event.voided_by),
        )
        for place, part, own, event, corrects in lived
        if sight.sees(event) or (corrects is not None and sight.sees(corrects))
    ]


def _seen(event: Happened, unit: int) -> Mapping[str, object]:
    """What the event says of this very unit."""
    rows = (event.details or {}).get("seen", ())
    assert isinstance(rows, Sequence)  # noqa: S101  usecases.observed writes it
    return next((row for row in rows if row["unit"] == unit), {})


def _own_mass(event: Happened, own: int | None, unit: int) -> int | None:
    mass = _seen(event, unit).get("mass_g") if own is None else own
    return mass if isinstance(mass, int) else None


def _details(event: Happened, unit: int) -> dict[str, object]:
    """What else the event says; of what it says of single units only what is about this one."""
    said = dict(event.details or {})
    if not said:
        return said
    seen = _seen(event, unit)
    said.pop("seen", None)
    filed = said.pop("filed_units", ())
    if isinstance(filed, Sequence) and unit not in filed:
        said.pop("filed_at", None)
    return said | {name: seen[name] for name in ("damaged", "battery_class") if seen.get(name)}


def _box_code(window: Window) -> str | None:
    return window.stay.box_code if window.stay is not None else None
