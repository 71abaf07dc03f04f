"""Are elements judged one by one and in company as the General Specifications demand?"""

import pytest

from tracker.domain.identifiers.gs1_ai_table import TABLE
from tracker.domain.identifiers.gs1_elements import (
    Element,
    bracketed,
    company_fault,
    content_fault,
    size_fault,
)

GTIN = "09521000000018"
SSCC = "095210000000000018"


def elements(**values: str) -> list[Element]:
    """From keywords such as ai01="…"."""
    return [Element(TABLE[name.removeprefix("ai")], value) for name, value in values.items()]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"ai01": GTIN, "ai21": "S1"}, None),
        ({"ai01": GTIN, "ai37": "5"}, "It is invalid to pair AI (01) with AI (37)"),
        (
            {"ai01": GTIN, "ai3100": "000001", "ai3101": "000001"},
            "It is invalid to pair AI (3100) with AI (3101)",
        ),
        ({"ai3103": "012500"}, "Required AIs for AI (3103) are not satisfied: 01,02"),
        ({"ai01": GTIN, "ai3103": "012500"}, None),
        (
            {"ai01": GTIN, "ai250": "X"},
            "Required AIs for AI (250) are not satisfied: 01+21,03+21,8006+21",
        ),
        ({"ai01": GTIN, "ai21": "S1", "ai250": "X"}, None),
        ({"ai01": GTIN, "ai3103": "012500", "ai3922": "0299"}, None),
        (
            {"ai01": GTIN, "ai3922": "0299"},
            "Required AIs for AI (3922) are not satisfied: 01+30,01+31nn,01+32nn,01+35nn,01+36nn",
        ),
        (
            {"ai8003": "09521000000018", "ai8030": "abc"},
            "Serial component must be present for AI (8003) when used with AI (8030)",
        ),
        ({"ai8003": "09521000000018S1", "ai8030": "abc"}, None),
    ],
)
def test_elements_are_judged_in_company(values: dict[str, str], text: str | None) -> None:
    fault = company_fault(elements(**values))
    assert (fault.text if fault else None) == text


@pytest.mark.parametrize(
    ("ai", "value", "text"),
    [
        ("01", GTIN, None),
        ("01", GTIN[1:], "AI (01) value is too short"),
        ("21", "X" * 21, "AI (21) value is too long"),
        ("21", "A^B", "AI (21) contains illegal ^ character"),
        ("253", "9521000000018", None),
    ],
)
def test_the_size_of_a_value_is_judged_first(ai: str, value: str, text: str | None) -> None:
    fault = size_fault(TABLE[ai], value)
    assert (fault.text if fault else None) == text


@pytest.mark.parametrize(
    ("ai", "value", "text"),
    [
        ("00", SSCC, None),
        ("7007", "260101", None),
        ("7007", "260101260131", None),
        ("7007", "2601012601", "AI (7007) data has incorrect length"),
        ("423", "156392", None),
        ("423", "156000", "AI (423): A valid ISO 3166 three-digit country code is required."),
        ("8008", "26013123", None),
        ("8008", "260131235960", "AI (8008): The time contains an illegal seconds."),
        ("8003", "19521000000018", "AI (8003): A zero value is required."),
        (
            "253",
            "9521000000018DOC 1",
            "AI (253): A non-CSET 82 character was found where a CSET 82 character is expected.",
        ),
    ],
)
def test_every_component_of_a_value_is_judged(ai: str, value: str, text: str | None) -> None:
    fault = content_fault(Element(TABLE[ai], value))
    assert (fault.text if fault else None) == text


def test_a_bracket_in_a_value_is_escaped_in_the_element_string() -> None:
    assert bracketed(elements(ai01=GTIN, ai21="a(b)")) == f"(01){GTIN}(21)a\\(b)"
