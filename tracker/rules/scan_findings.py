"""What may be true but looks wrong about a unit that is scanned here and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.moments import day_of
from tracker.domain.programme import LicenceScope
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
    """A licence as a scan needs it: days in force, ways of operating, waste codes, number. Empty
    sets: not known here, so not asked."""

    valid_from: date
    valid_until: date | None
    scope: frozenset[LicenceScope] = frozenset()
    wastes: frozenset[str] = frozenset()
    code: str = ""

    def covers(
        self, day: date, ways: frozenset[LicenceScope], waste: str = WASTE_LEAD_BATTERIES
    ) -> bool:
        """Whether it is in force that day and allows one of these ways for this waste."""
        in_force = self.valid_from <= day <= (self.valid_until or date.max)
        fits = not ways or not self.scope or bool(self.scope & ways)
        return in_force and fits and (not self.wastes or waste in self.wastes)


def licence_findings(
    licences: tuple[HeldLicence, ...],
    organisation: str,
    at: datetime,
    ways: frozenset[LicenceScope] = frozenset(),
) -> Iterator[Finding]:
    """A keeper of waste batteries without a licence for it on the day of the scan."""
    day = day_of(at)
    if not any(licence.covers(day, ways) for licence in licences):
        yield finding("licence_missing", organisation, day)
