"""N01 to N43: which requests are turned away, with which code, before anything is read?"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.keys.book import KeyBook
from interop.keys.key import Key
from interop.keys.names import Use
from interop.keys.refusals import KeyRefused
from interop.refusals import Refused
from interop.signing import requests as signing
from interop.signing import through_library
from interop.signing.fields import digest_field
from interop.signing.profile import REQUEST_LABEL, REQUEST_TAG, request_components
from interop.signing.requests import verify_request
from interop.signing.through_library import PublicKey, sign_message
from interop.signing.wire import HttpRequest, RequestView
from tests.builders.exchange import (
    ALGORITHMS,
    MESSAGES,
    NONCE,
    NOT_AFTER,
    NOT_BEFORE,
    NOW,
    Pair,
    a_pair,
    a_request,
    a_side,
    approved,
    header,
    verified,
    with_header,
    with_parameter,
)

ORDER_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(params=ALGORITHMS)
def pair(request: pytest.FixtureRequest) -> Pair:
    return a_pair(request.param)


def refused(pair: Pair, request: HttpRequest, now: object = NOW) -> tuple[int, str]:
    """Status and code of the refusal; fails if the request is taken."""
    with pytest.raises(Refused) as refusal:
        verify_request(request, pair.receiver, now)  # type: ignore[arg-type]
    return refusal.value.status, refusal.value.code


def signed_over(
    pair: Pair, components: tuple[str, ...], signer: SoftwareSigner | None = None
) -> HttpRequest:
    """The base message, signed properly but over these components."""
    base = a_request(pair)
    view = RequestView(with_header(with_header(base, "Signature"), "Signature-Input"), "x.example")
    view.url = f"https://{pair.ours.host}{MESSAGES}"
    sign_message(
        view,
        signer or pair.theirs.signer(),
        components,
        REQUEST_LABEL,
        REQUEST_TAG,
        NOW,
        NONCE,
    )
    return replace(base, headers=tuple(view.headers.items()))


def with_signature(request: HttpRequest, signature: bytes) -> HttpRequest:
    return with_header(request, "Signature", f"req=:{base64.b64encode(signature).decode()}:")


def signature_of(request: HttpRequest) -> bytes:
    return base64.b64decode(header(request, "Signature").removeprefix("req=:").removesuffix(":"))


def test_the_base_message_is_taken(pair: Pair) -> None:
    taken = verified(pair, a_request(pair))
    assert (taken.partner, taken.nonce) == ("CN-36", NONCE)


def test_n01_an_unsigned_request_is_missing_its_signature(pair: Pair) -> None:
    bare = with_header(with_header(a_request(pair), "Signature"), "Signature-Input")
    assert refused(pair, bare) == (401, "sig_missing")


@pytest.mark.parametrize("gone", ["Signature", "Signature-Input"])
def test_n02_one_signature_field_without_the_other_is_missing(pair: Pair, gone: str) -> None:
    assert refused(pair, with_header(a_request(pair), gone)) == (401, "sig_missing")


def test_n03_labels_that_differ_are_malformed(pair: Pair) -> None:
    request = a_request(pair)
    other = header(request, "Signature").replace("req=", "other=")
    assert refused(pair, with_header(request, "Signature", other)) == (401, "sig_malformed")


@pytest.mark.parametrize("value", ["req=abc(", 'req=("@method', "req=(ü)", "req", "=", "req=()x,"])
def test_n04_a_field_that_is_no_dictionary_is_malformed(pair: Pair, value: str) -> None:
    request = with_header(a_request(pair), "Signature-Input", value)
    assert refused(pair, request) == (401, "sig_malformed")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('req="abc"', "sig_malformed"),
        ("req=::", "sig_invalid"),
        (f"req=:{'A' * 84}:", "sig_invalid"),
        (f"req=:{'A' * 87}=:", "sig_invalid"),
    ],
)
def test_n05_a_signature_of_the_wrong_kind_or_length_is_turned_away(
    pair: Pair, value: str, code: str
) -> None:
    assert refused(pair, with_header(a_request(pair), "Signature", value)) == (401, code)


def test_n06_one_flipped_bit_in_any_byte_of_the_signature_is_invalid(pair: Pair) -> None:
    request = a_request(pair)
    right = signature_of(request)
    for place in range(len(right)):
        wrong = bytes(byte ^ (place == at) for at, byte in enumerate(right))
        assert refused(pair, with_signature(request, wrong)) == (401, "sig_invalid")


def test_n07_a_label_that_stands_twice_is_malformed(pair: Pair) -> None:
    request = a_request(pair)
    said = header(request, "Signature-Input")
    for values in [(f"{said}, {said}",), (said, said)]:
        twice = with_header(request, "Signature-Input", *values)
        assert refused(pair, twice) == (401, "sig_malformed")


@pytest.mark.parametrize("garbage", [False, True], ids=["n08", "n09"])
def test_n08_n09_a_second_signature_is_one_too_many(pair: Pair, garbage: bool) -> None:
    request = a_request(pair)
    stranger = a_request(pair, signer=a_side("CN-34", "x.example", pair.algorithm).signer())
    said = header(stranger, "Signature-Input").replace("req=", "two=", 1)
    made = header(stranger, "Signature").replace("req=", "two=", 1)
    both = with_header(request, "Signature-Input", header(request, "Signature-Input"), said)
    second = "two=:AAAA:" if garbage else made
    both = with_header(both, "Signature", header(request, "Signature"), second)
    assert refused(pair, both) == (401, "sig_multiple")


@pytest.mark.parametrize("left_out", request_components("POST"))
def test_n10_each_component_must_be_covered(pair: Pair, left_out: str) -> None:
    rest = tuple(name for name in request_components("POST") if name != left_out)
    assert refused(pair, signed_over(pair, rest)) == (401, "sig_component_missing")


def test_n11_covering_nothing_is_covering_too_little(pair: Pair) -> None:
    assert refused(pair, signed_over(pair, ())) == (401, "sig_component_missing")


@pytest.mark.parametrize("extra", ['"@method"', '"@foo"', '"@status"', '"@path";req', '"Date"'])
def test_n12_a_repeated_or_foreign_component_is_turned_away(pair: Pair, extra: str) -> None:
    request = a_request(pair)
    said = header(request, "Signature-Input").replace(")", f" {extra})", 1)
    assert refused(pair, with_header(request, "Signature-Input", said)) == (401, "sig_malformed")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("context", '"x"'),
        ("alg", '"ed25519"'),
        ("alg", '"rsa-pss-sha512"'),
        ("alg", '"none"'),
        ("alg", '"hmac-sha256"'),
    ],
)
def test_n13_a_further_parameter_and_any_alg_are_forbidden(
    pair: Pair, name: str, value: str
) -> None:
    request = with_parameter(a_request(pair), name, value)
    assert refused(pair, request) == (401, "sig_param_forbidden")


@pytest.mark.parametrize("tag", [None, '"other"', '"pv-interop-res/1"', "token"])
def test_n14_another_tag_or_none_is_forbidden(pair: Pair, tag: str | None) -> None:
    request = with_parameter(a_request(pair), "tag", tag)
    assert refused(pair, request) == (401, "sig_param_forbidden")


KEYIDS = [None, '"CN-99:t-2026a"', f'"{"k" * 300}"', '"../../etc/passwd"', '"\'; DROP TABLE"']


@pytest.mark.parametrize("keyid", KEYIDS)
def test_n15_an_unknown_key_gets_the_answer_of_a_bad_signature(
    pair: Pair, keyid: str | None
) -> None:
    assert refused(pair, with_parameter(a_request(pair), "keyid", keyid)) == (401, "sig_invalid")
    bad = with_signature(a_request(pair), bytes(64))
    answers = []
    for request in (bad, with_parameter(a_request(pair), "keyid", keyid)):
        with pytest.raises(Refused) as refusal:
            verified(pair, request)
        answers.append((refusal.value.problem(), refusal.value.answer_signed))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("created", [None, '"1795253864"', "-5", "17952538.5", "?1"])
def test_n16_created_must_be_a_time(pair: Pair, created: str | None) -> None:
    assert refused(pair, with_parameter(a_request(pair), "created", created)) == (401, "sig_time")


def test_n16_a_time_of_nineteen_digits_is_no_integer_of_a_structured_field(pair: Pair) -> None:
    request = with_parameter(a_request(pair), "created", str(2**63))
    assert refused(pair, request) == (401, "sig_malformed")


def test_n16_a_minute_ahead_is_taken_and_a_second_more_is_not(pair: Pair) -> None:
    ahead = a_request(pair, at=NOW + timedelta(seconds=60))
    assert verified(pair, ahead).partner == "CN-36"
    too_far = a_request(pair, at=NOW + timedelta(seconds=61))
    assert refused(pair, too_far) == (401, "sig_time")


def test_n17_a_signature_that_expired_a_minute_ago_is_too_old(pair: Pair) -> None:
    request = a_request(pair)
    assert verified(pair, request, NOW + timedelta(seconds=360)).partner == "CN-36"
    assert refused(pair, request, NOW + timedelta(seconds=361)) == (401, "sig_time")


@pytest.mark.parametrize("seconds", [-1, 301])
def test_n17_a_life_that_ends_before_it_starts_or_is_too_long_is_refused(
    pair: Pair, seconds: int
) -> None:
    expires = str(int(NOW.timestamp()) + seconds)
    request = with_parameter(a_request(pair), "expires", expires)
    assert refused(pair, request) == (401, "sig_time")


@pytest.mark.parametrize(
    "nonce", [None, f'"{"n" * 21}"', f'"{"n" * 200}"', '"nonce of more+words/="']
)
def test_n18_a_nonce_too_short_too_long_or_foreign_is_forbidden(
    pair: Pair, nonce: str | None
) -> None:
    request = with_parameter(a_request(pair), "nonce", nonce)
    assert refused(pair, request) == (401, "sig_param_forbidden")


def test_n23_a_replay_after_the_nonce_was_forgotten_is_too_old(pair: Pair) -> None:
    taken = verified(pair, a_request(pair))
    forgotten = taken.nonce_kept_until
    assert forgotten == NOW + timedelta(seconds=420)
    assert refused(pair, taken.request, forgotten) == (401, "sig_time")


def book_without(pair: Pair, *changes: Callable[[KeyBook], KeyBook]) -> KeyBook:
    book = pair.book
    for change in changes:
        book = change(book)
    return book


@pytest.mark.parametrize(
    "standing", ["not_yet", "expired", "revoked", "compromised", "not_approved", "use", "partner"]
)
def test_n24_a_key_that_is_not_good_gets_the_answer_of_an_unknown_one(
    pair: Pair, standing: str
) -> None:
    request, kid = a_request(pair), pair.theirs.keyid()
    key = pair.book.find(kid)
    assert key is not None
    rest = [other for other in pair.book if other.keyid != kid]
    hour = timedelta(hours=1)
    found: dict[str, KeyBook] = {
        "not_yet": KeyBook([*rest, replace(key, not_before=NOW + hour)]),
        "expired": KeyBook([*rest, replace(key, not_after=NOW - hour)]),
        "revoked": pair.book.revoke(kid, "wang", NOW - hour),
        "compromised": pair.book.compromised(kid, "wang", NOW, NOW - hour),
        "not_approved": KeyBook([*rest, replace(key, events=key.events[:2])]),
    }
    if standing == "use":
        record_key = pair.theirs.signer(Use.RECORD)
        request = a_request(pair, signer=record_key)
    receiver = replace(
        pair.receiver,
        book=found.get(standing, pair.book),
        partners=frozenset() if standing == "partner" else pair.receiver.partners,
    )
    with pytest.raises(Refused) as refusal:
        verify_request(request, receiver, NOW)
    assert refusal.value.problem() == Refused("sig_invalid").problem()
    assert not refusal.value.answer_signed


def test_n25_an_hmac_keyed_with_the_public_key_does_not_fit(pair: Pair) -> None:
    request, made = a_request(pair), {}

    def remember(view: RequestView, key: PublicKey, *_rest: object) -> bool:
        made["key"] = key.public
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signing, "signature_fits", remember)
        refused(pair, request)
    forged = hmac.digest(made["key"], b"any base", "sha512")
    assert refused(pair, with_signature(request, forged)) == (401, "sig_invalid")


def test_n26_a_signature_of_another_algorithm_does_not_fit_the_key_record(pair: Pair) -> None:
    other = {"Ed25519": "ES256", "ES256": "Ed25519"}[pair.algorithm]
    impostor = SoftwareSigner(pair.theirs.keyid(), new_private_key(other))
    request = a_request(pair, signer=impostor)
    assert refused(pair, request) == (401, "sig_invalid")


@pytest.mark.parametrize(
    ("r", "s"),
    [(0, 1), (1, 0), (ORDER_P256, 1), (1, ORDER_P256), (1, ORDER_P256 - 1), (2**256 - 1, 1)],
)
def test_n27_numbers_outside_their_range_never_fit(r: int, s: int) -> None:
    pair = a_pair("ES256")
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    assert refused(pair, with_signature(a_request(pair), signature)) == (401, "sig_invalid")


def test_n28_der_instead_of_two_plain_numbers_does_not_fit() -> None:
    pair = a_pair("ES256")
    request = a_request(pair)
    raw = signature_of(request)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    assert refused(pair, with_signature(request, der)) == (401, "sig_invalid")


SMALL_ORDER = [
    bytes(32),
    bytes([1]) + bytes(31),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
]


@pytest.mark.parametrize(
    ("algorithm", "public", "code"),
    [
        *(("Ed25519", point, "key_unsound") for point in SMALL_ORDER),
        ("Ed25519", bytes([2]) + bytes(31), "key_unsound"),
        ("Ed25519", b"\xff" * 32, "key_unsound"),
        ("Ed25519", b"short", "key_unsound"),
        ("ES256", b"\x04" + (1).to_bytes(32, "big") * 2, "key_unsound"),
        ("ES256", b"\x00", "key_unsound"),
        ("ES256", b"\x02" + b"\xff" * 32, "key_unsound"),
        ("RS256", b"\x30" * 140, "key_algorithm"),
        ("HS256", b"secret", "key_algorithm"),
    ],
)
def test_n29_unsound_weak_and_symmetric_keys_are_never_enrolled(
    algorithm: str, public: bytes, code: str
) -> None:
    key = Key("CN-36:t-2026a", algorithm, public, NOT_BEFORE, NOT_AFTER)
    with pytest.raises(KeyRefused) as refusal:
        KeyBook().enrol(key, "lin", NOW)
    assert refusal.value.code == code


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


def test_n43_fields_beyond_measure_are_turned_away_before_they_are_read(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("read all the same")

    request = a_request(pair)
    many = tuple((f"X-{number}", "v" * 8192) for number in range(64))
    huge = "req=(" + '"a" ' * 1000 + ");created=1"
    with monkeypatch.context() as patched:
        patched.setattr(signing, "signature_fits", never)
        assert refused(pair, replace(request, headers=(*request.headers, *many)))[0] == 431
        for value in ("x" * 100_000, huge):
            told = with_header(request, "Signature-Input", value)
            assert refused(pair, told) == (431, "headers_too_large")


def test_n52_an_idempotency_key_must_be_the_quoted_id(pair: Pair) -> None:
    request = a_request(pair)
    assert refused(pair, with_header(request, "Idempotency-Key")) == (400, "idempotency_missing")
    for value in ("0199b0f2-0000-7000-8000-000000000001", "token", '"no-uuid"', "?1", '"a";x=1'):
        told = with_header(request, "Idempotency-Key", value)
        assert refused(pair, told) == (400, "idempotency_malformed")


def test_n95_unknown_key_and_bad_signature_take_the_same_way(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    way: list[str] = []
    real = through_library.signature_fits

    def counted(*given: object) -> bool:
        way.append("signature")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(signing, "signature_fits", counted)
    ways = []
    unknown = with_parameter(a_request(pair), "keyid", '"CN-99:t-2026a"')
    for request in (unknown, with_signature(a_request(pair), bytes(64))):
        way.clear()
        steps: list[int] = []
        with pytest.raises(Refused, match="sig_invalid"):
            verify_request(request, pair.receiver, NOW, steps.append)
        ways.append((tuple(way), tuple(steps)))
    assert ways[0] == ways[1] == (("signature",), (1, 2, 3, 4, 5, 6))


def test_a_key_of_the_second_partner_is_taken_too() -> None:
    pair, other = a_pair(), a_side("CN-34", "exchange.anhui.example")
    receiver = replace(
        pair.receiver,
        book=approved(pair.book, other.keys[Use.TRANSPORT]),
        partners=frozenset({"CN-36", "CN-34"}),
    )
    request = a_request(pair, signer=other.signer())
    assert verify_request(request, receiver, NOW).partner == "CN-34"
