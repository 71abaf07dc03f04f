"""The nightly look over open facts: the same rules as at the scan, asked of what stands.

It goes page by page, one transaction each, and writes down how far it has come: ended in the
middle, it goes on where it was. What it does not find any more it clears; what nobody closed rises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from tracker.domain.moments import day_of
from tracker.rules.finding import Severity
from tracker.usecases.ports import Clock
from tracker.usecases.sweep_page import Ground, Part
from tracker.usecases.sweep_parts import PARTS
from tracker.usecases.sweep_ports import Run, SweepWork

#: An unfinished look that is older is not gone on with: what it saw is stale.
GONE_ON_WITH = timedelta(hours=20)
_ESCALATED = ((Severity.ALARM, "escalate_alarm_days"), (Severity.WARNING, "escalate_warning_days"))


def sweep_alarms(
    uow: SweepWork,
    clock: Clock,
    stop: Callable[[], bool] = lambda: False,
    hear: Callable[[int, int], None] = lambda _done, _whole: None,
) -> int:
    """Look over all open facts; answers how many of them are wrong. ``stop`` is asked before each
    page: told to stop, the rest is left to the next call. ``hear`` is told after each page how many
    of the parts were looked at."""
    names = [part.name for part in PARTS]
    while True:
        if stop():
            return 0
        run, finished = sweep_page(uow, clock)
        hear(len(names) if finished else names.index(run.part), len(names))
        if finished:
            return run.wrong


def sweep_if_changed(uow: SweepWork, clock: Clock) -> bool:
    """Look again when a figure or a year of working days was entered since the last look began:
    what was provisional or within the old limit is judged anew."""
    with uow:
        last = uow.sweep_facts.last_begun()
        changed = uow.figures.changed_at()
    if last is None or changed is None or changed <= last:
        return False
    sweep_alarms(uow, clock)
    return True


def sweep_page(uow: SweepWork, clock: Clock, parts: Sequence[Part] = PARTS) -> tuple[Run, bool]:
    """One page of the look that is under way, or of a new one; and whether it was the last."""
    now = clock.now()
    with uow:
        run = uow.sweep_facts.open_run(now - GONE_ON_WITH)
        if run is None:
            run = uow.sweep_facts.begin(day_of(now), parts[0].name, now)
        ground = Ground(run.day, uow.figures.parameters(), uow.figures.calendar())
        number = next(n for n, part in enumerate(parts) if part.name == run.part)
        part, last = parts[number], number + 1 == len(parts)
        page = part.look(run, part.size, uow, ground)
        uow.alarms.raise_all(page.found, run.id, now)
        run = run.come_to(page.after or run.after, page.facts, len(page.found))
        finished = page.after is None and last
        if page.after is None:
            uow.alarms.clear(part.rules, run.id, run.begun_at, now)
            run = run if last else run.at_part(parts[number + 1].name)
        if finished:
            for severity, name in _ESCALATED:
                days = ground.figures.value(name, ground.today)
                if days:
                    uow.alarms.escalate(severity, days, now)
        uow.sweep_facts.save(run, now if finished else None)
        uow.commit()
    return run, finished
