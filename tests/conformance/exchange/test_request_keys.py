"""N15, N24 to N29, N95: which keys are none, and are all of them answered alike?"""

from __future__ import annotations

import hmac
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
from interop.signing.requests import verify_request
from interop.signing.through_library import PublicKey
from interop.signing.wire import RequestView
from tests.builders.exchange import (
    NOT_AFTER,
    NOT_BEFORE,
    NOW,
    Pair,
    a_pair,
    a_request,
    a_side,
    approved,
    verified,
    with_parameter,
)
from tests.builders.turned_away import (
    ORDER_P256,
    refused,
    signature_of,
    with_signature,
)

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
