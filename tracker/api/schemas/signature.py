"""Signing keys and signed frames as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.signing import SignatureState

#: Base64 of a key or a signature, with room to say what is wrong with a longer one.
_BYTES = kind.words(200)


class NewSigningKeySchema(ma.Schema):
    """A public key (Ed25519, 32 bytes in base64), and its signature over the proof document."""

    public_key = KindField(_BYTES, required=True)
    label = KindField(kind.words(100), required=True)
    proof = KindField(_BYTES, required=True)


class SigningKeySchema(ma.Schema):
    """A public key of an organisation; ``fingerprint`` is the SHA-256 of its bytes."""

    fingerprint = ma.fields.String()
    public_key = ma.fields.String()
    label = ma.fields.String()
    organisation = ma.fields.String()
    registered_at = ma.fields.String(metadata={"format": "date-time"})
    revoked_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})


class SigningKeysSchema(ma.Schema):
    """The keys of one's own organisation, or of those one oversees."""

    items = ma.fields.List(ma.fields.Nested(SigningKeySchema))


class NewSignatureSchema(ma.Schema):
    """A signature (64 bytes in base64) over the canonical bytes of the frame with this digest."""

    key = KindField(kind.DIGEST, required=True)
    digest = KindField(kind.DIGEST, required=True)
    signature = KindField(_BYTES, required=True)


class FrameSignatureSchema(ma.Schema):
    """A signature as it stands now; ``frame`` are the bytes it was made over, in base64."""

    key = ma.fields.Nested(SigningKeySchema)
    state = KindField(kind.choice(SignatureState))
    says = ma.fields.String()
    added_at = ma.fields.String(metadata={"format": "date-time"})
    by = ma.fields.String()
    signature = ma.fields.String()
    frame = ma.fields.String()


class FrameSchema(ma.Schema):
    """A confirmed step: what would be signed now, and the signatures it bears."""

    frame = ma.fields.Dict()
    canonical = ma.fields.String()
    digest = ma.fields.String()
    signatures = ma.fields.List(ma.fields.Nested(FrameSignatureSchema))
