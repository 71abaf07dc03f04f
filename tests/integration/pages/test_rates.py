"""Does the page of rates say what a rate is made of, and offer only what can be shown?"""

from __future__ import annotations

import pytest

from reports.methods.definitions import EVERY
from reports.pages.rates import said
from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor


def shown(visitor: Visitor, town: TheTown, language: str, definition: str = "") -> str:
    visitor.enter("officer")
    address = f"/rates?enterprise={town.producer.code}&year=2025&definition={definition}"
    answer = visitor.open(address, language)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(("language", "word"), [("en", "lead yield η"), ("zh", "铅收得率 η")])
def test_factors_are_called_by_their_names(
    visitor: Visitor, town: TheTown, language: str, word: str
) -> None:
    assert word in shown(visitor, town, language)


def test_only_definitions_that_records_can_answer_are_offered(
    visitor: Visitor, town: TheTown
) -> None:
    page = shown(visitor, town, "en")
    for one in EVERY:
        assert (f'value="{one.id}"' in page) is one.from_records, one.id


@pytest.mark.parametrize("definition", [one.id for one in EVERY if one.from_records])
def test_every_definition_that_is_offered_opens(
    visitor: Visitor, town: TheTown, definition: str
) -> None:
    assert f"follows the definition {definition}" in shown(visitor, town, "en", definition)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("year", ["99999", "1066", "２０２５", "x", ""])
def test_a_year_that_is_none_is_said_with_the_limits_above_the_form(
    visitor: Visitor, town: TheTown, language: str, year: str
) -> None:
    visitor.enter("officer")
    answer = visitor.open(f"/rates?enterprise={town.producer.code}&year={year}", language)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert {"en": "Year: A whole number from 2015 to 2100", "zh": "年度"}[language] in page
    assert "2015" in page
    assert f'value="{town.producer.code}"' in page


def test_what_is_given_and_is_no_json_is_told_in_the_readers_language(
    visitor: Visitor, town: TheTown
) -> None:
    visitor.enter("officer")
    address = f"/rates?enterprise={town.producer.code}&year=2025&given=%7B%22a%22"
    page = visitor.open(address, "zh").get_data(as_text=True)
    assert "不是有效的 JSON" in page
    assert "第 1 行第 5 列" in page
    assert "Expecting" not in page
    assert "{&#34;a&#34;</textarea>" in page


def test_every_fault_of_what_is_given_has_its_place(visitor: Visitor, town: TheTown) -> None:
    visitor.enter("officer")
    given = '{"most_days": -1, "colour": "red"}'
    address = f"/rates?enterprise={town.producer.code}&year=2025&definition=V&given={given}"
    page = visitor.open(address).get_data(as_text=True)
    assert "/given/most_days: " in page
    assert "/given/colour: " in page


@pytest.mark.parametrize(
    ("decimal", "ratio", "read"),
    [
        ("0.699960", True, "69.9960 %"),
        ("1.047761", True, "104.7761 %"),
        ("-0.100000", True, "-10.0000 %"),
        ("37650.000000", False, "37650.000000 t"),
    ],
)
def test_a_value_is_read_as_it_is_and_not_rounded_once_more(
    decimal: str, ratio: bool, read: str
) -> None:
    assert said(decimal, ratio=ratio) == read
