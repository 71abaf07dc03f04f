"""The nightly look over open facts: the same rules as at the scan, asked of what stands."""

from __future__ import annotations

from datetime import timedelta

from tracker.domain.moments import day_of
from tracker.rules.rulebook import finding
from tracker.rules.scan_findings import licence_findings
from tracker.usecases.ports import Clock, UnitOfWork

#: A load without a receipt for so long is worth a question. No article names a figure: practice.
MOST_DAYS_ON_THE_ROAD = 30


def sweep_alarms(uow: UnitOfWork, clock: Clock) -> int:
    """Raise what is wrong today and was not raised before; answers how many facts were wrong."""
    now = clock.now()
    wrong = 0
    with uow:
        for keeper in uow.open_facts.keepers():
            found = list(licence_findings(keeper.licences, keeper.organisation, now))
            uow.alarms.raise_for(found, keeper.site, None, now)
            wrong += len(found)
        long_ago = now - timedelta(days=MOST_DAYS_ON_THE_ROAD)
        for unit in uow.open_facts.on_the_road_since(long_ago):
            due = day_of(unit.since + timedelta(days=MOST_DAYS_ON_THE_ROAD))
            uow.alarms.raise_for([finding("no_receipt", unit.code, due)], unit.site, None, now)
            wrong += 1
        uow.commit()
    return wrong
