"""How did a unit live through past events, and where does that leave it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Unit, UnitKind
from tracker.lifecycle.replay import Happening, Outcome, replay
from tracker.usecases.ports import PastEvent, Standing

#: Kinds of scan that are about a box.
OF_BOXES = frozenset({ScanKind.PACK, ScanKind.UNPACK})


def outcome_of(unit: Unit, history: Sequence[PastEvent]) -> Outcome:
    """Where a unit stands after these events, in the order they happened."""
    return replay(unit.kind, (lived(unit, event) for event in history))


def lived(unit: Unit, event: PastEvent) -> Happening:
    """One event as this unit lived it."""
    as_box = (
        unit.kind is UnitKind.CONTAINER and event.container == unit.id and event.kind in OF_BOXES
    )
    return Happening(
        kind=event.kind,
        site=event.site,
        peer_site=event.peer_site,
        roles=frozenset(Role(role) for role in event.site_roles),
        container=event.container,
        stolen=event.stolen,
        yielded=unit.id in event.outputs,
        children=frozenset(event.units) if as_box else None,
    )


def standing(unit: Unit, outcome: Outcome, since: datetime | None) -> Standing:
    """The row of a unit that must say what its history says."""
    return Standing(unit.id, outcome.state, outcome.site, outcome.container, since)
