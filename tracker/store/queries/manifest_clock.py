"""Which time limit runs on a manifest now, by the working days that are known?"""

from __future__ import annotations

from tracker.domain.manifest import Manifest, ManifestState
from tracker.domain.workdays import Deadline
from tracker.rules.manifest_clocks import ManifestClock, running
from tracker.store.repositories.figures import calendar_of
from tracker.store.unit_of_work import Sessions


def running_clock(sessions: Sessions, m: Manifest) -> tuple[ManifestClock, Deadline] | None:
    """The clock and its last day; the calendar is only asked for when one may run."""
    if m.state is not ManifestState.DELIVERED:
        return None
    with sessions() as session:
        return running(m, calendar_of(session))
