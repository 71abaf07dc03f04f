"""Are the bounds those that stand printed in tables which others computed?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.audit import Found, judge_masses, judge_records, stringer
from reports.indicators.binomial import (
    acceptance,
    clopper_pearson,
    drawn_for_no_error,
    upper_bound,
)
from reports.indicators.figure import six_places

#: Errors, drawn, confidence, lower and upper bound as statistical tables print them.
CLOPPER_PEARSON = (
    (0, 10, "0.95", "0.0000", "0.3085"),
    (1, 10, "0.95", "0.0025", "0.4450"),
    (2, 10, "0.95", "0.0252", "0.5561"),
    (5, 10, "0.95", "0.1871", "0.8129"),
    (10, 10, "0.95", "0.6915", "1.0000"),
    (4, 20, "0.95", "0.0573", "0.4366"),
    (5, 100, "0.95", "0.0164", "0.1128"),
    (10, 100, "0.95", "0.0490", "0.1762"),
    (1, 10, "0.99", "0.0005", "0.5443"),
    (5, 10, "0.90", "0.2224", "0.7776"),
)
#: Factors of the Poisson table that auditors use: errors, at 95 %, at 90 %.
POISSON = ((0, "3.00", "2.30"), (1, "4.74", "3.89"), (2, "6.30", "5.32"), (3, "7.75", "6.68"))


@pytest.mark.parametrize(("errors", "drawn", "confidence", "lower", "upper"), CLOPPER_PEARSON)
def test_a_printed_interval(
    errors: int, drawn: int, confidence: str, lower: str, upper: str
) -> None:
    found = clopper_pearson(errors, drawn, Fraction(confidence))
    assert (f"{float(found.lower):.4f}", f"{float(found.upper):.4f}") == (lower, upper)


@pytest.mark.parametrize(("errors", "at_95", "at_90"), POISSON)
def test_a_large_sample_has_the_factors_of_auditors(errors: int, at_95: str, at_90: str) -> None:
    for confidence, factor in (("0.95", at_95), ("0.90", at_90)):
        bound = 20_000 * upper_bound(errors, 20_000, Fraction(confidence))
        assert f"{float(bound):.2f}" == factor


@pytest.mark.parametrize(
    ("confidence", "share", "drawn"),
    [("0.95", "0.05", 59), ("0.95", "0.01", 299), ("0.90", "0.10", 22), ("0.99", "0.02", 228)],
)
def test_discovery_samples_are_as_printed(confidence: str, share: str, drawn: int) -> None:
    assert drawn_for_no_error(Fraction(share), Fraction(confidence)) == drawn


def test_a_plan_passes_good_lots_and_stops_bad_ones() -> None:
    found = [acceptance(80, 2, Fraction(percent, 100)) for percent in (1, 5)]
    assert [six_places(one) for one in found] == ["0.953447", "0.230621"]


def test_stringers_bound_by_its_steps() -> None:
    # n = 100 at 95 %, in percent, as binomial tables print them
    steps = [float(upper_bound(errors, 100)) for errors in range(3)]
    assert [f"{100 * step:.2f}" for step in steps] == ["2.95", "4.66", "6.16"]
    found = stringer([Fraction(1, 2), Fraction(1, 5)], 100)
    by_hand = steps[0] + (steps[1] - steps[0]) / 2 + (steps[2] - steps[1]) / 5
    assert float(found) == pytest.approx(by_hand, abs=1e-12)


def test_what_is_credited_is_the_claim_less_the_bound() -> None:
    records = judge_records(0, 59, Fraction(1_000))
    assert six_places(records.credited) == f"{1_000 * 0.05 ** (1 / 59):.6f}"
    assert records.credited_likely == 1_000
    masses = judge_masses([Found(str(n), 10, 10 if n else 5) for n in range(100)], Fraction(1_000))
    assert masses.credited_likely == 995
    assert float(masses.bound) == pytest.approx((0.029513049 + 0.046559813) / 2, abs=1e-8)
