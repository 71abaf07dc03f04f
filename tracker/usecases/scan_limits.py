"""Which limits does a scan break: of storage where waste comes in, of papers where it leaves?

Asked inline, with one question to the books at most, and only by the kinds of scan that fill a
site or take waste onto the road. The nightly look asks the same rules of everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tracker.domain.booking import Booking
from tracker.domain.identifiers import provisional_number
from tracker.domain.moments import day_of
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.stock_flows import BATTERIES_USED, OF_BATTERIES, Flow
from tracker.lifecycle.unit_steps import AT_REST, KEEPER, TAKER
from tracker.rules.finding import Finding
from tracker.rules.ledger_findings import LedgerEntry, chain_findings, label_findings
from tracker.rules.manifest_findings import Unpapered, unpapered_findings
from tracker.rules.manifest_limits import POINTS
from tracker.rules.storage_findings import storage_breaches
from tracker.usecases.ports import UnitOfWork

#: Scans with which waste comes to lie at a site.
FILLS = frozenset(kind for kind, flow in OF_BATTERIES.items() if flow is Flow.IN)
_LEAVES = frozenset({ScanKind.DISPATCH, BATTERIES_USED})
_NO_POINTS = KEEPER - {Role.COLLECTOR}


class Limited(NamedTuple):
    """``new``: to be raised; ``told``: said again, for its alarm is open since before."""

    new: Sequence[Finding] = ()
    told: Sequence[Finding] = ()


def storage_limits(booking: Booking, place: Place, now: datetime, uow: UnitOfWork) -> Limited:
    """Whether more lies here than may, or for longer, with what this scan brings."""
    if booking.kind not in FILLS or not place.roles & TAKER:
        return Limited()
    level = uow.limits.level(place)
    stock = level.stock._replace(mass_g=level.stock.mass_g + (booking.mass_g or 0))
    found = list(storage_breaches(stock, day_of(now), level.figures))
    new = [one for one in found if one.rule not in level.told]
    return Limited(new, [one for one in found if one.rule in level.told])


def papers_of_load(
    scan: Scan, booking: Booking, place: Place, uow: UnitOfWork
) -> Iterator[Finding]:
    """Waste that is put on the road although no manifest holds it (A4). A number that is not known
    here is another system's, or on paper: nobody can look it up, and it is believed."""
    if scan.kind is not ScanKind.LOAD or not place.roles & TAKER:
        return
    papers = uow.limits.papered(booking.units, scan.manifest, scan.at)
    if scan.manifest and not papers.known and not _ours(scan.manifest):
        return
    pieces = len(booking.units) - papers.units
    if pieces:
        load = Unpapered(str(booking.id), place.code, pieces, scan.manifest)
        points_only = bool(place.roles & POINTS) and not place.roles & _NO_POINTS
        figures = uow.limits.figures()
        yield from unpapered_findings(load, day_of(scan.at), figures, may_be_exempt=points_only)


def _ours(number: str) -> bool:
    """Whether only this house gives such numbers, so that it must know it."""
    return isinstance(provisional_number.parse(number), provisional_number.ProvisionalNumber)


def ledger_chain(
    scan: Scan, admitted: Admission, place: Place, event: int, late: Collection[int]
) -> Iterator[Finding]:
    """What leaves a store or is used there although by the books it never came into it (V11)."""
    if scan.kind not in _LEAVES:
        return
    strangers = [
        unit
        for unit, _ in admitted.steps
        if unit.site != place.site and unit.state in AT_REST and unit.id not in late
    ]
    if strangers:
        cited = strangers[0].code
        entry = LedgerEntry(str(event), day_of(scan.at), cited, False, len(strangers))
        yield from chain_findings(entry)


def label_of_box(scan: Scan, *, new: bool) -> Iterator[Finding]:
    """The label of a box that enters the books (V8)."""
    if new and scan.kind is ScanKind.PACK and scan.container is not None:
        yield from label_findings(scan.container, day_of(scan.at))
