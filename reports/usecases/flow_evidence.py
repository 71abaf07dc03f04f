"""Which records stand behind first receipts, stocks, manifests and a recycler's intake?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from reports.indicators.attribution import Claim
from reports.indicators.exchanged import Teller, ToldLoad
from reports.indicators.flows import Flow
from reports.indicators.loads import Leg, Parcel
from reports.usecases.evidence import Evidence, Record, key_of_load, shown_mass
from reports.usecases.verified_records import why_open
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import Load
from tracker.domain.mass import GRAMS_PER_TONNE, tonnes
from tracker.domain.moments import said


def behind_receipts(flows: Sequence[Flow], start: datetime, end: datetime) -> Evidence:
    """What the network received first in the year."""
    year = [flow for flow in flows if start <= flow.gathered.at < end]
    return Evidence("first_receipts", [_gathered(flow) for flow in year])


def behind_stocks(flows: Sequence[Flow]) -> Evidence:
    """What lay there, or was in transit, at either end of the year."""
    there = [flow for flow in flows if flow.gathered.at_start or flow.gathered.at_end]
    return Evidence("stocks", [_gathered(flow) for flow in there])


def behind_exchanged(
    told: Sequence[tuple[ToldLoad, Claim]], once: Sequence[tuple[ToldLoad, Claim]]
) -> Evidence:
    """Loads of other provinces, each telling of them; one of each counts."""
    believed = {(load.record, load.ticket) for load, _ in once}
    return Evidence("exchanged", [_told(load, claim, believed) for load, claim in told])


def behind_v(of: YearRecords, most_days: int | None) -> Evidence:
    """The legs that v0 verifies with the manifests they stand on."""
    legs = [load for load in of.loads if load.verified]
    return Evidence("v", [_on_manifest(load, of, most_days) for load in legs])


def behind_intake(intake: Sequence[tuple[Parcel, Leg]]) -> Evidence:
    """Everything that the recycler's gates took in."""
    return Evidence("intake", [_taken_in(parcel, leg) for parcel, leg in intake])


def _gathered(flow: Flow) -> Record:
    one = flow.gathered
    at_start, at_end = (place.value if place else None for place in (one.at_start, one.at_end))
    parts = (one.brand or 0, one.category.value, at_start, at_end)
    return Record(
        kind="event",
        id=str(one.receipt),
        key="/".join([said(one.at), str(one.receipt), *map(str, parts)]),
        at=said(one.at),
        mass_t=shown_mass(flow.of(one.mass_g)),
        counted=one.counts,
        why=None if one.counts else one.category.value,
        about={
            "collector": one.collector_code,
            "site": one.site,
            "origin": one.origin,
            "share": str(flow.share),
            "disputed": flow.disputed,
            "category": one.category.value,
            "pieces": one.pieces,
            "pieces_without_mass": one.unweighed,
            "coded_t": tonnes(one.coded_g),
            "damaged_t": tonnes(one.damaged_g),
            "at_start": at_start,
            "at_end": at_end,
        },
    )


def _told(load: ToldLoad, claim: Claim, believed: Collection[tuple[str, str]]) -> Record:
    why = None
    if (load.record, load.ticket) not in believed:
        why = "told_before"
    elif load.mass_g is None:
        why = "no_mass"
    elif not load.first_g:
        why = "received_before"
    return Record(
        kind="exchanged_record",
        id=load.record,
        key="/".join([said(load.at), load.batch, load.ticket, load.record]),
        at=said(load.at),
        mass_t=None if load.mass_g is None else shown_mass(load.receipt(claim.share).mass_t),
        counted=why is None,
        why=why,
        about={
            "manifest": load.batch,
            "row": load.ticket,
            "collector": load.collector_code,
            "origin": load.sent_from,
            "told_by": Teller(load.teller).name.lower(),
            "share": str(claim.share),
            "disputed": claim.disputed,
            "pieces": load.pieces,
            "pieces_received_here_before": load.again,
        },
    )


def _on_manifest(load: Load, of: YearRecords, most_days: int | None) -> Record:
    parcel = load.parcel
    sheet = of.sheets.get(parcel.receipt) or of.sheets.get(parcel.dispatch or 0)
    why = None if most_days is None else why_open(load, of, most_days)
    known = most_days is not None
    departed, delivered = (None, None) if sheet is None else (sheet.departed_at, sheet.delivered_at)
    return Record(
        kind="event",
        id=str(parcel.receipt),
        key=key_of_load(load),
        at=said(parcel.received_at),
        mass_t=shown_mass(load.mass_t),
        counted=known and why is None,
        why=why.value if why else None if known else "most_days",
        about={
            "manifest": sheet.number if sheet else None,
            "closed": sheet.closed if sheet else False,
            "departed_at": said(departed) if departed else None,
            "delivered_at": said(delivered) if delivered else None,
        },
    )


def _taken_in(parcel: Parcel, leg: Leg) -> Record:
    lawful = leg is Leg.CLOSED and parcel.collector is not None
    parts = (parcel.dispatch, parcel.collector, parcel.brand)
    at = said(parcel.received_at)
    mass = parcel.mass_g
    return Record(
        kind="event",
        id=str(parcel.receipt),
        key="/".join([at, str(parcel.receipt), *(str(p or 0) for p in parts), parcel.category]),
        at=at,
        mass_t=None if mass is None else shown_mass(mass / GRAMS_PER_TONNE),
        counted=lawful,
        why=None if lawful else leg.value if leg is not Leg.CLOSED else "no_collector",
        about={
            "site": parcel.site,
            "collector": parcel.collector_code,
            "category": parcel.category.value,
            "dispatch": None if parcel.dispatch is None else str(parcel.dispatch),
            "pieces": parcel.pieces,
        },
    )
