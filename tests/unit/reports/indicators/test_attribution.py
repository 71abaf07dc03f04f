"""For whose rate does a collected mass count?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.attribution import Agreement, claim_of
from tracker.domain.programme import TakeBackRoute

MAKER, RIVAL, THIRD, COLLECTOR = 1, 2, 3, 9
DAY = date(2025, 6, 1)


def an_agreement(producer: int = MAKER, **changes: Any) -> Agreement:
    fields: dict[str, Any] = {
        "code": f"A-{producer}",
        "producer": producer,
        "collector": COLLECTOR,
        "route": TakeBackRoute.COOPERATIVE,
        "valid_from": date(2020, 1, 1),
        "valid_until": None,
    }
    return Agreement(**fields | changes)


def share(
    enterprise: int, *agreements: Agreement, brand: int | None = None, collector: int = COLLECTOR
) -> Fraction | None:
    makers = {MAKER, RIVAL, THIRD}
    claim = claim_of(enterprise, collector, brand, DAY, agreements, makers)
    return None if claim is None else claim.share


def test_one_claimant_takes_all_whatever_the_brand() -> None:
    assert share(MAKER, an_agreement(), brand=RIVAL) == 1


def test_who_has_no_agreement_claims_nothing() -> None:
    assert share(RIVAL, an_agreement()) is None


@pytest.mark.parametrize("brand", [MAKER, RIVAL, THIRD, None])
def test_shares_of_one_mass_add_up_to_one(brand: int | None) -> None:
    both = an_agreement(), an_agreement(RIVAL)
    shares = [share(enterprise, *both, brand=brand) or 0 for enterprise in (MAKER, RIVAL, THIRD)]
    assert sum(shares) == 1


def test_the_brand_decides_among_several() -> None:
    both = an_agreement(), an_agreement(RIVAL)
    assert share(MAKER, *both, brand=MAKER) == 1
    assert share(RIVAL, *both, brand=MAKER) is None


def test_what_bears_no_claimants_brand_is_split_and_disputed() -> None:
    both = [an_agreement(), an_agreement(RIVAL)]
    claim = claim_of(MAKER, COLLECTOR, None, DAY, both, {MAKER, RIVAL})
    assert claim is not None
    assert (claim.share, claim.disputed) == (Fraction(1, 2), True)


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ({"valid_from": DAY}, True),
        ({"valid_until": DAY}, True),
        ({"valid_from": date(2025, 6, 2)}, False),
        ({"valid_until": date(2025, 5, 31)}, False),
    ],
)
def test_an_agreement_holds_from_its_first_to_its_last_day(
    days: dict[str, Any], counts: bool
) -> None:
    assert (share(MAKER, an_agreement(**days)) is not None) is counts


def test_a_maker_that_collects_itself_needs_no_agreement() -> None:
    claim = claim_of(MAKER, MAKER, None, DAY, [], {MAKER})
    assert claim is not None
    assert claim.share == 1
    assert (claim.route, claim.agreement) == (TakeBackRoute.OWN, None)


def test_of_two_agreements_the_own_network_comes_first() -> None:
    own = an_agreement(code="B", route=TakeBackRoute.OWN)
    claim = claim_of(MAKER, COLLECTOR, None, DAY, [own, an_agreement(code="C")], {MAKER})
    assert claim is not None
    assert claim.agreement == "B"
