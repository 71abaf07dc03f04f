"""Which public key does somebody bring: PEM or DER as openssl writes, base64, raw bytes?"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_public_key,
)

#: Bytes of a public key (RFC 8032, 5.1.5); how the private one begins in DER (RFC 8410).
_RAW_BYTES = 32
_PRIVATE_DER = bytes.fromhex("302e020100300506032b6570")


def public_key_in(content: bytes) -> bytes | None:
    """The key in a file or a field; None when it holds no public key of Ed25519."""
    if len(content) == _RAW_BYTES:
        return content
    text = content.strip()
    if text.startswith(b"-----BEGIN PUBLIC KEY-----"):
        return _loaded(load_pem_public_key, text)
    try:
        plain = base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        plain = content
    return plain if len(plain) == _RAW_BYTES else _loaded(load_der_public_key, plain)


def is_private_key(content: bytes) -> bool:
    """Whether somebody brings by mistake what must never leave their machine."""
    text = content.strip()
    if b"PRIVATE KEY-----" in text:
        return True
    try:
        plain = base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        plain = content
    return plain.startswith(_PRIVATE_DER)


def _loaded(load: object, content: bytes) -> bytes | None:
    assert callable(load)  # noqa: S101  one of the two above
    try:
        key = load(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, Ed25519PublicKey):
        return None
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
