"""Do transfers, doubled brands and other years leave the loads of a year as they were?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Self

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.attribution import Agreement
from reports.indicators.exchanged import Before, ToldLoad
from reports.indicators.flows import Gathered
from reports.indicators.imputed import Measured, Unweighed
from reports.indicators.loads import Parcel
from reports.indicators.plant_year import Lot
from reports.indicators.producer_rate import ProducerYear, producer_rate
from reports.usecases.rate_books import Declared, Enterprise, Sheet, Treated
from reports.usecases.yearly_loads import accepted_t, collected, verified_t, yearly_loads
from tests.builders.parcels import TONNE, a_parcel
from tracker.domain.moments import CHINA
from tracker.domain.programme import TakeBackRoute

MAKER, RIVAL, POINT, YEAR = 1, 2, 9, 2026
IN_YEAR = datetime(YEAR, 6, 1, tzinfo=CHINA)
AGREEMENTS = [
    Agreement(f"A-{maker}", maker, POINT, TakeBackRoute.OWN, date(2020, 1, 1), None)
    for maker in (MAKER, RIVAL)
]


class Books:
    """Books that hold parcels and agreements, and nothing else."""

    def __init__(self, parcels: Sequence[Parcel], agreements: Sequence[Agreement]) -> None:
        self._parcels = parcels
        self._agreements = agreements

    def enterprise(self, code: str) -> Enterprise | None:
        raise NotImplementedError

    def agreements(self, enterprise: int) -> Sequence[Agreement]:
        return self._agreements

    def producers(self) -> Collection[int]:
        return {agreement.producer for agreement in self._agreements}

    def declared(self, enterprise: int) -> Sequence[Declared]:
        raise NotImplementedError

    def recorded_sales(self, enterprise: int) -> dict[int, int]:
        raise NotImplementedError

    def parcels(self, start: datetime, end: datetime) -> Sequence[Parcel]:
        return [parcel for parcel in self._parcels if start <= parcel.received_at < end]

    def plant_lots(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Lot]:
        raise NotImplementedError

    def gathered(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Gathered]:
        raise NotImplementedError

    def told_loads(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[ToldLoad]:
        raise NotImplementedError

    def received_before(self, start: datetime, end: datetime) -> Sequence[Before]:
        raise NotImplementedError

    def unweighed(self, receipts: Collection[int]) -> Sequence[Unweighed]:
        raise NotImplementedError

    def measured(
        self, collectors: Collection[int], start: datetime, end: datetime
    ) -> Sequence[Measured]:
        raise NotImplementedError

    def treated(self, plants: Collection[int], start: datetime, end: datetime) -> Sequence[Treated]:
        raise NotImplementedError

    def sheets(self, events: Collection[int]) -> Sequence[Sheet]:
        raise NotImplementedError

    def lead_sold(self, enterprise: int, years: Collection[int]) -> tuple[int, int] | None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was opened."""


@st.composite
def parcels(draw: st.DrawFn) -> list[Parcel]:
    """Loads of the year: each a dispatch of its own, of one brand or none, weighed or not."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        mass = draw(st.integers(1, 30)) * TONNE
        found.append(
            a_parcel(
                receipt=100 + number,
                received_at=IN_YEAR + timedelta(days=number),
                collector=POINT,
                dispatch=draw(st.sampled_from([None, number])),
                dispatched_g=mass,
                received_g=mass + draw(st.sampled_from([0, 40_000, 900_000])),
                receipt_weight_g=mass,
                weight_g=mass,
                brand=draw(st.sampled_from([None, MAKER, RIVAL, 77])),
                licensed=draw(st.booleans()),
            )
        )
    return found


def rate_of(loads: Sequence[Parcel], agreements: Sequence[Agreement] = AGREEMENTS) -> object:
    """R_EPR of the maker, who sold a thousand tonnes in each of three years."""
    found = yearly_loads(MAKER, YEAR, Books(loads, agreements))
    sales = dict.fromkeys(range(YEAR - 3, YEAR), Fraction(1000))
    return producer_rate(ProducerYear(YEAR, sales, collected(found))).value


@settings(deadline=None, max_examples=60)
@given(parcels(), parcels())
def test_a_pure_transfer_changes_no_rate(first: list[Parcel], moved: list[Parcel]) -> None:
    again = [
        replace(parcel, moved_on=True, receipt=parcel.receipt + 100, dispatch=None)
        for parcel in moved
    ]
    assert rate_of([*first, *again]) == rate_of(first)


@settings(deadline=None, max_examples=60)
@given(parcels())
def test_a_load_of_another_year_changes_no_rate(first: list[Parcel]) -> None:
    elsewhen = [
        replace(parcel, received_at=at, dispatch=None, receipt=parcel.receipt + 100)
        for parcel in first
        for at in (datetime(YEAR + 1, 1, 1, tzinfo=CHINA), datetime(YEAR - 1, 12, 31, tzinfo=CHINA))
    ]
    assert rate_of([*first, *elsewhen]) == rate_of(first)


@settings(deadline=None, max_examples=60)
@given(parcels())
def test_two_makers_together_claim_every_load_once(loads: list[Parcel]) -> None:
    books = Books(loads, AGREEMENTS)
    claimed = [accepted_t(yearly_loads(maker, YEAR, books)) for maker in (MAKER, RIVAL)]
    alone = accepted_t(yearly_loads(MAKER, YEAR, Books(loads, AGREEMENTS[:1])))
    assert sum(claimed) == alone


@settings(deadline=None, max_examples=60)
@given(parcels())
def test_what_is_verified_is_a_part_of_what_was_accepted(loads: list[Parcel]) -> None:
    found = yearly_loads(MAKER, YEAR, Books(loads, AGREEMENTS))
    received = sum((p.mass_g or 0 for p in loads), start=Fraction(0)) / TONNE
    assert 0 <= verified_t(found) <= accepted_t(found) <= received
