"""Are both spellings of a waste code one code?"""

import pytest

from tracker.domain.identifiers import waste_code
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES, WasteCode


@pytest.mark.parametrize("text", ["900-052-31", "90005231", " 900-052-31 "])
def test_with_and_without_hyphens_is_one_entry(text: str) -> None:
    entry = waste_code.parse(text)
    assert entry == WasteCode(WASTE_LEAD_BATTERIES)


def test_the_label_gets_digits_and_the_plan_gets_the_class() -> None:
    entry = WasteCode(WASTE_LEAD_BATTERIES)
    assert entry.digits == "90005231"
    assert entry.waste_class == "HW31"
    assert entry.warnings == ()


def test_the_code_of_lead_batteries_before_2021_names_its_successor() -> None:
    entry = waste_code.parse("900-044-49")
    assert isinstance(entry, WasteCode)
    assert entry.replaced_by == WASTE_LEAD_BATTERIES
    assert entry.warnings == (CodeWarning.WASTE_CODE_RETIRED,)


@pytest.mark.parametrize(
    "text", ["", "900-052-3", "900 052 31", "HW31", "900-O52-31", "9000523100"]
)
def test_anything_else_is_no_waste_code(text: str) -> None:
    assert waste_code.parse(text) is CodeFault.NOT_A_WASTE_CODE
