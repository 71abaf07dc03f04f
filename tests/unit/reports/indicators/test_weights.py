"""Is a mass that was not weighed marked as such, and its uncertainty added up as it behaves?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Status
from reports.indicators.weights import (
    Batch,
    Tier,
    damaged_lead_share,
    imputed_flags,
    imputed_share,
    intact_equivalent,
    uncertainty_t,
    weights_rate,
)

MASSES = st.integers(1, 10**9).map(lambda kg: Fraction(kg, 1000))
BATCHES = st.lists(st.builds(Batch, st.sampled_from(Tier), MASSES), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("share", "flags"),
    [
        (None, ()),
        ("0.1", ()),
        ("0.1001", (Flag.IMPUTED_10,)),
        ("0.2", (Flag.IMPUTED_10,)),
        ("0.2001", (Flag.IMPUTED_10, Flag.IMPUTED_20)),
    ],
)
def test_limits_are_passed_only_when_they_are_passed(
    share: str | None, flags: tuple[Flag, ...]
) -> None:
    assert imputed_flags(None if share is None else Fraction(share)) == flags


@settings(deadline=None)
@given(BATCHES, MASSES)
def test_scaling_changes_no_share_and_scales_the_uncertainty(
    batches: list[Batch], by: Fraction
) -> None:
    scaled = [Batch(batch.tier, batch.mass_t * by) for batch in batches]
    assert imputed_share(scaled) == imputed_share(batches)
    off = uncertainty_t(scaled).number - uncertainty_t(batches).number * by
    assert abs(off) < Fraction(1, 10**30)


@settings(deadline=None)
@given(BATCHES)
def test_within_a_tier_errors_add_up_and_between_tiers_less(batches: list[Batch]) -> None:
    u = {tier: uncertainty_t([b for b in batches if b.tier is tier]).number for tier in Tier}
    whole = uncertainty_t(batches).number
    assert max(u.values()) <= whole + Fraction(1, 10**30)
    assert whole <= sum(u.values()) + Fraction(1, 10**30)


def test_no_mass_at_all_has_no_imputed_share() -> None:
    assert imputed_share([]) is None
    rate = weights_rate([Batch(Tier.WEIGHED, Fraction(0))])
    assert (rate.status, rate.value) == (Status.OK, Figure(Fraction(0)))
    assert rate.factors["imputed_share"] is None
    assert weights_rate([]).status is Status.INSUFFICIENT_DATA


@given(MASSES, st.integers(0, 99).map(lambda p: Fraction(p, 100)))
def test_acid_that_ran_out_takes_no_lead_along(mass: Fraction, lost: Fraction) -> None:
    intact = Fraction(588, 1000)
    assert mass * damaged_lead_share(intact, lost) == intact_equivalent(mass, lost) * intact
