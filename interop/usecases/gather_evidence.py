"""All that proves one record is put together: from our own log, or with the partner's proof."""

from __future__ import annotations

from typing import Any

from interop.checkpoints.heads import Head, HeadRefused, check_grown, countersign, read_head
from interop.documents.digest import raw
from interop.documents.strict_json import read_strictly
from interop.errors import NoEvidence
from interop.evidence.bundle import Evidence, EvidenceItem, bundle
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.records.code_list import named_in
from interop.records.receipt import ReceiptRefused, read_receipt
from interop.refusals import Refused
from interop.store.evidence import Proven
from interop.usecases.answer_partner import head_of
from interop.usecases.ask_partner import NotAnswered, ask
from interop.usecases.send import Link
from interop.usecases.station import Station


def gather_evidence(station: Station, record: str, link: Link) -> bytes:
    """The zip about ``origin/id/version`` (or a business number: its newest version). For what we
    sent the partner is asked for the proof; for what came we have it. Raises NoEvidence."""
    work = station.new_work()
    with work:
        book = work.partners.book()
        found = work.evidence.find(record)
        local: dict[str, Any] | None = None
        if found is not None and found.place is not None:
            local = head_of(found.partner, station, book, found.log_size, work)
            size = work.log.size(found.partner).size
            path = work.evidence.inclusion(found.partner, found.place, size)
            local |= {"place": found.place, "path": path}
            work.commit()
    if found is None:
        raise NoEvidence(record=record, problem="no receipt")
    proof = local or _asked(station, found, link)
    try:
        head = proof["head"] if local else _countersigned(station, found, proof, book)
        item = EvidenceItem(
            record=read_strictly(found.entry),
            message=found.message,
            receipt=found.receipt,
            head=head,
            place=proof["place"],
            inclusion=[raw(one) for one in proof["path"]],
            consistency_from=found.log_size,
            consistency=[raw(one) for one in proof["consistency"]["path"]],
        )
    except (KeyError, TypeError, ValueError, Refused) as error:
        raise NoEvidence(record=record, problem="the proof cannot be read") from error
    attachments = _attachments(station, found.entry)
    sides = {station.authority, found.partner}
    keys = [key for key in book if key.authority in sides]
    return bundle(Evidence(station.authority, station.clock.now(), [item], keys, attachments))


def _countersigned(
    station: Station, found: Proven, proof: dict[str, Any], book: KeyBook
) -> dict[str, Any]:
    """The partner's head with our signature beside its own, if it continues the log of which the
    receipt speaks; else as it came, for whoever verifies the bundle to see."""
    now = station.clock.now()
    head: dict[str, Any] = proof["head"]
    try:
        receipt = read_receipt(read_strictly(found.receipt), found.partner, book, now)
        root = raw(receipt.log_root)
        seen = Head(found.partner, station.authority, receipt.log_size, root, now)
        path = [raw(step) for step in proof["consistency"]["path"]]
        check_grown(seen, read_head(head, book, now).head, path)
    except (HeadRefused, ReceiptRefused):
        return head
    return countersign(head, station.signer(Use.CHECKPOINT, book, now))


def _attachments(station: Station, entry: bytes) -> list[bytes]:
    """The list that the record names by its digest, if it is here."""
    try:
        named = named_in(read_strictly(entry)["record"]["body"])
    except ValueError:
        return []
    work = station.new_work()
    with work:
        content = None if named is None else work.enclosures.content(named.digest)
    return [] if content is None else [content]


def _asked(station: Station, found: Proven, link: Link) -> dict[str, Any]:
    work = station.new_work()
    with work:
        partner = work.partners.find(found.partner)
    if partner is None:
        raise NoEvidence(record=found.record_id, problem="no partner")
    target = (
        f"/interop/v1/proofs/{found.origin}/{found.record_id}/{found.version}"
        f"?since={found.log_size}"
    )
    try:
        return ask(station, partner, target, link)
    except NotAnswered as error:
        raise NoEvidence(record=found.record_id, problem=str(error)) from error
