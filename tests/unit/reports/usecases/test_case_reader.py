"""Are the inputs of a calculation read exactly, and is every fault named by its place?"""

from __future__ import annotations

from fractions import Fraction

from reports.usecases.case_reader import Reader
from tracker.domain.errors import Fault


def test_every_fault_is_gathered_with_its_place() -> None:
    faults: list[Fault] = []
    reader = Reader({"sales_t": {"2023": "x", "20": "1"}, "year": "?"}, "/inputs", faults)
    assert reader.by_year("sales_t") == {}
    assert reader.year("year") is None
    assert [(f.pointer, f.code) for f in faults] == [
        ("/inputs/sales_t/2023", "not_a_decimal"),
        ("/inputs/sales_t/20", "not_a_whole_number"),
        ("/inputs/year", "not_a_whole_number"),
    ]


def test_a_year_with_null_has_no_figure() -> None:
    reader = Reader({"sales_t": {"2023": None, "2024": "1"}}, "", [])
    assert reader.by_year("sales_t") == {2024: Fraction(1)}


def test_rows_that_are_no_objects_are_named() -> None:
    faults: list[Fault] = []
    rows = Reader({"collected": [{}, 5, None]}, "", faults).rows("collected")
    assert rows is not None
    assert len(rows) == 1
    assert [f.pointer for f in faults] == ["/collected/1", "/collected/2"]
