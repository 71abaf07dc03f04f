"""Which types of files are taken, and does a content look like the type it is said to be?

Names and headers are a stranger's word; the first bytes, or the parts of an office file, decide.
"""

from __future__ import annotations

import codecs
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

_OFFICE = "application/vnd.openxmlformats-officedocument"
_CHUNK = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: What the reader of archives raises for bytes that somebody made up.
_NO_ARCHIVE = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class MediaType:
    """A type with the endings of its file names; ``fits`` looks at a content from its start."""

    name: str
    suffixes: tuple[str, ...]
    fits: Callable[[BinaryIO], bool]


def _starts_with(magic: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(len(magic)) == magic


def _office(document: str) -> Callable[[BinaryIO], bool]:
    """An office file is a ZIP archive that holds this part; only its directory is read."""
    return lambda file: {"[Content_Types].xml", document} <= _parts(file)


def _parts(file: BinaryIO) -> frozenset[str]:
    if file.read(4) != b"PK\x03\x04":
        return frozenset()
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist())
    except _NO_ARCHIVE:
        return frozenset()


def _is_table_of_text(file: BinaryIO) -> bool:
    """UTF-8 or GB 18030 of lines and tabs, and nothing that a browser might open or run."""
    if file.read(64).removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"<", b"%PDF-")):
        return False
    return any(_decodes(file, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


MEDIA_TYPES = (
    MediaType("application/pdf", (".pdf",), _starts_with(b"%PDF-")),
    MediaType("image/jpeg", (".jpg", ".jpeg"), _starts_with(b"\xff\xd8\xff")),
    MediaType("image/png", (".png",), _starts_with(b"\x89PNG\r\n\x1a\n")),
    MediaType(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _office("xl/workbook.xml")),
    MediaType(f"{_OFFICE}.wordprocessingml.document", (".docx",), _office("word/document.xml")),
    MediaType("text/csv", (".csv",), _is_table_of_text),
)
_BY_NAME = {media.name: media for media in MEDIA_TYPES}
_BY_SUFFIX = {suffix: media for media in MEDIA_TYPES for suffix in media.suffixes}


def media_type_of(declared: str, name: str) -> MediaType | None:
    """The type a sender means: as declared, or by the ending of the name where the declaration
    says nothing (browsers declare CSV in many ways). None for types that are not taken."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return _BY_NAME.get(declared.lower()) or _BY_SUFFIX.get(suffix)


def holds_macros(file: BinaryIO) -> bool:
    """Whether an office file brings a program of its own."""
    file.seek(0)
    return any(part.lower().endswith("vbaproject.bin") for part in _parts(file))
