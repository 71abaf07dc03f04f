"""Somebody who sends waste fills in a manifest: a draft, or one that already went on paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.domain.answer import ScanAnswer
from tracker.domain.caller import Caller
from tracker.domain.errors import ClientIdReused, Fault, NotAllowed
from tracker.domain.identifiers import provisional_number
from tracker.domain.manifest import Manifest, ManifestState, ManifestStep, NumberKind
from tracker.domain.manifest_draft import Draft
from tracker.domain.moments import day_of
from tracker.usecases.fill_manifest import fill_manifest
from tracker.usecases.manifest_ports import Confirmation, TransferWork
from tracker.usecases.ports import Clock

CREATED = 201


@dataclass(frozen=True, slots=True)
class Written:
    """A manifest as it stands; ``replayed`` when this very request had been answered before."""

    manifest: Manifest
    replayed: bool = False


def create_manifest(
    draft: Draft,
    client_id: str,
    request_digest: bytes,
    caller: Caller,
    uow: TransferWork,
    clock: Clock,
    copy_of: int | None = None,
) -> Written:
    """Write a draft under a provisional number; a paper manifest waits to be filled in afterwards.

    The same ``client_id`` with the same request makes no second one: it is answered with the
    manifest as it stands now; with another request it is refused (ClientIdReused). Raises Malformed
    with every fault.
    """
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        before = answered_before(client_id, request_digest, caller.organisation, uow)
        if before is not None:
            return before

        filled = fill_manifest(draft, caller, uow)
        now = clock.now()
        id_, serial = uow.manifests.new_ids()
        province = filled.sender.division[:2]
        number = provisional_number.build(province, day_of(now).year, serial)
        paper = draft.paper
        manifest = Manifest(
            id=id_,
            number=number,
            kind=NumberKind.PROVISIONAL,
            provisional=number,
            state=ManifestState.PAPER if paper else ManifestState.DRAFT,
            version=1,
            sender=filled.sender,
            receiver=filled.receiver,
            carriers=filled.carriers,
            leg=1,
            rows=filled.rows,
            recorded_at=now,
            approval=draft.approval,
            purpose=draft.purpose,
            precautions=draft.precautions,
            note=draft.note,
            paper=paper.number if paper else None,
            copy_of=copy_of,
            moments={"loaded": paper.started_at, "departed": paper.started_at} if paper else {},
        )
        uow.manifests.add(
            manifest,
            Confirmation(
                manifest=id_,
                number=1,
                step=ManifestStep.EDIT,
                actor=caller.user,
                organisation=caller.organisation,
                happened_at=now,
                recorded_at=now,
            ),
        )
        uow.audit.append(manifest.sender.site, caller.user, now, f"manifest {number} drafted")
        keep_answer(client_id, request_digest, caller.organisation, id_, uow)
        uow.commit()
    return Written(manifest)


def answered_before(
    client_id: str | None, request_digest: bytes, organisation: int, uow: TransferWork
) -> Written | None:
    """The manifest of this request if it was answered before; ClientIdReused for another one."""
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
    return Written(manifest, replayed=True)


def keep_answer(
    client_id: str | None,
    request_digest: bytes,
    organisation: int,
    manifest: int,
    uow: TransferWork,
) -> None:
    """Keep, under its client_id, which manifest this request was about."""
    if client_id is not None:
        answer = ScanAnswer(event=manifest, refused={}, findings=())
        uow.receipts.keep(organisation, _name(client_id), request_digest, CREATED, answer)


def _name(client_id: str) -> str:
    """Longer than any client_id of a scan, so that the two never meet."""
    return f"manifest:{hashlib.sha256(client_id.encode()).hexdigest()}"
