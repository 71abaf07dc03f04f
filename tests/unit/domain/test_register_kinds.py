"""Is each kind of value read, refused and written as the registers promise?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain import register_kinds as kind
from tracker.domain.faults import FAULTS
from tracker.domain.register_kinds import Kind, Unfit
from tracker.domain.registers import REGISTERS

#: Each kind once, under the name of a field that has it.
KINDS = {id(f.kind): (f"{r.noun}.{f.name}", f.kind) for r in REGISTERS for f in r.fields}

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=6,
)


def faults(read: Kind, value: object) -> list[tuple[str, str]]:
    """(pointer, code) of what is wrong with a value."""
    with pytest.raises(Unfit) as caught:
        read.read(value)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("read", [k for _, k in KINDS.values()], ids=[n for n, _ in KINDS.values()])
@settings(max_examples=40, deadline=None)
@given(value=ANYTHING)
def test_whatever_comes_in_is_kept_or_refused_by_name(read: Kind, value: object) -> None:
    try:
        kept = read.read(value)
    except Unfit as unfit:
        said = {fault.code for fault in unfit.faults}
    else:
        said = set()
        assert read.read(read.write(kept)) == kept

    assert said <= set(FAULTS)


@pytest.mark.parametrize(
    ("read", "value", "kept"),
    [
        (kind.CODE, " ＰＯＩＮＴ－１ ", "POINT-1"),
        (kind.CODE, "鄂A·12345", "鄂A·12345"),
        (kind.USCC, "91420100ma0000004b", "91420100MA0000004B"),
        (kind.DIVISION, "42", "420000"),
        (kind.DAY, "2026-10-02", date(2026, 10, 2)),
        (kind.number(1, 10), 5.0, 5),
        (kind.SHARE, "0.652", 652_000),
        (kind.degrees(90), 30.5928, Decimal("30.5928")),
        (kind.kilograms(1_000_000), "15.234", 15_234),
        (kind.WASTE, "90005231", "900-052-31"),
        (kind.paragraphs(20), "one\r\n\ttwo", "one\r\n\ttwo"),
        (kind.DIGEST, "AB" * 32, "ab" * 32),
    ],
)
def test_a_value_is_kept_in_its_one_form(read: Kind, value: object, kept: object) -> None:
    assert read.read(value) == kept


@pytest.mark.parametrize(
    ("read", "value", "code"),
    [
        (kind.CODE, "A/B", "code_character"),
        (kind.CODE, "..", "code_character"),
        (kind.CODE, "A\tB", "text_control_characters"),
        (kind.CODE, "①", "code_character"),
        (kind.words(3), "四个字了", "text_too_long"),
        (kind.words(3), "\ud800", "text_control_characters"),
        (kind.paragraphs(20), "one\x00two", "text_control_characters"),
        (kind.words(20), "one\ntwo", "text_control_characters"),
        (kind.DAY, "2026-W40-5", "not_a_day"),
        (kind.DAY, 20261002, "not_a_text"),
        (kind.number(1, 10), True, "not_a_whole_number"),
        (kind.number(1, 10), float("nan"), "not_a_whole_number"),
        (kind.SHARE, "1.000001", "share_out_of_range"),
        (kind.SHARE, "1e-7", "share_out_of_range"),
        (kind.degrees(90), "90.0000001", "coordinate_out_of_range"),
        (kind.kilograms(1_000), 0, "mass_not_positive"),
        (kind.kilograms(1_000, least_g=0), -1, "mass_negative"),
        (kind.TRUTH, "true", "not_a_truth"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(read: Kind, value: object, code: str) -> None:
    assert faults(read, value) == [("", code)]


def test_each_wrong_part_of_a_list_is_pointed_at() -> None:
    numbers = kind.several(kind.number(1, 9), 5)

    assert faults(numbers, [1, 0, 1, "x"]) == [
        ("/1", "not_a_whole_number"),
        ("/2", "named_twice"),
        ("/3", "not_a_whole_number"),
    ]


def test_a_list_without_end_is_refused_before_it_is_read() -> None:
    assert faults(kind.several(kind.CODE, 2), ["A", "B", "C"]) == [("", "list_too_long")]
