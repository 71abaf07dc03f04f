"""How wide is a rate's interval?"""

from __future__ import annotations

from fractions import Fraction

from reports.indicators.figure import six_places
from reports.indicators.interval import interval_95


def test_what_is_sure_has_no_width() -> None:
    assert interval_95(Fraction(3, 4), [Fraction(0)]) == (Fraction(3, 4), Fraction(3, 4))


def test_uncertainties_add_by_their_squares() -> None:
    three_four = interval_95(Fraction(1), [Fraction(3, 100), Fraction(4, 100)])
    assert three_four == interval_95(Fraction(1), [Fraction(5, 100)])
    assert [six_places(end) for end in three_four] == ["0.906649", "1.102963"]
