"""Does the calibration find the lifetime that the ages come from, and say when it cannot?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.indicators.arising import Lifetime, share_at_age
from reports.indicators.figure import Figure, six_places
from reports.indicators.lifetime_fit import Aged, fit, lifetime_rate, mean_life
from reports.indicators.rate import Status

TRUE = Lifetime(Fraction(3), Fraction("2.24"))


def quantile(share: Fraction, life: Lifetime = TRUE) -> Fraction:
    """The age by which this share has come back."""
    alive = Decimal(share.denominator - share.numerator) / Decimal(share.denominator)
    power = Decimal(1) / Decimal(int(life.beta))
    return Fraction(round((-alive.ln()) ** power * 1_000), 1_000) * life.eta


RETURNED = [Aged(quantile(Fraction(2 * n + 1, 400)), 1) for n in range(200)]


def close(found: Fraction, wanted: Fraction, percent: int) -> bool:
    return abs(found - wanted) <= wanted * percent / 100


def test_a_cohort_that_came_back_gives_its_lifetime() -> None:
    found = fit(RETURNED)
    assert found is not None
    assert close(found.life.beta, TRUE.beta, 3)
    assert close(found.life.eta, TRUE.eta, 1)
    assert not found.at_edge


def test_what_is_still_out_corrects_a_short_observation() -> None:
    early = [row for row in RETURNED if row.years <= 2]
    waiting = [Aged(Fraction(2), len(RETURNED) - len(early))]
    censored, alone = fit(early, waiting), fit(early)
    assert censored is not None
    assert alone is not None
    assert close(censored.life.eta, TRUE.eta, 3)
    assert mean_life(alone.life) < mean_life(censored.life)


def test_the_fit_is_that_of_maximum_likelihood_by_hand() -> None:
    """Two ages 1 and e: with x = e^β, x/(1+x) − 1/β = 1/2."""
    e = Fraction(Decimal(1).exp())
    found = fit([Aged(Fraction(1), 1), Aged(e, 1)])
    assert found is not None
    beta = Decimal(found.life.beta.numerator) / Decimal(found.life.beta.denominator)
    grown = beta.exp()
    assert abs(grown / (1 + grown) - 1 / beta - Decimal("0.5")) < Decimal("1e-20")


def test_pieces_count_as_so_many_rows() -> None:
    assert fit([Aged(Fraction(1), 2), Aged(Fraction(3), 1)]) == fit(
        [Aged(Fraction(1), 1), Aged(Fraction(3), 1), Aged(Fraction(1), 1)]
    )


def test_scaling_all_ages_scales_the_scale_only() -> None:
    one, ten = fit(RETURNED[::10]), fit([Aged(r.years * 10, r.pieces) for r in RETURNED[::10]])
    assert one is not None
    assert ten is not None
    assert six_places(one.life.beta) == six_places(ten.life.beta)
    assert six_places(one.life.eta * 10) == six_places(ten.life.eta)


@pytest.mark.parametrize("returned", [[], [Aged(Fraction(2), 9)], [Aged(Fraction(2), 0)]])
def test_fewer_than_two_ages_fit_anything(returned: list[Aged]) -> None:
    rate = lifetime_rate(returned, None)
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("returned",))


def test_ages_that_hardly_differ_stop_at_the_edge_and_say_so() -> None:
    rows = [Aged(Fraction(2), 50), Aged(Fraction(2001, 1000), 50)]
    found = fit(rows)
    assert found is not None
    assert found.at_edge
    assert lifetime_rate(rows, None).factors["at_edge"] == "yes"


def test_both_ends_of_the_range_are_shown() -> None:
    rate = lifetime_rate(RETURNED[:100], [Aged(Fraction(3), 100)])
    both = [rate.factors[n] for n in ("mean_life_years", "mean_life_of_the_returned_years")]
    assert all(isinstance(one, Figure) and one.fraction is None for one in both)


def test_the_mean_life_is_that_of_the_shares_by_age() -> None:
    by_age = sum((age * share_at_age(age, TRUE) for age in range(30)), start=Fraction(0))
    assert close(mean_life(TRUE), by_age, 1)
    assert six_places(mean_life(Lifetime(Fraction(1), Fraction(7)))) == "7.000000"
