"""Which lots of a plant go into its balance, and where?"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.indicators.plant import plant_rate
from reports.indicators.plant_year import Lot, counts, period_of
from reports.indicators.rate import Flag, Status
from tracker.domain.unit import Material

START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
BEFORE, WITHIN, AFTER = (datetime(year, 6, 1, tzinfo=UTC) for year in (2024, 2025, 2026))


def a_lot(material: Material = Material.PASTE, **changes: Any) -> Lot:
    """A tonne with 80 % lead, made within the year; ingots, slag and crude lead are smelted."""
    fields: dict[str, Any] = {
        "unit": 1,
        "code": "LOT",
        "plant": 1,
        "smelted": material not in (Material.PASTE, Material.GRID),
        "made_by": 1,
        "made_at": WITHIN,
        "material": material,
        "mass_g": 1_000_000,
        "lead_share_ppm": 800_000,
        "gone_at": None,
        "sold": False,
    }
    return Lot(**fields | changes)


def eta(*lots: Lot) -> Fraction:
    rate = plant_rate(period_of(lots, START, END))
    assert isinstance(rate.value, Figure), rate
    return rate.value.number


USED = a_lot(gone_at=WITHIN)
INGOT = a_lot(Material.INGOT, mass_g=700_000, lead_share_ppm=1_000_000)


def test_lead_in_ingots_is_divided_by_lead_in_the_paste() -> None:
    assert eta(USED, INGOT) == Fraction(7, 8)


def test_what_still_lies_there_is_not_lost() -> None:
    assert eta(USED, INGOT, a_lot()) == Fraction(15, 16)


def test_what_lay_there_before_is_not_won_twice() -> None:
    earlier = a_lot(made_at=BEFORE, gone_at=WITHIN, mass_g=100_000)
    assert eta(USED, INGOT, earlier) == Fraction(7, 8) - Fraction(1, 10)


def test_paste_that_is_sold_has_left_as_a_product() -> None:
    sold = a_lot(gone_at=WITHIN, sold=True)
    assert eta(USED, INGOT, sold) == Fraction(15, 16)


def test_crude_lead_is_not_yet_a_product() -> None:
    crude = a_lot(Material.CRUDE_LEAD, gone_at=WITHIN)
    assert eta(USED, INGOT, crude) == Fraction(7, 8)


def test_slag_gives_the_loss_method() -> None:
    slag = a_lot(Material.SLAG, mass_g=125_000)
    rate = plant_rate(period_of([USED, INGOT, slag], START, END))
    assert rate.factors["loss_method"] == Figure(Fraction(7, 8))
    assert rate.factors["closure"] == Figure(Fraction(0))


@pytest.mark.parametrize(
    "unknown",
    [
        a_lot(lead_share_ppm=None, gone_at=WITHIN),
        a_lot(mass_g=None, gone_at=WITHIN),
        a_lot(Material.INGOT, lead_share_ppm=None),
    ],
)
def test_without_an_assay_there_is_no_yield(unknown: Lot) -> None:
    rate = plant_rate(period_of([USED, INGOT, unknown], START, END))
    assert (rate.status, rate.flags) == (Status.INSUFFICIENT_DATA, (Flag.ASSAY_MISSING,))


def test_slag_without_an_assay_only_hides_the_losses() -> None:
    slag = a_lot(Material.SLAG, lead_share_ppm=None)
    rate = plant_rate(period_of([USED, INGOT, slag], START, END))
    assert (rate.status, rate.flags) == (Status.OK, (Flag.ASSAY_MISSING,))
    assert rate.factors["closure"] is None


@pytest.mark.parametrize(
    ("lot", "read"),
    [
        (a_lot(), True),
        (a_lot(made_at=BEFORE), True),
        (a_lot(made_at=BEFORE, gone_at=BEFORE), False),
        (a_lot(Material.INGOT, made_at=BEFORE), False),
        (a_lot(Material.INGOT, made_at=AFTER), False),
        (a_lot(Material.PLASTIC), False),
    ],
)
def test_only_lots_that_the_balance_reads_are_evidence(lot: Lot, read: bool) -> None:
    assert counts(lot, START, END) is read


def test_a_year_without_any_feed_has_no_yield() -> None:
    rate = plant_rate(period_of([INGOT], START, END))
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("feed",))
