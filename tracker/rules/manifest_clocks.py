"""Which time limits run on a manifest, from when, and on which day do they end?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from tracker.domain.manifest import Manifest, ManifestState
from tracker.domain.moments import day_of
from tracker.domain.workdays import Deadline, Workdays
from tracker.rules import authorities as law
from tracker.rules.authorities import Authority
from tracker.rules.manifest_findings import ACCEPTANCE_WORKDAYS, BACK_FILL_WORKDAYS


class ManifestClock(NamedTuple):
    """Working days from the day of ``starts`` (a moment of the manifest), which is not counted."""

    name: str
    starts: str
    working_days: int
    authority: Authority
    rule: str


CLOCKS: Mapping[str, ManifestClock] = {
    clock.name: clock
    for clock in (
        ManifestClock(
            "acceptance", "delivered", ACCEPTANCE_WORKDAYS, law.TRANSFERS_18, "acceptance_late"
        ),
        ManifestClock(
            "back_fill", "delivered", BACK_FILL_WORKDAYS, law.TRANSFERS_20, "back_fill_late"
        ),
    )
}


def due(clock: str, started: datetime, calendar: Workdays) -> Deadline:
    """The last day of a time limit that began to run on the day of ``started``."""
    return calendar.after(day_of(started), CLOCKS[clock].working_days)


def running(manifest: Manifest, calendar: Workdays) -> tuple[ManifestClock, Deadline] | None:
    """The clock that somebody is held by now, and its last day."""
    if manifest.state is ManifestState.DELIVERED:
        started = manifest.moments.get("delivered")
        if started is not None:
            return CLOCKS["acceptance"], due("acceptance", started, calendar)
    return None
