"""Which signature algorithms may a key have, how are their signatures checked, which keys refused?

A row of ``SUITES`` is all that a further algorithm needs (SM2 with SM3 has its place here): the
name that stands in key records and JWS headers, what is wrong with a public key, whether a
signature fits. Symmetric keys and RSA have no row: the first prove nothing to a third party.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from interop.algorithms.points import is_sound_ed25519_point

#: Both suites sign in 64 bytes: RFC 8032 (R and S), RFC 7518 3.4 (r and s, never DER).
SIGNATURE_BYTES = 64
_HALF = SIGNATURE_BYTES // 2


@dataclass(frozen=True, slots=True)
class Suite:
    """One algorithm. ``sound(public)``: may this key be enrolled; ``fits(public, signature,
    data)``: was the data signed by its holder. Neither raises, whatever the bytes are."""

    name: str
    sound: Callable[[bytes], bool]
    fits: Callable[[bytes, bytes, bytes], bool]


@lru_cache(maxsize=256)
def _ed25519_key(public: bytes) -> ed25519.Ed25519PublicKey:
    return ed25519.Ed25519PublicKey.from_public_bytes(public)


def _ed25519_fits(public: bytes, signature: bytes, data: bytes) -> bool:
    try:
        _ed25519_key(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def _p256_key(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


def _p256_sound(public: bytes) -> bool:
    """Uncompressed points only, so that one key has one spelling and one fingerprint."""
    try:
        return len(public) == 65 and bool(_p256_key(public))
    except ValueError:
        return False


def _p256_fits(public: bytes, signature: bytes, data: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        der = encode_dss_signature(r, s)
        _p256_key(public).verify(der, data, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


#: Names as in JOSE: RFC 9864 (Ed25519), RFC 7518 3.4 (ES256).
SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        Suite("Ed25519", is_sound_ed25519_point, _ed25519_fits),
        Suite("ES256", _p256_sound, _p256_fits),
    )
}
DEFAULT = "Ed25519"


def fits(algorithm: str, public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of the key signed the data; False also for an unknown algorithm."""
    suite = SUITES.get(algorithm)
    return suite is not None and suite.fits(public, signature, data)


#: Somebody's key whose other half was thrown away: an unknown caller's signature is checked against
#: it, so that the same work is done as for a known one. (The point with y = 3.)
NOBODYS = bytes([3]) + bytes(31)
