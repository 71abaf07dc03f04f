"""Do the 37 characters of a container label say unit, waste, day and serial, and nothing untrue?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers import container_label, iso7064
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.identifiers.container_label import ContainerLabel

UNIT = "91130200699229617X"


def a_label(
    unit: str = UNIT, waste: str = "90005231", day: str = "20261031", serial: str = "001"
) -> str:
    return unit + waste + day + serial


def test_a_label_is_put_together_in_the_order_of_the_standard() -> None:
    assert container_label.build(UNIT, "900-052-31", date(2026, 10, 31), 1) == a_label()


@given(
    st.text(iso7064.ALPHABET, min_size=18, max_size=18),
    st.from_regex(r"[0-9]{3}-[0-9]{3}-[0-9]{2}", fullmatch=True),
    st.dates(date(1000, 1, 1)),
    st.integers(1, 999),
)
def test_what_is_built_is_read_back(unit: str, waste: str, day: date, serial: int) -> None:
    code = container_label.build(unit, waste, day, serial)
    label = container_label.parse(code)
    assert label == ContainerLabel(unit, waste, day, serial)
    assert label.code == code


def test_a_unit_with_a_sound_credit_code_raises_no_warning() -> None:
    label = container_label.parse(a_label())
    assert isinstance(label, ContainerLabel)
    assert label.warnings == ()


@pytest.mark.parametrize(
    ("unit", "warning"),
    [
        ("91350100M0001TGQXM", CodeWarning.USCC_CHECK),
        ("OOOOOOOOOOOOOOOOOO", CodeWarning.UNIT_NOT_A_USCC),
    ],
)
def test_an_odd_unit_is_kept_with_a_warning(unit: str, warning: CodeWarning) -> None:
    label = container_label.parse(a_label(unit=unit))
    assert isinstance(label, ContainerLabel)
    assert label.warnings == (warning,)


def test_blanks_and_small_letters_are_forgiven() -> None:
    typed = f"{UNIT.lower()} 90005231 20261031 001"
    label = container_label.parse(typed)
    assert isinstance(label, ContainerLabel)
    assert label.code == a_label()


@pytest.mark.parametrize("day", ["20260229", "20261301", "20260100", "00000101"])
def test_a_day_that_is_not_in_the_calendar_is_named(day: str) -> None:
    assert container_label.parse(a_label(day=day)) is CodeFault.LABEL_DATE


def test_a_leap_day_is_a_day() -> None:
    assert isinstance(container_label.parse(a_label(day="20280229")), ContainerLabel)


def test_serial_zero_is_named() -> None:
    assert container_label.parse(a_label(serial="000")) is CodeFault.LABEL_SERIAL


@pytest.mark.parametrize(
    "text",
    ["", a_label()[:-1], a_label() + "1", a_label(waste="9000523A"), a_label(unit="电" * 18)],
)
def test_another_shape_is_no_container_label(text: str) -> None:
    assert container_label.parse(text) is CodeFault.NOT_A_CONTAINER_LABEL
    assert not container_label.has_shape(text)


@pytest.mark.parametrize(
    ("unit", "waste", "day", "serial"),
    [
        (UNIT[:-1], "900-052-31", date(2026, 10, 31), 1),
        (UNIT, "900-052", date(2026, 10, 31), 1),
        (UNIT, "900-052-31", date(2026, 10, 31), 0),
        (UNIT, "900-052-31", date(2026, 10, 31), 1000),
        (UNIT, "900-052-31", date(999, 10, 31), 1),
    ],
)
def test_no_label_is_built_that_could_not_be_read(
    unit: str, waste: str, day: date, serial: int
) -> None:
    with pytest.raises(ValueError, match=r"unit|waste code|serial|year"):
        container_label.build(unit, waste, day, serial)
