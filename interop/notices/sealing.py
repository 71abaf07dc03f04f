"""How do keys of webhooks lie in the database? Sealed with the house's own secret."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def _box(secret: bytes) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"plumbline notice targets").derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))


def sealed(text: str, secret: bytes) -> bytes:
    """The text as it is kept."""
    return _box(secret).encrypt(text.encode())


def opened(kept: bytes, secret: bytes) -> str | None:
    """The text again; None when the house has another secret now."""
    try:
        return _box(secret).decrypt(kept).decode()
    except InvalidToken:
        return None
