"""What must an organisation file, by when, and did it (A11, A12)?

Days are fixed days of the year, not periods: they are not moved off holidays. Whoever holds an
operating licence is a key unit (HJ 1259 4.2.1): monthly by the 15th, yearly by 31 March.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.programme import Filing
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class Filed(NamedTuple):
    """One thing that was filed for a period: ``2026`` or ``2026-09``."""

    kind: Filing
    period: str


_MONTHLY_DAY = 15
_MONTHS_BACK = 3


def yearly_day(year: int) -> date:
    """31 March: management plan, yearly return, report of take-back."""
    return date(year, 3, 31)


def keeper_dues(
    organisation: str,
    since: date,
    planned_years: Collection[int],
    filed: Collection[Filed],
    today: date,
) -> Iterator[Due]:
    """Plan and returns of a licence holder, of this year and of the months that just passed.

    ``since``: the first day of its first licence; nothing is asked of the time before.
    """
    day = yearly_day(today.year)
    if today.year not in planned_years and since <= day:
        yield Due("plan_not_filed", organisation, day, evidence={"period": str(today.year)})
    if since.year < today.year and Filed(Filing.YEARLY_RETURN, str(today.year - 1)) not in filed:
        said = {"period": str(today.year - 1), "filing": Filing.YEARLY_RETURN.value}
        yield Due("return_not_filed", organisation, day, evidence=said)
    for month in _months(today):
        period = f"{month.year}-{month.month:02d}"
        if since <= month and Filed(Filing.MONTHLY_RETURN, period) not in filed:
            due = _next_month(month).replace(day=_MONTHLY_DAY)
            said = {"period": period, "filing": Filing.MONTHLY_RETURN.value}
            yield Due("return_not_filed", organisation, due, evidence=said)


def producer_dues(
    organisation: str, filed: Collection[Filed], today: date, *, wanted: bool
) -> Iterator[Due]:
    """The yearly report of take-back of producers and importers, where it is wanted."""
    period = str(today.year - 1)
    if wanted and Filed(Filing.TAKE_BACK_REPORT, period) not in filed:
        said = {"period": period, "filing": Filing.TAKE_BACK_REPORT.value}
        day = yearly_day(today.year)
        yield Due("take_back_report_missing", organisation, day, evidence=said)


def no_plan_findings(
    organisation: str, planned_years: Collection[int], day: date
) -> Iterator[Finding]:
    """A keeper of whom no management plan was ever recorded; after 31 March the year's own rule
    says so."""
    if planned_years or day > yearly_day(day.year):
        return
    if speaks("plan_or_ledger_missing", day):
        yield finding("plan_or_ledger_missing", organisation, day)


def _months(today: date) -> list[date]:
    """The first days of the last whole months, and of this one."""
    found = [today.replace(day=1)]
    for _ in range(_MONTHS_BACK):
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
