"""Does the suggested plan fit the lot, and stay silent where its table is not known?"""

from __future__ import annotations

import pytest

from reports.methods.definition import Certainty
from reports.methods.sampling_plans import CERTAINTY, PLANS, accepted, plan_for


@pytest.mark.parametrize(
    ("lot", "drawn"),
    [(280, None), (281, 50), (500, 50), (501, 80), (3_200, 125), (35_000, 315), (35_001, None)],
)
def test_the_lot_decides_the_sample(lot: int, drawn: int | None) -> None:
    plan = plan_for(lot)
    assert (plan.drawn if plan else None) == drawn


def test_a_larger_lot_allows_more_errors() -> None:
    numbers = [(plan.most, plan.drawn, *plan.accept) for plan in PLANS]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("level", "errors", "passes"), [("1.0", 2, True), ("1.0", 3, False), ("2.5", 5, True)]
)
def test_so_many_errors_are_allowed(level: str, errors: int, passes: bool) -> None:
    plan = plan_for(1_000)
    assert plan is not None
    assert accepted(plan, level, errors) is passes


def test_the_table_does_not_pass_for_the_standard() -> None:
    assert CERTAINTY is Certainty.MEMORY
