"""May a site keep what it keeps, so much and for so long (A7, A8)?

A collection point has days and tonnes of its province; a station or plant one year by law and its
own design capacity; a shop or garage that is no point the figures of its province, if there are
any. A site that is several things is measured as the one that may keep most.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
from tracker.domain.roles import Role
from tracker.rules.dues import Due, overdue
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class SiteStock(NamedTuple):
    """Waste that lies at a site: grams of what was weighed, pieces, how many units nobody weighed,
    and since when the oldest lies there. ``capacity_g`` is the site's design capacity."""

    site: str
    roles: frozenset[Role]
    mass_g: int
    pieces: int
    unweighed: int
    oldest: date | None
    oldest_unit: str | None
    capacity_g: int | None


class Limit(NamedTuple):
    """What counts for a site: the rules that speak, the last gram, the last day; None: no limit."""

    mass_rule: str
    days_rule: str
    most_g: int | None
    days: int | None
    a_year: bool = False

    def last_day(self, since: date) -> date | None:
        """The last day on which waste that lies there since then may lie there."""
        if self.a_year:
            return _a_year_on(since)
        return None if self.days is None else since + timedelta(days=self.days)


KEEPERS = frozenset({Role.STATION, Role.RECYCLER})


#: Rules about what lies at a site that are more than a warning, and the figures they read.
BREACHES = frozenset(
    {
        "point_mass_exceeded",
        "point_days_exceeded",
        "station_mass_exceeded",
        "station_days_exceeded",
    }
)
FIGURES = frozenset(
    {
        "point_mass",
        "point_days",
        "generator_mass",
        "generator_days",
        "storage_warning_days",
        "storage_warning_share",
    }
)


def limit_of(stock: SiteStock, today: date, figures: Parameters) -> Limit:
    """The limits of a site on a day."""
    if stock.roles & KEEPERS:
        full = None if stock.capacity_g is None else stock.capacity_g - 1  # below its capacity
        return Limit("station_mass_exceeded", "station_days_exceeded", full, None, a_year=True)
    kind = "point" if Role.COLLECTOR in stock.roles else "generator"
    most, days = figures.value(f"{kind}_mass", today), figures.value(f"{kind}_days", today)
    return Limit("point_mass_exceeded", "point_days_exceeded", most, days)


def storage_dues(stock: SiteStock, today: date, figures: Parameters) -> Iterator[Due]:
    """The day on which the oldest must have left, and the day on which to think of it."""
    limit = limit_of(stock, today, figures)
    last = None if stock.oldest is None else limit.last_day(stock.oldest)
    if last is None:
        return
    said = {"since": stock.oldest, "unit": stock.oldest_unit, "last_day": last}
    yield Due(limit.days_rule, stock.site, last, evidence=said)
    warn = figures.value("storage_warning_days", today)
    if warn is not None and today <= last:
        yield Due("storage_days_ending", stock.site, last - timedelta(days=warn), evidence=said)


def storage_breaches(stock: SiteStock, today: date, figures: Parameters) -> Iterator[Finding]:
    """What is too old or too much there today; what only comes near is left to the nightly look."""
    limit = limit_of(stock, today, figures)
    dues = storage_dues(stock, today, figures)
    yield from overdue((due for due in dues if due.rule == limit.days_rule), today)
    if limit.most_g is not None and stock.mass_g > limit.most_g and speaks(limit.mass_rule, today):
        yield finding(limit.mass_rule, stock.site, today, _measured(stock, limit.most_g))


def storage_findings(stock: SiteStock, today: date, figures: Parameters) -> Iterator[Finding]:
    """What is too old or too much there today, or soon will be."""
    yield from storage_breaches(stock, today, figures)
    limit = limit_of(stock, today, figures)
    dues = storage_dues(stock, today, figures)
    yield from overdue((due for due in dues if due.rule != limit.days_rule), today)
    near = figures.value("storage_warning_share", today)
    if limit.most_g is None or near is None or not 0 < stock.mass_g <= limit.most_g:
        return
    if stock.mass_g * PPM >= limit.most_g * near:
        said = _measured(stock, limit.most_g)
        yield finding("storage_nearly_full", stock.site, today, said)


def _measured(stock: SiteStock, most_g: int) -> dict[str, int]:
    return {"mass_g": stock.mass_g, "limit_g": most_g, "unweighed": stock.unweighed}


def _a_year_on(since: date) -> date:
    """The same day of the next year; for 29 February the day after its end."""
    try:
        return since.replace(year=since.year + 1)
    except ValueError:
        return date(since.year + 1, 3, 1)
