"""Is the text of a case read exactly, and refused where two readers could differ?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.usecases.case_text import MOST_CASE_BYTES, case_of
from tracker.domain.errors import BrokenJson, Malformed, TooLarge


def test_no_digit_is_lost() -> None:
    found = case_of(b'\xef\xbb\xbf{"a": 0.10000000000000000001, "b": 7}')
    assert found == {"a": Decimal("0.10000000000000000001"), "b": 7}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 1}',
        b'{"x": {"a": 1, "b": 2, "a": 3}}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_two_readers_could_read_differently_is_broken(text: bytes) -> None:
    with pytest.raises(BrokenJson):
        case_of(text)


def test_the_name_that_stands_twice_is_named() -> None:
    with pytest.raises(BrokenJson) as refused:
        case_of(b'{"x": 1, "year": 2025, "year": 2026}')
    (fault,) = refused.value.faults
    assert (fault.code, fault.params) == ("json_twice", {"name": "year"})


@pytest.mark.parametrize("text", [b"[]", b"5", b'"x"', b"null"])
def test_what_is_no_object_is_no_case(text: bytes) -> None:
    with pytest.raises(Malformed):
        case_of(text)


def test_a_text_beyond_all_measure_is_not_read() -> None:
    with pytest.raises(TooLarge):
        case_of(b" " * (MOST_CASE_BYTES + 1))
