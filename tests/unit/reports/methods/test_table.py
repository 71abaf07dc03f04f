"""Does the documentation show the definitions as they are?"""

from __future__ import annotations

import pytest

from reports.methods.definitions import EVERY
from reports.methods.emission_factors import EMISSION_FACTORS
from reports.methods.table import LANGUAGES, definitions_table, factors_table
from scripts.write_definitions import PAGE, written


def test_the_page_about_rates_is_as_the_definitions_are_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "run: python -m scripts.write_definitions"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_definition_and_factor_has_its_row(language: str) -> None:
    definitions, factors = definitions_table(language), factors_table(language)
    assert all(f"| `{one.id}` v{one.version} |" in definitions for one in EVERY)
    assert all(f"| `{one.id}` |" in factors for one in EMISSION_FACTORS)
    assert len(definitions.splitlines()) == len(EVERY) + 2


def test_figures_are_written_out_exactly() -> None:
    assert "| 0.05 | µg TEQ/t Pb |" in factors_table("en")


def test_a_page_that_lost_its_marks_is_not_written() -> None:
    with pytest.raises(KeyError):
        written("# Rates\n")
