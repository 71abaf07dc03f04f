"""Which loads did recyclers accept in a stretch of time, or in certain receipts?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import TextClause
from sqlalchemy.orm import Session

from reports.indicators.loads import Parcel
from reports.queries.parcel_statement import PARCELS, PARCELS_OF
from reports.queries.receipt_window import read_together
from tracker.domain.identifiers.waste_code import REPLACED, WASTE_LEAD_BATTERIES
from tracker.domain.programme import LicenceScope
from tracker.domain.scan import ReceiptCategory
from tracker.store.arrays import ids
from tracker.store.codes import CATEGORY
from tracker.store.event_ids import EPOCH, first_id

#: Ids of events grow with the moment of recording, and nothing is recorded long before it happens.
_AHEAD = timedelta(days=1)
_WASTES = [
    WASTE_LEAD_BATTERIES,
    *(old for old, new in REPLACED.items() if new == WASTE_LEAD_BATTERIES),
]
_SCOPES = [LicenceScope.USE.value, LicenceScope.DISPOSE.value]


def parcels(session: Session, province: int, start: datetime, end: datetime) -> Sequence[Parcel]:
    """What was accepted from ``start`` (included) to ``end``, in the order it happened.

    Old batteries without a named category are waste.
    """
    return _read(session, PARCELS, asked_for(province, start, end))


def parcels_of(
    session: Session, province: int, receipts: Collection[int], start: datetime, end: datetime
) -> Sequence[Parcel]:
    """The same of certain receipts, with those that must be read together with them."""
    first = recorded_from(start)
    together = read_together(session, province, receipts, start, end, first)
    return _read(session, PARCELS_OF, asked_for(province, start, end) | {"receipts": ids(together)})


def recorded_from(start: datetime) -> datetime:
    """Nothing that happened from ``start`` on was recorded before."""
    return max(start - _AHEAD, EPOCH)


def asked_for(province: int, start: datetime, end: datetime) -> dict[str, object]:
    """The values of the statement for this time."""
    return {
        "province": province,
        "start": start,
        "end": end,
        "first_id": first_id(recorded_from(start)),
        "wastes": _WASTES,
        "scopes": _SCOPES,
    }


def _read(session: Session, statement: TextClause, given: dict[str, object]) -> list[Parcel]:
    rows = session.execute(statement, given)
    return [
        Parcel(
            receipt=row.receipt,
            received_at=row.received_at,
            recycler=row.recycler,
            recycler_code=row.recycler_code,
            site=row.site,
            licensed=row.licensed,
            moved_on=row.moved_on,
            received_g=row.received_g,
            receipt_weight_g=int(row.receipt_weight_g),
            dispatch=row.dispatch,
            dispatched_at=row.dispatched_at,
            dispatched_g=row.dispatched_g,
            sender_code=row.sender_code,
            collector=row.collector,
            collector_code=row.collector_code,
            brand=row.brand,
            category=CATEGORY.word[row.category] if row.category else ReceiptCategory.WASTE,
            weight_g=int(row.weight_g),
            known_g=int(row.known_g),
            pieces=int(row.pieces),
            unweighed=int(row.unweighed),
            lead_g=None if row.lead_g is None else Fraction(row.lead_g),
        )
        for row in rows
    ]
