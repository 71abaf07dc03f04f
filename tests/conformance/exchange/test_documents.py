"""N44 to N56: which documents break the profile, and which messages are not for us?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from interop.documents.canonical import canonical
from interop.documents.profile import DocumentRefused, JsonFault
from interop.documents.strict_json import read_strictly
from interop.documents.words import is_identifier, is_quantity
from interop.limits import MOST_BODY_BYTES
from interop.records.envelope import RecordRefused, read_record, seal_record
from interop.records.message import check_addressed, read_message
from interop.refusals import Refused
from tests.builders.exchange import MESSAGE_ID, a_message, a_pair, a_record, sealed


def faults(body: bytes) -> tuple[JsonFault, ...]:
    with pytest.raises(DocumentRefused) as refusal:
        read_strictly(body)
    return refusal.value.faults


def code(body: bytes) -> str:
    return faults(body)[0].code


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"a":1,"a":2}', "/a"),
        (b'{"a":1,"\\u0061":2}', "/a"),
        (b'{"x":[{"b":{"c":1,"c":1}}]}', "/x/0/b/c"),
    ],
)
def test_n44_a_name_that_stands_twice_is_named_by_its_place(body: bytes, pointer: str) -> None:
    assert faults(body) == (JsonFault("json_duplicate_key", pointer),)


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_n45_words_that_are_no_numbers_are_no_json(word: bytes) -> None:
    assert code(b'{"a":' + word + b"}") == "json_syntax"


@pytest.mark.parametrize(
    "number",
    ["1e400", "1.0", "-0", "1E2", "0.1", str(2**53), str(-(2**53)), "9" * 5_000, "-" + "9" * 16],
)
def test_n45_numbers_that_others_read_otherwise_are_refused(number: str) -> None:
    assert faults(f'{{"a":[{number}]}}'.encode()) == (JsonFault("profile_number", "/a/0"),)


def test_n45_the_largest_numbers_are_taken() -> None:
    most = 2**53 - 1
    assert read_strictly(f"[{most},{-most},0]".encode()) == [most, -most, 0]


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"\\ud800"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xc0\x80"}',
        b'{"a":"\xff"}',
        '{"a":1}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b'{"a":"\\u0000"}',
    ],
)
def test_n46_what_is_not_proper_utf_8_is_refused(body: bytes) -> None:
    assert code(body) == "json_encoding"


def test_n46_nul_itself_is_no_json() -> None:
    assert code(b'{"a":"\x00"}') == "json_syntax"


def test_n47_nesting_ends_at_sixteen() -> None:
    assert read_strictly(b"[" * 16 + b"]" * 16)
    assert code(b"[" * 17 + b"]" * 17) == "json_depth"
    assert code(b'{"a":' * 17 + b"1" + b"}" * 17) == "json_depth"


def test_n47_a_hundred_thousand_brackets_do_no_harm() -> None:
    assert code(b"[" * 100_000) in {"json_depth", "json_syntax"}
    assert read_strictly(b"{}") == {}


@pytest.mark.parametrize("text", ["e\u0301", "\u0085", "a\x7fb", "\u212b"])
def test_n48_texts_that_are_not_nfc_or_hold_controls_are_refused(text: str) -> None:
    body = json.dumps({"a": text}, ensure_ascii=False).encode()
    assert faults(body) == (JsonFault("profile_string", "/a"),)


@pytest.mark.parametrize("quantity", ["１２", "1e3", "+1", "01", "1.", ".5", "1.0000001", "", "-"])
def test_n48_quantities_are_plain_digits(quantity: str) -> None:
    assert not is_quantity(quantity)
    assert is_quantity("-0.5")
    assert is_quantity("12800.50")


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u200bb", "\u2060x", "a\u00adb", " a", "", "x" * 129]
)
def test_n48_identifiers_hold_nothing_invisible(text: str) -> None:
    assert not is_identifier(text)
    with pytest.raises(RecordRefused) as refusal:
        seal_record(a_record(business_no=text), [])
    assert [fault.pointer for fault in refusal.value.faults] == ["/business_no"]


@pytest.mark.parametrize("name", ["A", "a-b", "__proto__", "1a", "", "ä", "a" * 65, "a b"])
def test_n49_names_of_members_are_plain(name: str) -> None:
    (fault,) = faults(json.dumps({name: 1}, ensure_ascii=False).encode())
    assert fault.code == "profile_name"


def test_n50_texts_and_lists_have_a_largest_size() -> None:
    assert read_strictly(json.dumps(["x" * 4_096]).encode())
    assert code(json.dumps(["x" * 4_097]).encode()) == "profile_length"
    assert read_strictly(json.dumps([0] * 10_000).encode())
    assert code(json.dumps([0] * 10_001).encode()) == "profile_length"
    assert code(b" " * (MOST_BODY_BYTES + 1)) == "too_large"


def test_n50_a_message_holds_at_most_200_records() -> None:
    pair = a_pair()
    few = canonical(json.loads(a_message(pair).body()) | {"records": [{}] * 200})
    assert len(read_message(few).records) == 200
    many = canonical(json.loads(few) | {"records": [{}] * 201})
    with pytest.raises(Refused) as refusal:
        read_message(many)
    assert (refusal.value.status, refusal.value.code) == (422, "profile_message")
    assert refusal.value.faults == (JsonFault("profile_message", "/records"),)


def test_n50_a_record_has_at_most_64_kibibytes() -> None:
    entry = sealed(a_pair())
    entry["record"]["body"] = {"texts": ["x" * 4_096] * 16}
    with pytest.raises(RecordRefused, match="record_too_large"):
        read_record(entry)
    with pytest.raises(RecordRefused, match="record_too_large"):
        seal_record(a_record(body=entry["record"]["body"]), [])


@pytest.mark.parametrize(
    "change", [{"sender": "CN-34"}, {"receiver": "CN-34"}, {"sender": "CN-42", "receiver": "CN-36"}]
)
def test_n51_sender_and_receiver_must_be_those_of_the_key(change: dict[str, Any]) -> None:
    message = read_message(a_message(a_pair(), **change).body())
    with pytest.raises(Refused) as refusal:
        check_addressed(message, "CN-36", "CN-42", MESSAGE_ID)
    assert (refusal.value.status, refusal.value.code) == (403, "envelope_mismatch")
    assert refusal.value.answer_signed


def test_n51_a_message_to_several_is_no_message() -> None:
    body = canonical(json.loads(a_message(a_pair()).body()) | {"to": ["CN-42", "CN-34"]})
    with pytest.raises(Refused, match="profile_message"):
        read_message(body)


def test_n52_the_signed_id_must_be_the_message_s_own() -> None:
    message = read_message(a_message(a_pair()).body())
    with pytest.raises(Refused, match="idempotency_malformed"):
        check_addressed(message, "CN-36", "CN-42", "0199b0f2-0000-7000-8000-0000000000ff")
    check_addressed(message, "CN-36", "CN-42", MESSAGE_ID)


def test_every_missing_and_unknown_member_of_a_message_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        read_message(b'{"type":"message","surplus":1}')
    pointers = {fault.pointer for fault in refusal.value.faults}
    assert {"/surplus", "/seq", "/from", "/to", "/records", "/message_id"} <= pointers


def test_a_message_survives_its_journey() -> None:
    message = a_message(a_pair(), seq=7, prev="sha256:" + "0" * 64)
    assert read_message(message.body()) == message
    assert read_message(message.body()).body() == message.body()
