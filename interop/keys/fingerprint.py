"""What do two people compare on paper or by telephone before a key is trusted?

The fingerprint covers name, algorithm, span and public half, so that a key cannot be enrolled
under another name or for another use than the one that was compared.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from interop.documents.canonical import canonical
from interop.documents.digest import same
from interop.keys.key import Key


def fingerprint(key: Key) -> str:
    """SHA-256 in groups of four hexadecimal digits."""
    return _grouped(hashlib.sha256(canonical(key.announced())).hexdigest())


def fingerprint_sm3(key: Key) -> str | None:
    """The same by SM3; None where the cryptographic library was built without it."""
    try:
        hasher = hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm:
        return None
    hasher.update(canonical(key.announced()))
    return _grouped(hasher.finalize().hex())


def is_fingerprint_of(said: str, key: Key) -> bool:
    """Whether somebody read out the SHA-256 fingerprint of this key, however spaced or cased."""
    return same(_plain(said), _plain(fingerprint(key)))


def _grouped(digits: str) -> str:
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _plain(text: str) -> str:
    return "".join(text.split()).lower().removeprefix("sha256:")
