"""Does each check of a component refuse what the GS1 General Specifications refuse?"""

import pytest

from tracker.domain.identifiers.gs1_ai_table import TABLE
from tracker.domain.identifiers.gs1_component_checks import CHARSETS, CHECKS, fault_of


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ("sum", ["09526688356013"], ["09526688356014"]),
        ("gcp1", ["9521", "9521A"], ["952", "95A1"]),
        ("gcp2", ["09521"], ["0952", "", "A952A"]),
        ("pair", ["1987654Ad4X4bL5ttr2310c2K", "22"], ["1987654Ad4X4bL5ttr2310cXK", "2", "ab"]),
        ("ymd0", ["271200", "240229", "000229"], ["271332", "270001", "230229", "271232"]),
        ("ymd", ["271231", "240229"], ["271200", "270229"]),
        ("yyyymmdd", ["20000229", "20240229", "19991231"], ["19000229", "20261301", "20260100"]),
        ("hhmi", ["0000", "2359"], ["2400", "0060"]),
        ("hh", ["23"], ["24"]),
        ("mi", ["59"], ["60"]),
        ("ss", ["59"], ["60"]),
        ("piece", ["0102", "0202"], ["0001", "0100", "0302"]),
        ("position", ["1/3", "9/9"], ["13", "1/", "/3", "0/3", "1/0", "3/1", "1/b"]),
        (
            "iban",
            ["GB98MIDL07009312345678"],
            ["GB98MIDL07009312345679", "XX9", "GB9", "XX981234567"],
        ),
        ("iban", ["BE71096123456769"], ["GB98", "GB98MIDL-7009312345678"]),
        ("country", ["156"], ["000", "999"]),
        ("country_or_999", ["156", "999"], ["000"]),
        ("country2", ["CN"], ["XX"]),
        ("currency", ["156", "978"], ["000", "191"]),
        ("latitude", ["1800000000"], ["1800000001"]),
        ("longitude", ["3600000000"], ["3600000001"]),
        ("percent", ["A%20B", "", "AB"], ["A%2", "%", "%zz"]),
        ("yes_no", ["0", "1"], ["2"]),
        ("hyphen", ["-"], ["A"]),
        ("importer", ["-", "_", "7", "b"], ["/", "("]),
        ("media", ["01", "10", "80", "99"], ["00", "11", "79"]),
        ("sex", ["0", "1", "2", "9"], ["3"]),
        ("nonzero", ["0100"], ["0000"]),
        ("zero", ["0"], ["1"]),
        ("winding", ["0", "1", "9"], ["2"]),
        ("no_leading_zero", ["1", "10"], ["0", "01"]),
        ("not_all_digits", ["1A"], ["11"]),
    ],
)
def test_good_components_pass_and_bad_ones_are_given_a_reason(
    check: str, good: list[str], bad: list[str]
) -> None:
    assert [CHECKS[check](value) for value in good] == [None] * len(good)
    assert all(CHECKS[check](value) for value in bad)


def test_every_check_is_used_by_some_identifier_and_every_use_is_known() -> None:
    parts = [part for entry in TABLE.values() for part in entry.components]
    assert {name for part in parts for name in part.checks} == set(CHECKS)
    assert {part.charset for part in parts} == set(CHARSETS)


@pytest.mark.parametrize(
    ("charset", "good", "bad"),
    [
        ("N", "0123456789", "12 "),
        ("N", "7", "７"),
        ("X", "!\"%&'()*+,-./:;<=>?_Az09", "A B"),
        ("X", "A", "#"),
        ("X", "A", "\xe7"),
        ("Y", "#-/09AZ", "a"),
        ("Z", "Aa0-_", "+"),
        ("Z", "12=", "123="),
        ("Z", "1==", "==="),
        ("Z", "12", "1=2"),
    ],
)
def test_characters_outside_the_set_are_refused(charset: str, good: str, bad: str) -> None:
    assert fault_of(charset, (), good) is None
    assert fault_of(charset, (), bad)
