"""Two provinces with keys of each algorithm."""

from __future__ import annotations

import pytest

from tests.builders.exchange import (
    ALGORITHMS,
    Pair,
    a_pair,
)


@pytest.fixture(params=ALGORITHMS)
def pair(request: pytest.FixtureRequest) -> Pair:
    return a_pair(request.param)
