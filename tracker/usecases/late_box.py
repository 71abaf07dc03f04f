"""Does a packing or unpacking that arrives late fit into the past of its box?

The packer's phone was offline, and by the time it tells, the gate has sent the box on. If the box
stood open here at that moment, and all that is known of it since then goes together with it, the
scan is filed there: the box stays where it is now, with more in it or less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.place import Place
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitState
from tracker.lifecycle.admission import KEPT
from tracker.lifecycle.replay import Happening, replay
from tracker.lifecycle.unit_steps import AT_REST, BRINGS_HERE, TREATMENTS
from tracker.usecases.past_lives import OF_BOXES, lived, outcome_of, standing
from tracker.usecases.ports import PastEvent, Standing, UnitOfWork

#: A box can be packed and unpacked while it stands open here.
OPEN = frozenset({*AT_REST, UnitState.REGISTERED})


@dataclass(frozen=True, slots=True)
class FiledBox:
    """``standing`` is where the box stands in the end, ``inside`` what was in it at that moment;
    ``weighed_since``: its mass is known from later, with this packing or unpacking in it."""

    standing: Standing
    inside: frozenset[int]
    weighed_since: bool


def file_box(scan: Scan, box: Unit, place: Place, uow: UnitOfWork) -> FiledBox | None:
    """Where a late scan is filed; None when it is not late, or does not fit there."""
    if scan.at >= box.since or box.state is UnitState.VOIDED:
        return None
    history = uow.events.history([box.id]).get(box.id, [])
    earlier = [event for event in history if event.counts_from <= scan.at]
    later = history[len(earlier) :]
    if not _stood_open(box, earlier, place):
        return None
    if scan.kind is ScanKind.PACK and any(_ended(event, box) for event in later):
        return None  # whoever emptied or consumed it would have met what was packed
    inside = _inside(earlier, box)
    codes = uow.units.locked(scan.codes).values()
    children = frozenset(unit.id for unit in codes) or inside
    this = Happening(scan.kind, place.site, None, place.roles, container=box.id, children=children)
    before = [lived(box, event) for event in earlier]
    after = [lived(box, event) for event in later]
    outcome = replay(box.kind, [*before, this, *after])
    if outcome.broken:
        return None
    weighed = any(box.id in event.looked_at and event.kind not in OF_BOXES for event in later)
    return FiledBox(standing(box, outcome, None), inside, weighed)


def _stood_open(box: Unit, earlier: Sequence[PastEvent], place: Place) -> bool:
    """Here, in the keeping of this organisation, and in no other box."""
    then = outcome_of(box, earlier)
    if not earlier or then.broken or then.container is not None or then.state not in OPEN:
        return False
    keepers = [event.organisation for event in earlier if event.kind in BRINGS_HERE]
    return then.state not in KEPT or keepers[-1:] == [place.organisation]


def _ended(event: PastEvent, box: Unit) -> bool:
    emptied = event.kind is ScanKind.UNPACK and event.container == box.id
    return emptied or event.kind in TREATMENTS


def _inside(earlier: Sequence[PastEvent], box: Unit) -> frozenset[int]:
    holds: frozenset[int] = frozenset()
    for event in earlier:
        if event.container == box.id and event.kind in OF_BOXES:
            went = frozenset(event.units)
            holds = holds | went if event.kind is ScanKind.PACK else holds - went
    return holds
