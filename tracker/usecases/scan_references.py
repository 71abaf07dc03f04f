"""Which registered things does a scan name besides its codes: the other site, and the model?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain.errors import Fault, Malformed
from tracker.domain.scan import Scan
from tracker.usecases.ports import Model, UnitOfWork


class References(NamedTuple):
    """``peer`` is the id of the other site; None for what the scan does not name."""

    peer: int | None
    model: Model | None


def references_of(scan: Scan, uow: UnitOfWork, found: Sequence[Fault] = ()) -> References:
    """What the scan names; Malformed with everything of it that is not registered, all at once,
    and with the faults that were ``found`` before."""
    faults = [*found]
    peer = uow.places.find(scan.peer_site) if scan.peer_site is not None else None
    if scan.peer_site is not None and peer is None:
        faults.append(Fault("unknown_peer_site", "/peer_site", {"code": scan.peer_site}))
    model = uow.places.model(scan.model) if scan.model is not None else None
    if scan.model is not None and model is None:
        faults.append(Fault("unknown_model", "/model", {"code": scan.model}))
    if faults:
        raise Malformed(*faults)
    return References(peer.site if peer else None, model)
