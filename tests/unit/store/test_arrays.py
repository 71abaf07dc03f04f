"""Do large sets become one parameter without losing anything?"""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.identifiers.recognise import store_value
from tracker.store.arrays import ids, json_text, lines


def test_ids_are_written_as_postgresql_reads_arrays() -> None:
    assert ids([1, 2**62, None]) == "{1,4611686018427387904,NULL}"
    assert ids([]) == "{}"


@given(st.text())
def test_no_code_that_is_kept_holds_what_separates_lines(text: str) -> None:
    code = store_value(text)
    if isinstance(code, str):
        assert lines([code, code]).split("\n") == [code, code]


def test_rows_are_one_json_text() -> None:
    rows = [{"code": "电池", "mass_g": None}]
    assert orjson.loads(json_text(rows)) == rows
