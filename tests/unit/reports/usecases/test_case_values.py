"""Is a single value of a case read exactly, and refused where it is none?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.usecases.case_values import Unread, number_of, year_of

ANY = (Fraction(0), Fraction(10**12))


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("21450.5", Fraction(42901, 2)),
        (" 7 ", Fraction(7)),
        ("3610057/3675000", Fraction(3610057, 3675000)),
        (21450, Fraction(21450)),
        (Decimal("0.1"), Fraction(1, 10)),
        (0.1, Fraction(1, 10)),
        ("-0", Fraction(0)),
    ],
)
def test_a_number_is_read_exactly(given: object, number: Fraction) -> None:
    assert number_of(given, *ANY) == number


@pytest.mark.parametrize(
    "given",
    [
        *("", "1,5", "1e9", "4.2E+19", "NaN", "Infinity", "1/0", "1/2/3", "12吨", "١٢", "0x1", "."),
        *(True, [], {}, 10**500, "9" * 41, 1e300, Decimal("1e999999999")),
    ],
)
def test_what_is_no_plain_number_is_refused(given: object) -> None:
    with pytest.raises(Unread) as refused:
        number_of(given, *ANY)
    assert refused.value.code == "not_a_decimal"


def test_a_mass_below_zero_is_named_as_such() -> None:
    with pytest.raises(Unread) as refused:
        number_of("-0.001", *ANY)
    assert refused.value.code == "negative"


def test_a_mass_that_cannot_be_true_is_out_of_range() -> None:
    with pytest.raises(Unread) as refused:
        number_of("1000000000001", *ANY)
    assert refused.value.code == "figure_out_of_range"


@pytest.mark.parametrize("given", ["26", "20x6", 2026.5, True, "２０２６", 1066, "3000", [2026]])
def test_what_is_no_year_is_refused(given: object) -> None:
    with pytest.raises(Unread):
        year_of(given)


@pytest.mark.parametrize("given", [2026, "2026"])
def test_a_year_may_be_a_text(given: object) -> None:
    assert year_of(given) == 2026
