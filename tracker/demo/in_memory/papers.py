"""What is written beside an event: the answer, alarms, the audit trail, duties."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from tracker.demo.in_memory.pending import Pending
from tracker.domain.answer import ScanAnswer
from tracker.rules.finding import Finding
from tracker.store.bulk.copy_booking import BookingRows
from tracker.store.bulk.found_alarms import FoundAlarms
from tracker.store.bulk.found_explanations import FoundExplanations
from tracker.store.repositories.audit import stamped
from tracker.usecases.ports import Explained

Kept = tuple[bytes, int, ScanAnswer]


class MemoryReceipts:
    """See ``tracker.usecases.ports.Receipts``."""

    def __init__(self, rows: BookingRows, pending: Pending) -> None:
        self._rows = rows
        self._pending = pending
        self._kept: dict[tuple[int, str], Kept] = {}

    def find(self, organisation: int, client_id: str) -> Kept | None:
        return self._kept.get((organisation, client_id))

    def keep(
        self, organisation: int, client_id: str, digest: bytes, status: int, answer: ScanAnswer
    ) -> None:
        def write() -> None:
            self._kept[organisation, client_id] = (digest, status, answer)
            self._rows.answered(organisation, client_id, digest, status, answer)

        self._pending.add(write)


class MemoryAlarms:
    """See ``tracker.usecases.ports.Alarms``."""

    def __init__(self, found: FoundAlarms, pending: Pending) -> None:
        self._found = found
        self._pending = pending
        self._open: set[tuple[str, str]] = set()

    def is_open(self, rule: str, subject: str) -> bool:
        """Whether such an alarm was raised before; nobody closes any here."""
        return (rule, subject) in self._open

    def raise_for(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        if findings:
            self._pending.add(lambda: self._raise(findings, site, event, at))

    def _raise(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        self._found.add(findings, site, event, at)
        self._open.update((one.rule, one.subject) for one in findings)


class MemoryExplanations:
    """See ``tracker.usecases.ports.Explanations``."""

    def __init__(self, found: FoundExplanations, pending: Pending) -> None:
        self._found = found
        self._pending = pending

    def resolve(self, explained: Sequence[Explained], by_event: int, at: datetime) -> None:
        if explained:
            self._pending.add(lambda: self._found.add(explained, by_event, at))


class MemoryAudit:
    """See ``tracker.usecases.ports.Audit``."""

    def __init__(self, rows: BookingRows, pending: Pending) -> None:
        self._rows = rows
        self._pending = pending
        self._heads: dict[int, tuple[int, bytes]] = {}

    def append(self, chain: int, actor: int, at: datetime, line: str) -> None:
        def write() -> None:
            length, before = self._heads.get(chain, (0, b""))
            said = stamped(actor, at, line)
            digest = hashlib.sha256(before + said.encode()).digest()
            self._heads[chain] = (length + 1, digest)
            self._rows.chained(chain, length + 1, actor, at, said, digest)

        self._pending.add(write)

    def write_heads(self) -> None:
        """Where each chain stands, once nothing more is added."""
        for chain, (length, digest) in self._heads.items():
            self._rows.chain_head(chain, length, digest)


class MemoryDuties:
    """See ``tracker.usecases.ports.Duties``."""

    def __init__(self, rows: BookingRows, pending: Pending) -> None:
        self._rows = rows
        self._pending = pending

    def add(self, topic: str, subject: str, version: int) -> None:
        self._pending.add(lambda: self._rows.owed(topic, subject, version))
