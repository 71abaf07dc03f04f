"""What was stored of a partner's records comes into force, version after version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from interop.documents.strict_json import read_strictly
from interop.records.envelope import Record, read_record
from interop.records.schemas import is_known, noun_of
from interop.records.versions import Known, Step, step_for
from interop.store.arrivals import APPLIED, PARKED, Waiting
from interop.store.exchange_work import ExchangeWork
from interop.usecases.hand_over import ACTED_UPON
from interop.usecases.meet_batteries import meet
from interop.usecases.station import Station

HEAP = 500


def apply_arrivals(station: Station) -> int:
    """Bring into force what waits and can; answers how many records did. A version whose
    predecessor is missing waits on, an unknown schema is parked until somebody decides."""
    applied, after = 0, 0
    while (heap := _apply_heap(station, after)) is not None:
        applied, after = applied + heap[0], heap[1]
    return applied


def _apply_heap(station: Station, after: int) -> tuple[int, int] | None:
    """How many came into force, and the last record that was looked at; None at the end."""
    work = station.new_work()
    with work:
        waiting = work.arrivals.waiting(after, HEAP)
        if not waiting:
            return None
        now = station.clock.now()
        applied = _work_off(waiting, work, now, station)
        work.commit()
    return applied, waiting[-1].record


def _work_off(waiting: list[Waiting], work: ExchangeWork, now: datetime, station: Station) -> int:
    known = work.arrivals.known(
        sorted({one.origin for one in waiting}), sorted({one.record_id for one in waiting})
    )
    things: dict[tuple[str, str], dict[str, Any]] = {}
    worked: list[tuple[int, int, str | None]] = []
    for one in sorted(waiting, key=lambda row: (row.record_id, row.version)):
        record = read_record(read_strictly(one.entry)).record
        if not is_known(record.schema):
            worked.append((one.record, PARKED, "schema_unknown"))
            work.watch.park(
                one.partner, "arrival", record.business_no, one.record, "schema_unknown", now
            )
            continue
        versions = dict(known[one.record_id])
        versions.pop(one.version, None)
        if step_for(record, one.digest, versions) is not Step.APPLY:
            continue
        known[one.record_id][one.version] = Known(one.digest, record.state)
        things[record.origin, record.id] = _thing(record, one.digest, now)
        meet(record, one, work, station, now)
        worked.append((one.record, APPLIED, None))
    work.records.set_things(list(things.values()))
    work.duties.hand(
        [
            (f"partner.{one['noun']}", f"{one['origin']}/{one['record_id']}", one["version"])
            for one in things.values()
            if one["noun"] in ACTED_UPON
        ]
    )
    if worked:
        work.arrivals.worked(worked)
    return sum(state == APPLIED for _, state, _ in worked)


def _thing(record: Record, digest: str, now: datetime) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "record_id": record.id,
        "noun": noun_of(record.schema),
        "business_no": record.business_no,
        "version": record.version,
        "digest": digest,
        "state": record.state.value,
        "body": dict(record.body),
        "applied_at": now,
    }
