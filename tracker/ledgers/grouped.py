"""How do rows that want the same of many things become one scan?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.domain.errors import Fault
from tracker.domain.moments import CLOCK_TOLERANCE
from tracker.domain.scan import Scan, ScanKind
from tracker.ledgers.form import Row, Together, Wish
from tracker.ledgers.outcome import Outcome
from tracker.lifecycle.unit_steps import TREATMENTS
from tracker.store.import_work import Noted

_DIGEST_BYTES = 16


def without_repeats(together: Together, rows: Sequence[Row], outcome: Outcome) -> list[Row]:
    """A scan is a set: the second row with the same code is told where the first one stands."""
    if together.kind in TREATMENTS:
        return list(rows)
    first: dict[str, int] = {}
    found = []
    for row in rows:
        codes = said_codes(row.wishes[0])
        twins = [first[code] for code in codes if code in first]
        if twins:
            fault = Fault("row_repeated", params={"row": twins[0]})
            outcome.refuse(row.number, (row.wishes[0].blame, fault))
            continue
        for code in codes:
            first[code] = row.number
        found.append(row)
    return found


def said_codes(wish: Wish) -> tuple[str, ...]:
    """The codes of what a wish is about, and the label of its heap."""
    if wish.uncoded is None or wish.uncoded.label is None:
        return wish.codes
    return (*wish.codes, wish.uncoded.label)


def as_scan(
    together: Together, rows: Sequence[Row], now: datetime, events: Mapping[bytes, int]
) -> Scan:
    """The first wishes of these rows as one scan; ``events`` are those of their earlier steps."""
    wishes = [row.wishes[0] for row in rows]
    codes = tuple(dict.fromkeys(code for wish in wishes for code in wish.codes))
    return Scan(
        client_id=client_id(together.kind, rows, events),
        kind=together.kind,
        site=together.site,
        at=_not_ahead(together.at, now),
        codes=codes,
        container=together.container,
        peer_site=together.peer_site,
        manifest=together.manifest,
        vehicle=together.vehicle,
        model=together.model,
        category=together.category,
        details={wish.codes[0]: wish.detail for wish in wishes if wish.codes and wish.detail},
        uncoded=[wish.uncoded for wish in wishes if wish.uncoded is not None],
        outputs=[output for wish in wishes for output in wish.outputs],
        new_code=together.new_code,
        reason=together.reason,
    )


def _not_ahead(at: datetime, now: datetime) -> datetime:
    """The hour given to a day that has not passed yet may lie ahead."""
    return at if at <= now + CLOCK_TOLERANCE else now


def client_id(kind: ScanKind, rows: Sequence[Row], events: Mapping[bytes, int]) -> str:
    """Derived from what is booked: the same rows ask for the same. Rows whose event was voided
    are asked for anew, so the old event is part of it."""
    found = hashlib.blake2b(kind.value.encode(), digest_size=_DIGEST_BYTES)
    for row in rows:
        found.update(row.digest)
        found.update(events.get(row.digest, 0).to_bytes(8, "big"))
    return f"import-{found.hexdigest()}"


def noted(row: Row, events: Mapping[bytes, int]) -> Noted:
    """What is written down of a row together with its scan."""
    codes = said_codes(row.wishes[0])
    return Noted(row.digest, codes, len(row.wishes) == 1, events.get(row.digest, 0))
