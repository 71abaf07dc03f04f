"""Batteries come over the border: are they by our own books somewhere else? Both sides are told."""

from __future__ import annotations

from datetime import datetime

from interop.keys.names import Use
from interop.records.envelope import Record
from interop.records.schemas import noun_of
from interop.store.exchange_work import ExchangeWork
from interop.store.trade import Stand
from interop.usecases.sequence import tell
from interop.usecases.station import Station


def meet(record: Record, partner: str, work: ExchangeWork, station: Station, now: datetime) -> None:
    """A hand-over whose batteries our books have here is an incident, and our doubt about it a
    record of ours; a partner's doubt is an incident here, too. Other records pass."""
    noun = noun_of(record.schema)
    if noun == "border_doubt":
        _incident(partner, record.body["handover"], record.body["codes"], work, now)
    if noun != "border_handover":
        return
    codes = [code for code in record.body["codes"] if isinstance(code, str)]
    here = work.trade.held_here(codes)
    if not here:
        return
    _incident(partner, record.business_no, here, work, now)
    doubt = Stand(
        "border_doubt",
        record.business_no,
        station.province,
        frozenset({int(partner.partition("-")[2] or 0)}),
        {"handover": record.business_no, "codes": here},
    )
    signer = station.signer(Use.RECORD, work.partners.book(), now)
    concerned = [one for one in work.partners.all(locked=True) if one.authority == partner]
    tell([doubt], concerned, signer, station.authority, work, now)


def _incident(
    partner: str, handover: object, codes: object, work: ExchangeWork, now: datetime
) -> None:
    detail = {"handover": handover, "codes": codes}
    work.watch.incident(partner, "battery_in_two_provinces", now, **detail)
