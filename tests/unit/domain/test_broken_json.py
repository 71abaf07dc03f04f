"""Is what is wrong with a text that is no JSON said in our words, with its place?"""

from __future__ import annotations

import json

import pytest

from tracker.domain.broken_json import (
    EVERY,
    HALF,
    NOT_UTF8,
    PROBLEMS,
    TOO_DEEP,
    UNREADABLE,
    as_faults,
    broken_json,
    broken_text,
)
from tracker.i18n.catalogue import translate

TEXTS = {
    b"": PROBLEMS["Expecting value"],
    b'{"a": 1,\n x}': PROBLEMS["Expecting property name"],
    b'{"a": 1 "b": 2}': PROBLEMS["Expecting ',' delimiter"],
    b'{"a" 1}': PROBLEMS["Expecting ':' delimiter"],
    b'{"a': PROBLEMS["Unterminated string"],
    b'{"a\n": 1}': PROBLEMS["Invalid control character"],
    rb'{"a\x": 1}': PROBLEMS["Invalid \\"],
    b"{} {}": PROBLEMS["Extra data"],
    b"\xff\xfe{}": NOT_UTF8,
    b"[" * 100_000: TOO_DEEP,
    b"9" * 5_000: UNREADABLE,
}


@pytest.mark.parametrize(("text", "problem"), TEXTS.items(), ids=list(TEXTS.values()))
def test_each_fault_of_a_text_has_its_sentence(text: bytes, problem: str) -> None:
    refused = broken_text(text)
    assert refused.params == {"problem": problem}
    for language in ("zh", "en"):
        said = translate(refused.message(), language, **refused.params)
        assert "{" not in said
        assert (problem in said) is (language == "en")


def test_a_comma_too_much_is_a_fault_of_its_own_or_a_missing_name() -> None:
    said = broken_text(b'{"a": 1,}').params["problem"]
    assert said in (PROBLEMS["Illegal trailing comma"], PROBLEMS["Expecting property name"])


def test_line_and_column_are_named() -> None:
    (place,) = broken_text(b'{\n  "a": 1,\n  b\n}').faults
    assert (place.code, place.params) == ("json_place", {"line": 3, "column": 3})


def test_half_of_a_character_is_told_where_a_reader_minds_it() -> None:
    with pytest.raises(UnicodeEncodeError) as minded:
        json.loads(r'"\ud800"').encode()
    assert broken_json(minded.value).params == {"problem": HALF}


def test_an_answer_of_faults_says_both_what_and_where() -> None:
    what, where = as_faults(broken_text(b"{"), "/body")
    assert (what.code, what.pointer, where.code) == ("invalid", "/body", "json_place")
    assert what.params["problem"] in EVERY
