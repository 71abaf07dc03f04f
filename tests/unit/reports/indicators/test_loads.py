"""Which deliveries are verified under v0, and with which mass do they count?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.loads import Leg, Parcel, credited_g, legs_of, standing, within_tolerance
from tests.builders.parcels import TONNE, a_parcel


def stands(*parcels: Parcel) -> Leg:
    return standing(parcels[0], legs_of(parcels))


def test_a_parcel_has_its_part_of_what_the_scale_said() -> None:
    assert a_parcel(weight_g=2 * TONNE).mass_g == Fraction(10 * TONNE, 4)


def test_without_a_scale_the_known_masses_count_and_nothing_is_made_up() -> None:
    assert a_parcel(received_g=None, known_g=3 * TONNE).mass_g == 3 * TONNE
    assert a_parcel(received_g=None, known_g=0).mass_g is None


@pytest.mark.parametrize(
    ("sent", "arrived", "agree"),
    [
        (10 * TONNE, 10 * TONNE - 50_000, True),
        (10 * TONNE, 10 * TONNE - 50_001, False),
        (TONNE, TONNE + 50_000, True),
        (20 * TONNE, 20 * TONNE + 100_000, True),
        (20 * TONNE, 20 * TONNE + 100_001, False),
    ],
)
def test_the_tolerance_is_half_a_percent_or_fifty_kilograms(
    sent: int, arrived: int, agree: bool
) -> None:
    assert within_tolerance(sent, Fraction(arrived)) is agree


@pytest.mark.parametrize(
    ("changes", "leg"),
    [
        ({}, Leg.CLOSED),
        ({"licensed": False}, Leg.UNLICENSED),
        ({"dispatch": None}, Leg.NO_DISPATCH),
        ({"dispatched_g": None}, Leg.NO_MASS),
        ({"received_g": 11 * TONNE}, Leg.OUT_OF_TOLERANCE),
    ],
)
def test_a_leg_is_closed_or_says_why_not(changes: dict[str, Any], leg: Leg) -> None:
    assert stands(a_parcel(**changes)) is leg


def test_a_dispatch_that_arrives_in_two_parts_is_compared_as_a_whole() -> None:
    halves = [a_parcel(receipt=number, received_g=5 * TONNE) for number in (2, 3)]
    assert stands(*halves) is Leg.CLOSED


def test_what_never_arrived_counts_against_the_leg() -> None:
    assert stands(a_parcel(received_g=5 * TONNE)) is Leg.OUT_OF_TOLERANCE


@pytest.mark.parametrize("arrived", [9 * TONNE, 11 * TONNE])
def test_until_a_difference_is_resolved_the_lower_mass_counts(arrived: int) -> None:
    parcel = a_parcel(received_g=arrived)
    assert credited_g(parcel, legs_of([parcel])) == min(arrived, 10 * TONNE)
