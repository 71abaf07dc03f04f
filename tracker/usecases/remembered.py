"""What was read of the books while one question is answered; nothing is asked twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

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
    Stay,
    Yielded,
)
from tracker.graph.lineage import Treated
from tracker.usecases.reading_ports import Lineage


class Remembered:
    """Answers lives and walks (``graph.life.Chronicle``, ``graph.lineage.Flows``) up to ``end``.

    ``sites`` holds all sites met so far that were asked for.
    """

    def __init__(self, lineage: Lineage, end: Instant) -> None:
        self._lineage = lineage
        self._end = end
        self._stays: dict[tuple[int, ...], Sequence[Stay]] = {}
        self._members: dict[int, list[Member]] = {}
        self._events: dict[int, Happened] = {}
        self._moments: dict[int, Moment] = {}
        self.sites: dict[int, KnownSite] = {}

    def stays_of(self, units: Sequence[int]) -> Sequence[Stay]:
        known = self._stays.get(tuple(units))
        if known is not None:
            return known
        stays = self._stays[tuple(units)] = self._lineage.stays(units)
        self._read_members({*units, *(stay.box for stay in stays)})
        events = {member.event for unit in units for member in self._members[unit]}
        for stay in stays:
            events.update(member.event for member in self._members[stay.box])
            events.add(stay.packed)
            if stay.unpacked is not None:
                events.add(stay.unpacked)
        self._read_events(events)
        self._read_events(
            {by for event in events for by in _about(self._events[event]) if by is not None}
        )
        return stays

    def members_of(self, unit: int) -> Sequence[Member]:
        return self._members[unit]

    def event(self, id: int) -> Happened:
        return self._events[id]

    def events_of(self, units: Collection[int]) -> dict[int, list[Happened]]:
        """The events in which these units have rows, up to the moment asked about."""
        self._read_members(units)
        self._read_events({member.event for unit in units for member in self._members[unit]})
        return {
            unit: [
                self._events[member.event]
                for member in self._members[unit]
                if self._counts(self._events[member.event])
            ]
            for unit in units
        }

    def treated(self, units: Sequence[int], part: Part) -> Sequence[Treated]:
        self._read_members(units)
        rows = [member for unit in units for member in self._members[unit] if member.part is part]
        self._read_events({member.event for member in rows})
        found = [Treated(row.unit, row.mass_g, self._events[row.event]) for row in rows]
        return sorted(
            (one for one in found if self._counts(one.treatment)),
            key=lambda one: (one.treatment.instant, one.unit),
        )

    def inputs_of(self, treatments: Sequence[int]) -> Sequence[Intake]:
        return self._lineage.inputs(treatments)

    def outputs_of(self, treatments: Sequence[int]) -> Sequence[Yielded]:
        return self._lineage.outputs(treatments)

    def held_by(self, boxes: Sequence[int]) -> Sequence[Held]:
        held = self._lineage.held(boxes)
        edges = {edge for one in held for edge in (one.filling.packed, one.filling.unpacked)}
        missing = {edge for edge in edges if edge is not None and edge not in self._events}
        missing -= self._moments.keys()
        if missing:
            for moment in self._lineage.moments(missing):
                self._moments[moment.instant[1]] = moment
        return held

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> Sequence[int | None]:
        return self._lineage.weights(contents)

    def moment(self, event: int) -> Moment:
        known = self._events.get(event)
        return Moment(known.instant, known.voided) if known else self._moments[event]

    def know(self, sites: Iterable[int | None]) -> None:
        """Look up the sites that are not known yet."""
        missing = {site for site in sites if site is not None} - self.sites.keys()
        if missing:
            self.sites.update((site.id, site) for site in self._lineage.sites(missing))

    def _counts(self, event: Happened) -> bool:
        return not event.voided and event.instant < self._end

    def _read_members(self, units: Collection[int]) -> None:
        missing = [unit for unit in units if unit not in self._members]
        if missing:
            self._members.update((unit, []) for unit in missing)
            for member in self._lineage.members(missing):
                self._members[member.unit].append(member)

    def _read_events(self, ids: Collection[int]) -> None:
        missing = ids - self._events.keys() if isinstance(ids, set) else set(ids)
        if missing:
            self._events.update((event.id, event) for event in self._lineage.events(missing))


def _about(event: Happened) -> tuple[int | None, ...]:
    """Which later events are about this one."""
    return *event.corrected_by, event.voided_by
