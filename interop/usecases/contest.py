"""Two provinces have a unit in hands at once: an incident of the exchange and an alarm here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interop.store.exchange_work import ExchangeWork
from tracker.domain.moments import day_of
from tracker.rules.rulebook import finding


def contest(
    partner: str, sites: Mapping[str, int | None], told_by: str, work: ExchangeWork, now: datetime
) -> None:
    """``sites``: by code where it lies here, None if unknown; ``told_by`` is the hand-over, or
    the question, that brought it to light. Both sides call this, each for itself."""
    if not sites:
        return
    codes = sorted(sites)
    work.watch.incident(partner, "battery_in_two_provinces", now, handover=told_by, codes=codes)
    for code in codes:
        evidence = {"partner": partner, "told_by": told_by}
        found = finding("in_two_provinces", code, day_of(now), evidence)
        work.alarms.raise_for([found], sites[code], None, now)
