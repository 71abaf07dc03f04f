"""The sender changes a draft; nothing in it is sealed yet."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.caller import Caller
from tracker.domain.manifest import Manifest, ManifestStep
from tracker.domain.manifest_draft import Draft
from tracker.usecases.fill_manifest import fill_manifest
from tracker.usecases.find_manifest import locked_manifest
from tracker.usecases.judge_step import permitted_step, turn_after
from tracker.usecases.manifest_ports import Confirmation, TransferWork
from tracker.usecases.ports import Clock


def edit_manifest(
    number: str, version: int, draft: Draft, caller: Caller, uow: TransferWork, clock: Clock
) -> Manifest:
    """Write a draft anew, all of it. Raises StepRefused once it is issued, SomeoneWasFaster for an
    older version, Malformed with every fault."""
    with uow:
        manifest = locked_manifest(number, version, caller, uow)
        permitted_step(ManifestStep.EDIT, manifest, caller)
        filled = fill_manifest(draft, caller, uow)
        now = clock.now()
        paper = draft.paper
        edited = replace(
            manifest,
            version=manifest.version + 1,
            sender=filled.sender,
            receiver=filled.receiver,
            carriers=filled.carriers,
            rows=filled.rows,
            approval=draft.approval,
            purpose=draft.purpose,
            precautions=draft.precautions,
            note=draft.note,
            paper=paper.number if paper else manifest.paper,
        )
        uow.manifests.save(edited, turn_after(edited))
        uow.manifests.confirm(
            Confirmation(
                manifest=manifest.id,
                number=edited.version,
                step=ManifestStep.EDIT,
                actor=caller.user,
                organisation=manifest.sender.organisation,
                happened_at=now,
                recorded_at=now,
            )
        )
        line = f"manifest {manifest.number} edited version={edited.version}"
        uow.audit.append(manifest.sender.site, caller.user, now, line)
        uow.commit()
    return edited
