"""Can every example be computed as it stands, and is there one for every method?"""

from __future__ import annotations

import json

import pytest

from reports.indicators.rate import Status
from reports.usecases.case_methods import METHODS
from reports.usecases.case_text import case_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.example_cases import EXAMPLES, example


def test_there_is_one_for_every_method() -> None:
    assert list(EXAMPLES) == [method for method in METHODS if method in EXAMPLES]
    assert set(EXAMPLES) == set(METHODS)


@pytest.mark.parametrize("method", EXAMPLES)
def test_an_example_gives_a_value(method: str) -> None:
    written = json.dumps(example(method)).encode()
    rate = compute_rate(case_of(written)).rate
    assert (rate.status, rate.missing) == (Status.OK, ())
