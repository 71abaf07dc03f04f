"""How are digests and byte strings written in documents: `sha256:` and hex, base64url unpadded."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_PREFIX = "sha256:"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def sha256(content: bytes) -> str:
    """``sha256:`` and 64 hexadecimal digits."""
    return _PREFIX + hashlib.sha256(content).hexdigest()


def spelled(digest: bytes) -> str:
    """A SHA-256 value, 32 raw bytes, as it is written."""
    return _PREFIX + digest.hex()


def raw(digest: str) -> bytes:
    """The 32 bytes of a written digest; ValueError if it is none."""
    if not is_digest(digest):
        raise ValueError("not a digest")
    return bytes.fromhex(digest.removeprefix(_PREFIX))


def is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def b64u(content: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_b64u(text: object) -> bytes:
    """What was written; ValueError unless it is the one right spelling: no padding, no foreign
    characters, no bits set after the last byte."""
    if not isinstance(text, str) or _BASE64URL.fullmatch(text) is None:
        raise ValueError("not base64url")
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64u(content) != text:
        raise ValueError("not the shortest base64url")
    return content
