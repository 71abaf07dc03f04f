"""The books as rates read them, in one read-only transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session, sessionmaker

from reports.indicators.attribution import Agreement
from reports.indicators.exchanged import Before, ToldLoad
from reports.indicators.flows import Gathered
from reports.indicators.imputed import Measured, Unweighed
from reports.indicators.loads import Parcel
from reports.indicators.plant_year import Lot
from reports.queries import flows, pieces, registers, told_loads
from reports.queries.parcels import parcels, parcels_of, recorded_from
from reports.queries.plant_lots import plant_lots
from reports.queries.receipt_window import next_receipts
from reports.usecases.rate_books import Declared, Enterprise, Sheet, Treated
from tracker.store.ending import begin_asking, end


class SqlRateBooks:
    """See ``reports.usecases.rate_books.RateBooks``.

    On a connection that somebody lends us, its transaction decides what is seen.
    """

    def __init__(self, sessions: sessionmaker[Session], province: int) -> None:
        self._sessions = sessions
        self._province = province

    def __enter__(self) -> Self:
        self._session = session = self._sessions()
        begin_asking(session)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        end(self._session, error)

    def enterprise(self, code: str) -> Enterprise | None:
        return registers.enterprise(self._session, code)

    def agreements(self, enterprise: int) -> Sequence[Agreement]:
        return registers.agreements(self._session, enterprise)

    def producers(self) -> Collection[int]:
        return registers.producers(self._session)

    def declared(self, enterprise: int) -> Sequence[Declared]:
        return registers.declared(self._session, enterprise)

    def recorded_sales(self, enterprise: int) -> dict[int, int]:
        return registers.recorded_sales(self._session, self._province, enterprise)

    def parcels(self, start: datetime, end: datetime) -> Sequence[Parcel]:
        return parcels(self._session, self._province, start, end)

    def next_receipts(
        self, since: datetime, end: datetime, year: datetime, size: int
    ) -> Sequence[tuple[int, datetime]]:
        first = recorded_from(year)
        return next_receipts(self._session, self._province, since, end, first, size)

    def parcels_of(
        self, receipts: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Parcel]:
        return parcels_of(self._session, self._province, receipts, start, end)

    def plant_lots(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Lot]:
        return plant_lots(self._session, self._province, plants, start, end)

    def gathered(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Gathered]:
        return flows.gathered(self._session, self._province, collectors, start, end)

    def gathered_of(
        self,
        collectors: Collection[int],
        receipts: Collection[int],
        start: datetime,
        end: datetime,
    ) -> Sequence[Gathered]:
        return flows.gathered_of(self._session, self._province, collectors, receipts, start, end)

    def next_gathered(
        self, collectors: Collection[int], since: datetime, end: datetime, size: int
    ) -> Sequence[tuple[int, datetime]]:
        return flows.next_gathered(self._session, self._province, collectors, since, end, size)

    def told_loads(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[ToldLoad]:
        return told_loads.told_loads(self._session, self._province, collectors, start, end)

    def received_before(self, start: datetime, end: datetime) -> Sequence[Before]:
        return told_loads.received_before(self._session, self._province, start, end)

    def treated(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Treated]:
        return flows.treated(self._session, self._province, plants, start, end)

    def sheets(self, events: Collection[int]) -> Sequence[Sheet]:
        return flows.sheets(self._session, self._province, events)

    def unweighed(self, receipts: Collection[int]) -> Sequence[Unweighed]:
        return pieces.unweighed(self._session, self._province, receipts)

    def measured(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Measured]:
        return pieces.measured(self._session, self._province, collectors, start, end)

    def lead_sold(self, enterprise: int, years: Collection[int]) -> tuple[int, int] | None:
        return registers.lead_sold(self._session, self._province, enterprise, years)
