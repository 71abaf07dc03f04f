"""Which alarms does a scan explain that was filed into the past?

A later event looked wrong because this one was missing: without it the step table said so, with it
it no longer does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from tracker.domain.unit import Unit, UnitState
from tracker.lifecycle.replay import Outcome
from tracker.lifecycle.unit_steps import Step
from tracker.usecases.ports import Explained, PastEvent

#: A load that arrives sooner was missed by nobody. A matter of effort, not of law: the nightly look
#: resolves what is not resolved here.
MISSED_AFTER = timedelta(days=5)


def explained(
    unit: int, without: Outcome, within: Outcome, later: Sequence[PastEvent]
) -> Iterator[Explained]:
    """Alarms about the unit; outcomes are those of its history without and with the late scan."""
    if not later:
        return
    before, now = without.findings[-len(later) :], within.findings[-len(later) :]
    for event, rule, still in zip(later, before, now, strict=True):
        if rule is not None and still != rule:
            yield Explained(rule, unit, event.id)
    if without.broken and not within.broken:
        yield Explained("chain_broken", unit, None)


def arrived(
    steps: Sequence[tuple[Unit, Step]], late: Collection[int], now: datetime
) -> list[Explained]:
    """Units that were missed on the road and are there; not those whose past the scan is about."""
    long_ago = now - MISSED_AFTER
    return [
        Explained("no_receipt", unit.id, None)
        for unit, step in steps
        if unit.state is UnitState.IN_TRANSIT
        and unit.id not in late
        and step.after is not UnitState.IN_TRANSIT
        and unit.since < long_ago
    ]
