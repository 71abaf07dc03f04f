"""Files and what is said about them, as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.registers import KindField
from tracker.domain.programme import AttachmentKind
from tracker.domain.register_kinds import DIGEST, choice


class AttachmentFormSchema(ma.Schema):
    """One file, what it shows, and what its SHA-256 must be, if the sender knows it."""

    file = ma.fields.Raw(metadata={"type": "string", "format": "binary"})
    kind = KindField(choice(AttachmentKind), required=True)
    sha256 = KindField(DIGEST)


class AttachmentSchema(ma.Schema):
    """A file as it was written down when the organisation first brought it."""

    digest = ma.fields.String()
    kind = KindField(choice(AttachmentKind))
    media_type = ma.fields.String()
    name = ma.fields.String()
    size = ma.fields.Integer()
