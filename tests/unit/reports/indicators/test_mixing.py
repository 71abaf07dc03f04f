"""Does what leaves a mixing place carry the origins of what lay there?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.mixing import mixed, split


def test_an_empty_place_has_no_origins() -> None:
    assert mixed([]) == {}
    assert mixed([(Fraction(0), {"42": Fraction(1)})]) == {}


def test_what_nobody_attributes_stays_unattributed() -> None:
    found = mixed([(Fraction(3), {"42": Fraction(1)}), (Fraction(1), {})])
    assert found == {"42": Fraction(3, 4)}


@pytest.mark.parametrize(("one", "other"), [("0.6", "0.5"), ("1.1", "-0.1")])
def test_a_mass_is_not_shared_out_twice(one: str, other: str) -> None:
    with pytest.raises(ValueError, match="more than the mass"):
        split(Fraction(10), {"E1": Fraction(one), "E2": Fraction(other)})
