"""What a treatment yields: new lots with mass, material and lead share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    known = uow.units.locked([output.code for output in scan.outputs])
    faults = [*_code_faults(scan, known), *_mass_faults(scan, inputs)]
    if faults:
        raise Malformed(*faults)
    ids = uow.units.new_ids(len(scan.outputs))
    return [
        NewUnit(
            id=known[output.code].id if output.code in known else id_,
            code=output.code,
            kind=UnitKind.MATERIAL_LOT,
            state=UnitState.IN_STORAGE,
            site=place.site,
            mass_g=output.mass_g,
            pieces=output.pieces,
            material=output.material,
            lead_share=output.lead_share,
            again=output.code in known,
        )
        for id_, output in zip(ids, scan.outputs, strict=True)
    ]


def _code_faults(scan: Scan, known: Mapping[str, Unit]) -> Iterator[Fault]:
    """Codes that already name something; a lot whose treatment was voided may come out again."""
    first: dict[str, int] = {}
    for place, output in enumerate(scan.outputs):
        where = f"/outputs/{place}/code"
        unit = known.get(output.code)
        if unit is not None and not _was_voided(unit):
            yield Fault("code_taken", where, {"code": output.code})
        elif first.setdefault(output.code, place) != place:
            words = {"code": output.code, "first": first[output.code]}
            yield Fault("duplicate_code", where, words)


def _was_voided(unit: Unit) -> bool:
    return unit.kind is UnitKind.MATERIAL_LOT and unit.state is UnitState.VOIDED


def _mass_faults(scan: Scan, inputs: Sequence[Unit]) -> Iterator[Fault]:
    known = [unit.mass_g for unit in inputs]
    into = scan.mass_g
    if into is None and None not in known:
        into = sum(mass for mass in known if mass is not None)
    out = sum(output.mass_g for output in scan.outputs)
    if into is not None and out * 100 > into * MOST_YIELD_PERCENT:
        words = {"out_kg": kilograms(out), "in_kg": kilograms(into)}
        yield Fault("outputs_exceed_inputs", "/outputs", words)
