"""What a treatment yields: new lots with mass, material and lead share."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.booking import NewUnit
from tracker.domain.errors import Fault, Malformed
from tracker.domain.mass import kilograms
from tracker.domain.place import Place
from tracker.domain.scan import Scan
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.usecases.ports import UnitOfWork

#: Fluxes, iron, coke and water go in besides the batteries, so more may come out than was scanned
#: in; half as much again cannot be true. A matter of sense, not of law.
MOST_YIELD_PERCENT = 150


def prepare_outputs(
    scan: Scan, inputs: Sequence[Unit], place: Place, uow: UnitOfWork
) -> list[NewUnit]:
    """The lots that come out; Malformed when a code is taken or the mass cannot be true."""
    taken = uow.units.locked([output.code for output in scan.outputs])
    faults = [
        Fault("code_taken", f"/outputs/{place_}/code", {"code": output.code})
        for place_, output in enumerate(scan.outputs)
        if output.code in taken
    ]
    faults += _mass_faults(scan, inputs)
    if faults:
        raise Malformed(*faults)
    ids = uow.units.new_ids(len(scan.outputs))
    return [
        NewUnit(
            id=id_,
            code=output.code,
            kind=UnitKind.MATERIAL_LOT,
            state=UnitState.IN_STORAGE,
            site=place.site,
            mass_g=output.mass_g,
            pieces=output.pieces,
            material=output.material,
            lead_share=output.lead_share,
        )
        for id_, output in zip(ids, scan.outputs, strict=True)
    ]


def _mass_faults(scan: Scan, inputs: Sequence[Unit]) -> list[Fault]:
    known = [unit.mass_g for unit in inputs]
    into = scan.mass_g
    if into is None and None not in known:
        into = sum(mass for mass in known if mass is not None)
    out = sum(output.mass_g for output in scan.outputs)
    if into is None or out * 100 <= into * MOST_YIELD_PERCENT:
        return []
    words = {"out_kg": kilograms(out), "in_kg": kilograms(into)}
    return [Fault("outputs_exceed_inputs", "/outputs", words)]
