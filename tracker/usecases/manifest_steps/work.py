"""What a step is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.caller import Caller
from tracker.domain.consequences import Consequences
from tracker.domain.manifest import Difference, Manifest
from tracker.domain.manifest_draft import Filled
from tracker.domain.moments import day_of
from tracker.rules.finding import Finding
from tracker.usecases.alarm_ports import LawWork


@dataclass(frozen=True, slots=True)
class StepWork:
    """A locked manifest, what was filled in, who confirms, when it happened and when it is told."""

    manifest: Manifest
    filled: Filled
    caller: Caller
    uow: LawWork
    now: datetime
    at: datetime

    @property
    def day(self) -> date:
        """The day in China on which the step happened."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class StepDone:
    """The manifest with what the step changed in it (state and version are set by whoever asked),
    what differed and why, what looks wrong, the event in which its units moved, and what a step
    that takes others back changes downstream."""

    manifest: Manifest
    differences: Sequence[Difference] = ()
    findings: Sequence[Finding] = ()
    event: int | None = None
    consequences: Consequences | None = None
