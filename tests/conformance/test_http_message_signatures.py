"""Does the library under our signatures agree with RFC 9421 in all of its twenty cases?"""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from http_message_signatures import (
    ContentDigest,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from interop.algorithms.suites import SUITES
from interop.signing import through_library
from interop.signing.through_library import PublicKey, signature_fits
from interop.signing.wire import AnswerView, HttpAnswer, HttpRequest, RequestView
from tests.conformance.vectors import vectors

ALGORITHMS: dict[str, Any] = {
    "rsa-pss-sha512": algorithms.RSA_PSS_SHA512,
    "rsa-v1_5-sha256": algorithms.RSA_V1_5_SHA256,
    "hmac-sha256": algorithms.HMAC_SHA256,
    "ecdsa-p256-sha256": algorithms.ECDSA_P256_SHA256,
    "ed25519": algorithms.ED25519,
}
#: RFC 9421's names of what we have a suite for.
OURS = {"ed25519": "Ed25519", "ecdsa-p256-sha256": "ES256"}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((vectors("rfc9421") / "cases.json").read_text())
    assert len(found) == 20
    return found


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((vectors("rfc9421") / "keys.json").read_text())
    return found


def view_of(case: dict[str, Any]) -> RequestView | AnswerView:
    signature = [("Signature-Input", case["signature_input"]), ("Signature", case["signature"])]
    message = case["message"]
    headers = tuple(tuple(line) for line in message["headers"])
    own = tuple(line for line in headers if line[0].lower() not in ("signature", "signature-input"))
    lines = (*own, *signature)
    if "status" not in message:
        return _request(message, lines)
    request = case.get("request")
    asked = _request(request, tuple(map(tuple, request["headers"]))) if request else _nobody()
    return AnswerView(HttpAnswer(message["status"], lines), asked)


def _request(message: dict[str, Any], lines: tuple[Any, ...]) -> RequestView:
    url = message["url"]
    authority, _, target = url.removeprefix("https://").partition("/")
    return RequestView(HttpRequest(message["method"], f"/{target}", lines), authority)


def _nobody() -> RequestView:
    return RequestView(HttpRequest("GET", "/", ()), "example.com")


class _Key(HTTPSignatureKeyResolver):
    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row

    def resolve_public_key(self, key_id: str) -> Any:
        if "public_pem" not in self.row:
            secret = self.row.get("secret_base64") or self.row["shared_secret_base64"]
            return base64.b64decode(secret)
        return self.row["public_pem"].encode()


def verifier_at(created: int) -> type[HTTPMessageVerifier]:
    """The library as it is, with a clock that stands a second after the signature was made."""

    class Verifier(HTTPMessageVerifier):
        def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
            now = datetime.fromtimestamp(created + 1).astimezone()
            expires = sig_input.params.get("expires")
            if expires is not None and datetime.fromtimestamp(expires).astimezone() < now:
                raise InvalidSignature("expired")

    return Verifier


def verify(case: dict[str, Any], keys: dict[str, Any]) -> Any:
    verifier = verifier_at(case["created"])(
        signature_algorithm=ALGORITHMS[case["alg"]], key_resolver=_Key(keys[case["keyid"]])
    )
    verifier.allow_label_only_selection = True
    with pytest.warns(UserWarning, match="label"):
        return verifier.verify(view_of(case), max_age=timedelta(days=1), expect_label=case["label"])


def test_all_twenty_cases_are_judged_as_the_rfc_judges_them(
    cases: list[dict[str, Any]], keys: dict[str, Any]
) -> None:
    judged = {}
    for case in cases:
        try:
            verify(case, keys)
            judged[case["id"]] = "valid"
        except InvalidSignature:
            judged[case["id"]] = "invalid"
    assert judged == {case["id"]: case["expect"] for case in cases}


def test_every_printed_signature_base_is_ours_byte_by_byte(
    cases: list[dict[str, Any]], keys: dict[str, Any]
) -> None:
    compared = 0
    for case in cases:
        if case["expect"] == "valid" and "signature_base" in case:
            (result,) = verify(case, keys)
            base = "\n".join(
                f"{name}: {value}" for name, value in result.covered_components.items()
            )
            assert base == case["signature_base"], case["id"]
            compared += 1
    assert compared >= 15


def test_every_printed_digest_is_one_of_its_body(cases: list[dict[str, Any]]) -> None:
    checked = 0
    for case in cases:
        headers = {name.lower(): value for name, value in case["message"]["headers"]}
        if "content-digest" in headers and case["message"].get("body") is not None:
            ContentDigest.verify(headers["content-digest"], case["message"]["body"].encode())
            checked += 1
    assert checked >= 10


def test_our_own_way_through_the_library_agrees_where_we_have_the_algorithm(
    cases: list[dict[str, Any]], keys: dict[str, Any]
) -> None:
    judged = {}
    for case in cases:
        if case["alg"] in OURS:
            key = _public(case, keys)
            said = case["signature_input"]
            view = view_of(case)
            judged[case["id"]] = _fits(view, key, said, case["label"])
    assert len(judged) >= 10
    expected = {case["id"]: case["expect"] == "valid" for case in cases if case["id"] in judged}
    assert judged == expected


def _public(case: dict[str, Any], keys: dict[str, Any]) -> PublicKey:
    public: Any = load_pem_public_key(keys[case["keyid"]]["public_pem"].encode())
    if isinstance(public, ed25519.Ed25519PublicKey):
        raw = public.public_bytes_raw()
    else:
        raw = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    suite = SUITES[OURS[case["alg"]]]
    assert suite.sound(raw)
    return PublicKey(suite.name, raw)


def _fits(view: Any, key: PublicKey, said: str, label: str) -> bool:
    """These cases carry no tag of ours, so one is told apart by its label."""
    library = through_library._Verifier(
        signature_algorithm=through_library._ByKeyRecord,
        key_resolver=through_library._OneKey(key),
    )
    library.allow_label_only_selection = True
    try:
        with pytest.warns(UserWarning, match="label"):
            library.verify(view, max_age=None, expect_label=label)
    except InvalidSignature:
        return False
    return bool(said)


def test_a_tag_that_is_not_there_is_not_taken_for_ours(
    cases: list[dict[str, Any]], keys: dict[str, Any]
) -> None:
    case = next(case for case in cases if case["id"] == "b2.6")
    assert not signature_fits(view_of(case), _public(case, keys), (), "pv-interop-req/1")
