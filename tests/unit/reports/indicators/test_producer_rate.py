"""Do the identities of producers' and consortia's rates hold whatever the masses are?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.figure import Figure
from reports.indicators.producer_rate import (
    Collected,
    ProducerYear,
    consortium_rate,
    producer_rate,
)
from reports.indicators.rate import Flag, Rate, Status
from reports.indicators.sales_base import Variant
from tracker.domain.programme import TakeBackRoute
from tracker.domain.scan import ReceiptCategory

DRAFT = Variant.NDRC_2020
MASSES = st.integers(0, 10**12).map(lambda kg: Fraction(kg, 1000))
SOLD = st.integers(1, 10**12).map(lambda kg: Fraction(kg, 1000))


def collected(mass: Fraction | int, **changes: Any) -> Collected:
    """Waste of the own network at a licensed recycler."""
    usual = Collected(Fraction(mass), TakeBackRoute.OWN, True, ReceiptCategory.WASTE)
    return replace(usual, **changes)


def a_producer(mass: Fraction | int = 60, *sales: Fraction, **changes: Any) -> ProducerYear:
    """100 t sold in each of three years unless said otherwise, ``mass`` tonnes collected."""
    sold = dict(enumerate(sales or (Fraction(100),) * 3, 2023))
    return replace(ProducerYear(2026, sold, [collected(mass)]), **changes)


def value(rate: Rate) -> Fraction:
    assert isinstance(rate.value, Figure)
    return rate.value.number


PRODUCERS = st.builds(a_producer, MASSES, SOLD, SOLD, SOLD)


@settings(deadline=None)
@given(PRODUCERS, SOLD)
def test_scaling_all_masses_changes_no_rate(producer: ProducerYear, by: Fraction) -> None:
    scaled = replace(
        producer,
        sales_t={year: mass * by for year, mass in (producer.sales_t or {}).items()},
        collected=[replace(row, mass_t=row.mass_t * by) for row in producer.collected or ()],
    )
    assert value(producer_rate(scaled)) == value(producer_rate(producer))


@settings(deadline=None)
@given(st.lists(PRODUCERS, min_size=1, max_size=5))
def test_a_consortiums_rate_lies_between_its_members(members: list[ProducerYear]) -> None:
    rates = [value(producer_rate(member)) for member in members]
    assert min(rates) <= value(consortium_rate(members, DRAFT)) <= max(rates)


@settings(deadline=None)
@given(PRODUCERS, MASSES)
def test_what_does_not_count_changes_nothing(producer: ProducerYear, mass: Fraction) -> None:
    more = [
        collected(mass, licensed=False),
        collected(mass, category=ReceiptCategory.PRODUCTION_SCRAP),
        collected(mass, category=ReceiptCategory.UNSOLD_STOCK),
    ]
    other = replace(producer, collected=[*(producer.collected or ()), *more])
    assert value(producer_rate(other)) == value(producer_rate(producer))


@settings(deadline=None)
@given(PRODUCERS)
def test_above_one_is_flagged_and_never_cut(producer: ProducerYear) -> None:
    rate = producer_rate(producer)
    assert (Flag.GT1 in rate.flags) is (value(rate) > 1)


def test_a_new_member_stays_outside_both_sums() -> None:
    new = a_producer(1_000, founded=2026)
    rate = consortium_rate([a_producer(), new], DRAFT)
    assert value(rate) == Fraction(60, 100)
    assert rate.factors["members_without_obligation"] == Figure(Fraction(1))


def test_a_consortium_of_new_members_has_no_rate_yet() -> None:
    assert consortium_rate([a_producer(founded=2026)], DRAFT).status is Status.NA_NEW


def test_a_member_that_lacks_data_is_named() -> None:
    rate = consortium_rate([a_producer(), a_producer(sales_t=None)], DRAFT)
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("members/1/sales_t",))


def test_no_record_of_any_collection_is_not_zero() -> None:
    rate = producer_rate(a_producer(collected=[]))
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("collected",))


def test_a_collection_of_nothing_that_is_stated_is_zero() -> None:
    assert value(producer_rate(a_producer(0))) == 0


def test_beside_an_unstable_base_stands_that_of_five_years() -> None:
    sales = {year: Fraction(mass) for year, mass in enumerate((50, 50, 10, 10, 80), 2021)}
    rate = producer_rate(a_producer(sales_t=sales))
    assert rate.factors["rate_on_mean_of_five"] == Figure(Fraction(60, 40))
