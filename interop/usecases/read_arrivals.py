"""Every record of a partner's message is judged by itself: what is kept, what its receipt says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from interop.documents.canonical import canonical
from interop.keys.book import KeyBook
from interop.records.envelope import (
    RecordKey,
    RecordRefused,
    SignedRecord,
    named_anyhow,
    read_record,
)
from interop.records.lines import day_of_exchange, line_of
from interop.records.message import Message
from interop.records.receipt import Result, Status
from interop.records.schemas import faults_of_body
from interop.records.verdict import Policy, verdict_on
from interop.records.versions import Known, Step, step_for
from interop.store.arrivals import CONFLICT, STORED
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.usecases.tell_people import tell_incident


@dataclass(slots=True)
class Reading:
    """What one message comes to while its records are read one after the other: ``results`` for
    the receipt, rows of ``records`` and ``arrivals`` to keep, ``leaves`` of the log."""

    results: list[Result] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    arrivals: list[dict[str, Any]] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)


def read_arrivals(
    message: Message,
    partner: Partner,
    book: KeyBook,
    work: ExchangeWork,
    now: datetime,
    size: int,
) -> Reading:
    """Every record judged by itself: a bad one does not take the others with it. ``size``: of the
    partner's log before this message."""
    read: list[SignedRecord | RecordRefused] = []
    for place, entry in enumerate(message.records):
        try:
            read.append(read_record(entry, f"/records/{place}"))
        except RecordRefused as refused:
            read.append(refused)
    good = [one.record for one in read if isinstance(one, SignedRecord)]
    known = work.arrivals.known(
        sorted({one.origin for one in good}), sorted({one.id for one in good})
    )
    policy = Policy(partner.authority, frozenset(partner.required), frozenset(partner.passes_on))
    reading = Reading()
    for place, (entry, one) in enumerate(zip(message.records, read, strict=True)):
        if isinstance(one, RecordRefused):
            key, digest = named_anyhow(entry)
            pointers = tuple(fault.pointer for fault in one.faults)
            reading.results.append(Result(key, digest, Status.REJECTED, one.code, pointers))
            continue
        verdict = verdict_on(one, policy, book, now)
        if verdict.code is not None:
            reading.results.append(_rejected(one, verdict.code))
            continue
        faults = faults_of_body(one.record, f"/records/{place}/record/body")
        if faults:
            pointers = tuple(fault.pointer for fault in faults)
            reading.results.append(_rejected(one, "schema_invalid", pointers))
            continue
        versions = known.setdefault(one.record.id, {})
        step = step_for(one.record, one.digest, _as_if_applied(versions))
        if step is Step.DUPLICATE:
            key = one.record.key
            reading.results.append(Result(key, one.digest, Status.DUPLICATE))
        elif step in (Step.APPLY, Step.PENDING_GAP):
            versions[one.record.version] = Known(one.digest, one.record.state, applied=False)
            place_in_log = size + len(reading.leaves)
            reading.leaves.append(line_of(one.record.key, one.digest))
            _keep(one, entry, message, partner, verdict.flags, place_in_log, reading, now)
            reading.results.append(Result(one.record.key, one.digest, Status.STORED))
        else:
            _refuse_step(one, entry, step, message, partner, reading, work, now)
    return reading


def _as_if_applied(versions: Mapping[int, Known]) -> dict[int, Known]:
    """For storing it does not matter how far the versions before are worked off."""
    return {number: one._replace(applied=True) for number, one in versions.items()}


def _rejected(one: SignedRecord, code: str, pointers: tuple[str, ...] = ()) -> Result:
    return Result(one.record.key, one.digest, Status.REJECTED, code, pointers)


def _refuse_step(
    one: SignedRecord,
    entry: Mapping[str, Any],
    step: Step,
    message: Message,
    partner: Partner,
    reading: Reading,
    work: ExchangeWork,
    now: datetime,
) -> None:
    """A contradicting version is kept beside the first, which stays in force; people are told."""
    reading.results.append(_rejected(one, step.value))
    key: RecordKey = one.record.key
    detail = {"record": f"{key.origin}/{key.id}/{key.version}", "digest": one.digest}
    tell_incident(work, partner.authority, step.value, now, **detail)
    kept = work.arrivals.id_of(key.origin, key.id, key.version, one.digest)
    if step is Step.VERSION_CONFLICT and kept is None:
        _keep(one, entry, message, partner, frozenset(), None, reading, now)


def _keep(
    one: SignedRecord,
    entry: Mapping[str, Any],
    message: Message,
    partner: Partner,
    flags: frozenset[str],
    place: int | None,
    reading: Reading,
    now: datetime,
) -> None:
    record = one.record
    day = day_of_exchange(record.issued_at)
    reading.records.append(
        {
            "origin": record.origin,
            "record_id": record.id,
            "version": record.version,
            "digest": one.digest,
            "schema": record.schema,
            "business_no": record.business_no,
            "state": record.state.value,
            "issued_at": record.issued_at,
            "day": day,
            "entry": canonical(entry),
        }
    )
    reading.arrivals.append(
        {
            "partner": partner.authority,
            "message_id": message.message_id,
            "day": day,
            "place": place,
            "state": CONFLICT if place is None else STORED,
            "code": None if place is not None else Step.VERSION_CONFLICT.value,
            "flags": sorted(flags),
            "received_at": now,
        }
    )
