"""Batteries come over the border: are they by our own books somewhere else? Both sides are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interop.documents.words import moment_of
from interop.keys.names import Use
from interop.records.code_list import named_in
from interop.records.envelope import Record
from interop.records.schemas import noun_of
from interop.store.arrivals import Waiting
from interop.store.enclosures import HERE, WANTED
from interop.store.exchange_work import ExchangeWork
from interop.store.trade import Stand
from interop.usecases.aboard import aboard, handover_of, lot_aboard
from interop.usecases.contest import contest
from interop.usecases.sequence import tell
from interop.usecases.station import Station

#: So many codes a doubt names; the rest is counted.
_MOST_DOUBTED = 500


def meet(
    record: Record, came: Waiting, work: ExchangeWork, station: Station, now: datetime
) -> None:
    """A hand-over whose batteries our books have here is an incident, an alarm, and our doubt
    about it a record of ours; a partner's doubt is the same here, too. A list that travels beside
    its record (what was loaded, what was scanned at the other gate) is put on the list of what to
    fetch. Other records pass."""
    noun = noun_of(record.schema)
    if noun == "border_doubt":
        codes = _texts(record.body["codes"])
        sites = {**dict.fromkeys(codes), **work.border.sites(codes)}
        contest(came.partner, sites, str(record.body["handover"]), work, now)
    if record.state.value == "cancelled":
        return
    if noun == "lot":
        _meet_lot(record, came.partner, work, now)
    if noun not in ("border_handover", "manifest_answer"):
        return
    try:
        named = named_in(record.body)
    except ValueError:
        work.watch.incident(came.partner, "attachment_differs", now, record=record.business_no)
        return
    if named is None and noun == "manifest_answer":
        return
    if named is None:
        meet_codes(record, _texts(record.body["codes"]), came.partner, work, station, now)
        return
    here = work.enclosures.content(named.digest) is not None
    state = HERE if here else WANTED
    work.enclosures.enclose(came.record, named.digest, named.size, came.partner, state, now)


def meet_codes(
    record: Record,
    codes: Sequence[str],
    partner: str,
    work: ExchangeWork,
    station: Station,
    now: datetime,
) -> None:
    """These codes crossed the border to us: from now on our gates may receive them."""
    at = moment_of(record.body.get("departed_at")) or record.issued_at
    here = work.border.here(codes)
    try:
        units = aboard(codes, record.body)
    except ValueError:  # the batteries are told all the same; in which boxes is not believed
        work.watch.incident(partner, "boxes_differ", now, record=record.business_no)
        units = aboard(codes, {})
    work.crossings.crossed(partner, units, record.business_no, at, leaving=False)
    if not here:
        return
    contest(partner, here, record.business_no, work, now)
    doubted = sorted(here)
    doubt = Stand(
        "border_doubt",
        record.business_no,
        station.province,
        frozenset({int(partner.partition("-")[2] or 0)}),
        {
            "handover": record.business_no,
            "codes": doubted[:_MOST_DOUBTED],
            "pieces": len(doubted),
        },
    )
    signer = station.signer(Use.RECORD, work.partners.book(), now)
    concerned = [one for one in work.partners.all(locked=True) if one.authority == partner]
    tell([doubt], concerned, signer, station.authority, work, now)


def _meet_lot(record: Record, partner: str, work: ExchangeWork, now: datetime) -> None:
    """Batteries without codes crossed the border: our gates may receive them as they were told."""
    try:
        units = lot_aboard(record.body)
    except ValueError:
        work.watch.incident(partner, "lot_unclear", now, record=record.business_no)
        return
    name = handover_of(record.body)
    work.crossings.crossed(partner, units, name, record.issued_at, leaving=False)


def _texts(codes: object) -> list[str]:
    given = codes if isinstance(codes, list) else []
    return [code for code in given if isinstance(code, str)]
