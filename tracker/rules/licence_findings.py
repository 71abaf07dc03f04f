"""May an organisation do this with this waste, this much of it, and until when (V5, A9, A10)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.programme import LicenceScope
from tracker.domain.workdays import Workdays
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.rules.scan_findings import HeldLicence

#: Renewal is applied for thirty working days before the term ends (许可证办法 第十三条).
RENEWAL_WORKDAYS = 30
#: A fifth above the yearly scale a new licence is needed (许可证办法 第十二条).
NEW_LICENCE_PERCENT = 120
KEEPING = frozenset({LicenceScope.COLLECT, LicenceScope.STORE})
TREATING = frozenset({LicenceScope.USE, LicenceScope.DISPOSE})


class Licence(NamedTuple):
    """An operating licence: ways of operating, waste codes, grams a year, days in force."""

    code: str
    scope: frozenset[LicenceScope]
    wastes: frozenset[str]
    capacity_g: int | None
    valid_from: date
    valid_until: date | None

    def covers(self, day: date, waste: str, ways: frozenset[LicenceScope]) -> bool:
        """Whether it is in force and allows one of these ways for this waste."""
        last = self.valid_until or date.max
        return self.valid_from <= day <= last and waste in self.wastes and bool(self.scope & ways)


def covered(
    licences: Sequence[Licence], day: date, waste: str, ways: frozenset[LicenceScope]
) -> bool:
    """Whether any licence allows it."""
    return any(licence.covers(day, waste, ways) for licence in licences)


def receiver_findings(
    manifest: str,
    licences: Sequence[HeldLicence],
    day: date,
    wastes: Iterable[str],
    ways: frozenset[LicenceScope],
) -> Iterator[Finding]:
    """A receiver who may not take one of these wastes for this purpose on the day; ``ways`` empty:
    any will do."""
    barred = [w for w in sorted(set(wastes)) if not any(h.covers(day, ways, w) for h in licences)]
    if barred:
        held = ", ".join(sorted(one.code for one in licences))
        said = {"waste": ", ".join(barred), "licences": held}
        yield finding("receiver_unlicensed", manifest, day, said)


def renewal_dues(licences: Sequence[Licence], calendar: Workdays) -> Iterator[Due]:
    """The last day to apply for each licence that no later one follows."""
    for licence in licences:
        end = licence.valid_until
        if end is None or _followed(licence, licences):
            continue
        last = calendar.before(end, RENEWAL_WORKDAYS)
        said = {"valid_until": end}
        yield Due("licence_renewal_late", licence.code, last.day, last.provisional, said)


def _followed(licence: Licence, licences: Sequence[Licence]) -> bool:
    """Whether another licence goes on where this one ends, for the same ways."""
    end = licence.valid_until or date.max
    return any(
        other is not licence
        and other.scope >= licence.scope
        and other.valid_from <= end + timedelta(days=1)
        and (other.valid_until or date.max) > end
        for other in licences
    )


def capacity_findings(
    organisation: str, licences: Sequence[Licence], received_g: int, day: date, waste: str
) -> Iterator[Finding]:
    """This year's receipts against the yearly scale of the licences in force, added up."""
    scales = [
        licence.capacity_g
        for licence in licences
        if licence.covers(day, waste, frozenset(LicenceScope))
    ]
    if not scales or None in scales:
        return
    scale = sum(one for one in scales if one is not None)
    said = {"mass_g": received_g, "limit_g": scale, "year": day.year}
    if received_g * 100 > scale * NEW_LICENCE_PERCENT:
        yield finding("capacity_exceeded", organisation, day, said)
    elif received_g >= scale:
        yield finding("capacity_reached", organisation, day, said)
