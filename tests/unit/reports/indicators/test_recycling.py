"""Does the recycling efficiency count only what it was given, and say which options were taken?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Rate, Status
from reports.indicators.recycling import recycling_rate


def rated(count_sulphate: bool = False, deduct: bool = False, **masses: int) -> Rate:
    """A hundred tonnes with ten of water, of which sixty came out as lead."""
    usual = {"gross_t": 100, "water_t": 10, "lead_t": 60, **masses}
    options = {"count_sulphate": count_sulphate, "deduct_paste_oxygen_sulphate": deduct}
    return recycling_rate({name: Fraction(mass) for name, mass in usual.items()}, options)


def test_what_is_not_given_is_neither_counted_nor_deducted_and_is_named() -> None:
    rate = rated()
    assert rate.value == Figure(Fraction(60, 90))
    assert (rate.factors["counted"], rate.factors["deducted"]) == ("lead_t", "water_t")
    assert "plastics_t" in str(rate.factors["not_given"])


@pytest.mark.parametrize(
    ("options", "value", "left_out"),
    [
        ({}, Fraction(60, 90), "paste_oxygen_sulphate_t, sulphate_t"),
        ({"count_sulphate": True}, Fraction(65, 90), "paste_oxygen_sulphate_t"),
        ({"deduct": True}, Fraction(60, 80), "sulphate_t"),
        ({"count_sulphate": True, "deduct": True}, Fraction(65, 80), None),
    ],
)
def test_options_are_kept_with_the_result(
    options: dict[str, bool], value: Fraction, left_out: str | None
) -> None:
    rate = rated(**options, sulphate_t=5, paste_oxygen_sulphate_t=10)
    assert rate.value == Figure(value)
    assert rate.factors["left_out_by_option"] == left_out


def test_an_input_that_is_all_water_gives_no_rate() -> None:
    assert rated(water_t=100).status is Status.UNDEFINED_ZERO_DENOM
    assert rated(water_t=101).flags == (Flag.NEGATIVE_LOSS,)


def test_more_out_than_in_is_shown_and_flagged() -> None:
    rate = rated(lead_t=120)
    assert (rate.value, rate.flags) == (
        Figure(Fraction(120, 90)),
        (Flag.GT1, Flag.NEGATIVE_LOSS),
    )


def test_without_lead_or_mass_nothing_is_said() -> None:
    rate = recycling_rate({}, {})
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("gross_t", "lead_t"))
