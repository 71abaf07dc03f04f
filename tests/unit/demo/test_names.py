"""Are the names and codes of the demonstration nobody's?"""

from __future__ import annotations

import pytest

from tracker.demo import names
from tracker.demo.names import MOST_NAMES, Name, credit_code, firm, invented, plate
from tracker.domain.identifiers import uscc

WUHAN = Name("武汉", "Wuhan")
TRADE = Name("电源有限公司", "Battery Co.")


def test_no_two_invented_names_are_alike() -> None:
    assert len({invented(number).zh for number in range(MOST_NAMES)}) == MOST_NAMES
    assert len({invented(number).en for number in range(MOST_NAMES)}) == MOST_NAMES


def test_neighbouring_firms_share_no_syllable() -> None:
    for number in range(60):
        one, other = invented(number).zh, invented(number + 1).zh
        assert not set(one) & set(other), (one, other)


def test_a_name_beyond_the_last_is_refused() -> None:
    with pytest.raises(ValueError, match="only 18176 names"):
        invented(MOST_NAMES)


def test_every_firm_says_that_it_is_a_demonstration() -> None:
    found = firm(3, WUHAN, TRADE)
    assert found == Name("武汉槿岭演示电源有限公司", "Jinling Demonstration Battery Co., Wuhan")


def test_a_credit_code_has_a_check_character_that_fits_and_an_invented_body() -> None:
    code = credit_code("420100", 17)
    parsed = uscc.parse(code)
    assert isinstance(parsed, uscc.Uscc)
    assert parsed.check_fits
    assert parsed.division == "420100"
    assert code[8:17] == "DEM000017"


def test_no_real_plate_has_the_letter_of_ours() -> None:
    assert plate("A", 7) == "鄂ADO007"
    assert "O" in plate("B", 1)[2:]


def test_syllables_come_in_pairs() -> None:
    assert names._FIRST[0] == ("澄", "Cheng")
    assert len(names._FIRST) == len(names._SECOND) == 16
