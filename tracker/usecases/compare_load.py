"""Somebody at a truck asks whether the load agrees with the manifest, before anybody confirms."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.manifest import ManifestState
from tracker.lifecycle.load_comparison import LoadComparison
from tracker.usecases.find_manifest import sees
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.manifest_steps.units import comparison_of

#: Until it is loaded all that is bound is expected; afterwards what is on the vehicle.
BEFORE_LOADING = frozenset({ManifestState.DRAFT, ManifestState.ISSUED})


def compare_load_of(
    number: str, scanned: Sequence[str], caller: Caller, uow: TransferWork
) -> LoadComparison:
    """The comparison that the next hand-over would make; nothing is written. NotFound for a
    manifest that the caller does not see."""
    with uow:
        m = uow.manifests.find(number)
        if m is None or not sees(m, caller):
            raise NotFound
        wanted = m.bound if m.state in BEFORE_LOADING else m.aboard
        keepers = {
            m.sender.organisation,
            m.receiver.organisation,
            *(carrier.organisation for carrier in m.carriers),
        }
        return comparison_of(uow, m.id, wanted, scanned, keepers)
