"""A file that is evidence of something, known by the SHA-256 of its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.programme import AttachmentKind

#: Whose the files are that an office brings: no organisation has this id.
THE_OFFICE = 0
MOST_FILE_BYTES = 20_000_000
MOST_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Attachment:
    """``digest`` is written in hexadecimal digits; ``organisation`` and ``actor`` are ids, ``size``
    is in bytes, ``name`` is what the file was called where it came from."""

    digest: str
    organisation: int
    kind: AttachmentKind
    media_type: str
    name: str
    size: int
    actor: int
    recorded_at: datetime
