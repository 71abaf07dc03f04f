"""Do documents have one spelling, and are ours checked before they are signed?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.documents.canonical import canonical_checked, digest_of
from interop.documents.digest import b64u, from_b64u, is_digest, raw, sha256, spelled
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.documents.words import is_authority, is_uuid, moment, moment_of, written


@given(st.binary(max_size=60))
def test_bytes_have_one_base64url_spelling(content: bytes) -> None:
    assert from_b64u(b64u(content)) == content
    for wrong in (b64u(content) + "=", b64u(content) + "\n", " " + b64u(content)):
        with pytest.raises(ValueError, match="base64url"):
            from_b64u(wrong)


@given(st.binary(max_size=40))
def test_any_bytes_are_either_read_or_refused(content: bytes) -> None:
    try:
        document = read_strictly(content)
    except DocumentRefused as refused:
        document = [fault.code for fault in refused.faults]
    assert digest_of(document) == sha256(canonical_checked(document))


@pytest.mark.parametrize(
    "document",
    [{"a": 1.5}, {"a": float("nan")}, {"A": 1}, {"a": "\ud800"}, {"a": object()}, {"a": ()}],
)
def test_what_breaks_the_profile_is_never_written(document: object) -> None:
    with pytest.raises(DocumentRefused):
        canonical_checked(document)


def test_every_fault_is_told_at_once_and_no_more_than_fifty() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_strictly(b'{"A":1.5,"b":[1e9,{"c":1,"c":"\\ud800"}]}')
    assert [(fault.code, fault.pointer) for fault in refused.value.faults] == [
        ("json_duplicate_key", "/b/1/c"),
        ("json_encoding", "/b/1/c"),
        ("profile_name", "/A"),
        ("profile_number", "/A"),
        ("profile_number", "/b/0"),
    ]
    with pytest.raises(DocumentRefused) as many:
        read_strictly(b"[" + b"1.5," * 1_000 + b"1]")
    assert len(many.value.faults) == 50


def test_a_pointer_repeats_no_strange_characters_of_the_sender() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_strictly('{"a/b~\u202e": 1}'.encode())
    assert [fault.pointer for fault in refused.value.faults] == ["/a~1b~0\\u202e"]


def test_digests_are_written_one_way() -> None:
    digest = sha256(b"")
    assert spelled(raw(digest)) == digest
    assert not is_digest(digest.upper())
    with pytest.raises(ValueError, match="digest"):
        raw("sha256:00")


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])))
def test_a_moment_is_read_as_it_was_written(when: datetime) -> None:
    when = when.replace(microsecond=0)
    if when.year > 1:
        assert moment(written(when)) == when


@pytest.mark.parametrize(
    "text",
    ["2026-11-21", "2026-11-21T09:37:44", "2026-13-01T00:00:00Z", "2026-11-21 09:37:44Z", "", None],
)
def test_what_lacks_offset_or_form_is_no_moment(text: object) -> None:
    assert moment_of(text) is None
    with pytest.raises(ValueError, match="moment"):
        moment(text)


def test_authorities_and_uuids_have_one_form() -> None:
    assert is_authority("CN")
    assert is_authority("CN-42")
    assert not is_authority("cn-42")
    assert is_uuid("0199b0f2-0000-7000-8000-0000000000aa")
    assert not is_uuid("0199B0F2-0000-7000-8000-0000000000AA")
    assert not is_uuid("0199b0f2000070008000000000000000")


def test_a_sealed_document_may_be_longer_than_a_text() -> None:
    """A receipt for two hundred records is one: what is inside is judged when it is unsealed."""
    long = b'{"payload":"' + b"A" * 50_000 + b'","signatures":[]}'
    assert len(read_strictly(long)["payload"]) == 50_000
    for odd in (b'{"payload":"' + b"!" * 50_000 + b'","signatures":[]}', long[:-1] + b',"a":1}'):
        with pytest.raises(DocumentRefused):
            read_strictly(odd)
