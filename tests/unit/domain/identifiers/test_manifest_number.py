"""Does a manifest's number say its year, province and prefecture, and are others kept?"""

import pytest

from tracker.domain.identifiers import manifest_number
from tracker.domain.identifiers.code_notes import CodeWarning
from tracker.domain.identifiers.manifest_number import ExternalNumber, ManifestNumber


def test_the_fourteen_digits_are_read_as_article_15_orders_them() -> None:
    number = manifest_number.parse("20264201000017")
    assert isinstance(number, ManifestNumber)
    assert (number.year, number.province, number.prefecture) == (2026, "42", "4201")
    assert number.serial == 17


def test_blanks_between_groups_are_forgiven() -> None:
    assert manifest_number.parse("2026 4201 000017") == ManifestNumber("20264201000017")


@pytest.mark.parametrize(
    ("year", "prefecture", "agrees"),
    [(2026, "4201", True), (2025, "4201", False), (2026, "3601", False)],
)
def test_a_number_agrees_only_with_its_own_year_and_prefecture(
    year: int, prefecture: str, agrees: bool
) -> None:
    assert ManifestNumber("20264201000017").agrees_with(year, prefecture) is agrees


@pytest.mark.parametrize("text", ["2021220100047595", "2026420100001", "JL-2019-0047", ""])
def test_a_number_of_another_length_is_kept_as_external(text: str) -> None:
    assert manifest_number.parse(text) == ExternalNumber(text, CodeWarning.MANIFEST_LENGTH)


@pytest.mark.parametrize("text", ["19994201000017", "20269901000017"])
def test_fourteen_digits_of_no_known_year_or_province_are_kept_as_external(text: str) -> None:
    assert manifest_number.parse(text) == ExternalNumber(text, CodeWarning.MANIFEST_DIGITS)


def test_fourteen_full_width_digits_are_not_taken_for_a_national_number() -> None:
    assert isinstance(manifest_number.parse("２０２６４２０１００００１７"), ExternalNumber)
