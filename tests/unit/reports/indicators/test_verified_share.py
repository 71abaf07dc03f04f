"""Is a leg verified exactly when everything that its definition asks for is there?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Rate, Status
from reports.indicators.verified_share import LegFacts, Unverified, verified_share, why_unverified


def a_leg(**changes: Any) -> LegFacts:
    """Ten tonnes that left and arrived, in two days, with a closed manifest."""
    facts: dict[str, Any] = {
        "dispatched_t": Fraction(10),
        "received_t": Fraction(10),
        "licensed": True,
        "manifest_closed": True,
        "days": 2,
    }
    return LegFacts(**facts | changes)


def v(*legs: LegFacts) -> Rate:
    return verified_share(legs, 5, closed=True)


def v0(*legs: LegFacts) -> Rate:
    return verified_share(legs, None, closed=False)


@pytest.mark.parametrize(
    ("changes", "before", "since"),
    [
        ({}, None, None),
        ({"dispatched_t": None}, Unverified.NO_DISPATCH, Unverified.NO_DISPATCH),
        ({"received_t": Fraction(11)}, Unverified.OUT_OF_TOLERANCE, Unverified.OUT_OF_TOLERANCE),
        ({"manifest_closed": False}, None, Unverified.MANIFEST_OPEN),
        ({"days": 6}, None, Unverified.LATE),
        ({"days": 5}, None, None),
    ],
)
def test_manifests_ask_for_more(
    changes: dict[str, Any], before: Unverified | None, since: Unverified | None
) -> None:
    leg = a_leg(**changes)
    assert (why_unverified(leg, None), why_unverified(leg, 5)) == (before, since)


@pytest.mark.parametrize(
    ("dispatched", "received", "within"),
    [
        ("10", "10.05", True),  # 50 kg are always allowed
        ("10", "10.051", False),
        ("100", "99.5", True),  # 0.5 % of what left
        ("100", "99.499", False),
    ],
)
def test_the_larger_tolerance_holds(dispatched: str, received: str, within: bool) -> None:
    leg = a_leg(dispatched_t=Fraction(dispatched), received_t=Fraction(received))
    assert leg.within is within


def test_the_lower_mass_counts_while_the_two_differ() -> None:
    more, less = a_leg(received_t=Fraction(12)), a_leg(received_t=Fraction(8))
    assert (more.accepted_t, less.accepted_t) == (Fraction(10), Fraction(8))
    assert v0(a_leg(), more, less).value == Figure(Fraction(10, 28))


def test_what_nobody_licensed_accepted_or_never_arrived_is_no_delivery() -> None:
    rate = v0(a_leg(), a_leg(licensed=False), a_leg(received_t=None))
    assert rate.value == Figure(Fraction(1))
    assert rate.factors["unlicensed_t"] == rate.factors["not_arrived_t"] == Figure(Fraction(10))


def test_what_v_does_not_know_of_a_leg_is_missing() -> None:
    rate = verified_share([a_leg(days=None, manifest_closed=None)], None, closed=True)
    assert rate.missing == ("most_days", "legs/0/manifest_closed", "legs/0/days")
    assert v0(a_leg(days=None, manifest_closed=None)).status is Status.OK


def test_without_a_delivery_there_is_no_share() -> None:
    assert v(a_leg(licensed=False)).status is Status.UNDEFINED_ZERO_DENOM
    assert verified_share([], None, closed=False).missing == ("legs",)
