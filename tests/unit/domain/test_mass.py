"""Are masses whole grams, exactly, and refused when they are not?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.mass import grams, kilograms, tonnes


@pytest.mark.parametrize(
    ("said", "mass_g"),
    [
        (15, 15_000),
        (15.234, 15_234),
        ("15.234", 15_234),
        (Decimal("15.2340"), 15_234),
        ("1.5e3", 1_500_000),
        (0, 0),
        ("-0.5", -500),
    ],
)
def test_kilograms_in_any_spelling_are_whole_grams(said: object, mass_g: int) -> None:
    assert grams(said) == mass_g


@pytest.mark.parametrize(
    "said",
    [
        "0.0005",
        0.1 + 0.2,
        "1.00000000000000000000000000000000000001",
        "1e-999999",
    ],
)
def test_what_is_finer_than_a_gram_is_refused_and_never_rounded(said: object) -> None:
    with pytest.raises(ValueError, match="mass"):
        grams(said)


@pytest.mark.parametrize("said", ["NaN", "sNaN", "Infinity", float("inf"), "1e999999", "9" * 40])
def test_what_is_no_number_of_this_world_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="mass"):
        grams(said)


@pytest.mark.parametrize("said", ["", "heavy", "15,2", True, None, [15], b"15"])
def test_what_is_no_number_at_all_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="mass"):
        grams(said)


@given(st.integers(-(10**14), 10**14))
def test_grams_come_back_from_kilograms(mass_g: int) -> None:
    assert grams(kilograms(mass_g)) == mass_g


def test_answers_show_every_gram() -> None:
    assert kilograms(15_234) == "15.234"
    assert kilograms(5) == "0.005"
    assert kilograms(2_600_000_000) == "2600000.000"
    assert tonnes(2_600_000) == "2.600000"
    assert tonnes(1) == "0.000001"
