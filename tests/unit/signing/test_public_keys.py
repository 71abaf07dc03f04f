"""Is the public key found in whatever form somebody brings it, and a private one recognised?"""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.builders.signing import KEY, PUBLIC
from tracker.signing.public_keys import is_private_key, public_key_in

_SPKI = PublicFormat.SubjectPublicKeyInfo
PEM = KEY.public_key().public_bytes(Encoding.PEM, _SPKI)
DER = KEY.public_key().public_bytes(Encoding.DER, _SPKI)
PRIVATE = [
    KEY.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())
    for encoding in (Encoding.PEM, Encoding.DER)
]
OTHER = generate_private_key(SECP256R1()).public_key().public_bytes(Encoding.PEM, _SPKI)


@pytest.mark.parametrize(
    "content",
    [
        PUBLIC,
        base64.b64encode(PUBLIC),
        b" " + base64.b64encode(PUBLIC)[:20] + b"\r\n" + base64.b64encode(PUBLIC)[20:] + b"\n",
        PEM,
        PEM.replace(b"\n", b"\r\n"),
        DER,
        base64.b64encode(DER),
    ],
    ids=["raw", "base64", "base64 in lines", "PEM", "PEM of Windows", "DER", "DER in base64"],
)
def test_a_public_key_is_found_in_every_form(content: bytes) -> None:
    assert public_key_in(content) == PUBLIC
    assert not is_private_key(content)


@pytest.mark.parametrize(
    "content", [b"", b"AAAA", b"\xff\xfe", OTHER, PEM[:40], DER[:-1], PUBLIC[:-1]]
)
def test_what_is_no_public_key_of_this_kind_is_none(content: bytes) -> None:
    assert public_key_in(content) is None


@pytest.mark.parametrize("content", [*PRIVATE, base64.b64encode(PRIVATE[1])])
def test_a_private_key_that_is_brought_by_mistake_is_recognised(content: bytes) -> None:
    assert is_private_key(content)
