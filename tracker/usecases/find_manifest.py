"""Whose is a manifest to see? Of those who stand on it; a draft is its sender's own."""

from __future__ import annotations

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, NotFound, SomeoneWasFaster
from tracker.domain.manifest import Manifest, ManifestState
from tracker.domain.sight import Sight, sight_of
from tracker.usecases.manifest_ports import TransferWork

#: Nobody but the sender knows of it yet.
PRIVATE = frozenset({ManifestState.DRAFT, ManifestState.PAPER})


def sees(manifest: Manifest, caller: Caller) -> bool:
    """Whether the caller may know of this manifest."""
    if manifest.state in PRIVATE or (
        manifest.state is ManifestState.CANCELLED and "issued" not in manifest.moments
    ):
        return caller.organisation == manifest.sender.organisation
    return manifest.concerns(caller.organisation) or _oversees(sight_of(caller), manifest)


def _oversees(sight: Sight, manifest: Manifest) -> bool:
    ends = (manifest.sender.division, manifest.receiver.division)
    return sight.division is not None and any(end.startswith(sight.division) for end in ends)


def locked_manifest(number: str, version: int, caller: Caller, uow: TransferWork) -> Manifest:
    """The manifest, locked until the end. NotFound; SomeoneWasFaster when the caller looked at an
    older version."""
    manifest = uow.manifests.locked(number)
    if manifest is None or not sees(manifest, caller):
        raise NotFound
    if manifest.version != version:
        words = {"yours": version, "current": manifest.version}
        raise SomeoneWasFaster(Fault("stale_version", "/version", words))
    return manifest
