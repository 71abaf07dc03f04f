"""What packing into a container and unpacking from it changes about the container itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.booking import Move, NewUnit, Seen
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import container_label
from tracker.domain.moments import day_of
from tracker.domain.place import Place
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.replay import state_of_box
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.usecases.late_box import OPEN, FiledBox, file_box
from tracker.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Packing:
    """The container of a scan, if it has one, and what becomes of it.

    ``known`` is it as it stands, None when it enters the books with this scan (``again``: after
    its first entry was voided); ``holds`` is what is directly inside, asked when unpacking.
    ``filed``: the scan is told late and filed into the box's past; ``gone``: and by now the box is
    no longer here, so what was seen here after ``at`` cannot be in it.
    """

    container: int | None = None
    known: Unit | None = None
    again: bool = False
    holds: frozenset[int] = frozenset()
    at: datetime | None = None
    filed: FiledBox | None = None
    gone: bool = False

    @property
    def boxes(self) -> list[Unit]:
        """The box as it stands, if it was known before."""
        return [self.known] if self.known else []

    def refuse(self, admitted: Admission) -> None:
        """Take out of the admitted set what cannot go into, or come out of, this container."""
        if self.known is None:
            return
        for unit, step in list(admitted.steps):
            if unit.id == self.known.id:  # what it is inside of is packed, and refused as such
                admitted.refused[unit.code] = Fault("into_itself")
            elif self.gone and self.at is not None and unit.since > self.at:
                words = {"code": unit.code, "container": self.known.code}
                admitted.refused[unit.code] = Fault("seen_since", params=words)
            elif self.holds and unit.id not in self.holds:
                words = {"code": unit.code, "container": self.known.code}
                admitted.refused[unit.code] = Fault("not_in_container", params=words)
            else:
                continue
            admitted.steps.remove((unit, step))

    def newcomers(self, scan: Scan, place: Place, children: Sequence[Unit]) -> list[NewUnit]:
        """The box itself, when it is new."""
        if self.container is None or self.known is not None or scan.container is None:
            return []
        mass = scan.mass_g if scan.mass_g is not None else together(children)
        box = UnitKind.CONTAINER
        id_, code, at = self.container, scan.container, place.site
        return [NewUnit(id_, code, box, S.IN_STORAGE, at, mass, again=self.again)]

    def moves(self, scan: Scan, place: Place, children: Sequence[Unit]) -> list[Move]:
        """The box is where it is packed; what it is depends on whether it still holds anything."""
        if self.known is None or self.filed:
            return []
        state = state_of_box(self.known.state, holds=not self._emptied(scan, children))
        return [Move([self.known.id], state, place.site)]

    def seen(self, scan: Scan, children: Sequence[Unit]) -> list[Seen]:
        """The mass of what the box holds: as weighed, or added up; unknown stays unknown."""
        if self.known is None or (self.filed and self.filed.weighed_since):
            return []
        mass = 0 if self._emptied(scan, children) else scan.mass_g
        change, before = together(children), self.known.mass_g
        if mass is None and change is not None and before is not None:
            mass = before + change if scan.kind is ScanKind.PACK else max(before - change, 0)
        return [] if mass is None else [Seen(self.known.id, mass, None, None)]

    def _emptied(self, scan: Scan, children: Sequence[Unit]) -> bool:
        return scan.kind is ScanKind.UNPACK and self.holds <= {child.id for child in children}

    def findings(self, scan: Scan, place: Place) -> list[Finding]:
        """A box in use that by the records lies at another site of the same organisation."""
        known = self.known
        if known is None or self.filed or known.state is S.REGISTERED or known.site == place.site:
            return []
        return [finding("other_site", known.code, day_of(scan.at))]


def prepare_packing(scan: Scan, place: Place, uow: UnitOfWork) -> Packing:
    """The box to pack into: a known one at this site, or a new one with a valid label."""
    assert scan.container is not None  # noqa: S101  the field table asks for it
    known = uow.units.locked([scan.container]).get(scan.container)
    if known is None:
        label = container_label.parse(scan.container)
        if not isinstance(label, container_label.ContainerLabel):
            raise Malformed(Fault("not_a_container", "/container", {"code": scan.container}))
        return Packing(uow.units.new_ids(1)[0])
    if known.kind is UnitKind.CONTAINER and known.state is S.VOIDED:
        return Packing(known.id, again=True)
    filed = file_box(scan, known, place, uow) if known.kind is UnitKind.CONTAINER else None
    faults = list(_not_here(known, place, scan))
    if faults and filed is None:
        raise Malformed(*faults)
    return Packing(known.id, known, at=scan.at, filed=filed, gone=bool(faults))


def prepare_unpacking(scan: Scan, place: Place, uow: UnitOfWork) -> Packing:
    """The box to unpack, with all that is directly inside it."""
    assert scan.container is not None  # noqa: S101  the field table asks for it
    known = uow.units.locked([scan.container]).get(scan.container)
    if known is None:
        raise Malformed(Fault("unknown_code", "/container", {"code": scan.container}))
    filed = file_box(scan, known, place, uow) if known.kind is UnitKind.CONTAINER else None
    faults = list(_not_here(known, place, scan))
    if faults and filed is None:
        raise Malformed(*faults)
    holds = frozenset(unit.id for unit in uow.units.inside(known.id))
    if filed is not None:
        holds &= filed.inside
    if not holds:
        raise Malformed(Fault("empty_container", "/container", {"code": scan.container}))
    return Packing(known.id, known, holds=holds, at=scan.at, filed=filed, gone=bool(faults))


def together(children: Sequence[Unit]) -> int | None:
    """Grams of all children; None when one of them was never weighed."""
    masses = [child.mass_g for child in children if child.mass_g is not None]
    return sum(masses) if len(masses) == len(children) else None


def _not_here(known: Unit, place: Place, scan: Scan) -> Iterator[Fault]:
    """Why this box cannot be packed or unpacked here and now."""
    if known.kind is not UnitKind.CONTAINER:
        yield Fault("not_a_container", "/container", {"code": known.code})
    elif known.state is not S.REGISTERED and known.owner != place.organisation:
        yield Fault("at_another_site", "/container", {"code": known.code})
    elif known.state not in OPEN:
        words = {
            "code": known.code,
            "kind": scan.kind.value,
            "state": known.state.value,
            "allowed": "-",
        }
        yield Fault("wrong_state", "/container", words)
