"""How does a test get evidence about two versions of a record, with log, heads and keys?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from interop.checkpoints.heads import Head, countersign, sign_head
from interop.checkpoints.proofs import consistency_proof, inclusion_proof
from interop.checkpoints.tree import MemoryNodes, frontier_of
from interop.documents.digest import sha256, spelled
from interop.evidence.bundle import Evidence, EvidenceItem
from interop.keys.names import Use
from interop.records.envelope import Record, read_record
from interop.records.lines import line_of
from interop.records.receipt import Receipt, Result, Status, seal_receipt
from tests.builders.exchange import MESSAGE_ID, NOW, Pair, a_message, a_record, sealed

#: Other records that stand in the log before and after ours.
BEFORE, AFTER = [b"earlier 1", b"earlier 2"], [b"later 1", b"later 2", b"later 3"]


def an_item(
    pair: Pair, record: Record | None = None, *, later: list[bytes] = AFTER, **receipt: Any
) -> EvidenceItem:
    """Theirs to ours: sent, confirmed, logged at place 2, under a head that both signed."""
    entry = sealed(pair, record or a_record())
    signed = read_record(entry)
    message = a_message(pair, entry).body()
    leaves = [*BEFORE, line_of(signed.record.key, signed.digest), *later]
    nodes = MemoryNodes(leaves)
    at_receipt = len(BEFORE) + 1
    given = Receipt(
        message_id=MESSAGE_ID,
        message_digest=sha256(message),
        sender=pair.ours.authority,
        receiver=pair.theirs.authority,
        received_at=NOW,
        results=[Result(signed.record.key, signed.digest, Status.STORED)],
        high_water=1,
        missing=[],
        log_size=at_receipt,
        log_root=spelled(frontier_of(at_receipt, nodes).root()),
    )
    head = Head(
        pair.ours.authority,
        pair.theirs.authority,
        len(leaves),
        nodes.frontier.root(),
        NOW + timedelta(hours=12),
    )
    document = sign_head(head, pair.ours.signer(Use.CHECKPOINT))
    return EvidenceItem(
        record=entry,
        message=message,
        receipt=seal_receipt(replace(given, **receipt), [pair.ours.signer(Use.RECORD)]),
        head=countersign(document, pair.theirs.signer(Use.CHECKPOINT)),
        place=len(BEFORE),
        inclusion=inclusion_proof(len(BEFORE), len(leaves), nodes),
        consistency_from=at_receipt,
        consistency=consistency_proof(at_receipt, len(leaves), nodes),
    )


def evidence_of(pair: Pair, *items: EvidenceItem, **changes: Any) -> Evidence:
    found = Evidence(pair.ours.authority, NOW + timedelta(days=1), items, list(pair.book))
    return replace(found, **changes)
