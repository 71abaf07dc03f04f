"""Is a provisional manifest number ours, guarded, and never taken for a national one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers import manifest_number, provisional_number
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.manifest_number import ExternalNumber
from tracker.domain.identifiers.provisional_number import ProvisionalNumber

NUMBER = provisional_number.build("42", 2026, 17)


@given(st.sampled_from(["11", "42", "82"]), st.integers(2000, 2099), st.integers(1, 9_999_999))
def test_what_is_built_is_read_back(province: str, year: int, serial: int) -> None:
    number = provisional_number.parse(provisional_number.build(province, year, serial))
    assert isinstance(number, ProvisionalNumber)
    assert (number.province, number.year, number.serial) == (province, year, serial)


def test_nobody_can_take_it_for_a_national_number() -> None:
    assert isinstance(manifest_number.parse(NUMBER), ExternalNumber)


def test_a_wrong_digit_is_noticed() -> None:
    slipped = NUMBER[:-2] + "8" + NUMBER[-1]
    assert provisional_number.parse(slipped) is CodeFault.LABEL_MISREAD


@pytest.mark.parametrize("text", ["", "20264201000017", "PM42202600000170", "PM9920260000017X"])
def test_anything_else_is_no_provisional_number(text: str) -> None:
    fault = provisional_number.parse(text)
    assert fault in {CodeFault.NOT_A_PROVISIONAL_NUMBER, CodeFault.LABEL_MISREAD}


@pytest.mark.parametrize(
    ("province", "year", "serial"), [("99", 2026, 1), ("42", 1999, 1), ("42", 2026, 10_000_000)]
)
def test_no_number_is_built_that_could_not_be_read(province: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match=r"province|year|serial"):
        provisional_number.build(province, year, serial)
