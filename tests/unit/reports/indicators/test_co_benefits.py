"""Do co-benefits say by which attribution, and what in them nobody has verified?"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.co_benefits import (
    Attribution,
    Known,
    StackTest,
    co2_consequential,
    co2_naive,
    teq_consequential,
    teq_measured,
    teq_naive,
)

SHARES = st.integers(1, 1000).map(lambda mil: Fraction(mil, 1000))
FACTORS = st.integers(0, 10**5).map(lambda mil: Fraction(mil, 1000))
MASS = Fraction(1_000)


def sure(value: Fraction) -> Known:
    return Known("OWN", value, verified=True)


def unsure(id_: str = "TABLE", value: int = 1) -> Known:
    return Known(id_, Fraction(value), verified=False)


@given(SHARES, FACTORS, FACTORS)
def test_equal_yields_displace_no_primary_lead(
    eta: Fraction, informal: Fraction, secondary: Fraction
) -> None:
    made = [
        co2_consequential(
            MASS, sure(eta), sure(eta), sure(informal), sure(secondary), sure(Fraction(primary))
        ).value
        for primary in (0, 99)
    ]
    assert made == [MASS * eta * (informal - secondary)] * 2


@given(SHARES, FACTORS, FACTORS)
def test_if_nobody_else_made_lead_both_attributions_agree(
    eta: Fraction, primary: Fraction, secondary: Fraction
) -> None:
    nothing = sure(Fraction(0))
    consequential = co2_consequential(
        MASS, nothing, sure(eta), nothing, sure(secondary), sure(primary)
    )
    assert consequential.value == co2_naive(MASS * eta, sure(primary), sure(secondary)).value


def test_each_effect_names_its_attribution_and_unit() -> None:
    one = sure(Fraction(1))
    effects = (
        co2_naive(MASS, one, one),
        co2_consequential(MASS, one, one, one, one, one),
        teq_naive(MASS, one, one),
        teq_consequential(MASS, one, one, one, one),
        teq_measured([], []),
    )
    assert [(effect.attribution, effect.unit) for effect in effects] == [
        (Attribution.NAIVE, "t CO2"),
        (Attribution.CONSEQUENTIAL, "t CO2"),
        (Attribution.NAIVE, "g TEQ"),
        (Attribution.CONSEQUENTIAL, "g TEQ"),
        (Attribution.MEASURED, "g TEQ"),
    ]


def test_what_rests_on_one_unverified_factor_is_indicative() -> None:
    effect = teq_naive(MASS, unsure("TOOLKIT"), sure(Fraction(0)))
    assert (effect.indicative_only, effect.unverified) == (True, ("TOOLKIT",))
    assert not teq_naive(MASS, sure(Fraction(1)), sure(Fraction(0))).indicative_only


def test_a_factor_used_twice_is_named_once() -> None:
    table, yields = unsure(), sure(Fraction(1))
    effect = co2_consequential(MASS, yields, yields, table, table, table)
    assert (effect.factors, effect.unverified) == (("OWN", "TABLE"), ("TABLE",))


def test_more_after_than_before_is_a_negative_effect() -> None:
    stack = StackTest(Fraction(1), Fraction(1_000), Fraction(1_000))
    assert stack.grams == Fraction(1, 1000)
    assert teq_measured([], [stack]).value == -stack.grams
