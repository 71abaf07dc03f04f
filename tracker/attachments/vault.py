"""Where the files lie: ``ab/cdef…`` by the SHA-256 of their content, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tracker.attachments.media_types import MediaType, holds_macros
from tracker.domain.attachment import MOST_FILE_BYTES
from tracker.domain.errors import Fault, Malformed

_CHUNK = 1 << 18
_INCOMING = ".incoming"
#: What a killed process left half-written is cleared away after this.
_LEFT_BEHIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that lies in the vault. ``digest`` in hexadecimal digits, ``size`` in bytes."""

    digest: str
    size: int


class Vault:
    """Files below ``folder``. The same content is kept once, whoever brings it."""

    def __init__(self, folder: Path, most_bytes: int = MOST_FILE_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def keep(
        self, content: BinaryIO, media: MediaType, now: datetime, digest: str | None = None
    ) -> Stored:
        """Keep a content, and answer when it is safe on the disk.

        Raises Malformed, leaving nothing behind, when it is empty, too large, not of its type,
        or not what the stated ``digest`` says.
        """
        incoming = self.folder / _INCOMING
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, incoming):
            folder.mkdir(mode=0o700, exist_ok=True)
        _clear(incoming, now - _LEFT_BEHIND)
        draft = incoming / secrets.token_hex(8)
        try:
            with open(draft, "x+b", opener=_private) as file:
                stored = self._write(content, file)
                faults = _faults(stored, digest, media, file)
                if faults:
                    raise Malformed(*faults)
                file.flush()
                os.fsync(file.fileno())
            place = self._place(stored.digest)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            draft.replace(place)  # over the same content, if it was there
            for folder in (place.parent, self.folder):
                _sync(folder)
        finally:
            draft.unlink(missing_ok=True)
        return stored

    def path(self, digest: str) -> Path | None:
        """Where a content lies; None when it is not here."""
        place = self._place(digest)
        return place if place.is_file() else None

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _write(self, content: BinaryIO, file: BinaryIO) -> Stored:
        """Copy and digest in one pass; no further than one byte beyond the limit."""
        digest = hashlib.sha256()
        size = 0
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > self.most_bytes:
                words = {"limit": self.most_bytes}
                raise Malformed(Fault("file_too_large", "/file", words))
            digest.update(chunk)
            file.write(chunk)
        return Stored(digest.hexdigest(), size)


def _faults(stored: Stored, digest: str | None, media: MediaType, file: BinaryIO) -> list[Fault]:
    if stored.size == 0:
        return [Fault("file_empty", "/file")]
    faults = []
    if digest is not None and digest != stored.digest:
        faults.append(Fault("wrong_digest", "/sha256"))
    file.seek(0)
    if not media.fits(file):
        faults.append(Fault("content_differs", "/file", {"media_type": media.name}))
    elif holds_macros(file):
        faults.append(Fault("holds_macros", "/file"))
    return faults


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    """The name, too, must survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(incoming: Path, before: datetime) -> None:
    for left in incoming.iterdir():
        with suppress(FileNotFoundError):  # its writer, or another of us, was faster
            if left.stat().st_mtime < before.timestamp():
                left.unlink()
