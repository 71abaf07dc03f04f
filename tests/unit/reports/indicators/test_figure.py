"""Is a figure kept exactly and rounded only when it is shown?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.figure import Figure, decimal_of, six_places


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("251/340", "0.738235"),
        ("1/2000000", "0.000000"),  # half to even
        ("3/2000000", "0.000002"),
        ("-1/3", "-0.333333"),
        ("-1/3000000", "0.000000"),
        ("37650", "37650.000000"),
        ("123456789012345678901234567890", "123456789012345678901234567890.000000"),
    ],
)
def test_six_places_are_shown_half_to_even(number: str, shown: str) -> None:
    assert six_places(Fraction(number)) == shown


def test_a_whole_number_is_a_fraction_too() -> None:
    assert Figure(Fraction(37650)).fraction == "37650/1"


def test_what_is_not_rational_makes_all_that_is_built_on_it_so() -> None:
    sure, unsure = Figure(Fraction(1, 2)), Figure(Fraction(1, 3), exact=False)
    assert sure.times(sure).fraction == "1/4"
    assert sure.times(unsure).fraction is None
    assert unsure.over(sure).fraction is None


def test_a_decimal_has_sixty_digits() -> None:
    assert str(decimal_of(Fraction(1, 3))) == "0." + "3" * 60
