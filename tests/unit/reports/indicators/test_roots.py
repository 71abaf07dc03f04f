"""Is the zero of a rising function found to the stated places?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

import pytest

from reports.indicators.roots import PRECISION, root

NEAR = PRECISION * 10


@pytest.mark.parametrize(
    ("rising", "zero"),
    [
        (lambda x: x * x - 2, Decimal(2)),
        (lambda x: x**9 - Decimal(2) ** Decimal("4.5"), Decimal(2)),
        (lambda x: (x * x * 1_000).exp() - Decimal(2_000).exp(), Decimal(2)),
    ],
)
def test_roots_of_two_are_found(rising: Callable[[Decimal], Decimal], zero: Decimal) -> None:
    with localcontext() as context:
        context.prec = 60
        assert abs(root(rising, Decimal(0), Decimal(3)) - zero.sqrt()) < NEAR


@pytest.mark.parametrize("end", [0, 3])
def test_a_zero_at_an_end_is_that_end(end: int) -> None:
    assert root(lambda x: x - end, Decimal(0), Decimal(3)) == end
