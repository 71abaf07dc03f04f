"""Are values written as COPY's text format wants them?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import tracker.store.models
from tracker.store.base import Base
from tracker.store.copy_text import (
    COLUMNS,
    NULL,
    bytes_field,
    int_field,
    ints_field,
    moment_field,
    text_field,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain 澄塘", "plain 澄塘"),
        ("a\tb", r"a\tb"),
        ("a\nb\r", r"a\nb\r"),
        (r"back\slash", r"back\\slash"),
        (r"\N", r"\\N"),
        ("", ""),
    ],
)
def test_a_text_cannot_break_the_line_it_stands_in(value: str, written: str) -> None:
    assert text_field(value) == written


def test_numbers_bytes_and_moments_are_written_plainly() -> None:
    assert int_field(None) == NULL
    assert int_field(-7) == "-7"
    assert ints_field([3, 1]) == "{3,1}"
    assert ints_field([]) == "{}"
    assert bytes_field(b"\x00\xff") == r"\\x00ff"
    moment = datetime(2026, 8, 15, 1, 2, 3, 456_000, UTC)
    assert moment_field(moment) == "2026-08-15T01:02:03.456000+00:00"


@pytest.mark.parametrize("table", COLUMNS)
def test_the_copied_columns_are_those_of_the_table(table: str) -> None:
    """Left out are only columns that fill themselves or may stay empty until somebody works."""
    assert tracker.store.models
    columns = {column.name: column for column in Base.metadata.tables[table].columns}
    assert set(COLUMNS[table]) <= set(columns)
    for name in set(columns) - set(COLUMNS[table]):
        column = columns[name]
        assert column.nullable or column.identity is not None or column.server_default is not None
