"""What is an electronic signature of an organisation on a manifest: key, frame, and how it stands?

A click is a confirmation 确认; the signature is added to it and changes nothing that was confirmed.
Whether it counts as a reliable electronic signature (电子签名法 第十三条) awaits confirmation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: Bytes of an Ed25519 public key and of a signature (RFC 8032, 5.1).
KEY_BYTES, SIGNATURE_BYTES = 32, 64


class SignatureState(StrEnum):
    """What reading a signature again comes to."""

    VALID = "valid"
    REVISED_SINCE = "revised_since"  # fits what was signed; the manifest says more or other by now
    KEY_REVOKED = "key_revoked"  # the key had been revoked when it was added
    RECORD_DIFFERS = "record_differs"  # the confirmation in the books is not the one signed
    BROKEN = "broken"  # does not fit the bytes it stands beside


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key of an organisation (ids and credit code); ``fingerprint`` is the SHA-256 of its
    bytes in hexadecimal digits."""

    id: int
    organisation: int
    organisation_code: str
    public_key: bytes
    fingerprint: str
    label: str
    registered_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A confirmed step as the books keep it: never changed since. ``number`` is its place."""

    number: int
    step: str
    organisation: int
    organisation_code: str
    actor: str
    happened_at: datetime
    recorded_at: datetime
    event: int | None
    said: Mapping[str, object]
    differences: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class FrameSignature:
    """A signature with the very bytes that were signed, and who added it when."""

    key: SigningKey
    frame: bytes
    signature: bytes
    added_at: datetime
    actor: str
