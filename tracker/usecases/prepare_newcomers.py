"""Which units enter the books with a scan: codes that nobody knew, and batteries without a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.announced import Announced
from tracker.domain.booking import NewUnit
from tracker.domain.errors import Fault, Malformed
from tracker.domain.identifiers import platform_label
from tracker.domain.place import Place
from tracker.domain.scan import Scan
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.unit_steps import Step
from tracker.rules.finding import Finding
from tracker.rules.scan_findings import ScannedUnit, scan_findings
from tracker.usecases.ports import Model, UnitOfWork

_NOT_TOLD = Announced()


@dataclass(frozen=True, slots=True)
class Newcomers:
    """``coded`` had a code of their own; ``uncoded`` had none, ``labels`` are the ones they got."""

    coded: list[NewUnit] = field(default_factory=list)
    uncoded: list[NewUnit] = field(default_factory=list)

    @property
    def all(self) -> list[NewUnit]:
        return [*self.coded, *self.uncoded]

    @property
    def labels(self) -> list[str]:
        return [unit.code for unit in self.uncoded]


def prepare_newcomers(
    scan: Scan,
    admitted: Admission,
    units: Mapping[str, Unit],
    place: Place,
    model: Model | None,
    announced: Mapping[str, Announced],
    uow: UnitOfWork,
) -> Newcomers:
    """The new units of a scan, as ``announced`` if they come from another province; Malformed when
    a label for uncoded ones is taken."""
    step = admitted.newcomer_step
    if step is None or not (admitted.newcomers or scan.uncoded):
        return Newcomers()
    labelled = uow.units.locked([heap.label for heap in scan.uncoded if heap.label])
    _require_free_labels(scan, labelled)
    ids = iter(uow.units.new_ids(len(admitted.newcomers) + len(scan.uncoded)))
    found = Newcomers()
    for code, id_ in zip(admitted.newcomers, ids, strict=False):
        before = units.get(code)
        seen, told = scan.details.get(code), announced.get(code, _NOT_TOLD)
        lot = told.pieces is not None
        found.coded.append(
            NewUnit(
                id=before.id if before else id_,
                code=code,
                kind=UnitKind.UNCODED_LOT if lot else UnitKind.BATTERY,
                state=step.after,
                site=place.site,
                pieces=told.pieces or 1,
                mass_g=(seen and seen.mass_g)
                or told.mass_g
                or (model.nominal_mass_g if model else None),
                model=model.id if model else None,
                battery_class=(seen and seen.battery_class)
                or (model.battery_class if model else None),
                lead_share=model.lead_share if model else None,
                damaged=bool(seen and seen.damaged),
                again=before is not None,
            )
        )
    for heap, id_ in zip(scan.uncoded, ids, strict=True):
        before = labelled.get(heap.label) if heap.label else None
        found.uncoded.append(
            NewUnit(
                id=before.id if before else id_,
                code=heap.label or platform_label.build(place.division[:2], id_),
                kind=UnitKind.BATTERY if heap.pieces == 1 else UnitKind.UNCODED_LOT,
                state=step.after,
                site=place.site,
                mass_g=heap.mass_g,
                pieces=heap.pieces,
                battery_class=heap.battery_class,
                again=before is not None,
            )
        )
    return found


def newcomer_findings(scan: Scan, step: Step | None, newcomers: Newcomers) -> list[Finding]:
    """What looks wrong about codes never seen before; nobody expects to know the uncoded ones."""
    if step is None or step.finding is None:
        return []
    return [
        found
        for new in newcomers.coded
        if not _under_our_label(new.code)
        for found in scan_findings(
            ScannedUnit(new.code, None, False, False, False, None, step.finding), scan.at
        )
    ]


def _under_our_label(code: str) -> bool:
    """Such a battery had no readable code when it was labelled, so its sale cannot be known."""
    return code.startswith(platform_label.PREFIX) and len(code) == platform_label.LENGTH


def _require_free_labels(scan: Scan, labelled: Mapping[str, Unit]) -> None:
    faults = []
    here = set(scan.codes)
    for place, heap in enumerate(scan.uncoded):
        if heap.label is None:
            continue
        known = labelled.get(heap.label)
        if heap.label in here or (known and known.state is not UnitState.VOIDED):
            where = f"/uncoded/{place}/label"
            faults.append(Fault("code_taken", where, {"code": heap.label}))
        here.add(heap.label)
    if faults:
        raise Malformed(*faults)
