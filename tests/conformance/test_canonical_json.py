"""Do we write JSON as RFC 8785 wants it: its own files, its numbers, and its reference?"""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from interop.documents.canonical import canonical
from interop.documents.profile import faults_in
from interop.documents.strict_json import read_strictly
from interop.limits import MOST_INTEGER
from tests.conformance.vectors import vectors

FILES = ("arrays", "french", "structures", "unicode", "values", "weird")
#: What the fast way cannot write, and the profile keeps from it: numbers with
#: fractions, and names that sort otherwise in UTF-16.
BEYOND_THE_FAST_WAY = ("structures", "weird")

NAMES = st.from_regex(r"\A[a-z][a-z0-9_]{0,8}\Z")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = st.none() | st.booleans() | st.integers(-MOST_INTEGER, MOST_INTEGER) | TEXTS
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5)
)


@pytest.mark.parametrize("name", FILES)
def test_the_definition_writes_every_file_byte_by_byte(name: str) -> None:
    folder = vectors("jcs")
    document = json.loads((folder / "input" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = (folder / "output" / f"{name}.json").read_bytes()
    assert rfc8785.dumps(document) == wanted
    assert bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text()) == wanted


@pytest.mark.parametrize("name", FILES)
def test_the_fast_way_writes_what_it_can_and_the_profile_refuses_the_rest(name: str) -> None:
    folder = vectors("jcs")
    document = json.loads((folder / "input" / f"{name}.json").read_text(encoding="utf-8"))
    if name in BEYOND_THE_FAST_WAY:
        assert faults_in(document)
    else:
        assert canonical(document) == (folder / "output" / f"{name}.json").read_bytes()


def test_the_definition_writes_all_numbers_of_appendix_b() -> None:
    rows = json.loads((vectors("jcs") / "appendix-b-numbers.json").read_text())
    assert len(rows) == 24
    for row in rows:
        (number,) = struct.unpack(">d", bytes.fromhex(row["ieee754_hex"]))
        assert rfc8785.dumps(number).decode() == row["json"]


@given(DOCUMENTS)
def test_the_fast_way_is_the_definition(document: Any) -> None:
    assert canonical(document) == rfc8785.dumps(document)


@given(DOCUMENTS)
def test_what_was_written_is_read_again_as_it_was(document: Any) -> None:
    if not faults_in(document):
        assert read_strictly(canonical(document)) == document
        assert canonical(read_strictly(canonical(document))) == canonical(document)
