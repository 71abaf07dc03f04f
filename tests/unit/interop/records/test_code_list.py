"""Is a list of codes the same after its way as an attachment, and is everything else refused?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interop.documents.digest import sha256
from interop.records.code_list import MOST_IN_RECORD, body_of, codes_in, content_of, named_in

_CODE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
CODES = st.lists(_CODE, min_size=1)


@given(CODES)
@settings(max_examples=50)
def test_what_is_written_is_what_is_read(codes: list[str]) -> None:
    assert codes_in(content_of(codes)) == codes


def test_a_short_list_stands_in_the_record_and_a_long_one_is_named_by_its_digest() -> None:
    codes = [f"B{number}" for number in range(MOST_IN_RECORD + 1)]
    assert body_of(codes[:-1]) == ({"codes": codes[:-1]}, None)
    body, content = body_of(codes)
    named = named_in(body)
    assert content is not None
    assert named is not None
    assert (body["codes"], named.digest, named.size) == ([], sha256(content), len(content))


@pytest.mark.parametrize("content", [b"B1", b"B1\n\nB2\n", b"\xff\n", b"B\t1\n", b"\n"])
def test_what_is_no_list_of_codes_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"lines|utf-8"):
        codes_in(content)


@pytest.mark.parametrize(
    "changes", [{"form": "codes/2"}, {"digest": "md5:1"}, {"size": 0}, {"size": 30_000_000}]
)
def test_an_attachment_that_cannot_be_one_is_refused(changes: dict[str, object]) -> None:
    named = {"digest": sha256(b"B1\n"), "size": 3, "form": "codes/1"}
    assert named_in({"attachment": named}) is not None
    with pytest.raises(ValueError, match=r"attachment|size"):
        named_in({"attachment": {**named, **changes}})
    assert named_in({}) is None
