"""The carrier confirms the loading: what is on the vehicle is compared with the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tracker.domain.errors import Fault, Malformed
from tracker.domain.manifest import Carrier, Difference, LoadDifference, Manifest, WasteRow
from tracker.domain.manifest_draft import Filled
from tracker.domain.scan import ScanKind
from tracker.rules.finding import Finding
from tracker.rules.manifest_findings import loading_findings, party_findings
from tracker.usecases.draw_on_approval import revise
from tracker.usecases.fill_manifest import weighed
from tracker.usecases.manifest_steps.facts import read_by_rules
from tracker.usecases.manifest_steps.issue import bind
from tracker.usecases.manifest_steps.mismatch import must_agree
from tracker.usecases.manifest_steps.papers import carrier_papers
from tracker.usecases.manifest_steps.units import book_units, compared, explained_load, loaded_rows
from tracker.usecases.manifest_steps.work import StepDone, StepWork

_NOT_AS_WRITTEN = frozenset(LoadDifference) - {
    LoadDifference.MISSING,
    LoadDifference.DAMAGED,
    LoadDifference.QUANTITY,
}
#: So many codes are named in the evidence.
MOST_NAMED = 20


def load(work: StepWork) -> StepDone:
    """What is missing stays behind and is free; what came on top stands on the first row. A ticket
    of the sender takes the place of an estimated mass."""
    m = work.manifest
    found = compared(work)
    told = explained_load(found, work)
    must_agree(told, work)
    rows = loaded_rows(_weighed_rows(work), found)
    loaded = replace(
        m,
        rows=rows,
        carriers=taken_by(m, m.leg, work),
        moments={**m.moments, "loaded": work.at},
    )
    bind(loaded, loaded.aboard, work)
    work.uow.manifests.free(m.id, m.bound - loaded.aboard)
    changed = loaded.mass_g != m.mass_g
    drawn = revise(m, loaded.mass_g, work.at, work.uow) if changed else []
    seen = list(found.seen.values()) if found else []
    wrong = [
        *party_findings(read_by_rules(loaded, work), work.day),
        *_labels(loaded, told, work),
        *carrier_papers(loaded, seen, work),
    ]
    event = book_units(ScanKind.LOAD, m.sender.site_code, seen, work, as_site=True)
    return StepDone(loaded, told, [*drawn, *wrong], event)


def _labels(m: Manifest, told: Sequence[Difference], work: StepWork) -> Iterator[Finding]:
    """What is on the vehicle and not as the manifest says; what is missing just stays behind."""
    differs = [one.code or one.kind.value for one in told if one.kind in _NOT_AS_WRITTEN]
    return loading_findings(m.number, differs[:MOST_NAMED], work.day)


def taken_by(m: Manifest, leg: int, work: StepWork) -> list[Carrier]:
    """The carriers, the one of this leg with the load and with the vehicle that was named."""
    return [
        replace(
            one,
            taken_at=work.at,
            vehicle=work.filled.vehicle or one.vehicle,
            permit=work.filled.permit or one.permit,
        )
        if one.leg == leg
        else one
        for one in m.carriers
    ]


def row_faults(m: Manifest, filled: Filled, takes: Set[str]) -> Iterator[Fault]:
    """What is wrong with what is said of rows: rows that are not there or told twice, and values
    that a step does not take."""
    told: set[int] = set()
    for place, one in enumerate(filled.rows):
        if one.row not in {row.position for row in m.rows}:
            yield Fault("unknown_row", f"/rows/{place}/row", {"row": one.row})
        elif one.row in told:
            yield Fault("named_twice", f"/rows/{place}/row", {"value": one.row})
        told.add(one.row)
        for name, said in ROW_FIELDS.items():
            if getattr(one, name) is not None and name not in takes:
                words = {"step": filled.step.value, "field": said}
                yield Fault("not_for_this_step", f"/rows/{place}/{said}", words)


#: What may be said of a row, and how it is called where it travels.
ROW_FIELDS = {
    "mass_g": "mass_kg",
    "ticket": "ticket",
    "accepted_g": "accepted_kg",
    "accepted_pieces": "accepted_pieces",
    "method": "method",
}


def _weighed_rows(work: StepWork) -> list[WasteRow]:
    """The rows with what the sender's scale says, where a ticket was named."""
    m = work.manifest
    said = {one.row: one for one in work.filled.rows}
    faults = list(row_faults(m, work.filled, frozenset({"ticket", "mass_g"})))
    faults += [
        Fault("required", f"/rows/{place}/ticket")
        for place, one in enumerate(work.filled.rows)
        if one.ticket is None
    ]
    rows = []
    for place, row in enumerate(m.rows):
        one = said.get(row.position)
        if one is None or one.ticket is None:
            rows.append(row)
            continue
        mass_g, fault = weighed(
            one.mass_g, one.ticket, m.sender.organisation, f"/rows/{place}", work.uow
        )
        if fault is not None:
            faults.append(fault)
        rows.append(replace(row, mass_g=mass_g or row.mass_g, measured=True, ticket=one.ticket))
    if faults:
        raise Malformed(*faults)
    return rows
