"""What goes with a record that was just made: its attachment, and what crossed the border by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from interop.documents.words import moment_of
from interop.records.code_list import codes_in
from interop.store.enclosures import HERE
from interop.store.exchange_work import ExchangeWork
from interop.store.trade import Stand
from interop.usecases.aboard import aboard, handover_of, lot_aboard


def enclose(made: Iterable[tuple[Stand, int]], work: ExchangeWork, now: datetime) -> None:
    """Stands with the ids of their new records; the rest of the transaction is the caller's."""
    for stand, record in made:
        if stand.enclosure is not None:
            digest = work.enclosures.keep(stand.enclosure)
            work.enclosures.enclose(record, digest, len(stand.enclosure), None, HERE, now)
        if stand.noun in ("border_handover", "lot") and not stand.cancelled:
            codes = codes_in(stand.enclosure) if stand.enclosure else stand.body.get("codes", ())
            units = lot_aboard(stand.body) if stand.noun == "lot" else aboard(codes, stand.body)
            at = moment_of(stand.body.get("departed_at")) or now
            for province in stand.provinces or ():
                partner = f"CN-{province:02d}"
                name = handover_of(stand.body)
                work.crossings.crossed(partner, units, name, at, leaving=True)
