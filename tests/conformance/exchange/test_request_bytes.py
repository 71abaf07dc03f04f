"""N30 to N41, N52: is what was signed what came, in the one right spelling?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from interop.refusals import Refused
from interop.signing.fields import digest_field
from interop.signing.requests import verify_request
from interop.signing.wire import HttpRequest
from tests.builders.exchange import (
    MESSAGES,
    NOW,
    Pair,
    a_request,
    header,
    verified,
    with_header,
)
from tests.builders.turned_away import (
    refused,
)


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"method": "PUT"}, MESSAGES),
        ({"target": "/interop/v1/receipts"}, MESSAGES),
        ({"target": f"{MESSAGES}?mode=probe"}, MESSAGES),
        ({"target": MESSAGES}, f"{MESSAGES}?mode=probe"),
        ({"target": f"{MESSAGES}?b=2&a=1"}, f"{MESSAGES}?a=1&b=2"),
    ],
)
def test_n30_a_changed_method_path_or_query_does_not_fit(
    pair: Pair, change: dict[str, str], target: str
) -> None:
    request = a_request(pair, target=target)
    assert verified(pair, request).partner == "CN-36"
    changed = HttpRequest(
        change.get("method", "POST"), change.get("target", target), request.headers, request.body
    )
    assert refused(pair, changed) == (401, "sig_invalid")


def test_n31_neither_host_nor_x_forwarded_host_is_asked(pair: Pair) -> None:
    other = a_request(pair, host="other.example")
    other = with_header(other, "Host", "other.example")
    other = with_header(other, "X-Forwarded-Host", pair.ours.host)
    assert refused(pair, other) == (401, "sig_invalid")


def test_n32_what_was_signed_for_one_authority_is_not_taken_by_another(pair: Pair) -> None:
    request = a_request(pair)
    receiver = replace(pair.receiver, authority="second.hubei.example")
    with pytest.raises(Refused, match="sig_invalid"):
        verify_request(request, receiver, NOW)


@pytest.mark.parametrize(
    "target",
    [
        "/interop/v1/%6dessages",
        "/interop/v1//messages",
        "//interop/v1/messages",
        "/interop/v1/./messages",
        "/interop/v1/x/../messages",
        "/interop/v1/..",
        "/interop/v1/messages;a=1",
        "/interop/v1/messages/",
        "/INTEROP/v1/messages",
        "/interop%2fv1/messages",
        "/interop/v1/messages%00",
        "/interop/v1/messages?a=%31",
        "/interop/v1/messages?",
        "/interop/v1/messages#x",
        "/interop/v1",
        "https://exchange.hubei.example/interop/v1/messages",
        "/interop/v1/messages\n",
        "/interop/v1/报文",
    ],
)
def test_n33_an_address_in_another_spelling_is_not_canonical(pair: Pair, target: str) -> None:
    request = replace(a_request(pair), target=target)
    assert refused(pair, request) == (400, "path_not_canonical")


def test_n34_a_field_spelled_with_an_underscore_is_another_field(pair: Pair) -> None:
    request = with_header(a_request(pair), "Content_Digest", digest_field(b"other"))
    assert verified(pair, request).partner == "CN-36"


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("Content-Digest", 400, "digest_malformed"),
        ("Idempotency-Key", 400, "idempotency_malformed"),
        ("Content-Type", 415, "content_type"),
    ],
)
def test_n35_a_covered_field_that_stands_twice_is_turned_away(
    pair: Pair, name: str, status: int, code: str
) -> None:
    request = a_request(pair)
    value = header(request, name)
    # on two lines, or already joined as servers do
    for values in [(value, value), (f"{value}, {value}",)]:
        assert refused(pair, with_header(request, name, *values)) == (status, code)


RIGHT_512 = "sha-512=:" + "A" * 86 + "==:"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((), "digest_missing"),
        (("",), "digest_malformed"),
        ((digest_field(b"other"),), "digest_mismatch"),
        ((RIGHT_512,), "digest_unsupported"),
        (("md5=:AAAAAAAAAAAAAAAAAAAAAA==:",), "digest_unsupported"),
        (("sha=:AAAAAAAAAAAAAAAAAAAAAAAAAAA=:",), "digest_unsupported"),
        (("unixsum=30637",), "digest_unsupported"),
        (("sha-256=:AAAA:",), "digest_malformed"),
        (("sha-256=abc",), "digest_malformed"),
        (("sha-256",), "digest_malformed"),
    ],
)
def test_n36_a_digest_that_is_missing_foreign_or_wrong_is_named(
    pair: Pair, values: tuple[str, ...], code: str
) -> None:
    request = with_header(a_request(pair), "Content-Digest", *values)
    assert refused(pair, request) == (400, code)


def test_n36_every_stated_digest_must_be_right_and_spelled_right(pair: Pair) -> None:
    request = a_request(pair)
    right = header(request, "Content-Digest")
    for value, code in [
        (f"{right}, {RIGHT_512}", "digest_mismatch"),
        (right.replace("=:", ":", 2).replace("sha-256:", "sha-256=:"), "digest_malformed"),
        (f"{right}, md5=:AAAAAAAAAAAAAAAAAAAAAA==:", "digest_unsupported"),
        (f"{right};q=1", "digest_malformed"),
    ]:
        assert refused(pair, with_header(request, "Content-Digest", value)) == (400, code)


@pytest.mark.parametrize(
    "changed",
    [
        lambda body: body[:-1] + b" ",
        lambda body: body + b"\n",
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.replace(b",", b",\r\n", 1),
        lambda body: b"",
    ],
)
def test_n37_a_changed_body_is_noticed(pair: Pair, changed: Callable[[bytes], bytes]) -> None:
    request = a_request(pair)
    request = replace(request, body=changed(request.body))
    assert refused(pair, request) == (400, "digest_mismatch")


def test_n38_content_cannot_be_smuggled_into_a_get(pair: Pair) -> None:
    request = a_request(pair, method="GET", target="/interop/v1/time")
    assert verified(pair, request).message_id is None
    assert refused(pair, replace(request, body=b"{}")) == (400, "body_unexpected")
    lying = with_header(request, "Content-Digest", digest_field(b"{}"))
    assert refused(pair, lying) == (400, "digest_mismatch")


@pytest.mark.parametrize("coding", ["gzip", "br", "identity;q=0", "gzip, identity", "identity"])
def test_n39_encoded_content_is_never_unpacked(pair: Pair, coding: str) -> None:
    request = with_header(a_request(pair), "Content-Encoding", coding)
    assert refused(pair, request) == (415, "content_encoding")


@pytest.mark.parametrize(
    "values",
    [(), ("text/json",), ("application/json; charset=gbk",), ("multipart/form-data",), ("",)],
)
def test_n40_another_content_type_is_not_taken(pair: Pair, values: tuple[str, ...]) -> None:
    request = with_header(a_request(pair), "Content-Type", *values)
    assert refused(pair, request) == (415, "content_type")


def test_n41_one_byte_more_than_a_mebibyte_is_too_large(pair: Pair) -> None:
    just = a_request(pair, b" " * 1024 * 1024)
    assert verified(pair, just).partner == "CN-36"
    assert refused(pair, a_request(pair, b" " * (1024 * 1024 + 1))) == (413, "too_large")


def test_n52_an_idempotency_key_must_be_the_quoted_id(pair: Pair) -> None:
    request = a_request(pair)
    assert refused(pair, with_header(request, "Idempotency-Key")) == (400, "idempotency_missing")
    for value in ("0199b0f2-0000-7000-8000-000000000001", "token", '"no-uuid"', "?1", '"a";x=1'):
        told = with_header(request, "Idempotency-Key", value)
        assert refused(pair, told) == (400, "idempotency_malformed")
