"""What is owed to partners becomes signed records, and records become numbered messages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog

from interop.algorithms.signer import Signer
from interop.documents.canonical import canonical
from interop.documents.digest import sha256
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.limits import MOST_BODY_BYTES, MOST_RECORDS
from interop.records.envelope import Record, RecordRefused, State, read_record, seal_record
from interop.records.lines import day_of_exchange
from interop.records.message import Message
from interop.store.exchange_work import ExchangeWork
from interop.store.partners import Partner
from interop.store.records import Told
from interop.store.trade import Stand
from interop.usecases.enclose import enclose
from interop.usecases.station import Station

log = structlog.get_logger()

#: So many duties are worked off in one transaction.
HEAP = 500
#: What a message is beside its records, at most.
_FRAME_BYTES = 2_048
#: Ids are made from names, so that a restored house gives its things the same ids again.
_NAMES = uuid.UUID("6f0c2b1e-6b1d-5d5a-9a62-0d4f0c1f7a42")
#: The form in which each noun travels.
SCHEMAS = {
    "organisation": "organisation/1.0",
    "site": "site/1.0",
    "licence": "licence/1.0",
    "manifest": "transfer_manifest/1.0",
    "approval": "transfer_approval/1.0",
    "border_handover": "border_handover/1.2",
    "lot": "lot/1.1",
    "border_doubt": "border_doubt/1.0",
    "white_list_entry": "white_list_entry/1.0",
    "approval_reply": "approval_reply/1.0",
    "manifest_answer": "manifest_answer/1.0",
    "exchange_outcome": "exchange_outcome/1.0",
}


def thing_id(origin: str, noun: str, business_no: str) -> str:
    """By which id a thing of this origin is known for ever."""
    return str(uuid.uuid5(_NAMES, f"{origin}|{noun}|{business_no}"))


def make_records(station: Station) -> int:
    """Work off a heap of duties: each thing that changed gets its next version, owed to whom it
    concerns. Answers how many duties there were; none are touched as long as nobody is there."""
    work = station.new_work()
    with work:
        partners = [one for one in work.partners.all(locked=True) if one.active]
        duties = work.duties.owed(HEAP) if partners else []
        if not duties:
            return 0
        now = station.clock.now()
        signer = station.signer(Use.RECORD, work.partners.book(), now)
        subjects: dict[str, dict[str, None]] = {}
        for duty in duties:
            subjects.setdefault(duty.topic.partition(".")[0], {})[duty.subject] = None
        for noun, names in subjects.items():
            stands = [
                one for one in work.trade.stands(noun, list(names)) if _ours(one, station.province)
            ]
            tell(stands, partners, signer, station.authority, work, now)
        work.duties.done(duties, now)
        work.commit()
    return len(duties)


def _ours(stand: Stand, province: int) -> bool:
    """Only the origin makes versions: what is another province's is that one's to tell."""
    return stand.home == province


def tell(
    stands: Sequence[Stand],
    partners: Sequence[Partner],
    signer: Signer,
    origin: str,
    work: ExchangeWork,
    now: datetime,
) -> None:
    """The next version of each of these things, owed to whom it concerns."""
    ids = {one.business_no: thing_id(origin, one.noun, one.business_no) for one in stands}
    told = work.records.told(origin, list(ids.values()))
    records: list[dict[str, Any]] = []
    made_of: list[Stand] = []
    things: list[dict[str, Any]] = []
    for stand in stands:
        try:
            made = _next_version(stand, ids[stand.business_no], told, origin, now)
            if made is None:
                continue
            entry = seal_record(made, [signer])
        except (DocumentRefused, RecordRefused) as error:
            log.error("cannot be told", thing=stand.business_no, problem=str(error))
            work.watch.park("", "thing", stand.business_no, 0, "schema_invalid", now)
            continue
        digest = read_record(entry).digest
        records.append(_record_row(made, digest, entry))
        made_of.append(stand)
        things.append(_thing_row(made, stand, digest, now))
    if records:
        ids_made = work.records.add_records(records)
        work.records.set_things(things)
        enclose(zip(made_of, ids_made, strict=True), work, now)
    for partner in partners:
        work.outbox.owe(
            partner.authority,
            origin,
            [ids[one.business_no] for one in stands if concerns(one, partner.authority)],
        )


def concerns(stand: Stand, authority: str) -> bool:
    """The national system hears of everything, a province of what concerns it."""
    if authority == "CN" or stand.provinces is None:
        return True
    return authority in {f"CN-{province:02d}" for province in stand.provinces}


def _next_version(
    stand: Stand, id_: str, told: dict[str, Told], origin: str, now: datetime
) -> Record | None:
    """None if nothing changed since it was told, or it was cancelled for good."""
    before = told.get(id_)
    state = State.CANCELLED if stand.cancelled else State.ACTIVE
    body = read_strictly(canonical(dict(stand.body)))
    if before is not None and (
        before.state == State.CANCELLED or (before.state == state and before.body == body)
    ):
        return None
    return Record(
        origin=origin,
        id=id_,
        version=before.version + 1 if before else 1,
        prev=before.digest if before else None,
        schema=SCHEMAS[stand.noun],
        business_no=stand.business_no,
        issued_at=now,
        body=body,
        state=state,
        reason="cancelled" if stand.cancelled else None,
        about=stand.about,
    )


def _record_row(record: Record, digest: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "record_id": record.id,
        "version": record.version,
        "digest": digest,
        "schema": record.schema,
        "business_no": record.business_no,
        "state": record.state.value,
        "issued_at": record.issued_at,
        "day": day_of_exchange(record.issued_at),
        "entry": canonical(entry),
    }


def _thing_row(record: Record, stand: Stand, digest: str, now: datetime) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "record_id": record.id,
        "noun": stand.noun,
        "business_no": record.business_no,
        "version": record.version,
        "digest": digest,
        "state": record.state.value,
        "body": dict(record.body),
        "applied_at": now,
    }


def make_message(station: Station, authority: str) -> int:
    """Put waiting records of one partner into the next message; answers how many.

    The partner's row is locked: numbers follow without gap, whoever else is at work.
    """
    work = station.new_work()
    with work:
        found = [one for one in work.partners.all(locked=True) if one.authority == authority]
        if not found or not found[0].active:
            return 0
        partner = found[0]
        chosen, size = [], _FRAME_BYTES
        for id_, entry in work.outbox.waiting(authority, MOST_RECORDS):
            size += len(entry) + 1
            if size > MOST_BODY_BYTES:
                break
            chosen.append((id_, entry))
        if not chosen:
            return 0
        now = station.clock.now()
        message = Message(
            message_id=station.new_id(),
            sender=station.authority,
            receiver=authority,
            seq=partner.seq + 1,
            prev=partner.prev,
            created_at=now,
            records=[read_strictly(entry) for _, entry in chosen],
        )
        body = message.body()
        digest = sha256(body)
        work.outbox.add_message(
            authority,
            [id_ for id_, _ in chosen],
            seq=message.seq,
            message_id=message.message_id,
            digest=digest,
            body=body,
            created_at=now,
            next_at=now,
        )
        work.partners.set(authority, seq=message.seq, prev=digest)
        work.commit()
    return len(chosen)
