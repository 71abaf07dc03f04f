"""What may be true but looks wrong about a unit that is scanned here and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.moments import day_of
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding


@dataclass(frozen=True, slots=True)
class ScannedUnit:
    """The facts these rules read. ``step_finding`` is the rule named by the step's own row."""

    code: str
    since: datetime | None
    elsewhere: bool
    on_the_road: bool
    damaged_before: bool
    damaged_now: bool | None
    step_finding: str | None


def scan_findings(unit: ScannedUnit, at: datetime) -> Iterator[Finding]:
    """Findings about one unit of a scan that happened ``at``; none for most."""
    day = day_of(at)
    if unit.step_finding:
        yield finding(unit.step_finding, unit.code, day)
    elif unit.elsewhere and not unit.on_the_road:
        yield finding("other_site", unit.code, day)
    if unit.since is not None and at < unit.since:
        yield finding("effect_before_cause", unit.code, day)
    if unit.damaged_before and unit.damaged_now is False:
        yield finding("damage_undone", unit.code, day)


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """A licence's days in force: the only facts the licence rule reads so far."""

    valid_from: date
    valid_until: date | None


def licence_findings(
    licences: tuple[HeldLicence, ...], organisation: str, at: datetime
) -> Iterator[Finding]:
    """A keeper of waste batteries without a licence valid on the day of the scan."""
    day = day_of(at)
    for licence in licences:
        if licence.valid_from <= day and (
            licence.valid_until is None or day <= licence.valid_until
        ):
            return
    yield finding("licence_missing", organisation, day)
