"""Are check digits and pairs those that GS1 publishes?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers.gs1_check_characters import CSET82, check_digit, check_pair


@pytest.mark.parametrize(
    ("digits", "check"),
    [("629104150021", "3"), ("0952012345678", "8"), ("37610425002123456", "9"), ("", "0")],
)
def test_published_keys_get_their_published_check_digit(digits: str, check: str) -> None:
    assert check_digit(digits) == check


@given(st.from_regex(r"[0-9]{13}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, more: int) -> None:
    other = str((int(digits[place]) + more) % 10)
    assert check_digit(digits[:place] + other + digits[place + 1 :]) != check_digit(digits)


def test_the_published_model_number_gets_its_pair() -> None:
    assert check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


def test_the_alphabet_has_the_82_characters_once_each() -> None:
    assert len(CSET82) == len(set(CSET82)) == 82
