"""Facts that stand open today, page by page, as the nightly look asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from tracker.domain.moments import CHINA, day_of
from tracker.domain.programme import Filing, LicenceScope
from tracker.domain.roles import Role
from tracker.rules.cover_findings import Cover
from tracker.rules.filing_findings import Filed
from tracker.rules.licence_findings import Licence
from tracker.rules.manifest_findings import Clocks, Weighed
from tracker.rules.storage_findings import SiteStock
from tracker.rules.watch_findings import Track, Video
from tracker.store import sweep_statements as sql
from tracker.store.limit_statements import SET_LEVELS
from tracker.store.repositories.sweep_books import SqlSweepBooks
from tracker.usecases.sweep_ports import (
    KeeperPapers,
    KeptStock,
    OnTheRoad,
    OwedManifest,
    ProducerPapers,
    Run,
    StockPage,
)

_LAST_ID = 2**63 - 1


class SqlSweepFacts(SqlSweepBooks):
    """See ``tracker.usecases.sweep_ports.SweepFacts``."""

    def stock_page(self, run: int, after: int, size: int, road_before: datetime) -> StockPage:
        page = self._driver.run(sql.PAGE_END, {"after": after, "size": size}).fetchone()
        if page is None or page.upto is None:
            return StockPage(None, 0, ())
        between = {"after": after, "upto": page.upto}
        self._driver.run(sql.ADD_STOCK, {**between, "province": self._province, "run": run})
        road = self._driver.run(sql.ON_THE_ROAD, {**between, "since": road_before}).fetchall()
        found = [OnTheRoad(row.code, row.site_id, row.since) for row in road]
        return StockPage(page.upto, page.facts, found)

    def stocks(self, run: int, after: int, size: int) -> list[KeptStock]:
        rows = self._driver.run(sql.STOCKS, {"run": run, "after": after, "size": size})
        return [KeptStock(row.site_id, row.organisation_id, stock_of(row)) for row in rows]

    def set_levels(self, run: Run, upto: int | None) -> None:
        given = {"run": run.id, "day": run.day, "province": self._province, "after": run.after}
        self._driver.run(SET_LEVELS, {**given, "upto": _LAST_ID if upto is None else upto})

    def keepers(self, today: date, after: int, size: int) -> list[KeeperPapers]:
        year = {"year_begins": date(today.year, 1, 1), "year_ends": date(today.year + 1, 1, 1)}
        rows = self._driver.run(sql.KEEPERS, {**year, "after": after, "size": size})
        return [
            KeeperPapers(
                id=row.id,
                code=row.code,
                site=row.site,
                licences=[licence_of(one) for one in row.licences],
                insurances=[_cover(one) for one in row.insurances],
                plans=[_cover(one) for one in row.plans],
                planned_years=frozenset(row.planned),
                filed=_filed(row.filed),
                received_g=int(row.received_g),
            )
            for row in rows
        ]

    def producers(self, after: int, size: int) -> list[ProducerPapers]:
        rows = self._driver.run(sql.PRODUCERS, {"after": after, "size": size})
        return [ProducerPapers(row.id, row.code, _filed(row.filed)) for row in rows]

    def tracks(self, after: int, size: int) -> list[tuple[int, int, Track]]:
        rows = self._driver.run(sql.TRACKS, {"after": after, "size": size})
        return [
            (
                row.id,
                row.organisation_id,
                Track(
                    row.code,
                    row.day,
                    row.vehicle,
                    row.off_route_km,
                    row.overtime_minutes,
                    row.silence_minutes,
                ),
            )
            for row in rows
        ]

    def videos(self, after: int, size: int) -> list[tuple[int, int, Video]]:
        rows = self._driver.run(sql.VIDEOS, {"after": after, "size": size})
        return [
            (
                row.id,
                row.organisation_id,
                Video(row.code, row.day, row.place, row.gap_hours, row.kept_days),
            )
            for row in rows
        ]

    def manifests(self, day: date, after: int, size: int) -> list[OwedManifest]:
        morning = datetime.combine(day, time(), CHINA)
        rows = self._driver.run(sql.MANIFESTS, {"morning": morning, "after": after, "size": size})
        return [
            OwedManifest(
                id=row.id,
                sender=row.sender_id,
                sender_site=row.sender_site,
                receiver=row.receiver_id,
                receiver_site=row.receiver_site,
                refused=row.rejected,
                clocks=Clocks(
                    code=row.code,
                    completed=row.delivered,
                    accepted=row.delivered,
                    confirmed=row.decided,
                    paper=row.on_paper,
                    back_filled=row.filled,
                    use_told=row.closed,
                    begun=row.begun,
                ),
                weighed=None
                if row.came_g is None
                else Weighed(row.code, row.mass_g, int(row.came_g)),
            )
            for row in rows
        ]

    def open_run(self, not_before: datetime) -> Run | None:
        given = {"province": self._province, "not_before": not_before}
        row = self._driver.run(sql.OPEN_RUN, given).fetchone()
        return None if row is None else Run(*row)

    def last_stock(self) -> tuple[int, datetime] | None:
        row = self._driver.run(sql.LAST_STOCK, {"province": self._province}).fetchone()
        return None if row is None else (row.id, row.begun_at)

    def last_begun(self) -> datetime | None:
        row = self._driver.run(sql.LAST_BEGUN, {"province": self._province}).fetchone()
        return None if row is None else row.begun_at

    def begin(self, day: date, part: str, at: datetime) -> Run:
        given = {"province": self._province, "day": day, "part": part, "at": at}
        row = self._driver.run(sql.BEGIN_RUN, given).fetchone()
        assert row is not None  # noqa: S101  what was inserted comes back
        return Run(*row)

    def save(self, run: Run, finished: datetime | None) -> None:
        given = {"part": run.part, "after": run.after, "facts": run.facts, "wrong": run.wrong}
        self._driver.run(sql.SAVE_RUN, {**given, "id": run.id, "finished": finished})


def stock_of(row: Any) -> SiteStock:
    """A row of site_stock with its site."""
    return SiteStock(
        site=row.code,
        roles=frozenset(Role(role) for role in row.roles),
        mass_g=int(row.mass_g),
        pieces=int(row.pieces),
        unweighed=row.unweighed,
        oldest=None if row.oldest_at is None else day_of(row.oldest_at),
        oldest_unit=row.oldest_unit,
        capacity_g=row.capacity_g,
    )


def licence_of(row: Sequence[Any]) -> Licence:
    """code, scope, waste codes, capacity, first and last day, as JSON has them."""
    code, scope, wastes, capacity_g, first, last = row
    return Licence(
        code,
        frozenset(LicenceScope(one) for one in scope),
        frozenset(wastes),
        capacity_g,
        date.fromisoformat(first),
        date.fromisoformat(last) if last else None,
    )


def _cover(row: Sequence[Any]) -> Cover:
    code, first, last = row
    return Cover(code, date.fromisoformat(first), date.fromisoformat(last) if last else None)


def _filed(rows: Sequence[Sequence[str]]) -> frozenset[Filed]:
    return frozenset(Filed(Filing(kind), period) for kind, period in rows)
