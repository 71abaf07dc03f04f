"""Do the identities of the comprehensive rates hold whatever flows there are?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.comprehensive import Chain, comprehensive_rate
from reports.indicators.figure import Figure
from reports.indicators.forms import FORMS
from reports.indicators.rate import Flag, Rate

MASSES = st.integers(1, 10**12).map(lambda kg: Fraction(kg, 1000))
SHARES = st.integers(0, 10**6).map(lambda ppm: Fraction(ppm, 10**6))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """A chain from which nothing disappears into thin air: opening + A = D + closing + L, L ≥ 0."""
    due, closing = draw(MASSES), draw(MASSES)
    delivered = due * draw(SHARES)
    received = (due + closing) * draw(SHARES)
    return Chain(
        opening_stock_t=due + closing - received,
        first_receipts_t=received,
        deliveries_t=delivered,
        verified_deliveries_t=delivered * draw(SHARES),
        closing_stock_t=closing,
        arising_t=draw(MASSES),
        sales_base_t=draw(MASSES),
        eta_pb=draw(SHARES),
        recycling_efficiency=draw(SHARES),
        lawful_intake_share=draw(SHARES),
    )


def number(rate: Rate, factor: str | None = None) -> Fraction | None:
    found = rate.value if factor is None else rate.factors[factor]
    return found.number if isinstance(found, Figure) else None


@settings(deadline=None)
@given(chains())
def test_what_came_in_is_what_left_what_lies_there_and_what_is_lost(chain: Chain) -> None:
    lost = number(comprehensive_rate("CRR-A-1", chain), "L")
    assert lost is not None
    assert (chain.opening_stock_t or 0) + (chain.first_receipts_t or 0) == (
        (chain.deliveries_t or 0) + (chain.closing_stock_t or 0) + lost
    )


@settings(deadline=None)
@given(chains())
def test_the_legal_flow_lies_between_nothing_and_all(chain: Chain) -> None:
    rate = comprehensive_rate("CRR-A-1", chain)
    flow = number(rate, "b")
    assert flow is not None
    assert 0 <= flow <= 1
    assert Flag.NEGATIVE_LOSS not in rate.flags


@settings(deadline=None)
@given(chains())
def test_the_headline_is_the_producers_rate_times_verified_share_times_yield(chain: Chain) -> None:
    rate = comprehensive_rate("CRR-S-1", chain)
    factors = [number(rate, name) for name in ("R_EPR", "v", "eta_pb")]
    product = Fraction(1)
    for factor in factors:
        if factor is None:  # nothing delivered, so no share of it
            assert number(rate) == 0
            return
        product *= factor
    assert number(rate) == product


@settings(deadline=None)
@given(chains(), MASSES)
def test_scaling_all_masses_changes_no_form(chain: Chain, by: Fraction) -> None:
    masses = [name for name in Chain.__slots__ if name.endswith("_t")]
    scaled = replace(chain, **{name: getattr(chain, name) * by for name in masses})
    for form in FORMS:
        assert number(comprehensive_rate(form, scaled)) == number(comprehensive_rate(form, chain))


@settings(deadline=None)
@given(chains(), MASSES)
def test_more_delivered_than_could_be_is_flagged(chain: Chain, more: Fraction) -> None:
    due = (chain.opening_stock_t or 0) + (chain.first_receipts_t or 0)
    beyond = replace(chain, deliveries_t=due - (chain.closing_stock_t or 0) + more)
    assert Flag.NEGATIVE_LOSS in comprehensive_rate("CRR-A-1", beyond).flags
