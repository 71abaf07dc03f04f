"""Books as the nightly look asks for them: ledgers, plants, filed plans, organisations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.moments import CHINA, CLOCK_TOLERANCE, day_of
from tracker.rules.ledger_findings import Balance
from tracker.rules.plant_findings import Smelted
from tracker.store import sweep_statements as sql
from tracker.store.codes import MATERIAL
from tracker.store.driver import Driver
from tracker.store.event_ids import first_id
from tracker.store.plan_statements import PLANS, in_year, planned_of
from tracker.store.repositories.book_statements import BOOKS, CAME_BACK, SMELTED
from tracker.usecases.sweep_ports import FiledPlan, KeptBooks, KnownFirm, PlantMonth, Run


class SqlSweepBooks:
    """See ``tracker.usecases.sweep_ports.SweepFacts``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def books(self, run: Run, after: int, size: int) -> list[KeptBooks]:
        month = run.day.replace(day=1)
        given = {"run": run.id, "month": month, "province": self._province}
        rows = self._driver.run(BOOKS, {**given, "after": after, "size": size}).fetchall()
        return [
            KeptBooks(
                site=row.id,
                organisation=row.organisation_id,
                balance=_balance(row, run.day),
                ever_g=int(row.ever_g),
                unsure=int(row.unsure),
            )
            for row in rows
        ]

    def came_back(self, site: int) -> int:
        ((mass_g,),) = self._driver.rows(CAME_BACK, {"site": site})
        return int(mass_g)

    def plant_months(self, month: date, after: int, size: int) -> list[PlantMonth]:
        first = datetime.combine(month, time(), CHINA)
        until = datetime.combine((month + timedelta(days=31)).replace(day=1), time(), CHINA)
        between = {"first": first, "until": until, "from_id": first_id(first - CLOCK_TOLERANCE)}
        rows = self._driver.run(SMELTED, {**between, "after": after, "size": size}).fetchall()
        return [
            PlantMonth(*plant, [_smelted(row) for row in group if row.material is not None])
            for plant, group in groupby(
                rows, key=lambda row: (row.id, row.code, row.organisation_id, row.licensed)
            )
        ]

    def plans(self, year: int, after: int, size: int) -> list[FiledPlan]:
        given = {"after": after, "size": size, **in_year(year)}
        rows = self._driver.run(PLANS, given).fetchall()
        return [
            FiledPlan(id_, code, [planned_of(row) for row in group])
            for (id_, code), group in groupby(rows, key=lambda row: (row.id, row.code))
        ]

    def firms(self, after: int, size: int) -> list[KnownFirm]:
        rows = self._driver.run(sql.FIRMS, {"after": after, "size": size})
        return [KnownFirm(row.id, row.code, day_of(row.recorded_at)) for row in rows]


def _balance(row: Any, day: date) -> Balance:
    return Balance(
        site=row.code,
        waste=WASTE_LEAD_BATTERIES,
        period=f"{day:%Y-%m}",
        last_day=day,
        opening_g=int(row.opening_g),
        in_g=int(row.in_g),
        out_g=int(row.out_g),
        used_g=int(row.used_g),
        closing_g=int(row.counted_g),
    )


def _smelted(row: Any) -> Smelted:
    material = MATERIAL.word[row.material]
    return Smelted(material, row.came_out, row.mass_g, row.lead_g, row.unsure)
