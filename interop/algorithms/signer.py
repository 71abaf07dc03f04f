"""Who signs: anything with a key id, an algorithm and ``sign`` – a file's key, an HSM, a service.

Whoever stands behind ``Signer`` keeps the private key to itself; nothing here ever asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
_HALF = 32


class Signer(Protocol):
    """``sign`` answers the raw signature of its algorithm over the bytes: 64 bytes, r || s for
    curves. What fails behind it (a lost HSM) is raised as it is; then nothing was signed."""

    @property
    def keyid(self) -> str: ...

    @property
    def algorithm(self) -> str: ...

    def sign(self, data: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class SoftwareSigner:
    """A private key in this process's memory; never shown, not even in a traceback."""

    keyid: str
    private: PrivateKey = field(repr=False)

    @property
    def algorithm(self) -> str:
        return algorithm_of(self.private)

    @property
    def public(self) -> bytes:
        return public_bytes(self.private)

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(data)
        r, s = decode_dss_signature(self.private.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def new_private_key(algorithm: str) -> PrivateKey:
    """A fresh key from the operating system's random source; KeyError for a foreign algorithm."""
    if algorithm == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    raise KeyError(algorithm)


def algorithm_of(private: PrivateKey) -> str:
    return "Ed25519" if isinstance(private, ed25519.Ed25519PrivateKey) else "ES256"


def public_bytes(private: PrivateKey) -> bytes:
    """The public half as key records hold it: 32 bytes, or 65 of an uncompressed point."""
    public = private.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        return public.public_bytes_raw()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
