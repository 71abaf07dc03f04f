"""Has every word one number, for ever?"""

from __future__ import annotations

from enum import StrEnum

import pytest

from tracker.store import codes
from tracker.store.codes import CodeTable

TABLES = {name: table for name, table in vars(codes).items() if isinstance(table, CodeTable)}

#: As the first databases were written with: a number never gets another word. New words are added.
FIXED = {
    "UNIT_KIND": "battery container uncoded_lot material_lot",
    "UNIT_STATE": (
        "registered on_sale in_use collected in_storage packed dispatched in_transit received"
        " dismantled smelted sold disposed lost stolen exported voided"
    ),
    "SCAN_KIND": (
        "register sell take_back collect relabel weigh grade pack unpack dispatch load hand_over"
        " deliver receive reject store stock_take dismantle smelt dispose export lose find correct"
        " void"
    ),
    "SCHEME": (
        "QBT5506 TDCB0001 GS1_DL GBT34014 ENTERPRISE PLATFORM CONTAINER_LABEL MANIFEST_NUMBER"
        " PROVISIONAL_NUMBER USCC WASTE_CODE"
    ),
    "BATTERY_CLASS": "I II",
    "CATEGORY": "waste production_scrap unsold_stock",
    "MATERIAL": "grid paste plastic acid separator crude_lead ingot slag",
}


@pytest.mark.parametrize("name", FIXED)
def test_a_number_once_given_keeps_its_word(name: str) -> None:
    table = TABLES[name]
    for number, word in enumerate(FIXED[name].split(), 1):
        assert table.word[number].value == word


def test_every_table_is_held_to_its_numbers() -> None:
    assert set(TABLES) == set(FIXED)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_words_and_numbers_are_pairs_that_fit_a_smallint(table: CodeTable[StrEnum]) -> None:
    assert {number: word for word, number in table.number.items()} == table.word
    assert all(0 < number < 2**15 for number in table.word)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize("numbers", [{"red": 1}, {"red": 1, "blue": 1}])
def test_a_word_without_a_number_of_its_own_is_noticed_at_once(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="Colour: every member needs its own number"):
        CodeTable(Colour, numbers)
