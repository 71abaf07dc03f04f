"""Does an Ed25519 signature (RFC 8032) fit, and which bytes of a document are signed (RFC 8785)?"""

from __future__ import annotations

from collections.abc import Mapping

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Ed25519:
    """See ``tracker.usecases.signature_ports.Seal``."""

    def canonical(self, document: Mapping[str, object]) -> bytes:
        return rfc8785.dumps(dict(document))  # type: ignore[arg-type]  # checked by the library

    def fits(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True
