"""The receiver decides: accept, accept in part, or reject (article 18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.errors import Fault, LoadDiffers, Malformed
from tracker.domain.manifest import Difference, LoadDifference, Manifest, WasteRow
from tracker.domain.manifest_draft import RowSaid
from tracker.domain.moments import day_of
from tracker.domain.parameters import Parameters
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Unit
from tracker.lifecycle.load_comparison import LoadComparison
from tracker.rules.finding import Finding
from tracker.rules.manifest_clocks import CLOCKS, due
from tracker.rules.manifest_findings import weight_findings
from tracker.rules.manifest_limits import within_tolerance
from tracker.rules.rulebook import finding
from tracker.usecases.draw_on_approval import settle
from tracker.usecases.fill_manifest import aboard, weighed
from tracker.usecases.manifest_steps.load import row_faults
from tracker.usecases.manifest_steps.mismatch import must_agree
from tracker.usecases.manifest_steps.papers import receiver_papers
from tracker.usecases.manifest_steps.units import book_units, compared, explained_load, units_with
from tracker.usecases.manifest_steps.work import StepDone, StepWork


def accept(work: StepWork) -> StepDone:
    """All of it is taken in; a row of which nothing is said was accepted as it was sent."""
    found = compared(work)
    told = [*explained_load(found, work), *_stated(work)]
    must_agree(told, work)
    due_here = _pieces_due(found, (), work)
    figures = work.uow.figures.parameters()
    rows = aboard(_accepted_rows(due_here, work), now=False)
    unexplained = [
        Fault("quantity_without_reason", f"/rows/{row.position - 1}", {"row": row.position})
        for row in rows
        if _differs(row, due_here[row.position], figures, work.day) and not _explains(told, row)
    ]
    if unexplained:
        raise LoadDiffers(*unexplained)
    event = _receive(found.seen.values() if found else (), work)
    return _decided(rows, told, event, work)


def accept_partly(work: StepWork) -> StepDone:
    """A part is taken in, the rest goes back to the sender with the vehicle."""
    found = compared(work)
    told = [*explained_load(found, work), *_stated(work)]
    must_agree(told, work)
    refused, kept = _parted(found, work)
    back = {unit.id for unit in refused}
    rows = [
        replace(row, aboard=tuple(unit for unit in row.aboard if unit in back))
        for row in _accepted_rows(_pieces_due(found, refused, work), work)
    ]
    sent, taken = work.manifest.pieces, sum(row.accepted_pieces or 0 for row in rows)
    if not taken:
        raise Malformed(Fault("nothing_accepted_here", "/rows"))
    if taken >= sent and not refused:
        raise Malformed(Fault("nothing_refused", "/rows"))
    event = _receive(kept, work)
    _turn_back(refused, work)
    return _decided(rows, told, event, work)


def reject(work: StepWork) -> StepDone:
    """Nothing is taken in; the whole load goes back."""
    m = work.manifest
    rows = [replace(row, accepted_pieces=0, accepted_g=0) for row in m.rows]
    event = _turn_back(units_with(m.aboard, work), work)
    return _decided(rows, _stated(work), event, work)


def _decided(
    rows: Sequence[WasteRow], told: Sequence[Difference], event: int | None, work: StepWork
) -> StepDone:
    m = work.manifest
    decided = replace(m, rows=rows, moments={**m.moments, "decided": work.at})
    drawn = settle(m, decided.accepted_g or 0, work.at, work.uow)
    gone = (m.bound | m.aboard) - decided.aboard
    work.uow.manifests.free(m.id, gone)
    if told:  # article 18: tell the sender at once, and the authority of this place
        work.uow.duties.add("manifest.discrepancy", m.number, m.version + 1)
    return StepDone(decided, told, [*_findings(decided, work), *drawn], event)


def _findings(m: Manifest, work: StepWork) -> Iterator[Finding]:
    last = due("acceptance", m.moments["delivered"], work.uow.figures.calendar())
    if day_of(work.now) > last.day:
        yield finding(
            CLOCKS["acceptance"].rule,
            m.number,
            day_of(work.now),
            due=last.day,
            provisional=last.provisional,
        )
    if all(row.accepted_pieces == row.pieces for row in m.rows):
        figures = work.uow.figures.parameters()
        yield from weight_findings(m.number, m.mass_g, m.accepted_g or 0, work.day, figures)
    if m.accepted_g or any(row.accepted_pieces for row in m.rows):
        yield from receiver_papers(m, work)


#: What the receiver may say of a row.
TAKEN_OF_A_ROW = frozenset({"ticket", "accepted_g", "accepted_pieces", "method"})


def _pieces_due(
    found: LoadComparison | None, refused: Sequence[Unit], work: StepWork
) -> dict[int, int]:
    """How many pieces of each row are there to be accepted, going by the batteries bound to it:
    those that were lost on the way have their reasons already, those that are refused go back."""
    rows = work.manifest.rows
    bound = work.manifest.bound
    if found is None:
        return {row.position: row.pieces for row in rows}
    away = {found.units[code] for code in (*found.missing, *found.elsewhere) if code in found.units}
    away |= {unit.id for unit in refused} | (bound - work.manifest.aboard)
    added = {unit.id for unit in found.seen.values()} - bound - away
    pieces = work.uow.manifests.pieces_of((away & bound) | added)
    due_here = {
        row.position: max(row.pieces - sum(pieces.get(unit, 0) for unit in away & {*row.units}), 0)
        for row in rows
    }
    due_here[rows[0].position] += sum(pieces.get(unit, 0) for unit in added)
    return due_here


def _accepted_rows(due_here: Mapping[int, int], work: StepWork) -> list[WasteRow]:
    """The rows with what was accepted of each: as stated, by a ticket of the receiver, or what is
    there of it."""
    m = work.manifest
    said = {one.row: one for one in work.filled.rows}
    faults = list(row_faults(m, work.filled, TAKEN_OF_A_ROW))
    rows = []
    for row in m.rows:
        one = said.get(row.position, RowSaid(row.position))
        mass_g, fault = weighed(
            one.accepted_g, one.ticket, m.receiver.organisation, "/rows", work.uow
        )
        if fault is not None:
            faults.append(fault)
        stated = one.accepted_pieces
        pieces = due_here[row.position] if stated is None else stated
        rows.append(
            replace(
                row,
                accepted_pieces=pieces,
                accepted_g=_mass(row, pieces) if mass_g is None else mass_g,
                accepted_measured=one.ticket is not None,
                accepted_ticket=one.ticket,
                method=one.method or row.method,
            )
        )
    if faults:
        raise Malformed(*faults)
    return rows


def _mass(row: WasteRow, pieces: int) -> int:
    """The mass of so many pieces of a row if nobody weighed them: their part of what was sent."""
    return row.mass_g * pieces // row.pieces


def _stated(work: StepWork) -> list[Difference]:
    return [Difference(one.kind, one.reason, row=one.row) for one in work.filled.differences]


def _differs(row: WasteRow, pieces: int, figures: Parameters, day: date) -> bool:
    """Whether a row arrived otherwise than it must have, beyond what scales may differ."""
    sent_g, came_g = _mass(row, pieces), row.accepted_g or 0
    agrees = within_tolerance(sent_g, came_g, figures, day)
    return row.accepted_pieces != pieces or not agrees


def _explains(told: Iterable[Difference], row: WasteRow) -> bool:
    quantities = (one for one in told if one.kind is LoadDifference.QUANTITY)
    return any(one.row in (None, row.position) for one in quantities)


def _parted(found: LoadComparison | None, work: StepWork) -> tuple[list[Unit], list[Unit]]:
    """The units that are refused, and those that are kept."""
    seen = dict(found.seen) if found else {}
    strangers = [
        Fault("refused_not_there", f"/refused/{place}", {"code": code})
        for place, code in enumerate(work.filled.refused)
        if code not in seen
    ]
    if strangers:
        raise Malformed(*strangers)
    refused = [seen.pop(code) for code in work.filled.refused]
    return refused, list(seen.values())


def _receive(units: Iterable[Unit], work: StepWork) -> int | None:
    return book_units(ScanKind.RECEIVE, work.manifest.receiver.site_code, units, work)


def _turn_back(units: Iterable[Unit], work: StepWork) -> int | None:
    site, reason = work.manifest.receiver.site_code, work.filled.reason
    return book_units(ScanKind.REJECT, site, units, work, reason=reason)
