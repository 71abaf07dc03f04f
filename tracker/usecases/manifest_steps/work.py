"""What a step is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.caller import Caller
from tracker.domain.manifest import Difference, Manifest
from tracker.domain.manifest_draft import Filled
from tracker.domain.moments import day_of
from tracker.domain.parameters import Parameters
from tracker.domain.workdays import Workdays
from tracker.rules.finding import Finding
from tracker.usecases.manifest_ports import TransferWork


@dataclass(frozen=True, slots=True)
class Customs:
    """What the province counts by: its working days and its figures."""

    calendar: Workdays
    figures: Parameters


@dataclass(frozen=True, slots=True)
class StepWork:
    """A locked manifest, what was filled in, who confirms, when it happened and when it is told."""

    manifest: Manifest
    filled: Filled
    caller: Caller
    uow: TransferWork
    now: datetime
    at: datetime
    customs: Customs

    @property
    def day(self) -> date:
        """The day in China on which the step happened."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class StepDone:
    """The manifest with what the step changed in it (state and version are set by whoever asked),
    what differed and why, what looks wrong, and the event in which its units moved."""

    manifest: Manifest
    differences: Sequence[Difference] = ()
    findings: Sequence[Finding] = ()
    event: int | None = None
