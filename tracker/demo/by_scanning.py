"""How is the demonstration loaded as people would do it: scan by scan, through the use case?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.demo.act import Act
from tracker.demo.world import World
from tracker.demo.written import Written
from tracker.domain.answer import ScanAnswer
from tracker.usecases.ports import UnitOfWork
from tracker.usecases.record_scan import record_scan

UowFactory = Callable[[], UnitOfWork]


@dataclass(slots=True)
class Tally:
    """What came of the acts: events booked, codes refused, findings made."""

    events: int = 0
    refused: int = 0
    findings: int = 0

    def add(self, answer: ScanAnswer) -> None:
        self.events += answer.event is not None
        self.refused += len(answer.refused)
        self.findings += len(answer.findings)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.events + other.events,
            self.refused + other.refused,
            self.findings + other.findings,
        )


class ActClock:
    """The clock of whoever acts: it stands where the act says."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def load_through_usecases(
    world: World, written: Written, new_uow: UowFactory, day_done: Callable[[], None]
) -> Tally:
    """Record everything that happens in the province, in order."""
    return play(world.acts(day_done), written, new_uow)


def play(acts: Iterable[Act], written: Written, new_uow: UowFactory) -> Tally:
    """Record every act at its moment, one unit of work each.

    Raises Malformed when an act refers to what does not exist: the plan is wrong then.
    """
    tally = Tally()
    events: dict[str, int] = {}
    for act in acts:
        scan = act.scan
        if act.about is not None:
            scan = replace(scan, event=events.pop(act.about))
        caller = written.callers[act.caller]
        answer = record_scan(scan, act.digest, caller, new_uow(), ActClock(act.recorded_at))
        if act.referred and answer.event is not None:
            events[scan.client_id] = answer.event
        tally.add(answer)
    return tally
