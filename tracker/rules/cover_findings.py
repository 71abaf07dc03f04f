"""Is a keeper of waste insured, and has it an emergency plan (A20)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class Cover(NamedTuple):
    """A policy or a plan, by its number, with its days in force."""

    code: str
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day <= (self.valid_until or date.max)


def cover_findings(
    organisation: str, insurances: Sequence[Cover], plans: Sequence[Cover], day: date
) -> Iterator[Finding]:
    """What is missing today."""
    for rule, held in (("insurance_missing", insurances), ("emergency_plan_missing", plans)):
        if speaks(rule, day) and not any(one.holds(day) for one in held):
            last = max((one.valid_until for one in held if one.valid_until), default=None)
            yield finding(rule, organisation, day, {"valid_until": last})


def cover_dues(covers: Sequence[Cover], today: date, figures: Parameters) -> Iterator[Due]:
    """When to think of those that end, and that nothing follows."""
    warn = figures.value("cover_warning_days", today)
    if warn is None:
        return
    for cover in covers:
        end = cover.valid_until
        if end is None or end < today:
            continue
        followed = any(
            other.valid_from <= end + timedelta(days=1) and (other.valid_until or date.max) > end
            for other in covers
        )
        if not followed:
            said = {"valid_until": end}
            yield Due("cover_ending", cover.code, end - timedelta(days=warn), evidence=said)
