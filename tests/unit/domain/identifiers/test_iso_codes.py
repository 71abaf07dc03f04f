"""Are the lists of countries and currencies whole?"""

from tracker.domain.identifiers.iso_codes import (
    COUNTRY_LETTERS,
    COUNTRY_NUMBERS,
    CURRENCY_NUMBERS,
)


def test_there_are_as_many_countries_by_number_as_by_letters() -> None:
    assert len(COUNTRY_NUMBERS) == len(COUNTRY_LETTERS) == 249


def test_every_code_has_its_length() -> None:
    assert {len(code) for code in COUNTRY_NUMBERS | CURRENCY_NUMBERS} == {3}
    assert {len(code) for code in COUNTRY_LETTERS} == {2}


def test_china_and_its_currency_share_a_number() -> None:
    assert "156" in COUNTRY_NUMBERS & CURRENCY_NUMBERS
    assert "CN" in COUNTRY_LETTERS
