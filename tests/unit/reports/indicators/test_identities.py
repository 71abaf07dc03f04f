"""Do the identities of flows hold whatever the masses are: nothing made, lost or counted twice?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.attribution import Agreement, claim_of
from reports.indicators.collection import UNKNOWN, FirstReceipt, collection_rate
from reports.indicators.figure import Figure, total
from reports.indicators.mixing import mixed, origins_of
from reports.indicators.plant import Assayed, PlantPeriod, plant_rate
from reports.indicators.producer_rate import (
    Collected,
    ProducerYear,
    consortium_rate,
    producer_rate,
)
from reports.indicators.rate import Flag, Rate, Status
from reports.indicators.recycling import DEDUCTIONS, OUTPUTS, recycling_rate
from reports.indicators.sales_base import Variant
from reports.indicators.verified_share import LegFacts, verified_share
from tracker.domain.programme import TakeBackRoute
from tracker.domain.scan import ReceiptCategory

MASSES = st.integers(1, 10**9).map(lambda kg: Fraction(kg, 1000))
SOME = st.integers(0, 10**9).map(lambda kg: Fraction(kg, 1000))
SHARES = st.integers(0, 10**6).map(lambda ppm: Fraction(ppm, 10**6))
PROVINCES = st.sampled_from(["42", "36", "43", UNKNOWN])
RECEIPTS = st.lists(st.builds(FirstReceipt, PROVINCES, PROVINCES, SOME), min_size=1, max_size=8)
LOTS = st.lists(st.builds(Assayed, MASSES, SHARES), min_size=1, max_size=5)
YEAR = 2026

quickly = settings(deadline=None, max_examples=40)


@st.composite
def producers(draw: st.DrawFn) -> ProducerYear:
    """A producer that sold something in each of three years."""
    sales = {year: draw(MASSES) for year in range(YEAR - 3, YEAR)}
    rows = st.builds(
        Collected,
        MASSES,
        st.sampled_from(TakeBackRoute),
        st.booleans(),
        st.sampled_from(ReceiptCategory),
    )
    return ProducerYear(YEAR, sales, draw(st.lists(rows, min_size=1, max_size=4)))


def number(rate: Rate) -> Fraction:
    assert isinstance(rate.value, Figure), rate
    return rate.value.number


def factor(rate: Rate, name: str) -> Fraction:
    found = rate.factors[name]
    assert isinstance(found, Figure), name
    return found.number


@quickly
@given(RECEIPTS)
def test_what_arose_anywhere_is_what_was_received_anywhere(receipts: list[FirstReceipt]) -> None:
    provinces = {one.origin for one in receipts} - {UNKNOWN} or {"42"}
    rate = collection_rate(receipts, dict.fromkeys(provinces, Fraction(1)))
    by_origin = total(factor(rate, f"collected_t/{province}") for province in provinces)
    assert by_origin + factor(rate, "unknown_origin_t") == factor(rate, "all_receipts_t")
    assert (Flag.UNKNOWN_ORIGIN in rate.flags) == (factor(rate, "unknown_origin_t") > 0)


@quickly
@given(RECEIPTS, MASSES)
def test_where_it_was_collected_changes_no_rate_by_origin(
    receipts: list[FirstReceipt], arisen: Fraction
) -> None:
    elsewhere = [FirstReceipt(one.origin, "11", one.mass_t) for one in receipts]
    found = [collection_rate(rows, {"42": arisen}).value for rows in (receipts, elsewhere)]
    assert found[0] == found[1]


@quickly
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5, unique=True), st.integers(1, 7))
def test_shares_of_one_mass_never_add_up_to_more_than_it(claimants: list[int], brand: int) -> None:
    collector, day = 9, date(2026, 5, 1)
    agreements = [
        Agreement(f"A{n}", n, collector, TakeBackRoute.OWN, date(2020, 1, 1), None)
        for n in claimants
    ]
    claims = [
        claim_of(enterprise, collector, brand, day, agreements, {*claimants, collector})
        for enterprise in {*claimants, collector, brand}
    ]
    assert total(claim.share for claim in claims if claim) == 1


@quickly
@given(LOTS, LOTS, SOME, SOME)
def test_lead_of_a_plant_is_brought_out_lost_or_unaccounted_for(
    feed: list[Assayed], products: list[Assayed], opening: Fraction, closing: Fraction
) -> None:
    lead_in = total(lot.lead_t for lot in feed)
    gone = lead_in - total(lot.lead_t for lot in products) - closing + opening
    if not lead_in or gone < 0:
        return
    losses = [Assayed(gone, Fraction(1))]
    rate = plant_rate(PlantPeriod(feed, products, opening, closing, losses))
    assert factor(rate, "closure") == 0
    assert factor(rate, "loss_method") == number(rate)
    assert Flag.BALANCE not in rate.flags


@quickly
@given(st.lists(MASSES, min_size=1, max_size=6))
def test_a_leg_within_tolerance_is_verified_and_no_other(dispatched: list[Fraction]) -> None:
    legs = [LegFacts(mass, mass * Fraction(1003, 1000), licensed=True) for mass in dispatched]
    off = [LegFacts(mass, mass * 2 + 1, licensed=True) for mass in dispatched]
    rate = verified_share([*legs, *off], None, closed=False)
    assert factor(rate, "out_of_tolerance_t") == total(dispatched)
    assert factor(rate, "verified_deliveries_t") == total(dispatched) * Fraction(1003, 1000)


@quickly
@given(st.lists(producers(), min_size=1, max_size=4))
def test_a_consortium_lies_between_its_members(members: list[ProducerYear]) -> None:
    rates = [number(producer_rate(member)) for member in members]
    assert min(rates) <= number(consortium_rate(members, Variant.NDRC_2020)) <= max(rates)


@quickly
@given(producers(), MASSES, st.sampled_from(Variant))
def test_scaling_all_masses_changes_no_producers_rate(
    of: ProducerYear, by: Fraction, variant: Variant
) -> None:
    sales = {YEAR: Fraction(1), **(of.sales_t or {})}
    scaled = ProducerYear(
        YEAR,
        {year: mass * by for year, mass in sales.items()},
        [
            Collected(row.mass_t * by, row.route, row.licensed, row.category)
            for row in of.collected or ()
        ],
    )
    here, there = (
        producer_rate(ProducerYear(YEAR, sales, of.collected), variant),
        producer_rate(scaled, variant),
    )
    assert (here.value, here.flags) == (there.value, there.flags)


@quickly
@given(st.lists(producers(), min_size=1, max_size=3), MASSES)
def test_scaling_all_masses_changes_no_consortium(
    members: list[ProducerYear], by: Fraction
) -> None:
    scaled = [
        ProducerYear(
            YEAR,
            {year: mass * by for year, mass in (of.sales_t or {}).items()},
            [replace(row, mass_t=row.mass_t * by) for row in of.collected or ()],
        )
        for of in members
    ]
    found = [consortium_rate(each, Variant.NDRC_2020) for each in (members, scaled)]
    assert (found[0].value, found[0].flags) == (found[1].value, found[1].flags)


@quickly
@given(RECEIPTS, MASSES, MASSES)
def test_scaling_all_masses_changes_no_collection(
    receipts: list[FirstReceipt], arisen: Fraction, by: Fraction
) -> None:
    scaled = [replace(one, mass_t=one.mass_t * by) for one in receipts]
    here = collection_rate(receipts, {"42": arisen})
    there = collection_rate(scaled, {"42": arisen * by})
    assert (here.status, here.value, here.flags) == (there.status, there.value, there.flags)


@quickly
@given(LOTS, LOTS, SOME, SOME, LOTS, MASSES)
def test_scaling_all_masses_changes_no_yield(
    feed: list[Assayed],
    products: list[Assayed],
    opening: Fraction,
    closing: Fraction,
    losses: list[Assayed],
    by: Fraction,
) -> None:
    def times(lots: list[Assayed]) -> list[Assayed]:
        return [Assayed(lot.mass_t * by, lot.lead_share) for lot in lots]

    here = plant_rate(PlantPeriod(feed, products, opening, closing, losses))
    there = plant_rate(
        PlantPeriod(times(feed), times(products), opening * by, closing * by, times(losses))
    )
    assert (here.status, here.value, here.flags) == (there.status, there.value, there.flags)


@quickly
@given(producers(), MASSES)
def test_what_never_entered_consumption_or_no_licence_covers_changes_nothing(
    of: ProducerYear, mass: Fraction
) -> None:
    rows = list(of.collected or ())
    more = [
        Collected(mass, TakeBackRoute.OWN, True, ReceiptCategory.PRODUCTION_SCRAP),
        Collected(mass, TakeBackRoute.OWN, True, ReceiptCategory.UNSOLD_STOCK),
        Collected(mass, TakeBackRoute.COOPERATIVE, False, ReceiptCategory.WASTE),
    ]
    assert (
        producer_rate(of).value == producer_rate(ProducerYear(YEAR, of.sales_t, rows + more)).value
    )


@quickly
@given(st.dictionaries(st.sampled_from(OUTPUTS + DEDUCTIONS), SOME), MASSES, SOME, MASSES)
def test_scaling_all_masses_changes_no_recycling_efficiency(
    masses: dict[str, Fraction], gross: Fraction, lead: Fraction, by: Fraction
) -> None:
    given_masses = {**masses, "gross_t": gross, "lead_t": lead}
    scaled = {name: mass * by for name, mass in given_masses.items()}
    here, there = recycling_rate(given_masses, {}), recycling_rate(scaled, {})
    assert (here.status, here.value, here.flags) == (there.status, there.value, there.flags)


@quickly
@given(st.lists(st.tuples(MASSES, SHARES), min_size=1, max_size=6))
def test_mixing_loses_and_makes_no_origin(parts: list[tuple[Fraction, Fraction]]) -> None:
    vectors = [(mass, {"42": share, "36": 1 - share}) for mass, share in parts]
    whole = total(mass for mass, _ in parts)
    out = origins_of(whole, mixed(vectors))
    assert total(out.values()) == whole
    assert out["42"] == total(mass * share for mass, share in parts)


@quickly
@given(LOTS)
def test_a_lot_without_an_assay_never_counts_as_none(lots: list[Assayed]) -> None:
    unknown = [*lots, Assayed(Fraction(1), None)]
    for feed, products in ((unknown, lots), (lots, unknown)):
        rate = plant_rate(PlantPeriod(feed, products, Fraction(0), Fraction(0)))
        assert (rate.status, rate.value) == (Status.INSUFFICIENT_DATA, None)
        assert Flag.ASSAY_MISSING in rate.flags
