"""Somebody who sends waste fills in a manifest: a draft, or one that already went on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed
from tracker.domain.identifiers import provisional_number
from tracker.domain.manifest import Manifest, ManifestState, ManifestStep, NumberKind
from tracker.domain.manifest_draft import Draft
from tracker.domain.moments import day_of
from tracker.usecases.fill_manifest import FilledIn, fill_manifest
from tracker.usecases.manifest_answers import answered_before, keep_answer
from tracker.usecases.manifest_ports import Confirmation, TransferWork
from tracker.usecases.ports import Clock


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
            return Written(before.manifest, replayed=True)

        filled = fill_manifest(draft, caller, uow)
        now = clock.now()
        manifest = _drafted(draft, filled, uow.manifests.new_ids(), now, copy_of)
        drafting = Confirmation(
            manifest=manifest.id,
            number=manifest.version,
            step=ManifestStep.EDIT,
            actor=caller.user,
            organisation=caller.organisation,
            happened_at=now,
            recorded_at=now,
        )
        uow.manifests.add(manifest, drafting)
        line = f"manifest {manifest.number} drafted"
        uow.audit.append(manifest.sender.site, caller.user, now, line)
        keep_answer(client_id, request_digest, caller.organisation, manifest.id, uow)
        uow.commit()
    return Written(manifest)


def _drafted(
    draft: Draft, filled: FilledIn, ids: tuple[int, int], now: datetime, copy_of: int | None
) -> Manifest:
    """A new manifest under the provisional number that ``ids`` (its own, and a serial) give it."""
    id_, serial = ids
    paper = draft.paper
    number = provisional_number.build(filled.sender.division[:2], day_of(now).year, serial)
    return Manifest(
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
