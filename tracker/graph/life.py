"""What happened to a unit, in order, with what it lived through inside boxes?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState
from tracker.graph.facts import BEGINNING, Happened, Instant, KnownSite, Member, Part, Stay
from tracker.graph.sight import Sight

#: Boxes in boxes, lots from lots: no true chain is longer, and a false one must not hang us.
MOST_LEVELS = 100


#: What leads into a box and out of it.
CROSSINGS = frozenset({ScanKind.PACK, ScanKind.UNPACK})


class Window(NamedTuple):
    """A stretch of time in which what happened to ``unit`` also happened to the unit asked about.

    The first window is that unit's own, all of the time asked about. ``within`` is the place of
    the window that this one is seen through; ``still``: it lasts until the end of the time asked
    about.
    """

    unit: int
    since: Instant
    until: Instant
    stay: Stay | None = None
    within: int = -1
    still: bool = True


class Lived(NamedTuple):
    """An event as the unit lived it: through the window at place ``window``; ``own_g`` is the mass
    that the event states for the unit, or for the box it was in. ``corrects`` is the earlier event
    that this one is about."""

    window: int
    part: Part
    own_g: int | None
    event: Happened
    corrects: Happened | None = None


class Chronicle(Protocol):
    """What is asked about the past of units, and remembered while one question is answered."""

    def stays_of(self, units: Sequence[int]) -> Sequence[Stay]:
        """In which boxes these units were, directly; and all that is needed to tell their lives
        and those of the boxes is remembered."""
        ...

    def members_of(self, unit: int) -> Sequence[Member]:
        """The rows of a unit that was asked about, or of a box that such a one was in."""
        ...

    def event(self, id: int) -> Happened:
        """An event that was met before."""
        ...


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event, with its evidence. ``event`` is the id outward; ``inside`` the code of the box
    through which it was lived, None if the unit itself took part; ``corrects`` the id outward of
    the event that it corrects or takes back, ``voided_by`` that of the one that took this back.
    Masses are grams: of all the event is about, and of this unit in
    it."""

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


def windows_of(unit: int, end: Instant, chronicle: Chronicle) -> list[Window]:
    """The unit's own window, then those of the boxes it was in, box in box, level by level.

    A circle of boxes ends where it would repeat itself. An unpacking that was voided still ends a
    stay: had it not, the books would have reopened it.
    """
    windows = [Window(unit, BEGINNING, end)]
    found: set[tuple[int, Instant, Instant]] = set()
    frontier = [0]
    for _ in range(MOST_LEVELS):
        stays: dict[int, list[Stay]] = {}
        for stay in chronicle.stays_of(sorted({windows[place].unit for place in frontier})):
            stays.setdefault(stay.child, []).append(stay)
        following = []
        for place in frontier:
            outer = windows[place]
            for stay in stays.get(outer.unit, ()):
                packing = chronicle.event(stay.packed)
                since = max(outer.since, packing.instant)
                until = outer.until
                if stay.unpacked is not None:
                    until = min(until, chronicle.event(stay.unpacked).instant)
                if packing.voided or since >= until or (stay.box, since, until) in found:
                    continue
                found.add((stay.box, since, until))
                if stay.nested:
                    following.append(len(windows))
                still = outer.still and until == outer.until
                windows.append(Window(stay.box, since, until, stay, place, still))
        if not following:
            break
        frontier = following
    return windows


def live(windows: Sequence[Window], chronicle: Chronicle) -> list[Lived]:
    """All that happened to the unit, in order, each event once.

    It took part itself, went into a box or came out of one, or lived it through the box. Of these
    the nearest is told, and a row of its own before a mere crossing. What else went into its box
    or came out of it is no part of its life.
    """
    found: dict[int, Lived] = {}
    for place, window in enumerate(windows):
        for _, id_, part, mass in chronicle.members_of(window.unit):
            event = chronicle.event(id_)
            known = found.get(id_)
            if known is not None and (known.window < place or known.part is not Part.TOUCHED):
                continue
            if place and event.kind in CROSSINGS and event.container == window.unit:
                continue
            if not event.voided and window.since <= event.instant < window.until:
                found[id_] = Lived(place, part, mass, event)
    for window in windows:
        stay = window.stay
        if stay is not None:
            within = windows[window.within]
            for crossing in (stay.packed, stay.unpacked):
                if crossing is None:
                    continue
                event = chronicle.event(crossing)
                if not event.voided and within.since <= event.instant < within.until:
                    known = found.get(crossing)
                    if known is None or known.window > window.within:
                        found[crossing] = Lived(window.within, Part.TOUCHED, None, event)
    return sorted(found.values(), key=lambda lived: lived.event.instant)


def outermost(windows: Sequence[Window]) -> list[Window]:
    """The boxes around the unit at the end of the time asked about, inner first."""
    boxes = []
    place = 0
    for number, window in enumerate(windows):
        if number and window.still and window.within == place:
            boxes.append(window)
            place = number
    return boxes


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
