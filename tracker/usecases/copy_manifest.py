"""A new draft is filled in as an old manifest was: ends, carriers, rows, but other batteries."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.manifest import Manifest
from tracker.domain.manifest_draft import Draft, DraftCarrier, DraftRow
from tracker.usecases.create_manifest import Written, create_manifest
from tracker.usecases.find_manifest import sees
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.ports import Clock


def copy_manifest(
    number: str,
    client_id: str,
    request_digest: bytes,
    caller: Caller,
    new_uow: Callable[[], TransferWork],
    clock: Clock,
) -> Written:
    """Masses are estimates again, and an approval must be named anew. NotFound for what the caller
    does not see; Malformed when the sender is not the caller's, as for any new manifest."""
    with new_uow() as uow:
        old = uow.manifests.find(number)
    if old is None or not sees(old, caller):
        raise NotFound
    return create_manifest(
        _as_before(old), client_id, request_digest, caller, new_uow(), clock, copy_of=old.id
    )


def _as_before(old: Manifest) -> Draft:
    return Draft(
        sender=old.sender.site_code,
        receiver=old.receiver.site_code,
        carriers=[
            DraftCarrier(one.code, one.vehicle, one.permit, one.start, one.end)
            for one in old.carriers
        ],
        rows=[
            DraftRow(
                pieces=row.pieces,
                mass_g=row.mass_g,
                waste=row.waste,
                name=row.name,
                form=row.form,
                hazards=row.hazards,
                packing=row.packing,
                packages=row.packages,
            )
            for row in old.rows
        ],
        purpose=old.purpose,
        precautions=old.precautions,
        note=old.note,
    )
