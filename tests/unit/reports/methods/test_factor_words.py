"""Has every factor that a rate may show a name in Chinese and in English?"""

from __future__ import annotations

import pytest

from reports.indicators.co_benefits import Attribution
from reports.indicators.data_quality import Part
from reports.methods.definition import Text
from reports.methods.factor_words import ATTRIBUTIONS, FACTORS, PARTS, factor_word
from reports.usecases.compute_rate import compute_rate
from reports.usecases.example_cases import EXAMPLES, example


@pytest.mark.parametrize("method", EXAMPLES)
def test_every_factor_of_a_method_has_a_name(method: str) -> None:
    factors = compute_rate(example(method)).rate.factors
    assert [name for name in factors if factor_word(name) is None] == []


def test_no_two_factors_have_the_same_name() -> None:
    for language in (0, 1):
        assert len({words[language] for words in FACTORS.values()}) == len(FACTORS)


def test_a_factor_of_a_province_names_it() -> None:
    assert factor_word("collected_t/42") == Text("收集量，吨：42", "collected, t: 42")
    assert factor_word("luck") is None


def test_parts_of_quality_and_attributions_are_all_named() -> None:
    assert set(PARTS) == set(Part)
    assert set(ATTRIBUTIONS) == set(Attribution)
