"""Limits as a scan asks for them: one statement for a site, one for a set of units."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.moments import day_of
from tracker.domain.parameters import Parameter, Parameters
from tracker.domain.place import Place
from tracker.rules.storage_findings import BREACHES, FIGURES, SiteStock
from tracker.store.arrays import ids
from tracker.store.driver import Driver
from tracker.store.limit_statements import LEVEL, PAPERED
from tracker.store.parameters_file import shipped_parameters
from tracker.store.repositories.figures import parameters_of
from tracker.usecases.limit_ports import Level, Papered


class SqlLimits:
    """See ``tracker.usecases.limit_ports.Limits``."""

    def __init__(self, session: Session, driver: Driver, province: int) -> None:
        self._session = session
        self._driver = driver
        self._province = province

    def level(self, place: Place) -> Level:
        row = self._driver.run(
            LEVEL,
            {
                "site": place.site,
                "code": place.code,
                "province": self._province,
                "rules": sorted(BREACHES),
                "figures": sorted(FIGURES),
            },
        ).fetchone()
        assert row is not None  # noqa: S101  it asks of nothing, and always answers
        here = row.oldest_is_here
        stock = SiteStock(
            site=place.code,
            roles=place.roles,
            mass_g=int(row.mass_g),
            pieces=0,
            unweighed=row.unweighed or 0,
            oldest=day_of(row.oldest_at) if here else None,
            oldest_unit=row.oldest_unit,
            capacity_g=place.capacity_g,
        )
        return Level(stock, _figures(row.figures, self._province), frozenset(row.told or ()))

    def papered(self, units: Collection[int], manifest: str | None, at: datetime) -> Papered:
        given = {"province": self._province, "ids": ids(units), "manifest": manifest, "at": at}
        ((known, holds_all, count),) = self._driver.rows(PAPERED, given)
        return Papered(len(units) if holds_all else count, known)

    def figures(self) -> Parameters:
        return parameters_of(self._session, self._province)


def _figures(entered: Sequence[Sequence[Any]] | None, province: int) -> Parameters:
    if not entered:
        return _shipped(province)
    rows = (
        Parameter(name, of, date.fromisoformat(first), value, source, certainty, number)
        for name, of, first, value, source, certainty, number in entered
    )
    return Parameters((*shipped_parameters(), *rows), province)


@cache
def _shipped(province: int) -> Parameters:
    return Parameters(shipped_parameters(), province)
