"""A partner's message is stored before it is answered: nonce, message, records, receipt, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from interop.checkpoints.tree import Frontier, NewNode
from interop.documents.canonical import canonical
from interop.documents.digest import sha256, spelled
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.records.envelope import (
    RecordKey,
    RecordRefused,
    SignedRecord,
    named_anyhow,
    read_record,
)
from interop.records.lines import day_of_exchange, line_of
from interop.records.message import Message
from interop.records.receipt import Receipt, Result, Status, seal_receipt
from interop.records.schemas import faults_of_body
from interop.records.verdict import Policy, verdict_on
from interop.records.versions import Known, Step, step_for
from interop.refusals import Refused
from interop.signing.requests import VerifiedRequest
from interop.store.arrivals import CONFLICT, STORED
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident


@dataclass(frozen=True, slots=True)
class Received:
    """What answers the message. ``replayed``: it was stored before, this is the same receipt."""

    receipt: bytes
    replayed: bool = False


@dataclass(slots=True)
class _Reading:
    """What one message comes to while its records are read one after the other."""

    results: list[Result]
    records: list[dict[str, Any]]
    arrivals: list[dict[str, Any]]
    leaves: list[bytes]


def receive(
    verified: VerifiedRequest,
    message: Message,
    partner: Partner,
    book: KeyBook,
    station: Station,
    done: Callable[[int], None] = lambda _step: None,
    *,
    probe: bool = False,
) -> Received:
    """Steps 10 of receiving. Raises Refused: a nonce that was used, an id or a number that was
    used for something else (then an incident is written down). ``probe`` stores nothing."""
    now, digest = station.clock.now(), sha256(verified.request.body)
    refusal: Refused | None = None
    work = station.new_work()
    with work:
        if not work.arrivals.first_use(
            verified.key.keyid, verified.nonce, verified.nonce_kept_until
        ):
            raise Refused("sig_replay", answer_signed=True)
        size, high = work.log.size(partner.authority, locked=True)
        for kept in work.arrivals.kept(partner.authority, message.message_id, message.seq):
            if (kept.message_id, kept.digest) == (message.message_id, digest):
                work.commit()
                return Received(kept.receipt, replayed=True)
            refusal = Refused("idempotency_conflict", answer_signed=True)
        if refusal is None:
            frontier = work.log.frontier(partner.authority, size)
            reading = _read(message, partner, book, work, now, size)
            frontier, new = frontier.extend(reading.leaves)
            receipt = _receipt(
                message, digest, partner, reading, frontier, max(high, message.seq), work, station
            )
            signed = seal_receipt(
                replace(receipt, probe=probe),
                [station.signer(Use.RECORD, book, now)],
            )
            if probe:
                return Received(signed)
            _store(verified, message, digest, partner, reading, frontier, new, signed, work, now)
        else:
            words = {"message_id": message.message_id, "seq": message.seq}
            tell_incident(work, partner.authority, "idempotency_conflict", now, **words)
        done(10)
        work.commit()
    if refusal is not None:
        raise refusal
    return Received(signed)


def _read(
    message: Message,
    partner: Partner,
    book: KeyBook,
    work: ExchangeWork,
    now: datetime,
    size: int,
) -> _Reading:
    """Every record judged by itself: a bad one does not take the others with it."""
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
    reading = _Reading([], [], [], [])
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
    reading: _Reading,
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
    reading: _Reading,
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


def _receipt(
    message: Message,
    digest: str,
    partner: Partner,
    reading: _Reading,
    frontier: Frontier,
    high: int,
    work: ExchangeWork,
    station: Station,
) -> Receipt:
    missing = [n for n in work.arrivals.missing(partner.authority, high) if n != message.seq]
    return Receipt(
        message_id=message.message_id,
        message_digest=digest,
        sender=station.authority,
        receiver=partner.authority,
        received_at=station.clock.now(),
        results=reading.results,
        high_water=high,
        missing=missing,
        log_size=frontier.size,
        log_root=spelled(frontier.root()),
    )


def _store(
    verified: VerifiedRequest,
    message: Message,
    digest: str,
    partner: Partner,
    reading: _Reading,
    frontier: Frontier,
    new: list[NewNode],
    receipt: bytes,
    work: ExchangeWork,
    now: datetime,
) -> None:
    if reading.records:
        ids = work.records.add_records(reading.records)
        pairs = zip(ids, reading.arrivals, strict=True)
        work.arrivals.add([{"record": id_, **row} for id_, row in pairs])
    high = max(work.log.size(partner.authority).high_seq, message.seq)
    work.log.grow(partner.authority, frontier.size, high, new)
    work.arrivals.keep(
        partner=partner.authority,
        message_id=message.message_id,
        seq=message.seq,
        digest=digest,
        body=verified.request.body,
        received_at=now,
        receipt=receipt,
    )
