"""What packing into a container and unpacking from it changes about the container itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.booking import Move, NewUnit, Seen
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import container_label
from tracker.domain.place import Place
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.unit_steps import AT_REST
from tracker.usecases.ports import UnitOfWork


@dataclass(slots=True)
class Packing:
    """The container of a scan, if it has one, and what becomes of it.

    ``touched`` are known containers that get a row of their own in the event.
    """

    container: int | None = None
    known: Unit | None = None
    newcomers: list[NewUnit] = field(default_factory=list)
    holds: frozenset[int] = frozenset()
    outer: frozenset[int] = frozenset()

    @property
    def touched(self) -> list[int]:
        return [self.known.id] if self.known else []

    def refuse(self, admitted: Admission) -> None:
        """Take out of the admitted set what cannot go into, or come out of, this container."""
        if self.known is None:
            return
        for unit, step in list(admitted.steps):
            if unit.id == self.known.id or unit.id in self.outer:
                admitted.refused[unit.code] = Fault("into_itself")
            elif self.holds and unit.container != self.known.id:
                words = {"code": unit.code, "container": self.known.code}
                admitted.refused[unit.code] = Fault("not_in_container", params=words)
            else:
                continue
            admitted.steps.remove((unit, step))

    def moves(self, scan: Scan, children: Sequence[Unit]) -> list[Move]:
        """An empty box becomes a stored one when packed, a free one when the last child left."""
        if self.known is None or not children:
            return []
        if scan.kind is ScanKind.PACK and self.known.state is S.REGISTERED:
            return [Move([self.known.id], S.IN_STORAGE, None)]
        if scan.kind is ScanKind.UNPACK and self.holds <= {child.id for child in children}:
            return [Move([self.known.id], S.REGISTERED, None)]
        return []

    def seen(self, scan: Scan, children: Sequence[Unit]) -> list[Seen]:
        """The box's mass: as weighed, or as its children add up; unknown stays unknown."""
        if self.known is None or not children:
            return []
        if scan.mass_g is not None:
            return [Seen(self.known.id, scan.mass_g, None, None)]
        masses = [child.mass_g for child in children]
        if any(mass is None for mass in masses):
            return []
        change = sum(mass for mass in masses if mass is not None)
        now = self.known.mass_g or 0
        left = now + change if scan.kind is ScanKind.PACK else max(now - change, 0)
        return [Seen(self.known.id, left, None, None)]


def prepare_packing(
    scan: Scan, units: Mapping[str, Unit], place: Place, uow: UnitOfWork
) -> Packing:
    """The box to pack into: a known one at this site, or a new one with a valid label."""
    assert scan.container is not None  # noqa: S101  the field table asks for it
    known = uow.units.locked([scan.container]).get(scan.container)
    if known is None:
        label = container_label.parse(scan.container)
        if not isinstance(label, container_label.ContainerLabel):
            raise Malformed(Fault("not_a_container", "/container", {"code": scan.container}))
        id_ = uow.units.new_ids(1)[0]
        children = [u for u in units.values() if u.container is None and u.state in AT_REST]
        masses = [child.mass_g for child in children]
        mass = scan.mass_g
        if mass is None and None not in masses:
            mass = sum(m for m in masses if m is not None)
        new = NewUnit(id_, scan.container, UnitKind.CONTAINER, S.IN_STORAGE, place.site, mass)
        return Packing(id_, None, [new])
    _require_box_here(known, place, scan, (*AT_REST, S.REGISTERED))
    outer = (
        frozenset(u.id for u in units.values() if uow.units.contents_reach(u.id, known.id))
        if any(u.kind is UnitKind.CONTAINER for u in units.values())
        else frozenset()
    )
    return Packing(known.id, known, outer=outer)


def prepare_unpacking(scan: Scan, place: Place, uow: UnitOfWork) -> Packing:
    """The box to unpack, with all that is directly inside it."""
    assert scan.container is not None  # noqa: S101  the field table asks for it
    known = uow.units.locked([scan.container]).get(scan.container)
    if known is None:
        raise Malformed(Fault("unknown_code", "/container", {"code": scan.container}))
    _require_box_here(known, place, scan, AT_REST)
    holds = frozenset(unit.id for unit in uow.units.inside(known.id))
    if not holds:
        raise Malformed(Fault("empty_container", "/container", {"code": scan.container}))
    return Packing(known.id, known, holds=holds)


def _require_box_here(known: Unit, place: Place, scan: Scan, states: Sequence[S]) -> None:
    if known.kind is not UnitKind.CONTAINER:
        raise Malformed(Fault("not_a_container", "/container", {"code": known.code}))
    if known.state is not S.REGISTERED and known.owner != place.organisation:
        raise Malformed(Fault("at_another_site", "/container", {"code": known.code}))
    if known.state not in states:
        words = {
            "code": known.code,
            "kind": scan.kind.value,
            "state": known.state.value,
            "allowed": "-",
        }
        raise Malformed(Fault("wrong_state", "/container", words))
