"""Was this request about a manifest answered before, and what was it told then?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain.answer import Noted, ScanAnswer
from tracker.domain.consequences import Consequences
from tracker.domain.errors import ClientIdReused, Fault
from tracker.domain.manifest import Manifest
from tracker.usecases.manifest_ports import TransferWork

CREATED = 201


class AnsweredBefore(NamedTuple):
    """The manifest as it stands now, and what its request was told when it was done."""

    manifest: Manifest
    findings: tuple[Noted, ...]
    consequences: Consequences | None


def answered_before(
    client_id: str | None, request_digest: bytes, organisation: int, uow: TransferWork
) -> AnsweredBefore | None:
    """What this request was answered; None when it is new, ClientIdReused when its ``client_id``
    named another one."""
    if client_id is None:
        return None
    kept = uow.receipts.find(organisation, _name(client_id))
    if kept is None:
        return None
    digest, _, answer = kept
    if digest != request_digest:
        raise ClientIdReused(Fault("invalid", "/client_id", {"problem": ClientIdReused.message()}))
    assert answer.event is not None  # noqa: S101  kept so below
    manifest = uow.manifests.find(uow.manifests.number_of(answer.event))
    assert manifest is not None  # noqa: S101  manifests never vanish
    return AnsweredBefore(manifest, tuple(answer.findings), answer.consequences)


def keep_answer(
    client_id: str | None,
    request_digest: bytes,
    organisation: int,
    manifest: int,
    uow: TransferWork,
    findings: Sequence[Noted] = (),
    consequences: Consequences | None = None,
) -> None:
    """Keep, under its client_id, which manifest this request was about and what it was told."""
    if client_id is not None:
        answer = ScanAnswer(
            event=manifest, refused={}, findings=findings, consequences=consequences
        )
        uow.receipts.keep(organisation, _name(client_id), request_digest, CREATED, answer)


def _name(client_id: str) -> str:
    """Longer than any client_id of a scan, so that the two never meet."""
    return f"manifest:{hashlib.sha256(client_id.encode()).hexdigest()}"
