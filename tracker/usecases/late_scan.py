"""Does a scan that arrives late fit into the past of the units it is about?

A driver's phone that was offline tells of the loading after the gate has booked the arrival. If
the scan fits between what happened before it and after it, it is filed there, and the units stand
where their whole history leads. Otherwise it is judged by where they stand now, and counts from
now on, because a handheld whose clock lags must not undo what other people booked.

A packing or unpacking fits by its box (``late_box``). A treatment ends what goes into it, so what
was seen of that later speaks against it: it is never filed. What this means for people is told in
docs/reference/late-scans.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitState
from tracker.lifecycle.admission import KEPT
from tracker.lifecycle.replay import Happening, Outcome, replay
from tracker.lifecycle.unit_steps import BRINGS_HERE, TREATMENTS, Step, step_for
from tracker.usecases.explained import explained
from tracker.usecases.past_lives import OF_BOXES, lived, outcome_of, standing
from tracker.usecases.ports import Explained, PastEvent, Standing, UnitOfWork

#: What changes other units, too, is not filed unit by unit.
NOT_BY_UNIT = TREATMENTS | OF_BOXES


@dataclass(frozen=True, slots=True)
class Filed:
    """Units in whose past the scan fits: the step it was, where they stand in the end, and what
    no longer looks wrong. A box has a standing only: it takes no step of its own."""

    steps: dict[int, Step] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)

    @property
    def fitting(self) -> set[int]:
        """The ids of all these units."""
        return {one.unit for one in self.standings}


def file_late(
    scan: Scan,
    units: Mapping[str, Unit],
    place: Place,
    peer: int | None,
    roles: frozenset[Role],
    box: Standing | None,
    uow: UnitOfWork,
) -> Filed:
    """Find the late ones among the units of a scan and where they fit; ``box`` is where the scan's
    box stands in the end if it was filed into its past."""
    found = Filed(standings=[] if box is None else [box])
    late = {
        unit.id: unit
        for unit in units.values()
        if scan.at < unit.since and unit.state is not UnitState.VOIDED
    }
    if not late or scan.kind in NOT_BY_UNIT:
        return found
    this = Happening(scan.kind, place.site, peer, roles, stolen=scan.stolen)
    histories = uow.events.history(list(late))
    for unit in late.values():
        history = histories.get(unit.id, [])
        earlier = [event for event in history if event.counts_from <= scan.at]
        step = _step_then(scan, unit, earlier, place, roles)
        if step is None:
            continue
        outcome = _with_it(unit, earlier, this, history[len(earlier) :])
        if not outcome.broken:
            found.steps[unit.id] = step
            found.standings.append(standing(unit, outcome, None))
            without, later = outcome_of(unit, history), history[len(earlier) :]
            found.explained.extend(explained(unit.id, without, outcome, later))
    return found


def counts_later(scan: Scan, known: Iterable[Unit], filed: Filed) -> dict[str, object]:
    """For the event: which late units it fits nowhere in the past of, and when it counts for them.

    Without these words their history, told again, would lead elsewhere than it led.
    """
    fitting = filed.fitting
    late = [unit for unit in known if scan.at < unit.since and unit.id not in fitting]
    if not late:
        return {}
    moment = max(unit.since for unit in late)
    return {
        "filed_at": moment.astimezone(UTC).isoformat(),
        "filed_units": [unit.id for unit in late],
    }


def _step_then(
    scan: Scan, unit: Unit, earlier: list[PastEvent], place: Place, roles: frozenset[Role]
) -> Step | None:
    """The step that this scan was, by where the unit stood at that moment."""
    then = outcome_of(unit, earlier)
    if then.broken or then.container is not None:
        return None
    first = not earlier and scan.kind is ScanKind.REGISTER  # its maker tells of it afterwards
    before = None if first else then.state
    step = step_for(scan.kind, unit.kind, before, roles, elsewhere=then.site != place.site)
    keepers = [event.organisation for event in earlier if event.kind in BRINGS_HERE]
    kept = then.state in KEPT and keepers[-1:] != [place.organisation]
    return None if step is None or (kept and not step.elsewhere) else step


def _with_it(
    unit: Unit, earlier: list[PastEvent], this: Happening, later: list[PastEvent]
) -> Outcome:
    history = [
        *(lived(unit, event) for event in earlier),
        this,
        *(lived(unit, event) for event in later),
    ]
    return replay(unit.kind, history)
